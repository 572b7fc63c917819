package dev.fluxion.codegen;

/**
 * A compiled scalar function of {@code n} inputs and its gradient. Immutable and safe for any number of threads. The inputs come in the order in
 * which they were named at compilation, angles in radians. Any number is allowed: outside the domain of the formula the results are NaN, a NaN among
 * inputs gives NaN except where a choice whose comparison it makes false gives another case, and what overflows is infinite.
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
     * @param out as in {@link #gradient}
     * @throws IllegalArgumentException if {@code at} has another length than {@code n}, {@code out} is shorter, or they are one array
     */
    double valueAndGradient(double[] at, double[] out);
}
