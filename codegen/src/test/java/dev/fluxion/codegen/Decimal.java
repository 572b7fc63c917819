package dev.fluxion.codegen;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Elementary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * A value to 60 digits, and how far double precision may be from it when the formula is evaluated as it is written: a unit for each operation, and for an
 * exponential as many as {@link Mode#FAST} says.
 */
record Decimal(BigDecimal value, double error) {
    private static final MathContext DIGITS = new MathContext(60);
    private static final int TERMS = 60;
    private static final double UNIT = Math.ulp(1.0);

    /** Of sums, products and exponentials of x, y, z and w. */
    static Decimal of(Expression formula, double[] at) {
        return switch (formula) {
            case Symbol symbol -> new Decimal(new BigDecimal(at[List.of("x", "y", "z", "w").indexOf(symbol.name())]), 0);
            case Constant number -> new Decimal(new BigDecimal(number.value().doubleValue()), 0);
            case Sum sum -> sum.terms().stream().map(term -> of(term, at)).reduce(Decimal::plus).orElseThrow();
            case Product product -> product.factors().stream().map(factor -> of(factor, at)).reduce(of(Constant.of(product.coefficient()), at), Decimal::times);
            case Apply apply when apply.operator() == Elementary.EXPONENTIAL -> of(apply.operands().getFirst(), at).exponential();
            default -> throw new IllegalArgumentException(formula.toString());
        };
    }

    private double size() {
        return Math.abs(value.doubleValue());
    }

    private Decimal plus(Decimal other) {
        BigDecimal sum = value.add(other.value, DIGITS);
        return new Decimal(sum, error + other.error + UNIT * Math.abs(sum.doubleValue()));
    }

    private Decimal times(Decimal other) {
        BigDecimal product = value.multiply(other.value, DIGITS);
        double carried = error * other.size() + other.error * size() + error * other.error;
        return new Decimal(product, carried + UNIT * Math.abs(product.doubleValue()));
    }

    // The arguments of these tests are below 10: halved five times, the series ends within its terms.
    private Decimal exponential() {
        BigDecimal small = value.divide(BigDecimal.valueOf(32), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i < TERMS; i++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        BigDecimal result = sum.pow(32, DIGITS);
        return new Decimal(result, result.doubleValue() * (error + UNIT * (1 + size())));
    }

    /** How far a number is from the value. */
    double difference(double found) {
        return value.subtract(new BigDecimal(found), DIGITS).doubleValue();
    }
}
