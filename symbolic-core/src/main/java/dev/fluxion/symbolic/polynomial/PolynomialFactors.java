package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import java.util.ArrayList;
import java.util.List;

/**
 * What the denominator of a rational function of its generators is made of.
 *
 * @param denominator its irreducible factors, once each
 * @param reducedDenominator the product of these with every exponent lowered by one
 * @param degree the largest total degree of numerator and denominator
 */
public record PolynomialFactors(List<Expression> denominator, Expression reducedDenominator, int degree) {
    /** Copies. */
    public PolynomialFactors {
        denominator = List.copyOf(denominator);
    }

    /** Of an expression in lowest terms. */
    public static PolynomialFactors of(Expression expression, Budget budget) {
        Ring ring = Ring.of(List.of(expression), Squares.NONE, budget);
        Fraction fraction = ring.lowest(ring.fraction(expression));
        List<Expression> factors = new ArrayList<>();
        List<Expression> reduced = new ArrayList<>();
        for (Factorisation.Factor factor : new Factoring(budget).factor(fraction.denominator()).factors()) {
            Expression base = ring.expression(factor.base());
            factors.add(base);
            reduced.add(Power.of(base, factor.exponent() - 1L));
        }
        int degree = Math.max(fraction.numerator().totalDegree(), fraction.denominator().totalDegree());
        return new PolynomialFactors(factors, Product.of(reduced), degree);
    }
}
