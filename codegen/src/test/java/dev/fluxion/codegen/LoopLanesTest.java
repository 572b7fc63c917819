package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops in lanes against the interpreter, entry by entry, to the bit. */
class LoopLanesTest {
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_NORMAL / 4,
        Double.MAX_VALUE, 1, -2.5, 0.1};

    private static Program body(String text) {
        return Kernels.program(List.of(Language.parse(text)), List.of(Symbol.of("x"), Symbol.of("y"), Symbol.of("z")), Mode.STRICT);
    }

    private static double[] special(long seed, int count) {
        return new Random(seed).ints(count, 0, SPECIAL.length).mapToDouble(i -> SPECIAL[i]).toArray();
    }

    private static double[] ordinary(long seed, int count) {
        return new Random(seed).doubles(count, -2, 2).toArray();
    }

    private static void assertEqual(Loop loop, double[][] arrays) {
        double[][] expected = Arrays.stream(arrays).map(double[]::clone).toArray(double[][]::new);
        TensorInterpreter.run(loop, expected, Precision.DOUBLE);
        assertEqual(loop, arrays, fast(loop, Precision.DOUBLE), expected);
        assertEqual(loop, arrays, SharedLoop.emitted(LoopForm.of(loop, Precision.DOUBLE), false), expected);
    }

    /** The kernel that a loop has once it is warm. */
    static LoopKernel fast(Loop loop, Precision precision) {
        LoopForm form = LoopForm.of(loop, precision);
        return SharedLoop.emitted(form, form.hasLanes());
    }

    private static void assertEqual(Loop loop, double[][] arrays, LoopKernel kernel, double[][] expected) {
        Object[] found = Arrays.stream(arrays).map(double[]::clone).toArray();
        int first = loop.sizes().getFirst();
        int[] numbers = LoopForm.of(loop, Precision.DOUBLE).arrays();
        int cut = first / 3; // as if two threads had shared it
        int turns = loop.sizes().getLast();
        kernel.run(found, numbers, 0, cut, 0, turns / 2, found);
        kernel.run(found, numbers, cut, first, 0, turns / 2, found);
        if (LoopOrder.of(loop).sumsOutside(loop)) {
            kernel.run(found, numbers, 0, cut, turns / 2, turns, found);
            kernel.run(found, numbers, cut, first, turns / 2, turns, found);
        }
        int result = loop.write().array();
        assertThat(bits((double[]) found[result])).isEqualTo(bits(expected[result]));
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x + y*z", "x/y - sqrt(z)", "relu(x)*y - relu'(z)", "{x > y: z, x == y: 1, else: -x}", "max(x, y) + min(y, z) - abs(x)",
        "leaky_relu(x)/(z - 1/3)", "-x", "x^3 - 1/y"})
    void entriesSideBySideAreThoseOfTheInterpreter(String text) {
        boolean selects = text.matches(".*(relu'|[{]|leaky).*");
        for (int size : new int[] {16, 17, 31, 100, 129}) {
            assertLanes(text, size, 2, Lanes.available()); // of neighbours
            assertLanes(text, size, 1, Lanes.available() && selects);
        }
    }

    private static void assertLanes(String text, int size, int second, boolean lanes) {
        List<Integer> one = List.of(1);
        Loop loop = new Loop(List.of(size), 1, List.of(new Access(0, 1, one), new Access(1, second, one), new Access(2, 0, List.of(0))), body(text), new Access(3, 1, one));
        assertThat(LoopLanes.serve(loop, LoopOrder.of(loop))).isEqualTo(lanes);
        assertEqual(loop, new double[][] {special(size, size + 1), special(size + 1, size + 2), special(size + 2, 1), new double[size + 1]});
        assertEqual(loop, new double[][] {ordinary(size, size + 1), ordinary(size + 1, size + 2), ordinary(size + 2, 1), new double[size + 1]});
    }

    @ParameterizedTest
    @CsvSource({"40,17", "3,64", "20,33"})
    void sumsOfRowsAreThoseOfTheInterpreter(int rows, int columns) {
        // Over the rows, as gradients of biases are: the column is innermost, the sums grow in memory.
        Loop loop = new Loop(List.of(columns, rows), 1, List.of(new Access(0, 0, List.of(1, columns)), new Access(1, 0, List.of(0, 1)),
                new Access(2, 0, List.of(0, 0))), body("x*y + z"), new Access(3, 0, List.of(1, 0)));
        assertThat(LoopLanes.serve(loop, LoopOrder.of(loop))).isEqualTo(Lanes.available());
        assertEqual(loop, new double[][] {ordinary(1, rows * columns), ordinary(2, rows), ordinary(3, 1), new double[columns]});
    }

    @ParameterizedTest
    @CsvSource({"1,32", "1,47", "3,33", "5,100", "2,1000"})
    void sumsInPartsAreThoseOfTheInterpreter(int rows, int count) {
        // The entries of a row side by side, twice: over two axes the parts go on growing.
        Loop loop = new Loop(List.of(rows, 2, count), 1, List.of(new Access(0, 0, List.of(2 * count, count, 1)), new Access(1, 0, List.of(0, 0, 1)),
                new Access(2, 0, List.of(1, 0, 0))), body("x*y - z"), new Access(3, 0, List.of(1, 0, 0)));
        assertThat(LoopOrder.of(loop).sums()).isEqualTo(LoopOrder.Sums.PARTS);
        assertThat(LoopLanes.serve(loop, LoopOrder.of(loop))).isEqualTo(Lanes.available());
        assertEqual(loop, new double[][] {ordinary(1, 2 * rows * count), ordinary(2, count), ordinary(3, rows), new double[rows]});
        assertEqual(loop, new double[][] {special(1, 2 * rows * count), special(2, count), special(3, rows), new double[rows]});
    }

    @Test
    void sumsInPartsOfSinglesGrowInDoublePrecision() {
        int count = 1000;
        Loop loop = new Loop(List.of(count), 0, List.of(new Access(0, 0, List.of(1)), new Access(1, 0, List.of(1)), new Access(2, 0, List.of(0))), body("x + y*z"),
                new Access(3, 0, List.of(0)));
        Object[] arrays = {Precision.FLOAT.array(ordinary(1, count)), Precision.FLOAT.array(ordinary(2, count)), new float[] {0.5f}, new float[1]};
        double[] parts = new double[LoopOrder.PARTS];
        double rest = 0;
        for (int i = 0; i < count; i++) {
            double term = ((float[]) arrays[0])[i] + ((float[]) arrays[1])[i] * 0.5f;
            if (i < count - count % LoopOrder.PARTS) {
                parts[i % LoopOrder.PARTS] += term;
            } else {
                rest += term;
            }
        }
        new BoundLoop(LoopForm.of(loop, Precision.FLOAT)).run(arrays, 0, 1, 0, 0);
        assertThat(((float[]) arrays[3])[0]).isEqualTo((float) (LoopParts.sum(parts) + rest));
    }

    @Test
    void broadcastRowsAreThoseOfTheInterpreter() {
        Loop loop = new Loop(List.of(13, 37), 2, List.of(new Access(0, 0, List.of(37, 1)), new Access(1, 0, List.of(0, 1)), new Access(2, 0, List.of(1, 0))),
                body("x*z + relu(y)"), new Access(3, 0, List.of(37, 1)));
        assertEqual(loop, new double[][] {special(1, 13 * 37), special(2, 37), special(3, 13), new double[13 * 37]});
    }

    @Test
    void functionsAndGapsAreLeftToScalars() {
        Loop gaps = new Loop(List.of(20), 1, List.of(new Access(0, 0, List.of(2)), new Access(1, 0, List.of(1)), new Access(2, 0, List.of(1))), body("x + y + z"),
                new Access(3, 0, List.of(1)));
        Loop function = new Loop(List.of(20), 1, List.of(new Access(0, 0, List.of(1)), new Access(1, 0, List.of(1)), new Access(2, 0, List.of(1))),
                body("sin(x) + y + z"), new Access(3, 0, List.of(1)));
        for (Loop loop : List.of(gaps, function)) {
            assertThat(LoopLanes.serve(loop, LoopOrder.of(loop))).isFalse();
            assertEqual(loop, new double[][] {ordinary(1, 40), ordinary(2, 20), ordinary(3, 20), new double[20]});
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void bothPrecisionsGiveTheBitsOfScalarArithmetic(Precision precision) {
        int size = 50;
        Loop loop = new Loop(List.of(size), 1, List.of(new Access(0, 0, List.of(1)), new Access(1, 0, List.of(1)), new Access(2, 0, List.of(1))),
                body("x*0.875 + sqrt(abs(y))/(z + 0.125)"), new Access(3, 0, List.of(1)));
        List<Object> arrays = new ArrayList<>(IntStream.range(0, 3).mapToObj(i -> precision.array(ordinary(i, size))).toList());
        arrays.add(precision.array(size));
        fast(loop, precision).run(arrays.toArray(), LoopForm.of(loop, precision).arrays(), 0, size, 0, 0, arrays);
        for (int i = 0; i < size; i++) {
            if (precision == Precision.FLOAT) {
                float x = ((float[]) arrays.get(0))[i];
                float expected = x * 0.875f + (float) Math.sqrt(Math.abs(((float[]) arrays.get(1))[i])) / (((float[]) arrays.get(2))[i] + 0.125f);
                assertThat(((float[]) arrays.get(3))[i]).isEqualTo(expected);
            } else {
                double x = ((double[]) arrays.get(0))[i];
                assertThat(((double[]) arrays.get(3))[i]).isEqualTo(x * 0.875
                        + Math.sqrt(Math.abs(((double[]) arrays.get(1))[i])) / (((double[]) arrays.get(2))[i] + 0.125));
            }
        }
    }
}
