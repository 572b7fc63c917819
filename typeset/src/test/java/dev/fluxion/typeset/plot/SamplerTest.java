package dev.fluxion.typeset.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SamplerTest {
    private record Case(String name, DoubleUnaryOperator function, double from, double to, int pieces) {}

    private static final double PERIOD = Math.PI;

    @TestFactory
    Stream<DynamicTest> curvesAreBrokenAtPolesJumpsAndHolesAndNowhereElse() {
        return Stream.of(
                new Case("sin x", Math::sin, -10, 10, 1),
                new Case("a constant", x -> 3, -1, 1, 1),
                new Case("1/x, pole on a sample", x -> 1 / x, -3, 3, 2),
                new Case("1/x, pole between samples", x -> 1 / x, -3, 3.1, 2),
                new Case("1/x^2, pole without a change of sign", x -> 1 / (x * x), -3, 3.1, 2),
                new Case("log |x|", x -> Math.log(Math.abs(x)), -2, 3.3, 2),
                new Case("tan x", Math::tan, -1.45 * PERIOD, 1.45 * PERIOD, 3),
                new Case("floor", Math::floor, -2.5, 2.5, 6),
                new Case("a step with the mean at it", x -> Math.signum(x), -1, 1.1, 2),
                new Case("sqrt x", Math::sqrt, -1, 2, 1),
                new Case("x/sin x, a hole at 0 on a sample", x -> x / Math.sin(x), -1, 1, 2),
                new Case("a steep but continuous step", x -> Math.tanh(1e6 * (x - 0.1)), -1, 1, 1),
                new Case("a kink", Math::abs, -1, 1.1, 1),
                new Case("x sin(1/x) for x > 0", x -> x * Math.sin(1 / x), 0.001, 1, 1),
                new Case("nowhere real", x -> Math.sqrt(-1 - x * x), -1, 1, 0))
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    Sampler.Curve curve = Sampler.sample(each.function(), new Range(each.from(), each.to()));
                    assertThat(curve.pieces()).hasSize(each.pieces());
                    assertThat(curve.pieces()).allSatisfy(piece -> assertThat(piece).isSortedAccordingTo(java.util.Comparator.comparingDouble(Point::x)));
                }));
    }

    @Test
    void theEdgeOfADomainIsReached() {
        Sampler.Curve curve = Sampler.sample(x -> Math.sqrt(x - 0.123), new Range(-1, 1));
        assertThat(curve.pieces().getFirst().getFirst().x()).isBetween(0.123, 0.123 + 1e-8);
    }

    @Test
    void aPoleDoesNotFlattenTheRest() {
        Range view = Sampler.sample(x -> 1 / x, new Range(-3, 3)).view();
        assertThat(view.to()).isBetween(2.0, 40.0);
        assertThat(view.from()).isBetween(-40.0, -2.0);
        Range logarithm = Sampler.sample(Math::log, new Range(0, 3)).view();
        assertThat(logarithm.from()).isBetween(-7.0, -1.0);
        assertThat(logarithm.to()).isBetween(Math.log(3) - 1e-6, Math.log(3) + 1);
    }

    @Test
    void withoutAPoleEveryValueIsShown() {
        Range view = Sampler.sample(Math::exp, new Range(0, 20)).view();
        assertThat(view.to()).isEqualTo(Math.exp(20));
    }

    @Test
    void bendsAreFollowedWithinATenthOfAPercentOfTheHeight() {
        DoubleUnaryOperator function = x -> Math.exp(-40 * x * x) * Math.cos(30 * x);
        for (var piece : Sampler.sample(function, new Range(-2, 2)).pieces()) {
            for (int i = 1; i < piece.size(); i++) {
                Point a = piece.get(i - 1);
                Point b = piece.get(i);
                for (double share : new double[] {0.25, 0.5, 0.75}) {
                    double x = a.x() + share * (b.x() - a.x());
                    assertThat(function.applyAsDouble(x)).isCloseTo(a.y() + share * (b.y() - a.y()), org.assertj.core.data.Offset.offset(2e-3));
                }
            }
        }
    }

    @Test
    void noFunctionIsEvaluatedMoreThanAMillionTimes() {
        for (DoubleUnaryOperator function : new DoubleUnaryOperator[] {x -> Math.sin(1 / x), x -> Math.sin(1e7 * x), x -> (Double.hashCode(x) * 31 % 1000) / 1000.0,
                x -> Double.hashCode(x) % 2 == 0 ? Double.NaN : x}) {
            AtomicInteger evaluations = new AtomicInteger();
            Sampler.sample(x -> {
                evaluations.incrementAndGet();
                return function.applyAsDouble(x);
            }, new Range(-1, 1));
            assertThat(evaluations.get()).isLessThan(1_000_000);
        }
    }

    @Test
    void emptyReversedAndIndivisibleRangesAreRefused() {
        assertThatThrownBy(() -> new Range(1, 1)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> new Range(3, -3)).hasMessageContaining("backwards");
        assertThatThrownBy(() -> new Range(1, Math.nextUp(1.0))).hasMessageContaining("cannot be divided");
        assertThatThrownBy(() -> new Range(-Double.MAX_VALUE, Double.MAX_VALUE)).hasMessageContaining("cannot be divided");
        assertThatThrownBy(() -> new Range(0, Double.NaN)).hasMessageContaining("finite");
    }
}
