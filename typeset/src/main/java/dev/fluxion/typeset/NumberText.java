package dev.fluxion.typeset;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.print.LatexPrinter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers of double precision as people write them: rounded, without zeros at the end, with a true minus sign and powers of ten. */
public final class NumberText {
    private NumberText() {}

    /**
     * For text: {@code −1.25}, {@code 3·10⁻⁷}.
     *
     * @param digits significant ones, at least 1
     */
    public static String plain(double value, int digits) {
        String[] parts = parts(value, digits);
        return parts.length == 1 ? parts[0].replace('-', '−') : times(parts[0].replace('-', '−'), "·10" + raised(parts[1]));
    }

    /**
     * For formulas: {@code -1.25}, {@code 3 \cdot 10^{-7}}.
     *
     * @param digits significant ones, at least 1
     */
    public static String latex(double value, int digits) {
        String[] parts = parts(value, digits);
        return parts.length == 1 ? parts[0].replace("∞", "\\infty") : parts[0] + " \\cdot 10^{" + parts[1] + "}";
    }

    /**
     * The LaTeX of an expression whose numbers from floating point are rounded.
     *
     * @param names what goes by a name
     * @param digits significant ones, at least 1
     */
    public static String latex(Expression expression, Map<Expression, String> names, int digits) {
        Topology topology = Topology.of(expression);
        Expression[] shown = new Expression[topology.size()];
        for (int i = 0; i < shown.length; i++) {
            Expression node = topology.nodes().get(i);
            List<Expression> operands = new ArrayList<>();
            for (int k = 0; k < node.operands().size(); k++) {
                operands.add(shown[topology.operand(i, k)]);
            }
            shown[i] = names.containsKey(node) ? node : rounded(operands.equals(node.operands()) ? node : Elementwise.rebuild(node, operands), digits);
        }
        return LatexPrinter.latex(shown[shown.length - 1], names);
    }

    private static Expression rounded(Expression node, int digits) {
        if (node instanceof Constant c && c.value() instanceof Inexact x && Double.isFinite(x.doubleValue())) {
            return rounded(x.doubleValue(), digits);
        }
        return node instanceof Product p && p.coefficient() instanceof Inexact x && Double.isFinite(x.doubleValue())
                ? p.withCoefficient(rounded(x.doubleValue(), digits).value()) : node;
    }

    private static Constant rounded(double value, int digits) {
        BigDecimal decimal = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        boolean isWhole = decimal.scale() <= 0 && decimal.precision() - decimal.scale() <= digits;
        return Constant.of(isWhole ? Rational.of(decimal) : new Decimal(decimal, digits));
    }

    // Digits alone, or a mantissa and its power of ten.
    private static String[] parts(double value, int digits) {
        if (!Double.isFinite(value)) {
            return new String[] {Double.isNaN(value) ? "undefined" : value > 0 ? "∞" : "-∞"};
        }
        if (value == 0) {
            return new String[] {"0"};
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent >= 7 || exponent < -4 ? new String[] {rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString(), Integer.toString(exponent)}
                : new String[] {rounded.toPlainString()};
    }

    private static String times(String mantissa, String power) {
        return mantissa.equals("1") ? power.substring(1) : mantissa.equals("−1") ? "−" + power.substring(1) : mantissa + power;
    }

    /** A whole number as an exponent of text. */
    static String raised(String digits) {
        StringBuilder out = new StringBuilder();
        for (char c : digits.toCharArray()) {
            out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return out.toString();
    }
}
