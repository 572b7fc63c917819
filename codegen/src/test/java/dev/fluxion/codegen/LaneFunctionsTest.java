package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LaneFunctionsTest {
    /** A function of arrays. */
    private interface OfArrays {
        void apply(double[] x, int from, double[] out, int to, int count);
    }

    /**
     * A function, its slow double, and where to try it.
     *
     * @param sample a point from two random numbers in [0, 1)
     */
    private record Case(String name, OfArrays lanes, DoubleUnaryOperator reference, DoubleUnaryOperator sample) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("exp, ordinary", LaneFunctions::exp, StrictMath::exp, u -> 20 * u - 10),
                new Case("exp, whole range", LaneFunctions::exp, StrictMath::exp, u -> 1_500 * u - 750),
                new Case("exp, small", LaneFunctions::exp, StrictMath::exp, u -> Math.scalb(2 * u - 1, -20)),
                new Case("log, ordinary", LaneFunctions::log, StrictMath::log, u -> 10 * u),
                new Case("log, about one", LaneFunctions::log, StrictMath::log, u -> 0.9 + 0.2 * u),
                new Case("log, very near one", LaneFunctions::log, StrictMath::log, u -> 1 + Math.scalb(u - 0.5, -30)),
                new Case("log, whole range", LaneFunctions::log, StrictMath::log, u -> Double.longBitsToDouble((long) (u * 0x7ff0000000000000L))),
                new Case("sin, ordinary", LaneFunctions::sin, StrictMath::sin, u -> 20 * u - 10),
                new Case("sin, small", LaneFunctions::sin, StrictMath::sin, u -> Math.scalb(u - 0.5, -12)),
                new Case("sin, many turns", LaneFunctions::sin, StrictMath::sin, u -> 3e5 * u - 1.5e5),
                new Case("sin, near multiples of pi", LaneFunctions::sin, StrictMath::sin, u -> Math.rint(6e4 * u - 3e4) * Math.PI),
                new Case("cos, ordinary", LaneFunctions::cos, StrictMath::cos, u -> 20 * u - 10),
                new Case("cos, many turns", LaneFunctions::cos, StrictMath::cos, u -> 3e5 * u - 1.5e5),
                new Case("cos, near its zeros", LaneFunctions::cos, StrictMath::cos, u -> (Math.rint(6e4 * u - 3e4) + 0.5) * Math.PI));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreWithinTheStatedUnitsInTheLastPlaceOfTheReference(Case each) {
        Random random = new Random(1);
        int count = 1 << 16;
        double[] x = new double[count];
        double[] out = new double[count];
        Arrays.setAll(x, i -> each.sample.applyAsDouble(random.nextDouble()));
        each.lanes.apply(x, 0, out, 0, count);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < count; i++) {
            double expected = each.reference.applyAsDouble(x[i]);
            double ulps = expected == out[i] || Double.isNaN(expected) && Double.isNaN(out[i]) ? 0
                    : new BigDecimal(out[i]).subtract(new BigDecimal(expected)).abs().divide(new BigDecimal(Math.ulp(expected)), java.math.MathContext.DECIMAL64)
                            .doubleValue();
            if (ulps > worst) {
                worst = ulps;
                at = x[i];
            }
        }
        // StrictMath is within one unit of the true value; the polynomial of half a turn has one rounding more than those of shorter ranges.
        boolean turns = each.name.startsWith("sin") || each.name.startsWith("cos");
        assertThat(worst).as("at %s", at).isLessThanOrEqualTo(turns ? 2 : 1);
    }

    static Stream<Arguments> defined() {
        return Stream.of(Arguments.of(DefinedFunction.EXPONENTIAL, (OfArrays) LaneFunctions::exp), Arguments.of(DefinedFunction.LOGARITHM, (OfArrays) LaneFunctions::log),
                Arguments.of(DefinedFunction.SINE, (OfArrays) LaneFunctions::sin), Arguments.of(DefinedFunction.COSINE, (OfArrays) LaneFunctions::cos));
    }

    /** What is defined by one number at a time may be computed in lanes. */
    @ParameterizedTest
    @MethodSource("defined")
    void functionsOfOneNumberHaveTheBitsOfLanes(DefinedFunction function, OfArrays lanes) {
        Random random = new Random(3);
        double[] special = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, 708, -708,
            -745.1, 709.7827, 1, Math.sqrt(0.5), Math.sqrt(2), Math.PI, -Math.PI / 2, 1e5, -1e5, 100_000.1};
        double[] x = new double[1 << 14];
        Arrays.setAll(x, i -> i < special.length ? special[i]
                : i % 3 == 0 ? 1_500 * random.nextDouble() - 750 : i % 3 == 1 ? 3e5 * random.nextDouble() - 1.5e5 : Math.scalb(random.nextDouble() - 0.5, i % 60 - 50));
        double[] out = new double[x.length];
        lanes.apply(x, 0, out, 0, x.length);
        assertThat(out).isEqualTo(Arrays.stream(x).map(function::value).toArray());
    }

    @Test
    void specialNumbersGiveWhatMathGives() {
        double[] x = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE,
            -1, 0, 709.7827, -745.1, -710, 1e5, 1e300, -1e300};
        double[] out = new double[x.length];
        LaneFunctions.exp(x, 0, out, 0, x.length);
        assertThat(out).isEqualTo(Arrays.stream(x).map(StrictMath::exp).toArray());
        LaneFunctions.log(x, 0, out, 0, x.length);
        assertThat(out[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(out[1]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(out[2]).isNaN();
        assertThat(out[3]).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(out[4]).isNaN();
        assertThat(out[5]).isEqualTo(Math.log(Double.MIN_VALUE));
        assertThat(out[15]).isNaN();
        LaneFunctions.sin(x, 0, out, 0, x.length);
        assertThat(1 / out[0]).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(1 / out[1]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(out[3]).isNaN();
        assertThat(out[5]).isEqualTo(Double.MIN_VALUE);
        assertThat(out[14]).isEqualTo(Math.sin(1e300));
        LaneFunctions.cos(x, 0, out, 0, x.length);
        assertThat(out[0]).isEqualTo(1);
        assertThat(out[4]).isNaN();
        assertThat(out[15]).isEqualTo(Math.cos(-1e300));
    }
}
