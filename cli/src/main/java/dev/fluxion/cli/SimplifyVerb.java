package dev.fluxion.cli;

import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.Expression;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion simplify}. */
@Command(
        name = "simplify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints an expression in its simplest known form.",
        footer = {"", "Example:", "  fluxion simplify 'x*x + 3*x^2'"})
final class SimplifyVerb implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "EXPRESSION", description = "a formula")
    private String expression;

    @Option(names = "--latex", description = "print LaTeX")
    private boolean latex;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Expression formula = Formula.read(expression);
        spec.commandLine().getOut().println(latex ? LatexPrinter.latex(formula) : TextPrinter.text(formula));
        return 0;
    }
}
