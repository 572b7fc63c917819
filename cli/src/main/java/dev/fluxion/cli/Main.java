package dev.fluxion.cli;

/** Starts the command and ends the process with its exit status. */
public final class Main {
    private Main() {}

    /** Runs the verb that the arguments name. */
    public static void main(String[] arguments) {
        StandardError.restore();
        System.exit(FluxionCommand.commandLine().execute(arguments));
    }
}
