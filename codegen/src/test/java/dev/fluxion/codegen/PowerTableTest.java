package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Consecutive powers, each from the one before it. */
class PowerTableTest {
    private static final int COUNT = 200;

    private static double[] powers(double[] x, int first, int count) {
        double[] out = new double[x.length * count];
        PowerTable.fill(x, 0, x.length, new Step.Powers(0, 1, first, count, x.length), new double[x.length], out);
        return out;
    }

    @Test
    void everyPowerIsWithinOneUnitInTheLastPlaceOfTheTrueOne() {
        double[] x = new Random(5).doubles(40, -3, 3).toArray();
        double[] out = powers(x, 2, COUNT);
        for (int i = 0; i < x.length; i++) {
            for (int row = 0; row < COUNT; row++) {
                double found = out[row * x.length + i];
                BigDecimal error = new BigDecimal(x[i]).pow(2 + row, new MathContext(60)).subtract(new BigDecimal(found)).abs();
                assertThat(error).as("%s^%d", x[i], 2 + row).isLessThanOrEqualTo(new BigDecimal(Math.ulp(found)));
            }
        }
    }

    @Test
    void basesThatAreNoOrdinaryNumbersGiveWhatPowGives() {
        double[] x = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e300, -1e-300, Double.MIN_VALUE, Double.MAX_VALUE, 1e-3, 1e4};
        for (int first : new int[] {0, 1, 3}) {
            double[] out = powers(x, first, COUNT);
            for (int i = 0; i < x.length; i++) {
                for (int row = 0; row < COUNT; row++) {
                    assertThat(Double.doubleToLongBits(out[row * x.length + i])).as("%s^%d", x[i], first + row)
                            .isEqualTo(Double.doubleToLongBits(Math.pow(x[i], first + row)));
                }
            }
        }
    }

    @Test
    void partsOfTheBasesAreFilledOnTheirOwn() {
        double[] x = new Random(6).doubles(30, -1, 1).toArray();
        Step.Powers step = new Step.Powers(0, 1, 0, 9, x.length);
        double[] out = new double[x.length * 9];
        double[] low = new double[x.length];
        PowerTable.fill(x, 11, x.length, step, low, out);
        PowerTable.fill(x, 0, 11, step, low, out);
        assertThat(out).isEqualTo(powers(x, 0, 9));
        assertThat(powers(x, 0, 0)).isEmpty();
    }
}
