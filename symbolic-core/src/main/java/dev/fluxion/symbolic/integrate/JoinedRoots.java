package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Roots of two linear functions as one root of their product: where both are real, {@code sqrt(a)*sqrt(b)} is {@code sqrt(a*b)}.
 *
 * <p>Source: DLMF §4.8(i).
 */
final class JoinedRoots {
    private JoinedRoots() {}

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        List<Power> roots = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        for (Expression factor : Parts.factors(f)) {
            if (factor instanceof Power power && isRootOfLinear(power, x, search)) {
                roots.add(power);
            } else {
                others.add(factor);
            }
        }
        if (roots.size() != 2) {
            return Optional.empty();
        }
        Expression base = Elementwise.product(roots.get(0).base(), roots.get(1).base());
        others.add(Power.squareRoot(Polynomials.expand(base, search.budget())));
        roots.forEach(root -> others.add(Power.of(root.base(), Constant.of(half(root).minus(Rational.HALF)))));
        return search.solve(Product.of(others), x).map(part -> Solution.of("roots joined", f, x, part, value -> value)
                .where(roots.stream().map(root -> Condition.compare(Condition.Relation.GREATER_EQUAL, root.base(), Constant.ZERO)).toList()));
    }

    private static boolean isRootOfLinear(Power power, Symbol x, Search search) {
        return power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.denominator().bitLength() == 2 && r.times(Rational.TWO).isWhole()
                && Parts.linear(power.base(), x, search.budget()).filter(linear -> !linear.slope().equals(Constant.ZERO)).isPresent();
    }

    private static Rational half(Power root) {
        return (Rational) ((Constant) root.exponent()).value();
    }
}
