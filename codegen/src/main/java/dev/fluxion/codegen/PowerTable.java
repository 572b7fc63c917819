package dev.fluxion.codegen;

/**
 * Powers with consecutive exponents, each from the one before it: the error of a product is kept beside it and multiplied on, so that a power is within
 * one unit in the last place, as {@link Math#pow} is. Where the last power is no ordinary number, all of that base are left to {@code pow}.
 *
 * <p>Source: T. J. Dekker, A floating-point technique for extending the available precision (1971), products of double length by a fused operation.
 */
final class PowerTable {
    /** Of one power. */
    static final int OPERATIONS = 6;
    // Below it the error of a product may not be a number of its own.
    private static final double LEAST = 0x1p-960;

    private PowerTable() {}

    /**
     * Powers of {@code x[from..to-1]}, in double precision.
     *
     * @param low room as long as the entries
     */
    static void fill(double[] x, int from, int to, Step.Powers powers, double[] low, double[] out) {
        if (powers.count() == 0) {
            return;
        }
        for (int i = from; i < to; i++) {
            out[i] = 1;
            low[i] = 0;
        }
        for (int exponent = 0; exponent < powers.first(); exponent++) {
            next(x, from, to, out, 0, 0, low);
        }
        for (int row = 1; row < powers.count(); row++) {
            next(x, from, to, out, (row - 1) * powers.entries(), row * powers.entries(), low);
        }
        for (int i = from; i < to; i++) {
            double last = Math.abs(out[(powers.count() - 1) * powers.entries() + i]);
            if (!(last >= LEAST && last <= Double.MAX_VALUE)) {
                plain(x[i], i, powers, out);
            }
        }
    }

    // Of bases that differ the loop is independent: vector code is made of it.
    private static void next(double[] x, int from, int to, double[] powers, int at, int nextAt, double[] low) {
        for (int i = from; i < to; i++) {
            double high = powers[at + i];
            double product = high * x[i];
            double error = Math.fma(low[i], x[i], Math.fma(high, x[i], -product));
            double sum = product + error;
            powers[nextAt + i] = sum;
            low[i] = error - (sum - product);
        }
    }

    private static void plain(double x, int at, Step.Powers powers, double[] out) {
        for (int row = 0; row < powers.count(); row++) {
            out[row * powers.entries() + at] = Math.pow(x, powers.first() + row);
        }
    }

    /** Powers in single precision, computed in double precision and rounded. */
    static final class Single {
        private final Step.Powers powers;
        private final double[] base;
        private final double[] low;
        private final double[] wide;

        Single(Step.Powers powers) {
            this.powers = powers;
            base = new double[powers.entries()];
            low = new double[powers.entries()];
            wide = new double[powers.entries() * powers.count()];
        }

        void fill(float[] x, int from, int to, float[] out) {
            for (int i = from; i < to; i++) {
                base[i] = x[i];
            }
            PowerTable.fill(base, from, to, powers, low, wide);
            for (int row = 0; row < powers.count(); row++) {
                for (int i = row * powers.entries() + from; i < row * powers.entries() + to; i++) {
                    out[i] = (float) wide[i];
                }
            }
        }
    }
}
