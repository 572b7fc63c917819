package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.polynomial.PartialFractions;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rational functions by division, partial fractions, the derivative of the denominator, completing the square and the reduction formula for
 * powers of a quadratic polynomial.
 *
 * <p>Source: I. S. Gradshteyn, I. M. Ryzhik, Table of Integrals, Series, and Products (7th ed., 2007), 2.10 and 2.172.
 */
final class TextbookFractions {
    static final String SQUARE = "completing the square";

    private final Expression f;
    private final Symbol x;
    private final Search search;

    private TextbookFractions(Expression f, Symbol x, Search search) {
        this.f = f;
        this.x = x;
        this.search = search;
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        return UnivariateRing.of(x, search.budget(), List.of(f)).flatMap(ring -> new TextbookFractions(f, x, search).solve(ring.quotient(f)));
    }

    private Optional<Solution> solve(UnivariateRing.Quotient quotient) {
        if (quotient.denominator().degree() == 0) {
            return by("multiplied out", Polynomials.expand(f, search.budget()));
        }
        PartialFractions apart = PartialFractions.of(quotient);
        List<Expression> terms = new ArrayList<>(List.of(apart.whole().expression()));
        apart.terms().forEach(term -> terms.add(term.expression()));
        boolean alone = apart.terms().size() == 1;
        return alone && apart.whole().isZero() ? one(rising(apart.terms().getFirst()), quotient) : by(alone ? "polynomial division" : "partial fractions", Sum.of(terms));
    }

    // With a positive leading coefficient below.
    private static PartialFractions.Term rising(PartialFractions.Term term) {
        Univariate none = term.base().ring().zero();
        boolean falls = term.exponent() == 1 && Sign.of(term.base().coefficient(term.base().degree())).orElse(1) < 0;
        return falls ? new PartialFractions.Term(none.minus(term.numerator()), none.minus(term.base()), 1) : term;
    }

    private Optional<Solution> by(String rule, Expression written) {
        return written.equals(f) ? Optional.empty() : search.solve(written, x).map(part -> Solution.of(rule, f, x, part, value -> value));
    }

    private Optional<Solution> one(PartialFractions.Term term, UnivariateRing.Quotient quotient) {
        return switch (term.base().degree()) {
            case 2 -> term.numerator().degree() == 1 ? derivativeOf(term) : term.exponent() > 1 ? reduced(term) : quadratic(term, quotient);
            case 3, 4 -> term.exponent() > 1 ? Optional.empty()
                    : new RationalIntegrals(search.signs(), x).fractions(term.numerator(), term.base()).flatMap(parts -> by("partial fractions", Sum.of(parts)));
            default -> Optional.empty();
        };
    }

    // m*x + n is m/(2*A)*p' + n - m*B/(2*A)
    private Optional<Solution> derivativeOf(PartialFractions.Term term) {
        Univariate p = term.base();
        Expression times = normal(Elementwise.quotient(term.numerator().coefficient(1), Elementwise.product(Constant.TWO, p.coefficient(2))));
        Expression rest = normal(Elementwise.difference(term.numerator().coefficient(0), Elementwise.product(times, p.coefficient(1))));
        Expression below = Power.of(p.expression(), -(long) term.exponent());
        return by(rest.equals(Constant.ZERO) ? "denominator in factors" : "derivative of the denominator split off",
                Elementwise.sum(Elementwise.product(times, p.derivative().expression(), below),
                Elementwise.product(rest, below)));
    }

    // ∫ 1/p^n = p'/((n-1)*D*p^(n-1)) + 2*A*(2*n-3)/((n-1)*D)*∫ 1/p^(n-1) where D = 4*A*C - B^2 is not 0
    private Optional<Solution> reduced(PartialFractions.Term term) {
        Univariate p = term.base();
        Expression discriminant = discriminant(p);
        int n = term.exponent();
        if (discriminant.equals(Constant.ZERO)) {
            return Optional.empty();
        }
        Expression below = Elementwise.product(Constant.of(n - 1L), discriminant);
        Expression numerator = term.numerator().expression();
        Expression front = normal(Elementwise.quotient(numerator, below));
        Expression algebraic = Elementwise.product(front, p.derivative().expression(), Power.of(p.expression(), 1L - n));
        Expression times = normal(Elementwise.quotient(Elementwise.product(numerator, Constant.of(2L * (2 * n - 3)), p.coefficient(2)), below));
        List<Condition> needed = Substitution.variables(discriminant).isEmpty() ? List.of()
                : List.of(Condition.compare(Condition.Relation.NOT_EQUAL, discriminant, Constant.ZERO));
        return search.solve(Power.of(p.expression(), 1L - n), x).map(part -> Solution.of("reduction formula", f, x, part,
                value -> Elementwise.sum(algebraic, Parts.scaled(times, value))).where(needed));
    }

    private Optional<Solution> quadratic(PartialFractions.Term term, UnivariateRing.Quotient quotient) {
        Univariate p = term.base();
        return switch (search.signs().of(search.signs().primitive(discriminant(p)))) {
            case POSITIVE -> {
                Optional<Solution> squared = square(p.coefficients(), x, search).flatMap(square -> by(SQUARE,
                        Elementwise.product(term.numerator().expression(), Power.of(square, -1))));
                yield squared.isPresent() ? squared : new RationalIntegrals(search.signs(), x).of(quotient)
                        .map(value -> Solution.known("arctangent rule", f, x, search.signs().tidy(value)));
            }
            case NEGATIVE -> by("partial fractions", new RationalIntegrals(search.signs(), x).atRoots(term.numerator().expression(), p));
            case ZERO, UNKNOWN -> Optional.empty();
        };
    }

    /** Coefficients {@code C, B, A} as {@code A*(x + h)^2 + k}, if there is an h. */
    static Optional<Expression> square(List<Expression> q, Symbol x, Search search) {
        if (q.get(1).equals(Constant.ZERO)) {
            return Optional.empty();
        }
        Expression h = Polynomials.cancel(Elementwise.quotient(q.get(1), Elementwise.product(Constant.TWO, q.get(2))), search.budget());
        Expression k = Polynomials.cancel(Elementwise.difference(q.get(0), Elementwise.product(q.get(2), Power.of(h, 2))), search.budget());
        return Optional.of(Elementwise.sum(Elementwise.product(q.get(2), Power.of(Elementwise.sum(x, h), 2)), k));
    }

    private Expression discriminant(Univariate p) {
        return normal(Elementwise.difference(Elementwise.product(Constant.of(4), p.coefficient(2), p.coefficient(0)), Power.of(p.coefficient(1), 2)));
    }

    private Expression normal(Expression constant) {
        return Polynomials.cancel(constant, search.budget());
    }
}
