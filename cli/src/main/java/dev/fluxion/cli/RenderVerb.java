package dev.fluxion.cli;

import dev.fluxion.symbolic.print.LatexPrinter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion render}. */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Draws the formula in a file: LaTeX where its name ends in .tex, else the language of Fluxion.",
        footer = {"", "Example:", "  fluxion render formula.tex --svg formula.svg"})
final class RenderVerb implements Callable<Integer>, Answering {
    @Parameters(index = "0", paramLabel = "FILE", description = "a formula")
    private Path file;

    @Mixin
    private Pictures pictures;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!pictures.wanted()) {
            throw new ParameterException(spec.commandLine(), "say what to write: --png FILE, --svg FILE or --html FILE");
        }
        String text = RunVerb.text(file).strip();
        pictures.writeFormula(file.toString().endsWith(".tex") ? text : LatexPrinter.latex(Formula.read(text)));
        return 0;
    }
}
