package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.SquareTurns;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Panels of right factors: in lanes, turned in registers, together or one by one they are the same copies. */
class PackingTest {
    private final Random random = new Random(7);

    @Test
    void copiesWithoutLanesAreThoseWithThem() {
        for (int used = 1; used <= 32; used++) {
            float[] from = floats(8 * 40 + used); // ends where the panel does
            for (int width : new int[] {used, 32}) {
                float[] inLanes = new float[9 * width + Packing.SLACK];
                float[] plain = new float[inLanes.length];
                PackingEmitter.packing(Precision.FLOAT, Tiles.of(Precision.FLOAT).width(1)).panel(from, 0, 40, used, 9, width, inLanes, 0);
                PackingEmitter.packing(Precision.FLOAT, 0).panel(from, 0, 40, used, 9, width, plain, 0);
                for (int step = 0; step < 9; step++) {
                    assertThat(Arrays.copyOfRange(inLanes, step * width, step * width + used)).as("%d of %d", used, width)
                            .isEqualTo(Arrays.copyOfRange(plain, step * width, step * width + used)).isEqualTo(Arrays.copyOfRange(from, step * 40, step * 40 + used));
                }
                assertThat(plain[8 * width + used - 1]).isEqualTo(from[from.length - 1]);
            }
        }
    }

    @Test
    void panelsCopiedTogetherAreThoseCopiedOneByOne() {
        int width = Tiles.of(Precision.FLOAT).columns();
        Packing inLanes = PackingEmitter.packing(Precision.FLOAT, Tiles.of(Precision.FLOAT).width(1));
        Packing plain = PackingEmitter.packing(Precision.FLOAT, 0);
        for (int panels = 1; panels <= 3; panels++) {
            for (int depth : new int[] {1, 2, 7}) {
                int stride = panels * width + 5;
                float[] from = floats(3 + (depth - 1) * stride + panels * width); // ends where the last panel does
                float[] expected = new float[2 + panels * (depth * width + Packing.GAP) + Packing.SLACK];
                for (int x = 0; x < panels; x++) {
                    plain.panel(from, 3 + x * width, stride, width, depth, width, expected, 2 + x * (depth * width + Packing.GAP));
                }
                for (Packing packing : List.of(inLanes, plain)) {
                    float[] together = new float[expected.length];
                    packing.panels(from, 3, stride, panels * width, depth, width, together, 2);
                    assertThat(together).as("%d panels, %d steps", panels, depth).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void linesTurnedInRegistersAreThoseCopiedOneByOne(Precision precision) {
        int side = SquareTurns.side(precision);
        TurnedLines turned = TurnedLinesEmitter.lines(precision);
        Packing plain = PackingEmitter.packing(precision, 0);
        for (int lines = side; lines <= 3 * side; lines += side) {
            for (int depth = 1; depth <= 3 * side; depth++) {
                int stride = depth + 3;
                Object from = precision.array(2 + (lines - 1) * stride + depth); // ends where the last line does
                for (int i = 0; i < Array.getLength(from); i++) {
                    Array.setFloat(from, i, i + 1);
                }
                int width = lines + 5;
                Object expected = precision.array(1 + depth * width);
                plain.transposed(from, 2, stride, lines, depth, width, expected, 1, 0);
                Object result = precision.array(1 + depth * width);
                turned.copy(from, 2, stride, lines, depth, width, result, 1);
                assertThat(result).as("%d lines, %d steps", lines, depth).isEqualTo(expected);
            }
        }
    }

    @Test
    void linesThatFillNoSquareFollowThoseThatAreTurned() {
        int side = SquareTurns.side(Precision.FLOAT);
        float[] from = floats((2 * side + 3) * 9);
        float[] to = new float[9 * 3 * side];
        TurnedLinesEmitter.lines(Precision.FLOAT).copy(from, 0, 9, 2 * side, 9, 3 * side, to, 0);
        PackingEmitter.packing(Precision.FLOAT, 0).transposed(from, 0, 9, 2 * side + 3, 9, 3 * side, to, 0, 2 * side);
        for (int step = 0; step < 9; step++) {
            for (int line = 0; line < 3 * side; line++) {
                assertThat(to[step * 3 * side + line]).isEqualTo(line < 2 * side + 3 ? from[line * 9 + step] : 0);
            }
        }
    }

    private float[] floats(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
