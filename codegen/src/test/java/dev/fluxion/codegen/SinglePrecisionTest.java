package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fluxion.Fluxion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Kernels of numbers given numbers in single precision: what they compute in double precision, rounded once. */
class SinglePrecisionTest {
    private static final float[] SPECIAL = {0f, -0f, 1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_NORMAL / 4,
        Float.MAX_VALUE, -0.1f};
    private static final String FORMULA = "x^2*sin(y) + exp(x)/y";

    private static float[] column(long seed, int count) {
        Random random = new Random(seed);
        float[] column = new float[count];
        for (int i = 0; i < count; i++) {
            column[i] = random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : 2 * (float) random.nextGaussian();
        }
        return column;
    }

    private static float[] rounded(double... numbers) {
        float[] rounded = new float[numbers.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) numbers[i];
        }
        return rounded;
    }

    @Test
    void kernelsOfNumbersRoundWhatTheyComputeInDoublePrecision() {
        ScalarKernel kernel = Fluxion.compile(Fluxion.parse(FORMULA), "x", "y");
        VectorFunction hessian = Fluxion.hessian(Fluxion.parse(FORMULA), "x", "y");
        float[] x = column(1, 500);
        float[] y = column(2, 500);
        for (int i = 0; i < x.length; i++) {
            double[] wide = {x[i], y[i]};
            float[] at = {x[i], y[i]};
            double[] slopes = new double[2];
            kernel.gradient(wide, slopes);
            float[] found = new float[2];
            kernel.gradient(at, found);
            assertThat(found).isEqualTo(rounded(slopes));
            assertThat((Float) kernel.value(at)).isEqualTo((Float) (float) kernel.value(wide)).isEqualTo((Float) (float) kernel.value(x[i], y[i]));
            assertThat((Float) kernel.valueAndGradient(at, found)).isEqualTo((Float) (float) kernel.valueAndGradient(wide, slopes));
            assertThat(found).isEqualTo(rounded(slopes));
            double[] all = new double[7];
            float[] single = new float[7];
            hessian.apply(wide, all);
            hessian.apply(at, single);
            assertThat(single).isEqualTo(rounded(all));
        }
        assertThat(Fluxion.compile(Fluxion.parse("x^2"), "x").value(new float[] {1e30f})).isEqualTo(Float.POSITIVE_INFINITY);
    }

    @Test
    void arraysThatDoNotFitAreRefusedAndRoomToSpareStays() {
        ScalarKernel kernel = Fluxion.compile(Fluxion.parse("x*y"), "x", "y");
        float[] both = {2, 3};
        float[] room = {7, 7, 7};
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.value(new float[3])).withMessageContaining("has 2 inputs");
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.gradient(new float[1], room)).withMessageContaining("has 2 inputs");
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.valueAndGradient(both, new float[1])).withMessageContaining("stores 2 numbers");
        assertThatIllegalArgumentException().isThrownBy(() -> kernel.gradient(both, both)).withMessage("the array for results is that of the inputs");
        assertThat(room).containsExactly(7, 7, 7);
        assertThat(kernel.valueAndGradient(both, room)).isEqualTo(6);
        assertThat(room).containsExactly(3, 2, 7);
        assertThat(both).containsExactly(2, 3);
    }

    @Test
    void rowsRoundWhatTheyComputeInDoublePrecisionInArraysAndSegments() {
        int rows = 2_503;
        RowKernel kernel = Fluxion.rows(List.of(Fluxion.parse(FORMULA)), "x", "y");
        float[][] columns = {column(3, rows), column(4, rows)};
        double[] wide = kernel.values(Arrays.stream(columns).map(Singles::widened).toArray(double[][]::new));
        float[] expected = rounded(wide);
        assertThat(kernel.values(columns)).isEqualTo(expected);
        float[][] results = new float[1][rows];
        kernel.run(columns, results);
        assertThat(results[0]).isEqualTo(expected);
        Parallel parallel = (tasks, task) -> IntStream.range(0, tasks).parallel().forEach(task);
        try (Arena arena = Arena.ofShared()) {
            List<MemorySegment> off = Arrays.stream(columns).map(column -> arena.allocateFrom(ValueLayout.JAVA_FLOAT, column)).toList();
            MemorySegment result = arena.allocate(ValueLayout.JAVA_FLOAT, rows);
            kernel.run(off, List.of(result), Precision.FLOAT, parallel);
            assertThat(result.toArray(ValueLayout.JAVA_FLOAT)).isEqualTo(expected);
        }
        float[] beside = new float[rows + 3];
        kernel.run(Arrays.stream(columns).map(MemorySegment::ofArray).toList(), List.of(MemorySegment.ofArray(beside).asSlice(4, 4L * rows)), Precision.FLOAT,
                Parallel.SEQUENTIAL);
        assertThat(Arrays.copyOfRange(beside, 1, rows + 1)).isEqualTo(expected);
        assertThat(beside[0]).isZero();
        assertThat(beside[rows + 1]).isZero();
    }

    @Test
    void segmentsThatDoNotFitAreRefused() {
        RowKernel twice = Fluxion.rows(List.of(Fluxion.parse("2*x")), "x");
        MemorySegment column = MemorySegment.ofArray(new float[] {1, 2, 3});
        for (MemorySegment result : List.of(MemorySegment.ofArray(new float[2]), column, column.asSlice(0, 6), MemorySegment.ofArray(new float[3]).asReadOnly(),
                MemorySegment.ofArray(new double[3]))) {
            assertThatIllegalArgumentException().isThrownBy(() -> twice.run(List.of(column), List.of(result), Precision.FLOAT, Parallel.SEQUENTIAL));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> twice.run(List.of(column), List.of(MemorySegment.ofArray(new float[3]))))
                .withMessageContaining("12 bytes, which are no whole numbers of 8");
        assertThatIllegalArgumentException().isThrownBy(() -> twice.run(new float[][] {{1, 2}}, new float[1][3])).withMessageContaining("3 rows beside one of 2");
        assertThatIllegalArgumentException().isThrownBy(() -> twice.values(new float[0][])).withMessageContaining("0 columns");
    }
}
