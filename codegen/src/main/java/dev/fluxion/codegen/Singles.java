package dev.fluxion.codegen;

/**
 * Numbers in single precision given to what computes in double precision: each is a number of that exactly, and results are rounded once.
 *
 * <p>Source: by definition.
 */
final class Singles {
    private Singles() {}

    /** The same numbers in double precision. */
    static double[] widened(float[] numbers) {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }

    /** Applies a function, with arrays of its own in each call; what lies beyond its results is not written. */
    static void apply(VectorFunction function, float[] at, float[] out) {
        if (at == out) {
            throw new IllegalArgumentException("the array for results is that of the inputs");
        }
        double[] before = widened(out);
        double[] wide = before.clone();
        function.apply(widened(at), wide);
        for (int i = 0; i < wide.length; i++) {
            if (Double.doubleToRawLongBits(wide[i]) != Double.doubleToRawLongBits(before[i])) {
                out[i] = (float) wide[i];
            }
        }
    }
}
