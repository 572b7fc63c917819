/** The {@code fluxion} command: the only module that prints. */
module dev.fluxion.cli {
    requires dev.fluxion.symbolic;
    requires dev.fluxion.nn;
    requires info.picocli;
    requires com.fasterxml.jackson.jr.ob;

    opens dev.fluxion.cli to info.picocli;
}
