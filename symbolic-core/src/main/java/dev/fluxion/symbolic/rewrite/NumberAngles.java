package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Angles of which the sine, the cosine or the tangent is a number of roots, where they are parts of a turn: {@code atan(2 - sqrt(3))} is
 * {@code pi/12}. Polynomials decide; digits only propose.
 *
 * <p>Source: cosines of multiples of an angle are Chebyshev's polynomials of its cosine, DLMF §18.5; {@code atan(t)} is the angle of {@code 1 + i*t}.
 */
final class NumberAngles {
    private static final List<Integer> PARTS = List.of(8, 10, 12, 16, 24); // of half a turn; angles with rational sines are in the table
    private static final double NEAR = 1e-9;
    private static final int MOST_NODES = 40;
    private static final long WORK = 20_000;

    private NumberAngles() {}

    /** The inverse function of a number of roots as a multiple of pi, if it is one. */
    static Optional<Expression> multipleOfPi(Apply apply) {
        Operator operator = apply.operator();
        boolean inverse = operator == Elementary.ARCTANGENT || operator == Elementary.ARCSINE || isArccosine(operator);
        if (!inverse || !isOfRoots(apply.operand())) {
            return Optional.empty();
        }
        double halfTurns = Evaluator.scalar(apply, Map.of()) / Math.PI;
        return PARTS.stream().filter(parts -> Math.abs(halfTurns * parts - Math.rint(halfTurns * parts)) < NEAR).findFirst()
                .filter(parts -> Budget.current().attemptIfPossible(WORK, part -> ends(apply, parts, part)).filter(Constant.ZERO::equals).isPresent())
                .flatMap(parts -> NumberArctangents.nearest(apply, Rational.of(BigInteger.ONE, BigInteger.valueOf(parts))));
    }

    private static boolean isArccosine(Operator operator) {
        return operator.inverse().filter(Elementary.COSINE::equals).isPresent();
    }

    private static boolean isOfRoots(Expression number) {
        List<Expression> nodes = Topology.of(number).nodes();
        return !(number instanceof Constant) && number.isScalar() && nodes.size() <= MOST_NODES && nodes.stream().allMatch(
                node -> node instanceof Constant c && c.value() instanceof Rational || node instanceof Sum || node instanceof Product
                        || node instanceof Power p && p.exponent() instanceof Constant);
    }

    // 0 if the angle, so many times, is a number of half turns; each of PARTS is even, so that sines and cosines are those of the same angles
    private static Expression ends(Apply apply, int times, Budget budget) {
        List<Expression> factors = apply.operand() instanceof Product p ? p.factors() : List.of(apply.operand());
        Expression below = Product.of(factors.stream().filter(NumberAngles::isBelow).map(factor -> Power.of(factor, -1)).toList());
        Expression above = Elementwise.product(apply.operand(), below);
        return apply.operator() == Elementary.ARCTANGENT ? imaginaryPart(above, below, times, budget) : fromTurn(above, below, times, budget);
    }

    private static boolean isBelow(Expression factor) {
        return factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0;
    }

    // Of (b + i*a)^n.
    private static Expression imaginaryPart(Expression a, Expression b, int n, Budget budget) {
        Expression real = Constant.ONE;
        Expression imaginary = Constant.ZERO;
        for (int i = 0; i < n; i++) {
            Expression next = Polynomials.expand(Elementwise.difference(Elementwise.product(real, b), Elementwise.product(imaginary, a)), budget);
            imaginary = Polynomials.expand(Elementwise.sum(Elementwise.product(imaginary, b), Elementwise.product(real, a)), budget);
            real = next;
        }
        return imaginary;
    }

    // b^(2*n)*(cos^2 - 1) of n times the angle with the cosine a/b: cosines by those of one and two angles less.
    private static Expression fromTurn(Expression a, Expression b, int n, Budget budget) {
        Expression square = Polynomials.expand(Power.of(b, 2), budget);
        Expression before = Constant.ONE;
        Expression last = a;
        for (int i = 1; i < n; i++) {
            Expression next = Elementwise.difference(Elementwise.product(Constant.TWO, a, last), Elementwise.product(square, before));
            before = last;
            last = Polynomials.expand(next, budget);
        }
        return Polynomials.expand(Elementwise.difference(Power.of(last, 2), Power.of(square, n)), budget);
    }
}
