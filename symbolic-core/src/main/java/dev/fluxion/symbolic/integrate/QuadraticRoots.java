package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.PartialFractions;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rational functions of x and the root r of a quadratic polynomial q: what a trigonometric or hyperbolic substitution leads to. The
 * integrand is brought to {@code A + B/r} with rational A and B; powers of x over r are reduced to {@code 1/r}, and {@code 1/((x - c)^k*r)}
 * becomes such a power by t = 1/(x - c).
 *
 * <p>Source: I. S. Gradshteyn, I. M. Ryzhik, Table of Integrals, Series, and Products (7th ed., 2007), 2.26.
 */
final class QuadraticRoots {
    private static final String RULE = "substitution for the root of a quadratic";

    private final Symbol x;
    private final Search search;
    private final List<Expression> q; // coefficients from power 0 up
    private final Expression root;

    private QuadraticRoots(Symbol x, Search search, List<Expression> q, Expression root) {
        this.x = x;
        this.search = search;
        this.q = q;
        this.root = root;
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        Expression base = null;
        Map<Expression, Integer> halves = new HashMap<>();
        for (Expression node : Topology.of(f).nodes()) {
            if (node instanceof Power p && Parts.depends(p, x) && Parts.wholeExponent(p) == 0) {
                if (base != null && !base.equals(p.base()) || !(p.exponent() instanceof Constant c && c.value() instanceof Rational r
                        && r.denominator().equals(BigInteger.TWO) && r.numerator().bitLength() < 6)) {
                    return Optional.empty();
                }
                base = p.base();
                halves.put(p, ((Rational) ((Constant) p.exponent()).value()).numerator().intValueExact());
            }
        }
        if (base == null) {
            return Optional.empty();
        }
        Expression radicand = base;
        return Parts.polynomial(base, x, search.budget()).filter(q -> q.size() == 3)
                .flatMap(q -> new QuadraticRoots(x, search, q, Power.squareRoot(radicand)).solve(f, halves, radicand));
    }

    private Optional<Solution> solve(Expression f, Map<Expression, Integer> halves, Expression radicand) {
        Symbol r = Symbol.temporary("root");
        Map<Expression, Expression> replacements = new HashMap<>();
        halves.forEach((node, half) -> replacements.put(node, Power.of(r, half)));
        Expression rational = Substitution.replace(f, replacements);
        Optional<UnivariateRing> ring = UnivariateRing.of(r, search.budget(), List.of(rational, radicand));
        if (ring.isEmpty()) {
            return Optional.empty();
        }
        Univariate modulus = ring.get().of(List.of(Elementwise.negate(radicand), Constant.ZERO, Constant.ONE));
        UnivariateRing.Quotient quotient = ring.get().quotient(rational);
        Univariate reduced = quotient.denominator().degree() == 0 ? quotient.numerator().divide(quotient.denominator())[0].divide(modulus)[1]
                : quotient.numerator().times(quotient.denominator().inverseModulo(modulus)).divide(modulus)[1];
        Expression over = Elementwise.product(reduced.coefficient(1), radicand); // B in A + B/r
        Optional<Expression> plain = reduced.coefficient(0).equals(Constant.ZERO) ? Optional.of(Constant.ZERO)
                : search.solve(reduced.coefficient(0), x).map(Solution::value);
        Optional<Expression> rooted = overRoot(over);
        return plain.isEmpty() || rooted.isEmpty() ? Optional.empty()
                : Optional.of(Solution.known(RULE, f, x, Elementwise.sum(plain.get(), rooted.get())));
    }

    private Optional<Expression> overRoot(Expression b) {
        Optional<UnivariateRing> ring = UnivariateRing.of(x, search.budget(), List.of(b, ((Power) root).base()));
        if (ring.isEmpty()) {
            return Optional.empty();
        }
        UnivariateRing.Quotient quotient = ring.get().quotient(b);
        Optional<Expression> powers = overPowers(quotient);
        if (powers.isPresent()) {
            return powers;
        }
        PartialFractions fractions = PartialFractions.of(quotient);
        List<Expression> terms = new ArrayList<>();
        Optional<Expression> whole = polynomial(fractions.whole().coefficients());
        if (whole.isEmpty()) {
            return whole;
        }
        terms.add(whole.get());
        for (PartialFractions.Term term : fractions.terms()) {
            Optional<Expression> part = term.base().degree() == 1 ? pole(term) : Optional.empty();
            if (part.isEmpty()) {
                return part;
            }
            terms.add(part.get());
        }
        return Optional.of(Sum.of(terms));
    }

    // Where the denominator is a power of q: the numerator's digits in base q, each over q^k*r.
    private Optional<Expression> overPowers(UnivariateRing.Quotient quotient) {
        Univariate base = quotient.numerator().ring().of(List.of(q.get(0))).plus(quotient.numerator().ring().polynomial(Sum.of(
                Elementwise.product(q.get(1), x), Elementwise.product(q.get(2), Power.of(x, 2)))).orElseThrow());
        Univariate rest = quotient.denominator();
        int exponent = 0;
        for (Univariate[] division = rest.divide(base); rest.degree() > 1 && division[1].isZero(); division = rest.divide(base)) {
            rest = division[0];
            exponent++;
        }
        if (exponent == 0 || rest.degree() > 0) {
            return Optional.empty();
        }
        Univariate numerator = quotient.numerator().divide(rest)[0];
        List<Expression> terms = new ArrayList<>();
        for (int k = exponent; k > 0; k--) {
            Univariate[] digit = numerator.divide(base);
            terms.add(overPower(digit[1].coefficient(0), digit[1].coefficient(1), k));
            numerator = digit[0];
        }
        return polynomial(numerator.coefficients()).map(whole -> Elementwise.sum(whole, Sum.of(terms)));
    }

    // (n + m*x)/(q^k*r): q' over it is -2/((2*k - 1)*q^(k-1)*r) differentiated; a constant is reduced to lower powers, the last of which vanishes.
    private Expression overPower(Expression n, Expression m, int k) {
        Expression slope = Elementwise.sum(Elementwise.product(Constant.TWO, q.get(2), x), q.get(1));
        Expression half = Elementwise.quotient(m, Elementwise.product(Constant.TWO, q.get(2)));
        Expression constant = Elementwise.difference(n, Elementwise.product(half, q.get(1)));
        Expression discriminant = Elementwise.difference(Elementwise.product(Constant.of(4), q.get(2), q.get(0)), Power.of(q.get(1), 2));
        List<Expression> terms = new ArrayList<>();
        terms.add(Elementwise.product(Constant.of(Rational.of(-2, 2L * k - 1)), half, below(k)));
        for (int power = k; power > 0; power--) {
            Expression factor = Elementwise.quotient(Constant.of(Rational.of(2, 2L * power - 1)), discriminant);
            terms.add(Elementwise.product(constant, factor, slope, below(power)));
            constant = Elementwise.product(constant, factor, Constant.of(4L * (power - 1)), q.get(2));
        }
        return Sum.of(terms);
    }

    // q^(1/2 - k)
    private Expression below(int k) {
        return Power.of(((Power) root).base(), Constant.of(Rational.of(1 - 2L * k, 2)));
    }

    // P/r = (S*r)' + rest/r with S'*q + S*q'/2 = P - rest, solved from the leading coefficient down.
    private record Reduced(Expression factor, Expression rest) {}

    private Reduced reduce(List<Expression> polynomial, List<Expression> q, Expression variable) {
        List<Expression> p = new ArrayList<>(polynomial);
        List<Expression> terms = new ArrayList<>();
        int degree = q.get(2).equals(Constant.ZERO) ? 1 : 2;
        for (int power = p.size() - 1; power >= degree - 1; power--) {
            int k = power - degree + 1; // s*x^k
            Expression lead = degree == 2 ? Elementwise.product(Constant.of(k + 1L), q.get(2))
                    : Elementwise.product(Constant.of(Rational.of(2L * k + 1, 2)), q.get(1));
            Expression s = Elementwise.quotient(p.get(power), lead);
            terms.add(Elementwise.product(s, Power.of(variable, k)));
            subtract(p, k - 1, Elementwise.product(s, Constant.of(k), q.get(0)));
            subtract(p, k, Elementwise.product(s, Constant.of(Rational.of(2L * k + 1, 2)), q.get(1)));
            subtract(p, k + 1, Elementwise.product(s, Constant.of(k + 1L), q.get(2)));
        }
        return new Reduced(Sum.of(terms), degree == 2 && !p.isEmpty() ? p.getFirst() : Constant.ZERO);
    }

    private static void subtract(List<Expression> p, int power, Expression value) {
        if (power >= 0 && power < p.size()) {
            p.set(power, Elementwise.difference(p.get(power), value));
        }
    }

    private Optional<Expression> polynomial(List<Expression> coefficients) {
        Reduced reduced = reduce(coefficients, q, x);
        Expression algebraic = Elementwise.product(reduced.factor, root);
        if (normal(reduced.rest).equals(Constant.ZERO)) {
            return Optional.of(algebraic);
        }
        return reciprocal().map(value -> Elementwise.sum(algebraic, Elementwise.product(normal(reduced.rest), value)));
    }

    private Expression normal(Expression constant) {
        return dev.fluxion.symbolic.polynomial.Polynomials.cancel(constant, search.budget());
    }

    // 1/r
    private Optional<Expression> reciprocal() {
        Signs signs = search.signs();
        Expression slope = Elementwise.sum(Elementwise.product(Constant.TWO, q.get(2), x), q.get(1));
        Expression discriminant = normal(Elementwise.difference(Power.of(q.get(1), 2), Elementwise.product(Constant.of(4), q.get(2), q.get(0))));
        return switch (signs.of(q.get(2))) {
            case NEGATIVE -> {
                Expression inside = signs.expanded(Elementwise.quotient(Elementwise.negate(slope), signs.squareRoot(discriminant)), x);
                yield Optional.of(Elementwise.quotient(Apply.of(Elementary.ARCSINE, inside), signs.squareRoot(Elementwise.negate(q.get(2)))));
            }
            case POSITIVE -> {
                Expression factor = signs.squareRoot(q.get(2));
                if (signs.of(discriminant) == Signs.Sign.NEGATIVE) {
                    Expression inside = signs.expanded(Elementwise.quotient(slope, signs.squareRoot(Elementwise.negate(discriminant))), x);
                    yield Optional.of(Elementwise.quotient(Apply.of(Elementary.AREA_SINE, inside), factor));
                }
                Expression inside = Elementwise.sum(slope, Elementwise.product(Constant.TWO, factor, root));
                yield Optional.of(Elementwise.quotient(logarithm(inside), factor));
            }
            case ZERO, UNKNOWN -> Optional.empty();
        };
    }

    private static Expression logarithm(Expression inside) {
        return Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, inside));
    }

    // n/((m*x + b)^k*r): with t = 1/(x - c) the root of q(x) is that of Q(t) over |t|, and the integral -sign(t)*t^(k-1)/root(Q).
    private Optional<Expression> pole(PartialFractions.Term term) {
        Expression slope = term.base().coefficient(1);
        Expression c = normal(Elementwise.negate(Elementwise.quotient(term.base().coefficient(0), slope)));
        Expression distance = Elementwise.difference(x, c);
        Expression a = normal(Sum.of(q.get(0), Elementwise.product(q.get(1), c), Elementwise.product(q.get(2), c, c)));
        Expression b = normal(Elementwise.sum(q.get(1), Elementwise.product(Constant.TWO, q.get(2), c)));
        List<Expression> power = new ArrayList<>(java.util.Collections.nCopies(term.exponent(), Constant.ZERO));
        power.set(term.exponent() - 1, Constant.ONE);
        Expression t = Power.of(distance, -1);
        Reduced reduced = reduce(power, List.of(q.get(2), b, a), t);
        Expression algebraic = Elementwise.negate(Elementwise.product(reduced.factor, root, t));
        Optional<Expression> rest = reduced.rest.equals(Constant.ZERO) ? Optional.of(Constant.ZERO)
                : nearPole(distance, a, b).map(value -> Elementwise.product(reduced.rest, value));
        Expression factor = Elementwise.quotient(term.numerator().expression(), Power.of(slope, term.exponent()));
        return rest.map(value -> Elementwise.product(factor, Elementwise.sum(algebraic, value)));
    }

    // -sign(t) times the antiderivative of 1/root(a*t^2 + b*t + q2) by t, written in x; the sign is absorbed.
    private Optional<Expression> nearPole(Expression distance, Expression a, Expression b) {
        Signs signs = search.signs();
        Expression scaled = signs.expanded(Elementwise.sum(Elementwise.product(Constant.TWO, a), Elementwise.product(b, distance)), x);
        return switch (signs.of(a)) {
            case POSITIVE -> {
                Expression factor = signs.squareRoot(a);
                Expression inside = Elementwise.quotient(Elementwise.sum(scaled, Elementwise.product(Constant.TWO, factor, root)), distance);
                yield Optional.of(Elementwise.negate(Elementwise.quotient(logarithm(inside), factor)));
            }
            case NEGATIVE -> {
                Expression factor = signs.squareRoot(Elementwise.negate(a));
                Expression discriminant = normal(Elementwise.difference(Power.of(b, 2), Elementwise.product(Constant.of(4), a, q.get(2))));
                Expression inside = Elementwise.quotient(scaled, Elementwise.product(signs.squareRoot(discriminant),
                        Apply.of(Stepwise.ABSOLUTE, distance)));
                yield Optional.of(Elementwise.quotient(Apply.of(Elementary.ARCSINE, inside), factor));
            }
            case ZERO, UNKNOWN -> Optional.empty();
        };
    }
}
