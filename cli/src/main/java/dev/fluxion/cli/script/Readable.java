package dev.fluxion.cli.script;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them. */
final class Readable {
    private static final MathContext FOUR = new MathContext(4);

    private Readable() {}

    /** Four digits, without zeros at the end; very large and very small ones with a power of ten. */
    static String number(double value) {
        return number(value, FOUR);
    }

    /** So many digits, without zeros at the end. */
    static String number(double value, int digits) {
        return number(value, new MathContext(digits));
    }

    private static String number(double value, MathContext digits) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= 7 || exponent < -4) {
            BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
            return mantissa.toPlainString() + "e" + exponent;
        }
        return rounded.toPlainString();
    }
}
