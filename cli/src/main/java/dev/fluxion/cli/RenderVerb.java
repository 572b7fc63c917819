package dev.fluxion.cli;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.typeset.LatexException;
import java.nio.file.Files;
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
    @Parameters(index = "0", paramLabel = "FILE", description = "a formula; - is standard input")
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
        if (!RunVerb.isStandardInput(file) && !Files.exists(file)) {
            throw RunVerb.problem("there is no file " + file, "render takes a file; a formula comes by standard input: echo 'x^2/3' | fluxion render - --png FILE");
        }
        Source source = RunVerb.source(file);
        pictures.writeFormula(file.toString().endsWith(".tex") ? latex(source) : LatexPrinter.latex(Formula.read(source)));
        return 0;
    }

    // Laid out once before anything is written, so that a mistake has its place in the file.
    private static String latex(Source source) {
        String latex = source.text().strip();
        try {
            dev.fluxion.typeset.Formula.of(latex);
            return latex;
        } catch (LatexException e) {
            int begin = source.text().indexOf(latex) + Math.max(0, e.offset());
            int end = e.offset() < 0 ? begin + latex.length() : begin + 1;
            throw new Failures.InText(source, new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, e.problem(), new Span(begin, end)).withHint(e.hint())));
        }
    }
}
