package dev.fluxion.cli;

import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion simplify}. */
@Command(
        name = "simplify",
        versionProvider = Version.class,
        description = "Prints an expression in its simplest known form.",
        footer = {"", "Examples:", "  fluxion simplify 'x*x + 3*x^2'", "  fluxion simplify --steps '(x^2 - 1)/(x - 1)'"})
final class SimplifyVerb implements Callable<Integer>, Answering {
    @Parameters(index = "0", paramLabel = "EXPRESSION", description = "a formula")
    private String expression;

    @Option(names = "--latex", description = "print LaTeX")
    private boolean latex;

    @Option(names = "--steps", description = "print the rules that were applied")
    private boolean steps;

    @Mixin
    private HelpOptions help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Simplifier.Result result = Simplifier.shortest(Formula.read(expression), Assumptions.NONE, Budget.current());
        if (steps) {
            result.steps().forEach(step -> spec.commandLine().getOut().println("  " + TextPrinter.text(step.before()) + " = "
                    + TextPrinter.text(step.after()) + "    [" + step.rule() + "]"));
        }
        Expression formula = result.expression();
        spec.commandLine().getOut().println(latex ? LatexPrinter.latex(formula) : TextPrinter.text(formula));
        return 0;
    }
}
