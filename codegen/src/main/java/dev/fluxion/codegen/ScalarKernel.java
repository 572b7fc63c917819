package dev.fluxion.codegen;

/**
 * A compiled scalar function and its gradient. Immutable and safe for any number of threads. The inputs come in the order in which they
 * were named at compilation; outside the domain of the formula the results are NaN. Another number of inputs, or an array too short for the partial
 * derivatives, is an {@link IllegalArgumentException}.
 */
public interface ScalarKernel {
    /** The value at inputs, as many as the kernel has. */
    double value(double... at);

    /** The value of a function of one variable. */
    default double value(double x) {
        return value(new double[] {x});
    }

    /** The value of a function of two variables. */
    default double value(double x, double y) {
        return value(new double[] {x, y});
    }

    /** The value of a function of three variables. */
    default double value(double x, double y, double z) {
        return value(new double[] {x, y, z});
    }

    /** The value of a function of four variables. */
    default double value(double x, double y, double z, double w) {
        return value(new double[] {x, y, z, w});
    }

    /** Stores the partial derivatives at a point; the arrays are not the same, and as long as the kernel has inputs. */
    void gradient(double[] at, double[] out);

    /** Stores the partial derivatives at a point and returns the value. */
    double valueAndGradient(double[] at, double[] out);
}
