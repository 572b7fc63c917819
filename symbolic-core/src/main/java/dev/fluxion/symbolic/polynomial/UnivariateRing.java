package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Polynomials in one symbol over the field of rational functions of everything else that occurs in some expressions.
 *
 * <p>Source: by definition: polynomials over the field of the other symbols.
 */
public final class UnivariateRing {
    /** An irreducible factor and how often it divides. */
    public record Factor(Univariate base, int exponent) {}

    /** A rational function in lowest terms. */
    public record Quotient(Univariate numerator, Univariate denominator) {}

    private final Ring ring;
    private final int variable;
    private final Budget budget;

    /** The symbol. */
    public Symbol symbol() {
        return (Symbol) ring.generators().get(variable).base();
    }

    private UnivariateRing(Ring ring, int variable, Budget budget) {
        this.ring = ring;
        this.variable = variable;
        this.budget = budget;
    }

    /** The ring over which all the expressions are rational functions of the symbol, if there is one. */
    public static Optional<UnivariateRing> of(Symbol symbol, Budget budget, List<Expression> expressions) {
        return of(symbol, true, budget, expressions);
    }

    /** @param splitting see {@link Ring#of(java.util.Collection, Squares, boolean, boolean, Budget)} */
    static Optional<UnivariateRing> of(Symbol symbol, boolean splitting, Budget budget, List<Expression> expressions) {
        List<Expression> all = new ArrayList<>(expressions);
        all.add(symbol);
        Ring ring = Ring.of(all, Squares.NONE, true, splitting, budget);
        int variable = ring.indexOf(symbol);
        for (int v = 0; v < ring.size(); v++) {
            Generator g = ring.generators().get(v);
            if (v != variable && (Polynomials.mentions(g.base(), symbol) || Polynomials.mentions(g.rest(), symbol))) {
                return Optional.empty();
            }
        }
        return variable < 0 ? Optional.empty() : Optional.of(new UnivariateRing(ring, variable, budget));
    }

    /** A rational function of the symbol, which must be one of those that the ring was made for, or made of their parts. */
    public Quotient quotient(Expression expression) {
        Fraction fraction = ring.lowest(ring.fraction(expression));
        return new Quotient(univariate(fraction.numerator()), univariate(fraction.denominator()));
    }

    /** The polynomial of an expression, or nothing if the symbol stands in its denominator. */
    public Optional<Univariate> polynomial(Expression expression) {
        Fraction fraction = ring.lowest(ring.fraction(expression));
        return fraction.denominator().degree(variable) > 0 ? Optional.empty()
                : Optional.of(univariate(fraction.numerator()).times(inverse(Fraction.of(fraction.denominator()))));
    }

    /** A polynomial with given coefficients from power 0 up. */
    public Univariate of(List<Expression> coefficients) {
        return new Univariate(this, coefficients.stream().map(ring::fraction).toArray(Fraction[]::new));
    }

    /** 0. */
    public Univariate zero() {
        return new Univariate(this, new Fraction[0]);
    }

    /** 1. */
    public Univariate one() {
        return new Univariate(this, new Fraction[] {fraction(Rational.ONE)});
    }

    private Univariate univariate(Polynomial p) {
        return p.isZero() ? zero() : new Univariate(this, Arrays.stream(p.coefficientsIn(variable)).map(Fraction::of).toArray(Fraction[]::new));
    }

    List<Factor> factors(Univariate p) {
        List<Factor> found = new ArrayList<>();
        for (Factorisation.Factor factor : new Factoring(budget).factor(whole(p).numerator()).factors()) {
            if (factor.base().degree(variable) > 0) {
                found.add(new Factor(univariate(factor.base()), factor.exponent()));
            }
        }
        return found;
    }

    // The polynomial over one fraction bar.
    Fraction whole(Univariate p) {
        Fraction sum = zeroFraction();
        for (int power = 0; power <= p.degree(); power++) {
            sum = plus(sum, times(p.at(power), Fraction.of(Polynomial.variable(ring.size(), variable, power))));
        }
        return ring.lowest(sum);
    }

    Fraction zeroFraction() {
        return Fraction.of(Polynomial.zero(ring.size()));
    }

    Fraction fraction(Rational value) {
        return Fraction.of(Polynomial.constant(ring.size(), value));
    }

    Fraction plus(Fraction a, Fraction b) {
        return ring.lowest(ring.plus(a, b));
    }

    Fraction times(Fraction a, Fraction b) {
        return ring.lowest(ring.times(a, b));
    }

    Fraction inverse(Fraction a) {
        return ring.lowest(ring.inverse(a));
    }

    Fraction power(Fraction base, int exponent) {
        Fraction result = fraction(Rational.ONE);
        for (int i = 0; i < exponent; i++) {
            result = times(result, base);
        }
        return result;
    }

    void tick(long cost) {
        budget.tick(cost);
    }

    Expression expression(Fraction fraction) {
        return Elementwise.quotient(ring.expression(fraction.numerator()), ring.expression(fraction.denominator()));
    }

    Expression polynomial(Polynomial p) {
        return ring.expression(p);
    }
}
