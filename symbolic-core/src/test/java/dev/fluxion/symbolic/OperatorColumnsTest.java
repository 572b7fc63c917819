package dev.fluxion.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Kink;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.precise.Enclosure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every column of the table of functions, row by row, against the values of the row. */
class OperatorColumnsTest {
    private static final double[] POINTS = {-7.25, -2.5, -1.37, -1, -0.6, -0.15, 0, 0.23, 0.45, 0.5, 0.85, 1, 1.3, 2, 2.6, 5.3, 11.5};
    private static final int BITS = 80;

    static Stream<Operator> rows() {
        return Operators.rows(Operator.Kind.ELEMENTWISE).stream();
    }

    static Stream<Operator> rowsWithInverse() {
        return rows().filter(row -> row.inverse().isPresent());
    }

    static Stream<Operator> rowsWithBounds() {
        return rows().filter(row -> row.bounds().isPresent());
    }

    static Stream<Operator> rowsWithAccurateDerivative() {
        return rows().filter(row -> row.accurateDerivative().isPresent());
    }

    static Stream<Operator> rowsWithStableLogarithm() {
        return rows().filter(row -> row.stableLogarithm().isPresent());
    }

    // All points for one operand; shifted against each other for more.
    private static List<double[]> points(Operator row) {
        List<double[]> points = new ArrayList<>();
        for (int shift = 0; shift < (row.operands().size() == 1 ? 1 : POINTS.length); shift += 3) {
            for (int i = 0; i < POINTS.length; i++) {
                double[] at = new double[row.operands().size()];
                for (int k = 0; k < at.length; k++) {
                    double value = POINTS[(i + k * (shift + 5)) % POINTS.length];
                    at[k] = row.operands().get(k).equals("n") ? i % 4 : row.operands().get(k).equals("m") ? i : value;
                }
                points.add(at);
            }
        }
        return points;
    }

    private static Map<String, Double> named(Operator row, double[] at) {
        Map<String, Double> values = new HashMap<>();
        for (int k = 0; k < at.length; k++) {
            values.put(row.operands().get(k), at[k]);
        }
        values.put("y", row.value(at));
        return values;
    }

    private static boolean holds(String condition, Map<String, Double> values) {
        return condition.equals("true") || Evaluator.scalar(Language.parse("{" + condition + ": 1, else: 0}"), values) == 1;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void outsideItsDomainAFunctionHasNoFiniteValue(Operator row) {
        for (double[] at : points(row)) {
            if (!holds(row.domain(), named(row, at))) {
                assertThat(Double.isFinite(row.value(at))).as("%s at %s is %s", row, at, row.value(at)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void insideItsDomainAFunctionHasAValue(Operator row) {
        int inside = 0;
        for (double[] at : points(row)) {
            boolean pole = at[at.length - 1] <= 0 && at[at.length - 1] == Math.rint(at[at.length - 1]);
            if (!row.domain().equals("true") && holds(row.domain(), named(row, at)) && !pole) {
                assertThat(row.value(at)).as("%s at %s", row, at).isNotNaN();
                inside++;
            }
        }
        assertThat(inside > 0 || row.domain().equals("true")).as("points in the domain of %s", row).isTrue();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyValueIsInTheRange(Operator row) {
        for (double[] at : points(row)) {
            double value = row.value(at);
            boolean rounded = value == Math.rint(value); // an open end may be met by rounding
            if (!Double.isNaN(value) && !rounded) {
                assertThat(holds(row.range(), named(row, at))).as("%s at %s is %s, not %s", row, at, value, row.range()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rowsWithInverse")
    void theInverseUndoesTheFunctionOnItsPrincipalBranch(Operator row) {
        Operator inverse = row.inverse().orElseThrow();
        int compared = 0;
        for (double y : POINTS) {
            double back = inverse.value(y);
            if (Double.isFinite(back) && holds(row.domain(), Map.of("x", back)) && holds(inverse.domain(), Map.of("x", y))) {
                double again = inverse.value(row.value(back));
                assertThat(again).as("%s(%s(%s(%s)))", inverse, row, inverse, y).isCloseTo(back, within(1e-9 * Math.max(1, Math.abs(back))));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @ParameterizedTest
    @MethodSource("rowsWithBounds")
    void boundsHoldTheValueOfTheMethod(Operator row) {
        int compared = 0;
        for (double[] at : points(row)) {
            double value = row.value(at);
            if (Double.isFinite(value) && holds(row.domain(), named(row, at))) {
                List<Enclosure> operands = new ArrayList<>();
                for (double x : at) {
                    operands.add(Enclosure.exactly(dev.fluxion.symbolic.precise.Dyadic.of(x)));
                }
                Enclosure bounds = row.bounds().orElseThrow().value(operands, BITS);
                assertThat(bounds.doubleValue()).as("%s at %s", row, at).isCloseTo(value, within(1e-13 * Math.max(1, Math.abs(value))));
                assertThat(bounds.low()).isLessThanOrEqualTo(bounds.high());
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @ParameterizedTest
    @MethodSource("rowsWithAccurateDerivative")
    void theAccurateDerivativeIsTheDerivative(Operator row) {
        for (double x : POINTS) {
            Map<String, Double> at = named(row, new double[] {x});
            double plain = Evaluator.scalar(Language.parse(row.derivative("x").orElseThrow()), at);
            double accurate = Evaluator.scalar(Language.parse(row.accurateDerivative().orElseThrow()), at);
            assertThat(accurate).as("%s at %s", row, x).isCloseTo(plain, within(1e-15 * 8));
        }
    }

    @ParameterizedTest
    @MethodSource("rowsWithStableLogarithm")
    void theStableLogarithmIsTheLogarithm(Operator row) {
        for (double x : POINTS) {
            Map<String, Double> at = named(row, new double[] {x});
            double stable = Evaluator.scalar(Language.parse(row.stableLogarithm().orElseThrow()), at);
            assertThat(stable).as("%s at %s", row, x).isNotNaN().isCloseTo(Math.log(row.value(x)), within(1e-13));
        }
    }

    /** The convention at a kink is what the derivative gives there. */
    @ParameterizedTest
    @MethodSource("rows")
    void theDerivativeAtAKinkIsTheConvention(Operator row) {
        if (row.kink().orElse(null) instanceof Kink.AtZero zero) {
            Map<String, Double> at = new HashMap<>(Map.of("x", 0.0, "y", row.value(0, 0.25), "a", 0.25));
            double slope = Evaluator.scalar(Language.parse(row.derivative("x").orElseThrow()), at);
            assertThat(slope).as("%s", row).isEqualTo(Evaluator.scalar(Language.parse(zero.derivative()), at));
        }
    }

    @Test
    void everyFunctionOfStepsOrTiesStatesItsConvention() {
        assertThat(rows().filter(row -> row.kink().isPresent())).extracting(Operator::name)
                .contains("abs", "sign", "floor", "ceil", "round", "heaviside", "max", "min", "mod", "relu", "leaky_relu");
    }

    @Test
    void everyReductionWithTiesStatesItsConvention() {
        assertThat(Operators.rows(Operator.Kind.REDUCTION).stream().filter(row -> row.kink().isPresent())).extracting(Operator::name)
                .containsExactlyInAnyOrder("max", "max'", "min", "argmax");
    }

    static Stream<Operator> smoothRows() {
        return rows().filter(row -> row.operands().size() == 1 && row.kink().isEmpty());
    }

    /** What counts zeros, integrates and takes limits relies on it. */
    @ParameterizedTest
    @MethodSource("smoothRows")
    void aFunctionWithoutAKinkHasOneSlopeWhereverItsDomainSays(Operator row) {
        double step = 1e-6;
        for (double at = -4; at <= 4; at += 0.25) {
            boolean around = true;
            for (double x : new double[] {at - step, at, at + step}) {
                around &= holds(row.domain(), Map.of(row.operands().getFirst(), x));
            }
            if (around) {
                double value = row.value(at);
                assertThat(value).as("%s at %s", row.name(), at).isFinite();
                double left = (value - row.value(at - step)) / step;
                double right = (row.value(at + step) - value) / step;
                assertThat(right).as("%s at %s", row.name(), at).isCloseTo(left, within(1e-3 * (1 + Math.abs(left) + Math.abs(value)))); // curvature times step
            }
        }
    }
}
