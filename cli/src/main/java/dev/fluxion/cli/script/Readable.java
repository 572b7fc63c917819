package dev.fluxion.cli.script;

import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.typeset.NumberText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Numbers as people write them. */
final class Readable {
    private static final MathContext FOUR = new MathContext(4);

    private Readable() {}

    /** Four digits, without zeros at the end; very large and very small ones with a power of ten. */
    static String number(double value) {
        return number(value, FOUR);
    }

    /** All digits of a double; none behind the point of a whole number. */
    static String exactly(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }

    /** A vector or a matrix as the language writes it, with six digits; other tensors by their sizes. */
    static String tensor(Value value) {
        int columns = value.sizes()[value.rank() - 1];
        if (value.rank() > 2 || columns == 0) {
            return "a tensor of sizes " + Arrays.toString(value.sizes());
        }
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < value.entries().length; i++) {
            out.append(i == 0 ? "" : i % columns == 0 ? "; " : ", ").append(number(value.entries()[i], 6));
        }
        return out.append(']').toString();
    }

    /** Whether so many digits are all that a number has. */
    static boolean isFull(double value, int digits) {
        return !Double.isFinite(value) || Double.parseDouble(number(value, digits)) == value;
    }

    /** What stands behind a formula that has a value: an equal sign if its digits are all there are, and the value. */
    static String latexValue(Value value, int digits) {
        String sign = Arrays.stream(value.entries()).allMatch(entry -> isFull(entry, digits)) ? " = " : " \\approx ";
        if (value.rank() == 0) {
            return sign + NumberText.latex(value.scalar(), digits);
        }
        int columns = value.rank() == 1 ? 1 : value.sizes()[1];
        StringBuilder out = new StringBuilder(sign).append("\\begin{pmatrix}");
        for (int i = 0; i < value.entries().length; i++) {
            out.append(i == 0 ? "" : i % columns == 0 ? " \\\\ " : " & ").append(NumberText.latex(value.entries()[i], digits));
        }
        return out.append("\\end{pmatrix}").toString();
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
