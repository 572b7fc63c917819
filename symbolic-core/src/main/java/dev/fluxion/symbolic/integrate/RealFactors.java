package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Univariate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Monic real factors of degree one and two of polynomials that are irreducible over the rationals, where roots express them.
 *
 * <p>Source: Ferrari's method and roots of cubic polynomials, DLMF §1.11(iii).
 */
final class RealFactors {
    private final Univariate p;
    private final Signs signs;
    private final Expression x;

    private RealFactors(Univariate p, Signs signs) {
        this.p = p;
        this.signs = signs;
        this.x = p.ring().symbol();
    }

    /** The factors of a polynomial of degree three or four divided by its leading coefficient. */
    static Optional<List<Expression>> of(Univariate p, Signs signs) {
        RealFactors factors = new RealFactors(p.monic(), signs);
        return p.degree() == 3 ? factors.cubic() : p.degree() == 4 ? factors.quartic() : Optional.empty();
    }

    private static Expression rational(long numerator, long denominator) {
        return Constant.of(Rational.of(numerator, denominator));
    }

    private Expression normal(Expression expression) {
        return dev.fluxion.symbolic.polynomial.Polynomials.cancel(expression, signs.budget());
    }

    // x^3 + b*x^2 + c*x + d with a pure cube: (x + b/3)^3 = k
    private Optional<List<Expression>> cubic() {
        Expression b = p.coefficient(2);
        Expression shift = Elementwise.product(rational(1, 3), b);
        Expression linear = normal(Elementwise.difference(p.coefficient(1), Elementwise.product(b, shift)));
        if (!linear.equals(Constant.ZERO)) {
            return Optional.empty();
        }
        Expression cube = normal(Elementwise.difference(Power.of(shift, 3), p.coefficient(0)));
        Expression size = switch (signs.of(cube)) {
            case POSITIVE -> Power.of(cube, rational(1, 3));
            case NEGATIVE -> Elementwise.negate(Power.of(Elementwise.negate(cube), rational(1, 3)));
            case ZERO, UNKNOWN -> Constant.ZERO;
        };
        if (size.equals(Constant.ZERO)) {
            return Optional.empty();
        }
        Expression y = Elementwise.sum(x, shift);
        return Optional.of(List.of(Elementwise.difference(y, size),
                Elementwise.sum(Power.of(y, 2), Elementwise.product(size, y), Power.of(size, 2))));
    }

    // Ferrari: y^4 + p*y^2 + q*y + r is (y^2 + u*y + v)*(y^2 - u*y + w) where u^2 solves the resolvent cubic.
    private Optional<List<Expression>> quartic() {
        Expression shift = Elementwise.product(rational(1, 4), p.coefficient(3));
        List<Expression> depressed = Parts.polynomial(Parts.at(p.expression(), (Symbol) x, Elementwise.difference(x, shift)), (Symbol) x,
                signs.budget()).orElseThrow();
        Expression linear = depressed.get(1);
        Expression square = depressed.get(2);
        Expression y = Elementwise.sum(x, shift);
        if (linear.equals(Constant.ZERO)) {
            return biquadratic(y, square, depressed.get(0));
        }
        for (Expression z : resolventRoots(square, linear, depressed.get(0))) {
            if (signs.of(z) == Signs.Sign.POSITIVE) {
                Expression u = signs.squareRoot(z);
                Expression both = Elementwise.sum(square, z);
                Expression tilt = Elementwise.quotient(linear, u);
                return Optional.of(List.of(
                        Elementwise.sum(Power.of(y, 2), Elementwise.product(u, y), Elementwise.product(Constant.of(Rational.HALF),
                                Elementwise.difference(both, tilt))),
                        Elementwise.sum(Power.of(y, 2), Elementwise.negate(Elementwise.product(u, y)),
                                Elementwise.product(Constant.of(Rational.HALF), Elementwise.sum(both, tilt)))));
            }
        }
        return Optional.empty();
    }

    private Optional<List<Expression>> biquadratic(Expression y, Expression square, Expression constant) {
        Expression inner = normal(Elementwise.difference(Power.of(square, 2), Elementwise.product(Constant.of(4), constant)));
        if (signs.of(inner) == Signs.Sign.POSITIVE) {
            Expression root = signs.squareRoot(inner);
            return Optional.of(List.of(
                    Elementwise.sum(Power.of(y, 2), Elementwise.product(Constant.of(Rational.HALF), Elementwise.sum(square, root))),
                    Elementwise.sum(Power.of(y, 2), Elementwise.product(Constant.of(Rational.HALF), Elementwise.difference(square, root)))));
        }
        if (signs.of(inner) != Signs.Sign.NEGATIVE) {
            return Optional.empty();
        }
        Expression end = signs.squareRoot(constant);
        Expression u = signs.squareRoot(Elementwise.difference(Elementwise.product(Constant.TWO, end), square));
        return Optional.of(List.of(Elementwise.sum(Power.of(y, 2), Elementwise.product(u, y), end),
                Elementwise.sum(Power.of(y, 2), Elementwise.negate(Elementwise.product(u, y)), end)));
    }

    private List<Expression> resolventRoots(Expression square, Expression linear, Expression constant) {
        Univariate resolvent = p.ring().of(List.of(Elementwise.negate(Power.of(linear, 2)),
                Elementwise.difference(Power.of(square, 2), Elementwise.product(Constant.of(4), constant)),
                Elementwise.product(Constant.TWO, square), Constant.ONE));
        List<Expression> roots = new ArrayList<>();
        resolvent.factors().stream().map(factor -> factor.base()).filter(factor -> factor.degree() == 1)
                .forEach(factor -> roots.add(Elementwise.negate(Elementwise.quotient(factor.coefficient(0), factor.coefficient(1)))));
        return roots;
    }
}
