package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Softmax, its logarithm and logsumexp in lanes against one number at a time, to the bit, and those against the table's methods. */
class ExponentialLinesTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, -709, -746, -1e4, 1e4, 1e308, 3};

    static Stream<Arguments> lines() {
        return ExponentialLines.SERVED.stream().flatMap(operator -> IntStream.concat(IntStream.rangeClosed(0, 40), IntStream.of(200, 1001))
                .mapToObj(count -> Arguments.of(operator, count)));
    }

    private static double[] apply(Operator.Slice slice, Operator operator, double[] x, int offset, int stride, int count) {
        double[] out = new double[operator.keepsAxis() ? x.length : 1];
        slice.apply(x, offset, stride, count, out, operator.keepsAxis() ? offset : 0, operator.keepsAxis() ? stride : 1);
        return out;
    }

    private static double[] ordinary(long seed, int count) {
        return new Random(seed).doubles(count, -20, 20).toArray();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void lanesHaveTheBitsOfSingleNumbers(Operator operator, int count) {
        Operator.Slice lanes = new ExponentialLines(operator, Lanes::available);
        Operator.Slice single = new ExponentialLines(operator, () -> false);
        double[] x = ordinary(count, count + 3);
        assertThat(apply(lanes, operator, x, 2, 1, count)).isEqualTo(apply(single, operator, x, 2, 1, count));
        for (double special : SPECIAL) {
            for (int at = 0; at < Math.min(count, 20); at += 3) {
                double[] changed = x.clone();
                changed[2 + at] = special;
                assertThat(apply(lanes, operator, changed, 2, 1, count)).as("%s at %d", special, at).isEqualTo(apply(single, operator, changed, 2, 1, count));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void valuesAreThoseOfTheTable(Operator operator, int count) {
        double[] x = ordinary(count, 3 * count + 1);
        double[] found = apply(ExponentialLines.plain(operator), operator, x, 1, 3, count);
        double[] expected = apply(operator.slice(), operator, x, 1, 3, count);
        // A unit of each exponential, roundings of a sum of positive numbers and of what follows.
        double tolerance = (count + 4) * Math.ulp(operator.equals(TensorRows.SOFTMAX) ? 1 : 64.0);
        for (int i = 0; i < found.length; i++) {
            if (Double.isNaN(expected[i]) || Double.isInfinite(expected[i])) {
                assertThat(found[i]).isEqualTo(expected[i]);
            } else {
                assertThat(found[i]).isCloseTo(expected[i], within(tolerance));
            }
        }
    }

    @Test
    void whatIsNotServedIsTheTablesMethod() {
        assertThat(ExponentialLines.best(TensorRows.MAXIMUM)).isSameAs(TensorRows.MAXIMUM.slice());
        assertThat(ExponentialLines.plain(TensorRows.MAXIMUM)).isSameAs(TensorRows.MAXIMUM.slice());
    }

    @Test
    void sharesOfEqualNumbersAreEqualAndDistantOnesVanish() {
        double[] equal = new double[16];
        Arrays.fill(equal, 1e4);
        double[] expected = new double[16];
        Arrays.fill(expected, 1.0 / 16);
        Operator.Slice lanes = new ExponentialLines(TensorRows.SOFTMAX, Lanes::available);
        assertThat(apply(lanes, TensorRows.SOFTMAX, equal, 0, 1, 16)).isEqualTo(expected);
        equal[3] = 2e4;
        Arrays.fill(expected, 0);
        expected[3] = 1;
        assertThat(apply(lanes, TensorRows.SOFTMAX, equal, 0, 1, 16)).isEqualTo(expected);
    }

    @Test
    void linesAllocateNothingWhateverStoodInOthers() {
        assumeTrue(Lanes.available());
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Operator.Slice softmax = new ExponentialLines(TensorRows.SOFTMAX, Lanes::available);
        double[] ordinary = new Random(1).doubles(10).toArray();
        double[] out = new double[ordinary.length];
        for (int i = 0; i < 20_000; i++) {
            double[] other = ordinary.clone();
            other[i % 8] = i % 2 == 0 ? -720 : Double.NaN;
            softmax.apply(other, 0, 1, other.length, out, 0, 1);
            softmax.apply(ordinary, 0, 1, ordinary.length, out, 0, 1);
        }
        long allocated = Long.MAX_VALUE;
        for (long until = System.nanoTime() + PATIENCE_NANOS; System.nanoTime() < until && allocated > 0;) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                softmax.apply(ordinary, 0, 1, ordinary.length, out, 0, 1);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(allocated).as("bytes of a thousand lines").isZero();
    }
}
