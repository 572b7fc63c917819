package dev.fluxion.nn.kernel;

/**
 * A tile of dot products in ordinary loops: the same sums in the same order as in lanes, so the same bits.
 *
 * <p>Source: by definition.
 *
 * @param rows of the tile
 * @param columns of the tile
 */
record PlainDotTile(int rows, int columns) implements DotTile {
    @Override
    public void run(int items, int turns, Object w, int wAt, int stride, int wItem, Object x, int xItem, int[] starts, int[] ends, int first, Object sums,
            int sumsAt) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int to = sumsAt + (row * columns + column) * PARTS;
                for (int item = 0; item < items; item++) {
                    int from = wAt + row * stride + item * wItem;
                    add(turns, w, from, x, starts[first + column] + item * xItem, sums, to);
                    if (ends != starts) {
                        add(1, w, from + turns * PARTS, x, ends[first + column] + item * xItem, sums, to);
                    }
                }
            }
        }
    }

    private static void add(int turns, Object w, int wAt, Object x, int xAt, Object sums, int to) {
        if (x instanceof float[] single) {
            add(turns, (float[]) w, wAt, single, xAt, (float[]) sums, to);
        } else {
            add(turns, (double[]) w, wAt, (double[]) x, xAt, (double[]) sums, to);
        }
    }

    private static void add(int turns, float[] w, int wAt, float[] x, int xAt, float[] sums, int to) {
        for (int at = 0; at < turns * PARTS; at += PARTS) {
            for (int part = 0; part < PARTS; part++) {
                sums[to + part] = Math.fma(w[wAt + at + part], x[xAt + at + part], sums[to + part]);
            }
        }
    }

    private static void add(int turns, double[] w, int wAt, double[] x, int xAt, double[] sums, int to) {
        for (int at = 0; at < turns * PARTS; at += PARTS) {
            for (int part = 0; part < PARTS; part++) {
                sums[to + part] = Math.fma(w[wAt + at + part], x[xAt + at + part], sums[to + part]);
            }
        }
    }
}
