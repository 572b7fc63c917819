package dev.fluxion.symbolic.evaluate;

/** Powers of numbers. Source: by definition; signs of zeros are those of products with square roots by IEEE 754-2019, where the root of −0 is −0. */
final class Powers {
    private static final double PRODUCTS_BELOW = 4;

    private Powers() {}

    static double of(double base, double exponent) {
        if (exponent == 2) {
            return base * base;
        }
        if (exponent == -1) {
            return 1 / base;
        }
        if (exponent == 0.5) {
            return Math.sqrt(base);
        }
        if (base == 0 && isProductWithRoot(exponent)) {
            return halfPowerOfZero(base, exponent);
        }
        return base == Double.NEGATIVE_INFINITY && exponent != Math.rint(exponent) ? Double.NaN : Math.pow(base, exponent);
    }

    static boolean isProductWithRoot(double exponent) {
        return Math.abs(exponent % 1) == 0.5 && Math.abs(exponent) < PRODUCTS_BELOW;
    }

    private static double halfPowerOfZero(double zero, double exponent) {
        double power = Math.sqrt(zero);
        for (double rest = Math.abs(exponent); rest > 1; rest--) {
            power *= zero;
        }
        return exponent < 0 ? 1 / power : power;
    }
}
