package dev.fluxion.symbolic.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows make of numbers that are none. */
class TensorRowsTest {
    private interface Row {
        void apply(double[] x, int offset, int stride, int count, double[] out, int outOffset, int outStride);
    }

    // Every entry of a line, the others of the array being NaN.
    private static double[] along(Row row, int stride, double... line) {
        double[] x = new double[line.length * stride];
        java.util.Arrays.fill(x, Double.NaN);
        for (int i = 0; i < line.length; i++) {
            x[i * stride] = line[i];
        }
        double[] out = new double[line.length];
        row.apply(x, 0, stride, line.length, out, 0, 1);
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLargestEntriesOfALineWithNanAreUnknown(int stride) {
        for (int place = 0; place < 6; place++) {
            double[] line = {1, 5, 2, 5, 0, -1};
            line[place] = Double.NaN;
            assertThat(along(TensorRows::shareOfLargest, stride, line)).containsOnly(Double.NaN);
            assertThat(along(TensorRows::argmax, stride, line)[0]).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theLargestEntriesShareOneAndTheFirstIsTold(int stride) {
        assertThat(along(TensorRows::shareOfLargest, stride, 1, 5, 2, 5, 0, -1)).containsExactly(0, 0.5, 0, 0.5, 0, 0);
        assertThat(along(TensorRows::argmax, stride, 1, 5, 2, 5, 0, -1)[0]).isEqualTo(2);
        double infinity = Double.NEGATIVE_INFINITY;
        assertThat(along(TensorRows::shareOfLargest, stride, infinity, infinity)).containsExactly(0.5, 0.5);
        assertThat(along(TensorRows::argmax, stride, infinity, infinity)[0]).isEqualTo(1);
    }

    @Test
    void zerosOfBothSignsTie() {
        assertThat(along(TensorRows::shareOfLargest, 1, -0.0, 0.0, -1)).containsExactly(0.5, 0.5, 0);
        assertThat(along(TensorRows::argmax, 1, -0.0, 0.0)[0]).isEqualTo(1);
    }
}
