package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Special;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.SpecialFunctions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The error functions in lanes against fifty digits. */
class LaneErrorsTest {
    private static final int BITS = 166; // fifty digits
    private static final int POINTS = 512;

    private interface OfArrays {
        void apply(double[] x, int from, double[] out, int to, int count);
    }

    private interface Exact {
        Enclosure of(Enclosure x, int bits);
    }

    /**
     * A function, its slow double, how far it may be off, and where to try it.
     *
     * @param sample a point from a random number in [0, 1)
     */
    private record Case(String name, OfArrays lanes, Exact exact, double ulps, DoubleUnaryOperator sample) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        return List.of(
                error("ordinary", u -> 8 * u - 4), error("near 0", u -> Math.scalb(2 * u - 1, -30)), error("very near 0", u -> Math.scalb(u, -50)),
                error("about 1, where methods meet", u -> 1 + Math.scalb(u - 0.5, -10)), error("about -1", u -> -1 + Math.scalb(u - 0.5, -10)),
                error("about 6", u -> 5.5 + u), error("far", u -> 6 + 90 * u),
                complement("ordinary", u -> 8 * u - 4), complement("near 0", u -> Math.scalb(2 * u - 1, -30)),
                complement("about 1/2, where methods meet", u -> 0.5 + Math.scalb(u - 0.5, -10)), complement("about -1/2", u -> -0.5 + Math.scalb(u - 0.5, -10)),
                complement("small results", u -> 4 + 22 * u), complement("subnormal results", u -> 26 + 1.3 * u), complement("saturated", u -> -3 - 60 * u));
    }

    private static Case error(String name, DoubleUnaryOperator sample) {
        return new Case("error function, " + name, ErrorLanes::erf, SpecialFunctions::erf, 1.5, sample);
    }

    private static Case complement(String name, DoubleUnaryOperator sample) {
        return new Case("complement, " + name, LaneErrorsTest::complement, SpecialFunctions::erfc, 5, sample);
    }

    static void complement(double[] x, int from, double[] out, int to, int count) {
        LaneErrors.bells(x, from, out, to, count);
        LaneErrors.complements(x, from, out, to, count);
        LaneErrors.erfc(x, from, out, to, count);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreWithinTheStatedUnitsInTheLastPlaceOfTheTrueOnes(Case each) {
        Random random = new Random(3);
        double[] x = random.doubles(POINTS).map(each.sample).toArray();
        double[] out = new double[POINTS];
        each.lanes.apply(x, 0, out, 0, POINTS);
        double worst = 0;
        double at = 0;
        for (int i = 0; i < POINTS; i++) {
            double ulps = ulps(out[i], each.exact.of(Enclosure.exactly(Dyadic.of(x[i])), BITS));
            if (ulps > worst) {
                worst = ulps;
                at = x[i];
            }
        }
        assertThat(worst).as("at %s", at).isLessThanOrEqualTo(each.ulps);
    }

    private static double ulps(double found, Enclosure exact) {
        BigDecimal expected = exact.low().plus(exact.high()).shifted(-1).toBigDecimal();
        return new BigDecimal(found).subtract(expected).abs().divide(new BigDecimal(Math.ulp(expected.doubleValue())), MathContext.DECIMAL64).doubleValue();
    }

    @Test
    void specialNumbersGiveWhatTheTableSays() {
        double[] x = {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE,
            6, 27.3, 30, 1e10, -1e10, -6.5, -40, Double.NaN};
        double[] out = new double[x.length];
        for (Operator row : List.of(Special.ERROR_FUNCTION, Special.COMPLEMENTARY_ERROR_FUNCTION)) {
            OfArrays lanes = row == Special.ERROR_FUNCTION ? ErrorLanes::erf : LaneErrorsTest::complement;
            lanes.apply(x, 0, out, 0, x.length);
            assertThat(out[x.length - 1]).isNaN();
            for (int i = 0; i < x.length - 1; i++) {
                double expected = row.value(x[i]);
                assertThat(out[i]).as("%s at %s", row, x[i]).isCloseTo(expected, Offset.offset(4 * Math.ulp(expected)));
                assertThat(1 / out[i] < 0).isEqualTo(1 / expected < 0);
            }
        }
    }

    @Test
    void rowsOfFormulasUseThem() {
        double[] x = new Random(1).doubles(1_000, -5, 5).toArray();
        double[] found = Fluxion.rows(List.of(Fluxion.parse("erf(x) + erfc(x/2)")), "x").values(x);
        VectorFunction one = Kernels.compile(List.of(Fluxion.parse("erf(x) + erfc(x/2)")), List.of(Symbol.of("x")));
        double[] expected = new double[1];
        for (int i = 0; i < x.length; i++) {
            one.apply(new double[] {x[i]}, expected);
            assertThat(found[i]).isCloseTo(expected[0], Offset.offset(4 * Math.ulp(1 + Math.abs(expected[0]))));
        }
        RowSchedule schedule = RowSchedule.of(Kernels.program(List.of(Fluxion.parse("erf(x) + erfc(x/2)")), List.of(Symbol.of("x"))), true);
        assertThat(schedule.parts()).noneMatch(part -> part.kind() == RowSchedule.Kind.SCALAR);
    }
}
