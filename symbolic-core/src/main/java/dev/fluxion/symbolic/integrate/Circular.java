package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Angles;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Squares;
import java.util.Map;
import java.util.Optional;

/**
 * Rational functions of sines and cosines of one angle and its multiples. Bioche's rules choose u = cos, sin or tan of the angle; where none
 * applies, u is the tangent of half the angle.
 *
 * <p>Source: Bioche's rules; the tangent of half the angle is Weierstrass's substitution; I. S. Gradshteyn, I. M. Ryzhik, Table of Integrals,
 * Series, and Products (7th ed., 2007), 2.50.
 */
final class Circular {
    private static final Symbol SINE = Angles.SINE;
    private static final Symbol COSINE = Angles.COSINE;

    private final Expression f;
    private final Symbol x;
    private final Search search;
    private Expression angle;

    private Circular(Expression f, Symbol x, Search search) {
        this.f = f;
        this.x = x;
        this.search = search;
    }

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        return new Circular(f, x, search).solve();
    }

    private Optional<Solution> solve() {
        Optional<Angles> angles = Angles.of(f, x, search.budget());
        if (angles.isEmpty()) {
            return Optional.empty();
        }
        angle = angles.get().angle();
        Expression slope = Parts.linear(angle, x, search.budget()).orElseThrow().slope();
        Expression r = Elementwise.quotient(Polynomials.cancel(angles.get().written(), search.budget()), slope);
        Symbol u = search.fresh(f);
        Expression square = Elementwise.difference(Constant.ONE, Power.of(u, 2));
        Expression opposite = changed(r, Elementwise.negate(SINE), Elementwise.negate(COSINE));
        if (isZero(Elementwise.sum(changed(r, Elementwise.negate(SINE), COSINE), r))) {
            Expression integrand = changed(Elementwise.quotient(r, Elementwise.negate(SINE)), Power.squareRoot(square), u);
            return substituted(u, integrand, Apply.of(Elementary.COSINE, angle));
        }
        if (isZero(Elementwise.sum(changed(r, SINE, Elementwise.negate(COSINE)), r))) {
            Expression integrand = changed(Elementwise.quotient(r, COSINE), u, Power.squareRoot(square));
            return substituted(u, integrand, Apply.of(Elementary.SINE, angle));
        }
        if (isZero(Elementwise.difference(opposite, r))) {
            Expression length = Elementwise.sum(Constant.ONE, Power.of(u, 2));
            Expression cosine = Power.of(length, Constant.of(Rational.of(-1, 2)));
            Expression integrand = Elementwise.quotient(changed(r, Elementwise.product(u, cosine), cosine), length);
            return withoutJumps(substituted(u, integrand, tangent(angle)), angle);
        }
        return halfAngle(r, u);
    }

    private static Expression tangent(Expression angle) {
        return Apply.of(Elementary.TANGENT, angle);
    }

    // Weierstrass
    private Optional<Solution> halfAngle(Expression r, Symbol u) {
        Expression square = Power.of(u, 2);
        Expression length = Elementwise.sum(Constant.ONE, square);
        Expression sine = Elementwise.quotient(Elementwise.product(Constant.TWO, u), length);
        Expression cosine = Elementwise.quotient(Elementwise.difference(Constant.ONE, square), length);
        Expression integrand = Elementwise.product(changed(r, sine, cosine), Elementwise.quotient(Constant.TWO, length));
        Expression half = Elementwise.product(Constant.of(Rational.HALF), angle);
        return withoutJumps(substituted(u, integrand, tangent(half)), half);
    }

    private Optional<Solution> withoutJumps(Optional<Solution> found, Expression turning) {
        return found.map(solution -> new Solution(solution.rule(), f, x, solution.parts(),
                values -> HalfTurns.continuous(solution.combine().apply(values), turning, search)).telling(solution.telling()));
    }

    private Optional<Solution> substituted(Symbol u, Expression integrand, Expression inner) {
        Expression rational = Polynomials.cancel(integrand, search.budget());
        return search.solve(rational, u).map(part -> Solution.substituted(f, x, part, inner));
    }

    private static Expression changed(Expression r, Expression sine, Expression cosine) {
        return Substitution.replace(r, Map.of(SINE, sine, COSINE, cosine));
    }

    // Zero as a function on the circle.
    private boolean isZero(Expression expression) {
        Squares squares = kernel -> kernel.equals(COSINE) ? Optional.of(Elementwise.difference(Constant.ONE, Power.of(SINE, 2))) : Optional.empty();
        return Polynomials.areEqual(expression, Constant.ZERO, squares, search.budget());
    }
}
