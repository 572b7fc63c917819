package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Half powers of a quadratic polynomial: by parts and solved for what comes back; with a polynomial beside them by a trigonometric substitution.
 *
 * <p>Source: I. S. Gradshteyn, I. M. Ryzhik, Table of Integrals, Series, and Products (7th ed., 2007), 2.26.
 */
final class TextbookRoots {
    private static final int HIGHEST = 9; // halves

    private final Expression f;
    private final Symbol x;
    private final Search search;
    private final Expression radicand;
    private final List<Expression> q; // coefficients from power 0 up

    private TextbookRoots(Expression f, Symbol x, Search search, Expression radicand, List<Expression> q) {
        this.f = f;
        this.x = x;
        this.search = search;
        this.radicand = radicand;
        this.q = q;
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        List<Power> powers = Topology.of(f).nodes().stream().filter(node -> Parts.depends(node, x) && halves(node) != 0).map(Power.class::cast).toList();
        if (powers.isEmpty() || !powers.stream().allMatch(power -> power.base().equals(powers.getFirst().base()))) {
            return Optional.empty();
        }
        Expression radicand = powers.getFirst().base();
        return Parts.polynomial(radicand, x, search.budget()).filter(q -> q.size() == 3)
                .flatMap(q -> new TextbookRoots(f, x, search, radicand, q).solve(powers));
    }

    // n of a power n/2, else 0
    private static int halves(Expression node) {
        return node instanceof Power p && p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.denominator().equals(BigInteger.TWO)
                && r.numerator().bitLength() < 6 && Math.abs(r.numerator().intValue()) <= HIGHEST ? r.numerator().intValue() : 0;
    }

    private Optional<Solution> solve(List<Power> powers) {
        if (f.equals(powers.getFirst())) {
            int n = halves(f);
            return n > 0 ? byParts(n) : n == -1 ? reciprocal() : turned(powers);
        }
        return turned(powers);
    }

    // v = x + B/(2*A) makes A*v^2 = q - D/(4*A), D = 4*A*C - B^2, so that ∫ q^(n/2) = v*q^(n/2) - n*∫ A*v^2*q^(n/2 - 1).
    private Optional<Solution> byParts(int n) {
        Expression twice = Elementwise.product(Constant.TWO, q.get(2));
        Expression v = Elementwise.sum(x, normal(Elementwise.quotient(q.get(1), twice)));
        Expression level = normal(Elementwise.difference(q.get(0), Elementwise.quotient(Power.of(q.get(1), 2), Elementwise.product(Constant.TWO, twice))));
        Expression lower = Power.of(radicand, Constant.of(Rational.of(n - 2L, 2)));
        Expression times = Elementwise.product(Constant.of(n), level);
        Expression first = Elementwise.product(v, f);
        return search.solve(lower, x).map(part -> {
            Expression squares = Elementwise.product(q.get(2), Bound.antiderivative(x, x, Elementwise.product(Power.of(v, 2), lower)));
            Expression back = Elementwise.negate(Elementwise.product(Constant.of(n), Bound.antiderivative(x, x, f)));
            Expression behind = Elementwise.product(times, Bound.antiderivative(x, x, lower));
            Expression share = Constant.of(Rational.of(1, n + 1L));
            Solution solved = Solution.of(TextbookParts.SOLVED, f, x, part, value -> Elementwise.sum(Elementwise.product(share, first),
                    Parts.scaled(Elementwise.product(share, times), value))).standing(Elementwise.sum(first, back, behind));
            Solution written = Solution.of("numerator written by the radicand", f, x, solved, value -> value)
                    .standing(Elementwise.difference(first, Elementwise.product(Constant.of(n), squares)));
            return Solution.of(TextbookParts.RULE, f, x, written, value -> value).with(TextbookParts.letters(f, x, f, Constant.ONE, v, search));
        });
    }

    private Optional<Solution> reciprocal() {
        Optional<Expression> square = TextbookFractions.square(q, x, search).map(whole -> Power.of(whole, Constant.of(Rational.of(-1, 2))))
                .filter(written -> !written.equals(f));
        return square.isPresent() ? search.solve(square.get(), x).map(part -> Solution.of(TextbookFractions.SQUARE, f, x, part, value -> value))
                : QuadraticRoots.solve(f, x, search).map(known -> Solution.known(rule(known.value()), f, x, search.signs().tidy(known.value())));
    }

    private static String rule(Expression value) {
        return Topology.of(value).nodes().stream().anyMatch(node -> node instanceof Apply apply && apply.operator() == Elementary.ARCSINE) ? "arcsine rule"
                : Topology.of(value).nodes().stream().anyMatch(node -> node instanceof Apply apply && apply.operator() == Elementary.AREA_SINE)
                ? "area hyperbolic sine rule" : "area hyperbolic cosine rule, as a logarithm";
    }

    // x = s*sin(t) where q is C - A*x^2; s*tan(t) or s*sinh(t) where it is C + A*x^2.
    private Optional<Solution> turned(List<Power> powers) {
        Signs.Sign sign = search.signs().of(q.get(2));
        Symbol t = Symbol.of("t");
        boolean plain = q.get(1).equals(Constant.ZERO) && sign != Signs.Sign.UNKNOWN && search.signs().of(q.get(0)) == Signs.Sign.POSITIVE;
        if (!plain || search.isTaken(t.name(), f)) {
            return Optional.empty();
        }
        Operator circle = sign == Signs.Sign.NEGATIVE ? Elementary.SINE : staysPolynomial(powers) ? Elementary.HYPERBOLIC_SINE
                : Elementary.TANGENT;
        Operator inverse = circle == Elementary.SINE ? Elementary.ARCSINE : circle == Elementary.TANGENT ? Elementary.ARCTANGENT : Elementary.AREA_SINE;
        return turned(powers, t, circle, Apply.of(inverse, t));
    }

    // A polynomial over no more than the root itself.
    private boolean staysPolynomial(List<Power> powers) {
        Map<Expression, Expression> gone = new LinkedHashMap<>();
        powers.forEach(power -> gone.put(power, Constant.ONE));
        return powers.stream().allMatch(power -> halves(power) >= -1) && Parts.polynomial(Substitution.replace(f, gone), x, search.budget()).isPresent();
    }

    private Optional<Solution> turned(List<Power> powers, Symbol t, Operator circle, Expression inverse) {
        Expression reach = search.signs().squareRoot(normal(Elementwise.quotient(q.get(0), search.signs().of(q.get(2)) == Signs.Sign.NEGATIVE
                ? Elementwise.negate(q.get(2)) : q.get(2))));
        Expression point = Elementwise.product(reach, circle == Elementary.TANGENT
                ? Elementwise.quotient(Apply.of(Elementary.SINE, t), Apply.of(Elementary.COSINE, t)) : Apply.of(circle, t));
        Expression cosine = Apply.of(circle == Elementary.HYPERBOLIC_SINE ? Elementary.HYPERBOLIC_COSINE : Elementary.COSINE, t);
        boolean tangent = circle == Elementary.TANGENT;
        Expression root = Elementwise.product(search.signs().squareRoot(q.get(0)), tangent ? Power.of(cosine, -1) : cosine);
        Map<Expression, Expression> roots = new LinkedHashMap<>();
        powers.forEach(power -> roots.put(power, Power.of(root, halves(power))));
        Expression moved = Substitution.replace(f, roots);
        if (!RationalMethods.isRational(moved, x, search)) {
            return Optional.empty();
        }
        Expression slope = Elementwise.product(reach, tangent ? Power.of(cosine, -2) : cosine);
        Expression integrand = search.signs().tidy(Product.of(Parts.at(moved, x, point), slope));
        Expression at = Substitution.replace(inverse, Map.of(t, Elementwise.quotient(x, reach)));
        String rule = circle == Elementary.HYPERBOLIC_SINE ? "hyperbolic substitution" : "trigonometric substitution";
        return search.solve(integrand, t).map(part -> new Solution(rule, f, x, List.of(new Solution.Part(part, at)), List::getFirst)
                .with(List.of(new IntegralStep.Letter(x.name(), Elementwise.product(reach, Apply.of(circle, t)), Optional.empty()))));
    }

    private Expression normal(Expression constant) {
        return Polynomials.cancel(constant, search.budget());
    }
}
