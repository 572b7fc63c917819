package dev.fluxion.cli;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion grad}. */
@Command(
        name = "grad",
        versionProvider = Version.class,
        description = "Prints the partial derivatives by each variable, all variables if none are named.",
        footer = {"", "Examples:", "  fluxion grad 'x^2*sin(y)'", "  fluxion grad 'a*x^2 + b*x' a b"})
final class GradVerb implements Callable<Integer>, Answering {
    @Parameters(index = "0", paramLabel = "EXPRESSION", description = "a formula")
    private String expression;

    @Parameters(index = "1..*", paramLabel = "VARIABLE", description = "what to differentiate by")
    private List<String> variables = List.of();

    @Option(names = "--latex", description = "print LaTeX")
    private boolean latex;

    @Mixin
    private HelpOptions help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Expression function = Formula.read(expression);
        List<Symbol> by = variables.isEmpty() ? Substitution.variables(function) : variables.stream().map(Formula::variable).toList();
        List<Expression> parts = Differentiation.gradient(function, by);
        for (int i = 0; i < by.size(); i++) {
            Expression part = parts.get(i);
            spec.commandLine().getOut().println(latex
                    ? "\\frac{\\partial}{\\partial " + LatexPrinter.latex(by.get(i)) + "} = " + LatexPrinter.latex(part)
                    : by.get(i).name() + ": " + TextPrinter.text(part));
        }
        return 0;
    }
}
