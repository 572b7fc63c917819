package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lines that are computed at once against each of them alone, to the bit. */
class ShortLinesTest {
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -709, -1e4, 1e4};
    private static final double[] SERVED = {0.0, -0.0, 3, -800};
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @BeforeEach
    void lanesAreThere() {
        assumeTrue(Lanes.available() && Fusing.AVAILABLE);
    }

    static Stream<Arguments> lines() {
        return ExponentialLines.SERVED.stream().flatMap(operator -> IntStream.rangeClosed(1, ShortLines.MOST).boxed()
                .flatMap(count -> Stream.of(1, 3).map(stride -> Arguments.of(operator, count, stride))));
    }

    // As many slices for each of three groups, in one or three interleaved lines.
    private static Step.Rows rows(Operator operator, int count, int stride) {
        return new Step.Rows(operator, 0, 1, 3 * ShortLines.together(), count, stride);
    }

    private static double[] alone(Step.Rows rows, double[] x) {
        double[] out = new double[x.length];
        IntStream.range(0, rows.slices()).forEach(slice -> rows.apply(ExponentialLines.plain(rows.operator()), slice, x, out));
        return out;
    }

    private static double[] ordinary(Step.Rows rows) {
        return new Random(rows.count()).doubles((long) rows.slices() * rows.count(), -20, 20).toArray();
    }

    private static float[] floats(double[] x) {
        float[] single = new float[x.length];
        IntStream.range(0, x.length).forEach(i -> single[i] = (float) x[i]);
        return single;
    }

    private static double[] doubles(float[] x) {
        return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void haveTheBitsThatEachHasAlone(Operator operator, int count, int stride) {
        Step.Rows rows = rows(operator, count, stride);
        assertThat(ShortLines.serves(rows)).isTrue();
        ShortLines lines = new ShortLines(rows);
        double[] x = ordinary(rows);
        for (double entry : SERVED) {
            x[x.length / 2] = entry;
            double[] out = new double[x.length];
            float[] single = new float[x.length];
            for (int first = 0; first < rows.slices(); first += ShortLines.together()) {
                assertThat(lines.compute(x, out, first)).isTrue();
                assertThat(lines.compute(floats(x), single, first)).isTrue();
            }
            assertThat(out).as("with %s", entry).isEqualTo(alone(rows, x));
            assertThat(single).as("with %s", entry).isEqualTo(floats(alone(rows, doubles(floats(x)))));
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void areComputedAloneWhereOneHasAnEntryThatIsNotOrdinary(Operator operator, int count, int stride) {
        Step.Rows rows = rows(operator, count, stride);
        for (Precision precision : Precision.values()) {
            RowFunction function = new RowFunction(rows, precision);
            for (double special : SPECIAL) {
                double[] x = ordinary(rows);
                x[x.length / 2] = special;
                float[] single = new float[x.length];
                double[] out = new double[x.length];
                if (precision == Precision.FLOAT) {
                    function.run(floats(x), single, 0, rows.slices());
                    assertThat(single).as("with %s", special).isEqualTo(floats(alone(rows, doubles(floats(x)))));
                } else {
                    function.run(x, out, 0, rows.slices());
                    assertThat(out).as("with %s", special).isEqualTo(alone(rows, x));
                }
            }
        }
    }

    @Test
    void entriesWithoutAnOrdinaryExponentialAreLeft() {
        Step.Rows rows = rows(TensorRows.SOFTMAX, 10, 1);
        for (double special : SPECIAL) {
            double[] x = new double[rows.slices() * rows.count()];
            x[3] = special;
            double[] out = new double[x.length];
            boolean vanishes = special < -1e3 || special == 1e4; // or all others do
            assertThat(new ShortLines(rows).compute(x, out, 0)).as("%s", special).isEqualTo(vanishes);
        }
    }

    @Test
    void longAndFewLinesAreNotServed() {
        assertThat(ShortLines.serves(new Step.Rows(TensorRows.SOFTMAX, 0, 1, 100, ShortLines.MOST + 1, 1))).isFalse();
        assertThat(ShortLines.serves(new Step.Rows(TensorRows.SOFTMAX, 0, 1, ShortLines.together() - 1, 10, 1))).isFalse();
        assertThat(ShortLines.serves(new Step.Rows(TensorRows.MAXIMUM, 0, 1, 100, 10, 1))).isFalse();
    }

    /** Those before the first group and behind the last are computed alone, and lanes once they are compiled: nothing shows where that begins. */
    @Test
    void partsOfAnySizeGiveTheSameBits() {
        Step.Rows rows = rows(TensorRows.LOG_SOFTMAX, 10, 1);
        RowFunction function = new RowFunction(rows, Precision.DOUBLE);
        double[] x = ordinary(rows);
        double[] expected = alone(rows, x);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!ShortLines.areReady() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        for (int part = 1; part <= rows.slices(); part++) {
            double[] out = new double[x.length];
            Arrays.fill(out, 1);
            for (int from = 0; from < rows.slices(); from += part) {
                function.run(x, out, from, Math.min(rows.slices(), from + part));
            }
            assertThat(out).as("parts of %d", part).isEqualTo(expected);
        }
        assertThat(ShortLines.areReady()).isTrue();
    }
}
