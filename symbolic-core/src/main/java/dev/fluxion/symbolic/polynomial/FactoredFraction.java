package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The irreducible factors of a product of powers from those of each base, so that none of the powers is written out. The ring has no relations.
 *
 * <p>Source: by definition: factorisation in a polynomial ring over the rationals is unique.
 */
final class FactoredFraction {
    private final Ring ring;
    private final Factoring factoring;
    private final Map<Polynomial, Long> exponents = new LinkedHashMap<>();
    private Expression content = Constant.ONE;

    FactoredFraction(Ring ring) {
        this.ring = ring;
        this.factoring = new Factoring(ring.budget());
    }

    Expression of(Expression expression) {
        enter(expression, 1);
        List<Factorisation.Factor> above = new ArrayList<>();
        List<Factorisation.Factor> below = new ArrayList<>();
        exponents.forEach((base, exponent) -> {
            if (exponent != 0) {
                (exponent > 0 ? above : below).add(new Factorisation.Factor(base, Math.toIntExact(Math.abs(exponent))));
            }
        });
        Expression numerator = Product.of(content, ring.expression(new Factorisation(Rational.ONE, above)));
        return Elementwise.quotient(numerator, ring.expression(new Factorisation(Rational.ONE, below)));
    }

    private void enter(Expression expression, long exponent) {
        switch (expression) {
            case Product p when Kernels.isPlain(p) -> {
                multiply(Constant.of(p.coefficient()), exponent);
                p.factors().forEach(factor -> enter(factor, exponent));
            }
            case Power p when Kernels.wholeExponent(p) != null && !(p.base() instanceof Power) ->
                    enter(p.base(), Math.multiplyExact(exponent, Kernels.wholeExponent(p)));
            default -> {
                Fraction fraction = ring.lowest(ring.fraction(expression));
                enter(factoring.factor(fraction.numerator()), exponent);
                enter(factoring.factor(fraction.denominator()), -exponent);
            }
        }
    }

    private void enter(Factorisation factors, long exponent) {
        multiply(Constant.of(factors.content()), exponent);
        factors.factors().forEach(factor -> exponents.merge(factor.base(), exponent * factor.exponent(), Long::sum));
    }

    private void multiply(Expression number, long exponent) {
        content = Product.of(content, Power.of(number, exponent));
    }
}
