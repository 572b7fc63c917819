package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that read arrays across, in squares that are turned in registers, against the same entry by entry, to the bit. */
class CrossedLoopsTest {
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, 1, -2.5, 0.1};

    private record Case(String text, int rows, int columns, Precision precision) {}

    static Stream<Case> cases() {
        return Stream.of("x + y", "x - 2*y", "y", "x*y - sqrt(abs(z))/(2 + u)", "{x > y: z, x == y: 1/3, else: -x}", "max(x, u) - min(y, z)")
                .flatMap(text -> Stream.of(new int[] {16, 16}, new int[] {17, 16}, new int[] {16, 23}, new int[] {21, 67}, new int[] {64, 31})
                        .flatMap(size -> Stream.of(Precision.values()).map(precision -> new Case(text, size[0], size[1], precision))));
    }

    // x lies along the rows, y across them from its second entry on, z is a row, u a column that is read across a matrix of one column more.
    private static Loop loop(Case given) {
        Program body = Kernels.program(List.of(Language.parse(given.text)), List.of(Symbol.of("x"), Symbol.of("y"), Symbol.of("z"), Symbol.of("u")), Mode.STRICT);
        return new Loop(List.of(given.rows, given.columns), 2, List.of(new Access(0, 0, List.of(given.columns, 1)), new Access(1, 1, List.of(1, given.rows)),
                new Access(2, 0, List.of(0, 1)), new Access(3, 0, List.of(given.columns + 1, 0))), body, new Access(4, 2, List.of(given.columns, 1)));
    }

    private static Object[] arrays(Case given, boolean special) {
        Random random = new Random(given.hashCode());
        int entries = given.rows * (given.columns + 1) + 2;
        return Stream.of(entries, entries, entries, entries, entries).map(count -> given.precision.array(special
                ? random.ints(count, 0, SPECIAL.length).mapToDouble(i -> SPECIAL[i]).toArray() : random.doubles(count, -2, 2).toArray())).toArray();
    }

    private static List<Object> run(Case given, boolean special, LoopKernel kernel, int cutRow, int cutColumn) {
        Object[] arrays = arrays(given, special);
        int[] numbers = LoopForm.inBlocks(loop(given), given.precision).arrays();
        kernel.run(arrays, numbers, 0, cutRow, 0, given.columns, "");
        kernel.run(arrays, numbers, cutRow, given.rows, 0, cutColumn, "");
        kernel.run(arrays, numbers, cutRow, given.rows, cutColumn, given.columns, "");
        List<Object> bits = new ArrayList<>();
        for (int i = 0; i < Array.getLength(arrays[4]); i++) {
            bits.add(Array.get(arrays[4], i)); // equal objects have equal bits, but for those of NaN
        }
        return bits;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void squaresHaveTheBitsOfEntries(Case given) {
        LoopForm form = LoopForm.inBlocks(loop(given), given.precision);
        assertThat(form.isCrossed()).isEqualTo(Lanes.available());
        LoopKernel entries = SharedLoop.emitted(form, false);
        LoopKernel squares = SharedLoop.emitted(form, form.hasLanes());
        for (boolean special : new boolean[] {false, true}) {
            for (int[] cut : new int[][] {{0, 0}, {3, 9}, {8, 16}, {given.rows, given.columns}}) {
                assertThat(run(given, special, squares, cut[0], cut[1])).isEqualTo(run(given, special, entries, cut[0], cut[1]));
            }
        }
    }

    /** Whole kernels against the interpreter, in as many tasks as threads may make of them. */
    @ParameterizedTest
    @ValueSource(strings = {"A + A'", "2*A - 3*A'.*S", "B + C'", "(B - C').^2", "sqrt(abs(A')) .* S' + A"})
    void kernelsGiveTheValuesOfTheInterpreter(String text) {
        for (long n : new long[] {1, 3, 15, 16, 37, 200, 401}) {
            Tensors tensors = new Tensors(Map.of("n", n, "m", n + 5), "A n,n; S n,n; B n,m; C m,n");
            double[][] at = tensors.values(-1, 1);
            List<Expression> outputs = List.of(tensors.parse(text));
            TensorProgram program = TensorKernels.program(outputs, tensors.symbols, tensors.sizes);
            double[] expected = new TensorInterpreter(program).run(at)[0];
            double[] actual = new double[expected.length];
            TensorKernel kernel = TensorKernels.compile(outputs, tensors.symbols, tensors.sizes, Precision.DOUBLE, MatrixProducts.PLAIN);
            for (int turn = 0; turn < 30; turn++) { // after twenty of which lanes are warmed
                kernel.run(at, new Object[] {actual});
                assertThat(actual).as("n = %d", n).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatHasNoLanesOrIsSmallOrHeldIsLeft() {
        assertThat(CrossedEmitter.serves(loop(new Case("sin(x) + y", 20, 20, Precision.DOUBLE)))).isFalse();
        assertThat(CrossedEmitter.serves(loop(new Case("x + y", 15, 20, Precision.DOUBLE)))).isFalse();
        Loop crossed = loop(new Case("x + y", 20, 20, Precision.DOUBLE));
        assertThat(CrossedEmitter.serves((Loop) crossed.withArrays(array -> array == 0 ? Step.BLOCK : array))).isFalse();
    }
}
