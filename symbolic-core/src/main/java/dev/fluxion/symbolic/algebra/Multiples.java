package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.number.Rational;
import java.util.List;
import java.util.Optional;

/** Expressions that are rational multiples of each other. Source: the greatest common divisor of fractions, by Euclid's algorithm. */
public final class Multiples {
    private Multiples() {}

    /** The largest value of which all are whole multiples, if their quotients are rational. */
    public static Optional<Expression> unit(List<Expression> slopes) {
        if (slopes.isEmpty()) {
            return Optional.empty();
        }
        Rational common = Rational.ZERO;
        for (Expression slope : slopes) {
            Optional<Rational> ratio = ratio(slope, slopes.getFirst());
            if (ratio.isEmpty()) {
                return Optional.empty();
            }
            common = Rational.gcd(common, ratio.get());
        }
        Expression unit = Elementwise.product(Constant.of(common), slopes.getFirst());
        boolean negative = unit instanceof Constant c && c.value().signum() < 0 || unit instanceof Product p && p.coefficient().signum() < 0;
        return Optional.of(negative ? Elementwise.negate(unit) : unit);
    }

    /** The quotient of two expressions, if it is rational. */
    public static Optional<Rational> ratio(Expression a, Expression b) {
        Expression quotient = Elementwise.quotient(a, b);
        return quotient instanceof Constant c && c.value() instanceof Rational r ? Optional.of(r) : Optional.empty();
    }
}
