package dev.fluxion.symbolic.polynomial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPowersTest {
    private static final double[] VALUES = {-2, -1, -0.5, 0, 0.5, 1, 2, 3};
    private static final List<String> OPERATIONS = List.of("simplify(%s)", "expand(%s)", "factor(%s)", "together(%s)", "cancel(%s)", "collect(%s, z)",
            "apart(%s, z)", "simplify(expand(%s))", "factor(expand(%s))", "quotient(%s, z + 2, z)*(z + 2) + remainder(%s, z + 2, z)");

    // At every point at which the given expression has a value, its new form has the same.
    @ParameterizedTest
    @ValueSource(strings = {
        "((x-1)^2)^(x-1)", "x^(n-1)", "x^(n+1)", "x^(n-2)", "x^(2*n-1)", "x^n*x", "x^(n-1) + x^n", "x^(n+1) + x^n", "(x^(n+1) + x^n)/x^n", "(x^2)^(n-1)", "(x^2)^(n+1/2)",
        "(x*y)^(n-1)", "(x*y)^n/(x*y)", "(x+y)^(n-1)*(x+y)", "x^(n-1)*(x+1)", "x^(n-1)/y", "(x-1)^(x-1)", "(x^2-1)^(x+1)", "abs(x)^(n-1)",
        "x^(x-2) + x^(x-1)", "x^(n-1) - x^(n-1)*y",
        "(x^n + 1)*(x^(n-1) - 1)", "x^(-n)", "x^(1-n)", "x^(n-1)*x^(1-n)", "(x^(n-1))^2", "(x^(n-1) + y)^2", "x^(n-1)*z + z^2", "z*x^(n+1)/(z^2 - 1)", "2^(n+1) + 2^n",
        "exp(x + 1) + exp(x)", "(1/x)^(n-1)", "sqrt(x)^(n-1)", "x^(n-1)*y^(n-1)", "x^(y-1)*y^(x-1)", "(x^2)^(x-1)", "(x^4)^(n-1)", "(x-1)^(2*x-2)",
        "(2*x)^(n-1)", "(-x)^(n-1)",
        "(x/y)^(n-1)", "x^(n-1)*(1 + 1/x)", "x^(n+1)*(1 + 1/x)", "((x+1)^2 - 1)^(n-1)", "0^(n-1)", "0^x", "x^(n-1)^2", "n*x^(n-1)", "(x^n)^(n-1)", "log(x)^(n-1)"})
    void noAlgebraLosesAPoint(String text) {
        Expression given = Language.parse(text);
        for (String operation : OPERATIONS) {
            try {
                assertSame(given, Language.parse(operation.replace("%s", text)), operation);
            } catch (FluxionException e) {
                assertThat(e.diagnostic().code()).as(operation).isIn(dev.fluxion.grammar.Diagnostic.Code.UNSUPPORTED);
            }
        }
    }

    private static void assertSame(Expression given, Expression changed, String operation) {
        List<Symbol> variables = Substitution.variables(given);
        for (int point = 0; point < Math.pow(VALUES.length, variables.size()); point++) {
            Map<String, Double> at = new HashMap<>(Map.of("x", 1.0, "y", 1.0, "n", 1.0, "z", 0.75));
            int rest = point;
            for (Symbol variable : variables) {
                at.put(variable.name(), variable.name().equals("z") ? 0.75 : VALUES[rest % VALUES.length]);
                rest /= VALUES.length;
            }
            double before = Evaluator.scalar(given, at);
            double after = Evaluator.scalar(changed, at);
            if (Double.isFinite(before)) {
                assertThat(after).as(operation + " of " + given + " gives " + changed + " at " + at)
                        .isCloseTo(before, org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(before))));
            }
        }
    }
}
