package dev.fluxion.codegen;

/**
 * A compiled scalar function of {@code n} inputs and its gradient. Immutable and safe for any number of threads. The inputs come in the order in
 * which they were named at compilation, angles in radians. Any number is allowed: outside the domain of the formula the results are NaN, a NaN among
 * inputs gives NaN except where a choice whose comparison it makes false gives another case, and what overflows is infinite.
 *
 * <p>Arrays may be of single precision too: results are then computed in double precision and rounded once. A single {@code float} is a {@code double}
 * already: {@code (float) kernel.value(x, y)} is the same.
 */
public interface ScalarKernel {
    /**
     * The value at a point.
     *
     * @param at one number per input, of length {@code n}
     * @throws IllegalArgumentException if there are more or fewer
     */
    double value(double... at);

    /**
     * The value of a function of one variable.
     *
     * @throws IllegalArgumentException if the kernel has another number of inputs
     */
    default double value(double x) {
        return value(new double[] {x});
    }

    /**
     * The value of a function of two variables.
     *
     * @throws IllegalArgumentException if the kernel has another number of inputs
     */
    default double value(double x, double y) {
        return value(new double[] {x, y});
    }

    /**
     * The value of a function of three variables.
     *
     * @throws IllegalArgumentException if the kernel has another number of inputs
     */
    default double value(double x, double y, double z) {
        return value(new double[] {x, y, z});
    }

    /**
     * The value of a function of four variables.
     *
     * @throws IllegalArgumentException if the kernel has another number of inputs
     */
    default double value(double x, double y, double z, double w) {
        return value(new double[] {x, y, z, w});
    }

    /**
     * Stores the partial derivatives at a point.
     *
     * @param at one number per input, of length {@code n}
     * @param out entry {@code i} takes the derivative by input {@code i}; at least of length {@code n}, what lies beyond stays as it is; not the
     * array {@code at}
     * @throws IllegalArgumentException if {@code at} has another length than {@code n}, {@code out} is shorter, or they are one array
     */
    void gradient(double[] at, double[] out);

    /**
     * Stores the partial derivatives at a point and returns the value, for less than both cost apart.
     *
     * @param at one number per input, of length {@code n}
     * @param out as in {@link #gradient(double[], double[])}
     * @throws IllegalArgumentException if {@code at} has another length than {@code n}, {@code out} is shorter, or they are one array
     */
    double valueAndGradient(double[] at, double[] out);

    /**
     * The value at a point in single precision.
     *
     * @param at one number per input, of length {@code n}
     * @throws IllegalArgumentException if there are more or fewer
     */
    default float value(float[] at) {
        return (float) value(Singles.widened(at));
    }

    /**
     * Stores the partial derivatives at a point in single precision.
     *
     * @param at one number per input, of length {@code n}
     * @param out as in {@link #gradient(double[], double[])}
     * @throws IllegalArgumentException as {@link #gradient(double[], double[])}
     */
    default void gradient(float[] at, float[] out) {
        Singles.apply(this::gradient, at, out);
    }

    /**
     * Stores the partial derivatives at a point in single precision and returns the value.
     *
     * @param at one number per input, of length {@code n}
     * @param out as in {@link #gradient(double[], double[])}
     * @throws IllegalArgumentException as {@link #gradient(double[], double[])}
     */
    default float valueAndGradient(float[] at, float[] out) {
        double[] value = new double[1];
        Singles.apply((wide, partials) -> value[0] = valueAndGradient(wide, partials), at, out);
        return (float) value[0];
    }
}
