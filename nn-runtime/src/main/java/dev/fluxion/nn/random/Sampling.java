package dev.fluxion.nn.random;

import java.util.function.DoubleUnaryOperator;

/**
 * Samples of distributions: the same stream gives the same numbers.
 *
 * <p>Source: the inverse of the distribution function, and the Cholesky factor (G. H. Golub, C. F. Van Loan, Matrix Computations (4th ed.,
 * 2013), §4.2): L. Devroye, Non-Uniform Random Variate Generation (1986), chapters II and XI.
 */
public final class Sampling {
    private static final double HALF_STEP = 0x1.0p-54;

    private Sampling() {}

    /**
     * Numbers that are distributed as the inverse of their distribution function says, by its values at even levels inside 0..1.
     *
     * @param quantile asked at levels above 0 and below 1
     * @param count how many, at least 0
     * @throws NegativeArraySizeException if it is negative
     */
    public static double[] byQuantile(DoubleUnaryOperator quantile, int count, RandomStream random) {
        double[] sample = new double[count];
        for (int i = 0; i < count; i++) {
            sample[i] = quantile.applyAsDouble(random.nextDouble() + HALF_STEP);
        }
        return sample;
    }

    /**
     * Rows that are normally distributed, by the Cholesky factor of their covariances.
     *
     * @param covariances {@code d*d}, row-major, symmetric and positive definite
     * @param mean one entry for each of the {@code d} columns
     * @param count how many rows, at least 0
     * @return {@code count*d} entries, row-major
     * @throws IllegalArgumentException if there are not {@code d*d} covariances, or they are not positive definite
     * @throws ArithmeticException if {@code count*d} exceeds the range of {@code int}
     * @throws NegativeArraySizeException if the count is negative
     */
    public static double[] normalRows(double[] mean, double[] covariances, int count, RandomStream random) {
        int d = mean.length;
        if (covariances.length != (long) d * d) {
            throw new IllegalArgumentException(covariances.length + " covariances of " + d + " columns");
        }
        double[] lower = cholesky(covariances, d);
        double[] sample = new double[Math.multiplyExact(count, d)];
        double[] standard = new double[d];
        for (int row = 0; row < count; row++) {
            for (int j = 0; j < d; j++) {
                standard[j] = random.nextGaussian();
                double value = mean[j];
                for (int k = 0; k <= j; k++) {
                    value += lower[j * d + k] * standard[k];
                }
                sample[row * d + j] = value;
            }
        }
        return sample;
    }

    private static double[] cholesky(double[] matrix, int d) {
        double[] lower = new double[d * d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i * d + j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i * d + k] * lower[j * d + k];
                }
                if (i == j && !(rest > 0)) {
                    throw new IllegalArgumentException("the covariances are not positive definite");
                }
                lower[i * d + j] = i == j ? Math.sqrt(rest) : rest / lower[j * d + j];
            }
        }
        return lower;
    }
}
