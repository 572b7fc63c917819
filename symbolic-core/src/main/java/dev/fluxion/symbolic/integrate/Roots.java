package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Real roots of polynomials whose irreducible factors are linear or quadratic.
 *
 * <p>Source: DLMF §1.11(iii).
 */
final class Roots {
    private Roots() {}

    /** All real roots, or nothing where they are not found. */
    static Optional<List<Expression>> of(Expression expression, Symbol x, Search search) {
        Optional<UnivariateRing> ring = UnivariateRing.of(x, search.budget(), List.of(expression));
        if (ring.isEmpty()) {
            return Optional.empty();
        }
        List<Expression> roots = new ArrayList<>();
        for (UnivariateRing.Factor factor : ring.get().quotient(expression).numerator().factors()) {
            List<Expression> c = factor.base().coefficients();
            if (c.size() == 2) {
                roots.add(Elementwise.negate(Elementwise.quotient(c.get(0), c.get(1))));
            } else if (c.size() == 3) {
                Expression discriminant = Elementwise.difference(Power.of(c.get(1), 2), Elementwise.product(Constant.of(4), c.get(2), c.get(0)));
                Signs.Sign sign = search.signs().of(discriminant);
                if (sign == Signs.Sign.UNKNOWN) {
                    return Optional.empty();
                }
                if (sign == Signs.Sign.POSITIVE) {
                    Expression root = search.signs().squareRoot(discriminant);
                    Expression below = Elementwise.product(Constant.TWO, c.get(2));
                    roots.add(Elementwise.quotient(Elementwise.difference(Elementwise.negate(root), c.get(1)), below));
                    roots.add(Elementwise.quotient(Elementwise.difference(root, c.get(1)), below));
                }
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(roots);
    }
}
