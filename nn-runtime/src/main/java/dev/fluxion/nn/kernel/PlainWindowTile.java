package dev.fluxion.nn.kernel;

import java.util.Arrays;

/**
 * A tile over windows in ordinary loops, of which the compiler makes vector code: the same sums in the same order as in lanes, so the same bits.
 *
 * <p>Source: by definition.
 *
 * @param rows of the tile
 * @param places of the tile
 */
record PlainWindowTile(int rows, int places) implements WindowTile {
    @Override
    public void run(int depth, Object w, int wAt, Object x, int xAt, int[] lines, Object y, int yAt, int stride) {
        for (int row = 0; row < rows; row++) {
            int to = yAt + row * stride;
            if (x instanceof float[] single) {
                Arrays.fill((float[]) y, to, to + places, 0);
                for (int p = 0; p < depth; p++) {
                    add(single, lines[p] + xAt, ((float[]) w)[wAt + p * rows + row], (float[]) y, to);
                }
            } else {
                Arrays.fill((double[]) y, to, to + places, 0);
                for (int p = 0; p < depth; p++) {
                    add((double[]) x, lines[p] + xAt, ((double[]) w)[wAt + p * rows + row], (double[]) y, to);
                }
            }
        }
    }

    private void add(float[] x, int xAt, float factor, float[] y, int yAt) {
        for (int i = 0; i < places; i++) {
            y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
        }
    }

    private void add(double[] x, int xAt, double factor, double[] y, int yAt) {
        for (int i = 0; i < places; i++) {
            y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
        }
    }
}
