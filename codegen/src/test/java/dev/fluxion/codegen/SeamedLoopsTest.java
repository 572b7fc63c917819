package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops over rows that lie side by side, in vectors that begin where the cache's lines do, against the same entry by entry, to the bit. */
class SeamedLoopsTest {
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, 1, -2.5, 0.1};

    private record Case(String text, int rows, int columns, Precision precision) {}

    static Stream<Case> cases() {
        return Stream.of("-x*y", "x + 2*y", "y - z*x", "{x > y: z, x == y: 1/3, else: -x}", "x", "max(y, x) - sqrt(abs(z))")
                .flatMap(text -> Stream.of(new int[] {128, 32}, new int[] {21, 208}, new int[] {103, 64}, new int[] {20, 1024})
                        .flatMap(size -> Stream.of(Precision.values()).map(precision -> new Case(text, size[0], size[1], precision))));
    }

    // x is a number of each row, y a row from its second entry on, z lies along the rows; what is stored begins at its third entry.
    private static Loop loop(Case given) {
        Program body = Kernels.program(List.of(Language.parse(given.text)), List.of(Symbol.of("x"), Symbol.of("y"), Symbol.of("z")), Mode.STRICT);
        return new Loop(List.of(given.rows, given.columns), 2, List.of(new Access(0, 0, List.of(3, 0)), new Access(1, 1, List.of(0, 1)),
                new Access(2, 4, List.of(given.columns, 1))), body, new Access(3, 2, List.of(given.columns, 1)));
    }

    private static Object[] arrays(Case given, boolean special) {
        Random random = new Random(given.hashCode());
        int entries = given.rows * given.columns;
        return Stream.of(3 * given.rows, given.columns + 1, entries + 4, entries + 5).map(count -> given.precision.array(special
                ? random.ints(count, 0, SPECIAL.length).mapToDouble(i -> SPECIAL[i]).toArray() : random.doubles(count, -2, 2).toArray())).toArray();
    }

    private static List<Object> run(Case given, Object[] arrays, LoopKernel kernel, int... cuts) {
        int[] numbers = LoopForm.of(loop(given), given.precision).arrays();
        int from = 0;
        for (int cut : cuts) {
            kernel.run(arrays, numbers, from, cut, 0, 0, "");
            from = cut;
        }
        kernel.run(arrays, numbers, from, given.rows, 0, 0, "");
        List<Object> bits = new ArrayList<>();
        for (int i = 0; i < Array.getLength(arrays[3]); i++) {
            bits.add(Array.get(arrays[3], i)); // equal objects have equal bits, but for those of NaN
        }
        return bits;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void seamedRowsHaveTheBitsOfEntries(Case given) {
        LoopForm form = LoopForm.of(loop(given), given.precision);
        assertThat(form.isSeamed()).isEqualTo(Lanes.available() && ArrayAddress.AVAILABLE);
        LoopKernel entries = SharedLoop.emitted(form, false);
        LoopKernel seamed = SharedLoop.emitted(form, form.hasLanes());
        for (boolean special : new boolean[] {false, true}) {
            for (int[] cuts : new int[][] {{}, {0, 1}, {3, 9}, {4, 8, 8}, {given.rows}}) {
                // Results that begin elsewhere in a line each time.
                for (int times = 0; times < 4; times++) {
                    byte[] between = new byte[8 * times];
                    assertThat(run(given, arrays(given, special), seamed, cuts)).as("after %d bytes", between.length)
                            .isEqualTo(run(given, arrays(given, special), entries, cuts));
                }
            }
        }
    }

    @Test
    void whatHasNoWholeVectorsOrReadsOtherwiseIsLeftAlone() {
        Loop good = loop(new Case("x*y", 128, 64, Precision.DOUBLE));
        Access write = good.write();
        assertThat(SeamEmitter.serves(good, Precision.DOUBLE)).isEqualTo(Lanes.available() && ArrayAddress.AVAILABLE);
        assertThat(SeamEmitter.serves(loop(new Case("x*y", 128, 63, Precision.DOUBLE)), Precision.DOUBLE)).isFalse();
        assertThat(SeamEmitter.serves(loop(new Case("x*y", 8, 64, Precision.DOUBLE)), Precision.DOUBLE)).isFalse();
        for (Access read : List.of(new Access(1, 0, List.of(1, 64)), new Access(1, 0, List.of(65, 1)), new Access(1, 0, List.of(1, 1)), new Access(3, 0, List.of(1, 0)),
                new Access(3, 3, List.of(64, 1)))) {
            Loop loop = new Loop(good.sizes(), 2, List.of(good.reads().getFirst(), read), good.body(), write);
            assertThat(SeamEmitter.serves(loop, Precision.DOUBLE)).as("%s", read).isFalse();
        }
    }

    @Test
    void anEntrySomeWayBehindIsTheFirstOfAVector() {
        assumeTrue(ArrayAddress.AVAILABLE);
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            int first = ArrayAddress.entriesBefore(new double[100 + i], 0, 8);
            assertThat(first).isBetween(0, 7);
            found.add(first);
        }
        assertThat(found).hasSizeGreaterThan(1);
        float[] array = new float[2_000_000]; // too large to be moved soon
        int first = ArrayAddress.entriesBefore(array, 0, 16);
        assertThat(ArrayAddress.entriesBefore(array, 3, 16)).isEqualTo(Math.floorMod(first - 3, 16));
    }
}
