package dev.fluxion.cli;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.NearestDouble;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fluxion eval}. */
@Command(
        name = "eval",
        versionProvider = Version.class,
        description = "Prints the value of an expression, exact where it is a fraction.",
        footer = {"", "Examples:", "  fluxion eval '0.1 + 0.2'", "  fluxion eval 'x^2*sin(y)' x=1 y=pi/2"})
final class EvalVerb implements Callable<Integer>, Answering {
    @Parameters(index = "0", paramLabel = "EXPRESSION", description = "a formula")
    private String expression;

    @Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "values of its variables; a value is a formula too")
    private List<String> values = List.of();

    @Mixin
    private HelpOptions help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Value> at = new HashMap<>();
        Map<Symbol, Expression> exact = new HashMap<>();
        for (String given : values) {
            int sign = given.indexOf('=');
            if (sign <= 0) {
                throw new ParameterException(spec.commandLine(), "'" + given + "' is not of the form NAME=VALUE");
            }
            Symbol variable = Formula.variable(given.substring(0, sign));
            Expression value = Formula.read(given.substring(sign + 1));
            at.put(variable.name(), Evaluator.evaluate(value, Map.of()));
            exact.put(variable, value);
        }
        spec.commandLine().getOut().println(shown(Formula.read(expression, exact), at, exact));
        return 0;
    }

    // Exact values are put in and rounded once, where the formula is defined at them.
    private static Value value(Expression formula, Map<String, Value> at, Map<Symbol, Expression> exact) {
        Value plain = Stabilizer.value(formula, at);
        if (plain.rank() > 0 || !Double.isFinite(plain.scalar()) || exact.values().stream().anyMatch(value -> !value.isScalar())) {
            return plain;
        }
        return NearestDouble.of(Substitution.replace(formula, exact));
    }

    private static String shown(Expression formula, Map<String, Value> at, Map<Symbol, Expression> exact) {
        if (formula instanceof Constant c && c.value() instanceof Decimal) {
            return TextPrinter.text(formula);
        }
        if (formula instanceof Constant c && c.value().isExact()) {
            String text = TextPrinter.text(formula);
            return c.value().isInteger() ? text : text + " = " + c.value().doubleValue();
        }
        return ValueText.of(value(formula, at, exact));
    }
}
