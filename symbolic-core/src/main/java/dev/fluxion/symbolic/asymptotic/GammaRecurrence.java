package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Special;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gamma function, its logarithm and the derivatives of that near a number, by their values near a number above 0 and not above 1: away from poles,
 * and where functions of operands that differ by a whole number are multiples of one.
 *
 * <p>Source: recurrence formulas, DLMF §5.5(i) and §5.15.
 */
final class GammaRecurrence {
    private static final int FARTHEST = 1_000;
    private static final int FARTHEST_ABOVE = 40; // where there is no pole to leave

    private final Expression operand;
    private final int steps;

    /** @param limit what the operand comes near to, a finite number */
    GammaRecurrence(Expression operand, Expression limit) {
        this.operand = operand;
        this.steps = steps(limit);
    }

    private static int steps(Expression limit) {
        if (!(limit instanceof Constant c && c.value() instanceof Rational r) || Math.abs(r.doubleValue()) >= FARTHEST) {
            return 0;
        }
        int steps = 1 + (int) Math.floor(-r.doubleValue());
        return steps < -FARTHEST_ABOVE ? 0 : steps;
    }

    /** Whether there is nothing to do. */
    boolean isThere() {
        return steps == 0;
    }

    private Expression shifted() {
        return Sum.of(operand, Constant.of(steps));
    }

    // u, u + 1, … below the shifted operand, or from it upwards to below u
    private List<Expression> between() {
        return IntStream.range(Math.min(0, steps), Math.max(0, steps)).<Expression>mapToObj(i -> Sum.of(operand, Constant.of(i))).toList();
    }

    Expression gamma() {
        Expression product = Product.of(between());
        return Product.of(Apply.of(Special.GAMMA, shifted()), Power.of(product, steps > 0 ? -1 : 1));
    }

    Expression logarithm() {
        List<Expression> terms = new ArrayList<>();
        between().forEach(each -> terms.add(signed(Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, each)))));
        terms.add(Apply.of(Special.LOG_GAMMA, shifted()));
        return Sum.of(terms);
    }

    Expression digamma() {
        List<Expression> terms = new ArrayList<>();
        between().forEach(each -> terms.add(signed(Power.of(each, -1))));
        terms.add(Apply.of(Special.DIGAMMA, shifted()));
        return Sum.of(terms);
    }

    /** The derivative of digamma of a whole order from 1. */
    Expression polygamma(Operator polygamma, int order) {
        Expression factorial = Constant.of(IntStream.rangeClosed(1, order).mapToObj(Rational::of).reduce(Rational.ONE, Rational::times));
        List<Expression> terms = new ArrayList<>();
        between().forEach(each -> terms.add(signed(Product.of(Constant.of(order % 2 == 0 ? 1 : -1), factorial, Power.of(each, -order - 1)))));
        terms.add(Apply.of(polygamma, Constant.of(order), shifted()));
        return Sum.of(terms);
    }

    // What lies between is taken off on the way up.
    private Expression signed(Expression term) {
        return steps > 0 ? Oracle.negate(term) : term;
    }
}
