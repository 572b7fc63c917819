package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.PartialFractions;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Antiderivatives of rational functions: Hermite's reduction of powers in the denominator, then logarithms and arctangents of the factors.
 * Factors of degree three and four are split into real linear and quadratic ones where roots do it.
 *
 * <p>Source: Hermite's reduction, M. Bronstein, Symbolic Integration I (2nd ed., 2005), §2.2; logarithms and arctangents of real factors, K. O.
 * Geddes, S. R. Czapor, G. Labahn, Algorithms for Computer Algebra (1992), chapter 11.
 */
final class RationalIntegrals {
    private final Signs signs;
    private final Symbol x;

    RationalIntegrals(Signs signs, Symbol x) {
        this.signs = signs;
        this.x = x;
    }

    /** The antiderivative of a quotient, or nothing where a factor of the denominator has no readable roots. */
    Optional<Expression> of(UnivariateRing.Quotient quotient) {
        PartialFractions fractions = PartialFractions.of(quotient);
        List<Expression> terms = new ArrayList<>();
        Map<Univariate, Univariate> simple = new LinkedHashMap<>();
        terms.add(fractions.whole().antiderivative().expression());
        for (PartialFractions.Term term : fractions.terms()) {
            Univariate rest = reduce(term, terms);
            Univariate known = simple.keySet().stream().filter(term.base()::equals).findFirst().orElse(term.base());
            simple.merge(known, rest, Univariate::plus);
        }
        for (Map.Entry<Univariate, Univariate> entry : simple.entrySet()) {
            if (!entry.getValue().isZero()) {
                Optional<Expression> logarithm = simple(entry.getValue(), entry.getKey());
                if (logarithm.isEmpty()) {
                    return Optional.empty();
                }
                terms.add(logarithm.get());
            }
        }
        return Optional.of(Sum.of(terms));
    }

    // Hermite: a = s*p + t*p' gives a/p^e = (-t/((e-1)*p^(e-1)))' + (s + t'/(e-1))/p^(e-1). What is left over p is returned.
    private Univariate reduce(PartialFractions.Term term, List<Expression> terms) {
        Univariate p = term.base();
        Univariate slope = p.derivative();
        Univariate rest = term.numerator();
        for (int e = term.exponent(); e > 1; e--) {
            Univariate t = slope.degree() == 0 ? rest.divide(slope)[0].divide(p)[1] : rest.times(slope.inverseModulo(p)).divide(p)[1];
            Univariate s = rest.minus(t.times(slope)).divide(p)[0];
            Expression factor = Constant.of(Rational.of(-1, e - 1L));
            terms.add(Elementwise.quotient(Elementwise.product(factor, t.expression()), Power.of(p.expression(), e - 1L)));
            rest = s.plus(scaled(t.derivative(), Rational.of(1, e - 1L)));
        }
        return rest;
    }

    private static Univariate scaled(Univariate p, Rational factor) {
        return p.times(p.ring().of(List.of(Constant.of(factor))));
    }

    // a/p with p irreducible over the rationals
    private Optional<Expression> simple(Univariate a, Univariate p) {
        Univariate[] multiple = a.divide(p.derivative());
        if (multiple[1].isZero() && multiple[0].degree() <= 0) {
            return Optional.of(Elementwise.product(multiple[0].expression(), logarithm(p)));
        }
        return switch (p.degree()) {
            case 1 -> Optional.of(Elementwise.product(Elementwise.quotient(a.expression(), p.coefficient(1)), logarithm(p)));
            case 2 -> Optional.of(quadratic(a, p));
            case 3, 4 -> RealFactors.of(p, signs).flatMap(factors -> split(a, p, factors));
            default -> Optional.empty();
        };
    }

    // The factors have roots as coefficients: a ring that knows them does the partial fractions.
    private Optional<Expression> split(Univariate a, Univariate p, List<Expression> factors) {
        Expression leading = p.coefficient(p.degree());
        return digits(a, factors).map(digits -> Sum.of(digits.entrySet().stream().map(digit -> {
            Univariate f = digit.getKey();
            Expression part = digit.getValue().isZero() ? Constant.ZERO : f.degree() == 1
                    ? Elementwise.product(Elementwise.quotient(digit.getValue().expression(), f.coefficient(1)), logarithm(f))
                    : quadratic(digit.getValue(), f);
            return Elementwise.quotient(part, leading);
        }).toList()));
    }

    // The numerator over each factor.
    private Optional<Map<Univariate, Univariate>> digits(Univariate a, List<Expression> factors) {
        List<Expression> all = new ArrayList<>(factors);
        all.add(a.expression());
        return UnivariateRing.of(x, signs.budget(), all).map(ring -> {
            Univariate numerator = ring.polynomial(a.expression()).orElseThrow();
            Map<Univariate, Univariate> digits = new LinkedHashMap<>();
            for (Expression factor : factors) {
                Univariate f = ring.polynomial(factor).orElseThrow();
                Univariate others = ring.one();
                for (Expression other : factors) {
                    others = other.equals(factor) ? others : others.times(ring.polynomial(other).orElseThrow());
                }
                digits.put(f, numerator.times(others.inverseModulo(f)).divide(f)[1]);
            }
            return digits;
        });
    }

    /** {@code a/p} for an irreducible p of degree three or four in fractions over its real factors. */
    Optional<List<Expression>> fractions(Univariate a, Univariate p) {
        Expression leading = p.coefficient(p.degree());
        return RealFactors.of(p, signs).flatMap(factors -> digits(a, factors)).map(digits -> digits.entrySet().stream()
                .map(digit -> Elementwise.quotient(digit.getValue().expression(), Elementwise.product(leading, digit.getKey().expression()))).toList());
    }

    /** {@code a/p} for a constant a and a quadratic p with two real roots, in fractions over its linear factors. */
    Expression atRoots(Expression a, Univariate p) {
        Expression root = signs.squareRoot(Elementwise.negate(discriminant(p)));
        Expression slope = p.derivative().expression();
        Expression difference = Elementwise.difference(Power.of(Elementwise.difference(slope, root), -1), Power.of(Elementwise.sum(slope, root), -1));
        return Parts.scaled(signs.tidy(Elementwise.quotient(Elementwise.product(Constant.TWO, p.coefficient(2), a), root)), difference);
    }

    private Expression logarithm(Univariate p) {
        Expression value = p.expression();
        boolean positive = p.degree() == 2 && signs.of(discriminant(p)) == Signs.Sign.POSITIVE && signs.of(p.coefficient(2)) == Signs.Sign.POSITIVE;
        return Apply.of(Elementary.LOGARITHM, positive ? value : Apply.of(Stepwise.ABSOLUTE, value));
    }

    // 4*A*C - B^2: positive where A*x^2 + B*x + C has no real root
    private static Expression discriminant(Univariate p) {
        Expression four = Elementwise.product(Constant.of(4), p.coefficient(2), p.coefficient(0));
        return p.ring().of(List.of(Elementwise.difference(four, Power.of(p.coefficient(1), 2)))).expression();
    }

    // (m*x + n)/(A*x^2 + B*x + C) is m/(2*A)*p'/p + (n - m*B/(2*A))/p.
    private Expression quadratic(Univariate a, Univariate p) {
        Expression half = Elementwise.quotient(a.coefficient(1), Elementwise.product(Constant.TWO, p.coefficient(2)));
        Expression rest = Elementwise.difference(a.coefficient(0), Elementwise.product(half, p.coefficient(1)));
        Expression constant = p.ring().of(List.of(rest)).expression();
        Expression logarithm = half.equals(Constant.ZERO) ? Constant.ZERO : Elementwise.product(half, logarithm(p));
        return Elementwise.sum(logarithm, constant.equals(Constant.ZERO) ? Constant.ZERO : Elementwise.product(constant, reciprocal(p)));
    }

    private Expression reciprocal(Univariate p) {
        Expression discriminant = signs.primitive(discriminant(p));
        Expression whole = discriminant(p);
        Expression slope = p.derivative().expression();
        return switch (signs.of(discriminant)) {
            case POSITIVE -> arctangent(slope, whole);
            case NEGATIVE -> logarithms(slope, whole);
            case ZERO -> Elementwise.quotient(Constant.of(-2), slope);
            case UNKNOWN -> {
                boolean falls = discriminant instanceof Product product && product.coefficient().signum() < 0;
                Expression size = falls ? Elementwise.negate(discriminant) : discriminant; // -b > 0 reads worse than b < 0
                Condition positive = Condition.compare(falls ? Condition.Relation.LESS : Condition.Relation.GREATER, size, Constant.ZERO);
                Condition negative = Condition.compare(falls ? Condition.Relation.GREATER : Condition.Relation.LESS, size, Constant.ZERO);
                yield Piecewise.of(List.of(new Piecewise.Case(positive, arctangent(slope, whole)), new Piecewise.Case(negative, logarithms(slope, whole))),
                        Elementwise.quotient(Constant.of(-2), slope));
            }
        };
    }

    private Expression arctangent(Expression slope, Expression discriminant) {
        Expression root = signs.squareRoot(discriminant);
        Expression inside = signs.expanded(Elementwise.quotient(slope, root), x);
        return Elementwise.product(Constant.TWO, Power.of(root, -1), Apply.of(Elementary.ARCTANGENT, inside));
    }

    private Expression logarithms(Expression slope, Expression discriminant) {
        Expression root = signs.squareRoot(Elementwise.negate(discriminant));
        Expression common = signs.commonDivisor(List.of(slope, root), x);
        Expression side = signs.expanded(Elementwise.quotient(slope, common), x);
        Expression away = Elementwise.quotient(root, common);
        Expression quotient = Elementwise.quotient(Elementwise.difference(side, away), Elementwise.sum(side, away));
        return Elementwise.quotient(Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, quotient)), root);
    }
}
