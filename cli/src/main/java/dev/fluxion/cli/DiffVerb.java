package dev.fluxion.cli;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Derivations;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Layout;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.explain.LimitDefinition;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion diff}. */
@Command(
        name = "diff",
        versionProvider = Version.class,
        description = "Prints a derivative: by each variable in turn where several are given.",
        footer = {"", "Examples:", "  fluxion diff 'x^2*sin(y)' x", "  fluxion diff 'x^2*sin(y)' x --steps",
            "  fluxion diff 'x^2*sin(y)' x --steps --png derivation.png", "  fluxion diff 'x^2*sin(y)' x y --latex",
            "  fluxion diff '1/x' x --limit", "  fluxion diff 'A*X' X --declare 'A in R[m, n]; X in R[n, d]' --layout vec"})
final class DiffVerb implements Callable<Integer>, Answering {
    @Parameters(index = "0", paramLabel = "EXPRESSION", description = "a formula")
    private String expression;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "VARIABLE", description = "what to differentiate by")
    private List<String> variables;

    @Option(names = "--steps", description = "print every step with its rule")
    private boolean steps;

    @Option(names = "--detail", paramLabel = "LEVEL", description = "print steps as: overview, textbook (as --steps) or every",
            converter = DetailWord.class)
    private Detail detail;

    @Option(names = "--limit", description = "derive it from the limit of the difference quotient")
    private boolean limit;

    @Option(names = "--declare", paramLabel = "DECLARATIONS", description = "tensors, such as 'X in R[n, d]; w in R[d]'")
    private String declarations = "";

    @Option(names = "--layout", paramLabel = "LAYOUT", description = "order of the axes: numerator (if none is given), denominator or vec; is printed too",
            converter = LayoutWord.class)
    private Layout layout;

    @Option(names = "--markdown", description = "print the steps as Markdown")
    private boolean markdown;

    @Option(names = "--latex", description = "print LaTeX")
    private boolean latex;

    @Mixin
    private Pictures pictures;

    @Mixin
    private HelpOptions help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Formula.Reader reader = Formula.reader(declarations);
            Expression function = reader.read(expression);
            List<Symbol> by = variables.stream().map(reader::variable).toList();
            if (steps || limit || markdown || detail != null) {
                derivation(function, by);
            } else {
                result(function, by);
            }
            return 0;
        } catch (FluxionException e) {
            throw new Failures.InText(new Source("input", expression), e);
        }
    }

    private void result(Expression function, List<Symbol> by) {
        boolean scalars = function.isScalar() && by.stream().allMatch(Expression::isScalar);
        Expression stable = scalars ? function : Stabilizer.stabilize(function).expression();
        Layout asked = layout == null ? Layout.NUMERATOR : layout;
        Expression result = asked.of(Differentiation.derivative(stable, by), function.shape(), by);
        if (pictures.wanted()) {
            pictures.writeFormula(LatexPrinter.latex(result));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(latex ? LatexPrinter.latex(result) : TextPrinter.text(result));
        if (layout != null) {
            out.println(layout.description(function.shape(), by));
        }
    }

    private void derivation(Expression function, List<Symbol> by) {
        if (limit && by.size() > 1) {
            throw FluxionException.unsupported("a derivative of higher order from its definition");
        }
        Derivation derivation = limit ? LimitDefinition.derivation(function, by.getFirst()) : Derivations.derivative(function, by);
        Detail shown = detail == null ? Detail.TEXTBOOK : detail;
        PrintWriter out = spec.commandLine().getOut();
        out.print(markdown ? derivation.markdown(shown) : latex ? derivation.latex(shown) + "\n" : derivation.text(shown));
        out.flush();
        if (pictures.wanted()) {
            pictures.write(derivation, shown);
        }
    }
}
