/** The {@code fluxion} command: the only module that prints. */
module dev.fluxion.cli {
    requires dev.fluxion.symbolic;
    requires java.compiler; // names that are words of Java
    requires java.management;
    requires java.scripting;
    requires dev.fluxion.codegen;
    requires dev.fluxion.nn;
    requires dev.fluxion.typeset;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.jr.ob;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.jline.reader;
    requires org.jline.terminal;
    // JLine reaches signals by reflection: without this module in the graph Ctrl-C ends the prompt instead of the work.
    requires jdk.unsupported;

    opens dev.fluxion.cli to info.picocli;

    provides javax.script.ScriptEngineFactory with dev.fluxion.cli.scripting.FluxionScriptEngineFactory;
}
