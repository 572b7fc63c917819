package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorTableTest {
    private static final double[] POINTS = {-2.3, -1.37, -0.6, -0.15, 0.23, 0.45, 0.85, 1.3, 2.6, 5.3};

    static Stream<Operator> rows() {
        return Operators.rows(Operator.Kind.ELEMENTWISE).stream();
    }

    private static List<Symbol> symbols(Operator row) {
        return row.operands().stream().map(name -> Symbol.of("operand_" + name)).toList();
    }

    private static Expression applied(Operator row) {
        return Apply.of(row, symbols(row).stream().map(Expression.class::cast).toList());
    }

    // Points of either sign, then some for functions of probabilities: parameters above 0, the last operand between 0 and 1.
    private static List<Map<String, Double>> points(Operator row) {
        List<Map<String, Double>> points = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Map<String, Double> at = new HashMap<>();
            for (int k = 0; k < row.operands().size(); k++) {
                boolean last = k == row.operands().size() - 1;
                boolean order = row.operands().get(k).equals("n");
                at.put("operand_" + row.operands().get(k), order ? i : last ? 0.1531 + 0.2017 * i : 0.3517 + 0.7013 * i + k * (0.1 - 0.15 * i));
            }
            points.add(at);
        }
        for (int i = 0; i < POINTS.length; i++) {
            Map<String, Double> at = new HashMap<>();
            for (int k = 0; k < row.operands().size(); k++) {
                boolean order = row.operands().get(k).equals("n");
                at.put("operand_" + row.operands().get(k), order ? i % 4 : POINTS[(i + 3 * k) % POINTS.length]);
            }
            points.add(at);
        }
        return points;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void derivativeMatchesCentralDifference(Operator row) {
        int compared = 0;
        for (Symbol variable : symbols(row)) {
            if (row.derivative(variable.name().substring("operand_".length())).isEmpty()) {
                continue;
            }
            Expression derivative = Differentiation.derivative(applied(row), variable);
            for (Map<String, Double> at : points(row)) {
                double difference = slope(applied(row), variable.name(), at);
                double actual = Evaluator.scalar(derivative, at);
                if (Double.isFinite(difference)) {
                    assertThat(actual).as("%s by %s at %s", row, variable.name(), at)
                            .isCloseTo(difference, org.assertj.core.data.Offset.offset(1e-6 * Math.max(1, Math.abs(difference))));
                    compared++;
                }
            }
        }
        assertThat(compared).as("points in the domain of %s", row).isPositive();
    }

    // Richardson's difference of order four: about 1e-11 of the size of the function.
    private static double slope(Expression expression, String variable, Map<String, Double> at) {
        double h = 1e-3;
        return (4 * difference(expression, variable, at, h / 2) - difference(expression, variable, at, h)) / 3;
    }

    private static double difference(Expression expression, String variable, Map<String, Double> at, double h) {
        Map<String, Double> moved = new HashMap<>(at);
        moved.put(variable, at.get(variable) + h);
        double above = Evaluator.scalar(expression, moved);
        moved.put(variable, at.get(variable) - h);
        return (above - Evaluator.scalar(expression, moved)) / (2 * h);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void specialValuesAreTrue(Operator row) {
        row.specialValues().forEach((argument, value) -> assertThat(row.value(Evaluator.scalar(Formulas.parse(argument), Map.of()), 1))
                .as("%s(%s)", row, argument).isCloseTo(Evaluator.scalar(Formulas.parse(value), Map.of()), org.assertj.core.data.Offset.offset(1e-15 * 4)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void parityHoldsAtEverySampledPoint(Operator row) {
        for (double x : POINTS) {
            if (row.parity() != Operator.Parity.NONE && !Double.isNaN(row.value(x))) {
                double sign = row.parity() == Operator.Parity.EVEN ? 1 : -1;
                assertThat(row.value(-x)).as("%s(%s)", row, -x).isEqualTo(sign * row.value(x));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void javaMethodComputesWhatTheRowDoes(Operator row) throws Throwable {
        MethodType type = MethodType.methodType(double.class, java.util.Collections.nCopies(row.operands().size(), double.class));
        var method = MethodHandles.publicLookup().findStatic(row.method().owner(), row.method().name(), type);
        for (Map<String, Double> at : points(row)) {
            double[] arguments = row.operands().stream().mapToDouble(name -> at.get("operand_" + name)).toArray();
            Object[] boxed = java.util.Arrays.stream(arguments).boxed().toArray();
            assertThat((Double) method.invokeWithArguments(boxed)).as("%s at %s", row, at).isEqualTo(Double.valueOf(row.value(arguments)));
        }
    }
}
