package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.polynomial.UnivariateRing.Factor;
import dev.fluxion.symbolic.polynomial.UnivariateRing.Quotient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rational function as a polynomial and fractions over powers of irreducible polynomials, the numerators of lower degree than these.
 *
 * <p>Source: J. von zur Gathen, J. Gerhard, Modern Computer Algebra (3rd ed., 2013), §5.11.
 *
 * @param whole the polynomial part
 * @param terms the fractions
 */
public record PartialFractions(Univariate whole, List<Term> terms) {
    /** {@code numerator/base^exponent}. */
    public record Term(Univariate numerator, Univariate base, int exponent) {
        /** The fraction as an expression. */
        public Expression expression() {
            return Elementwise.quotient(numerator.expression(), Power.of(base.expression(), exponent));
        }
    }

    /** Copies. */
    public PartialFractions {
        terms = List.copyOf(terms);
    }

    /** The decomposition over the rationals. */
    public static PartialFractions of(Quotient quotient) {
        Univariate denominator = quotient.denominator();
        Univariate[] division = quotient.numerator().divide(denominator);
        List<Term> terms = new ArrayList<>();
        List<Factor> factors = denominator.factors();
        for (Factor factor : division[1].isZero() ? List.<Factor>of() : factors) {
            Univariate power = factor.base().power(factor.exponent());
            Univariate others = denominator.divide(power)[0];
            Univariate rest = others.degree() == 0 ? division[1].divide(others)[0]
                    : division[1].times(others.inverseModulo(power)).divide(power)[1];
            // the digits of the numerator in base `factor`
            for (int exponent = factor.exponent(); exponent > 0 && !rest.isZero(); exponent--) {
                Univariate[] digit = rest.divide(factor.base());
                if (!digit[1].isZero()) {
                    terms.add(new Term(digit[1], factor.base(), exponent));
                }
                rest = digit[0];
            }
        }
        return new PartialFractions(division[0], terms);
    }

    /** The sum. */
    public Expression expression() {
        List<Expression> all = new ArrayList<>();
        all.add(whole.expression());
        terms.forEach(term -> all.add(term.expression()));
        return Sum.of(all);
    }

    /**
     * Partial fractions of an expression that is a rational function of a symbol.
     *
     * @throws FluxionException {@code UNSUPPORTED} if it is none
     */
    public static Expression apart(Expression expression, Symbol symbol, Budget budget) {
        return SplitPowers.guarded(List.of(expression),
                splitting -> of(ring(symbol, splitting, budget, List.of(expression)).quotient(expression)).expression());
    }

    /**
     * The resultant of two polynomials in a symbol.
     *
     * @throws FluxionException {@code UNSUPPORTED} if one of them is no polynomial in the symbol
     */
    public static Expression resultant(Expression first, Expression second, Symbol symbol, Budget budget) {
        UnivariateRing ring = ring(symbol, true, budget, List.of(first, second));
        Univariate a = ring.polynomial(first).orElseThrow(() -> noPolynomial(first, symbol));
        Univariate b = ring.polynomial(second).orElseThrow(() -> noPolynomial(second, symbol));
        return a.isZero() || b.isZero() ? Constant.ZERO : a.resultant(b);
    }

    private static UnivariateRing ring(Symbol symbol, boolean splitting, Budget budget, List<Expression> expressions) {
        if (expressions.stream().anyMatch(expression -> !expression.isScalar())) {
            throw FluxionException.unsupported("polynomial algebra of tensors");
        }
        return UnivariateRing.of(symbol, splitting, budget, expressions)
                .orElseThrow(() -> FluxionException.unsupported(expressions.stream().map(Expression::toString).collect(Collectors.joining(" or "))
                        + " is no rational function of " + symbol.name()));
    }

    private static FluxionException noPolynomial(Expression expression, Symbol symbol) {
        return FluxionException.unsupported(expression + " is no polynomial in " + symbol.name());
    }
}
