/** A program that knows the scripting interface of the platform and nothing of Fluxion. */
module host {
    requires java.scripting;
}
