package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Roots of sums of square roots that are sums of roots themselves: {@code sqrt(3 + 2*sqrt(2))} is {@code 1 + sqrt(2)}. What is not of one of
 * the three forms below stays as it is.
 *
 * <p>Source: A. Borodin, R. Fagin, J. E. Hopcroft and M. Tompa, Decreasing the nesting depth of expressions involving square roots, 1985, for
 * square roots; the norm of {@code p + q*sqrt(c)} for cube roots.
 */
final class NestedRoots {
    private static final Rational THREE = Rational.of(3);
    private static final Rational FOUR = Rational.of(4);
    private static final Constant HALF = Constant.of(Rational.HALF);
    private static final int LARGEST_DENOMINATOR = 12;

    /** {@code coefficient * sqrt(radicand)}. */
    private record Radical(Rational coefficient, Rational radicand) {
        int sign() {
            return coefficient.signum();
        }

        /** A quarter of its square. */
        Rational quarter() {
            return coefficient.times(coefficient).times(radicand).dividedBy(FOUR);
        }

        double value() {
            return coefficient.doubleValue() * Math.sqrt(radicand.doubleValue());
        }
    }

    private final Rational rational;
    private final List<Radical> radicals;

    private NestedRoots(Rational rational, List<Radical> radicals) {
        this.rational = rational;
        this.radicals = radicals;
    }

    /** The root without the nesting, where there is such a form. */
    static Optional<Expression> denested(Expression root) {
        return switch (root) {
            case Power power when power.exponent() instanceof Constant e && e.value() instanceof Rational r && r.denominator().equals(BigInteger.TWO) ->
                sum(power.base()).flatMap(NestedRoots::squareRoot).map(half -> Power.of(half, Constant.of(r.times(Rational.TWO))));
            case Apply apply when apply.operator() == Elementary.CUBE_ROOT -> sum(apply.operand()).flatMap(NestedRoots::cubeRoot);
            default -> Optional.empty();
        };
    }

    private static Optional<NestedRoots> sum(Expression expression) {
        if (expression instanceof Product product && product.isScalar() && product.factors().size() == 1 && product.coefficient() instanceof Rational r
                && product.factors().getFirst() instanceof Sum inner) {
            return sum(inner).map(part -> part.times(r));
        }
        if (!(expression instanceof Sum sum)) {
            return Optional.empty();
        }
        Rational rational = Rational.ZERO;
        List<Radical> radicals = new ArrayList<>();
        for (Expression term : sum.terms()) {
            if (term instanceof Constant c && c.value() instanceof Rational r) {
                rational = rational.plus(r);
            } else {
                Optional<Radical> radical = radical(term);
                if (radical.isEmpty()) {
                    return Optional.empty();
                }
                radicals.add(radical.get());
            }
        }
        return Optional.of(new NestedRoots(rational, radicals));
    }

    private NestedRoots times(Rational factor) {
        return new NestedRoots(rational.times(factor),
                radicals.stream().map(radical -> new Radical(radical.coefficient.times(factor), radical.radicand)).toList());
    }

    private static Optional<Radical> radical(Expression term) {
        if (term instanceof Product product && product.isScalar() && product.factors().size() == 1 && product.coefficient() instanceof Rational r) {
            return radical(product.factors().getFirst()).map(inner -> new Radical(inner.coefficient.times(r), inner.radicand));
        }
        return term instanceof Power p && p.exponent().equals(HALF) && p.base() instanceof Constant c && c.value() instanceof Rational r
                ? Optional.of(new Radical(Rational.ONE, r)) : Optional.empty();
    }

    private Optional<Expression> squareRoot() {
        return switch (radicals.size()) {
            case 1 -> ofTwo(radicals.getFirst());
            case 3 -> ofThree(radicals.get(0), radicals.get(1), radicals.get(2));
            default -> Optional.empty();
        };
    }

    // (sqrt(p) ± sqrt(q))^2 = p + q ± 2*sqrt(p*q)
    private Optional<Expression> ofTwo(Radical radical) {
        return rational.signum() <= 0 ? Optional.empty()
                : root(rational.times(rational).minus(radical.quarter().times(FOUR))).map(difference -> {
                    Expression first = squareRootOf(rational.plus(difference).times(Rational.HALF));
                    Expression second = squareRootOf(rational.minus(difference).times(Rational.HALF));
                    return radical.sign() > 0 ? Sum.of(first, second) : Elementwise.difference(first, second);
                });
    }

    // (sqrt(p) ± sqrt(q) ± sqrt(r))^2 = p + q + r ± 2*sqrt(p*q) ± 2*sqrt(p*r) ± 2*sqrt(q*r)
    private Optional<Expression> ofThree(Radical pq, Radical pr, Radical qr) {
        if (pq.sign() * pr.sign() * qr.sign() < 0) {
            return Optional.empty();
        }
        return root(pq.quarter().times(pr.quarter()).dividedBy(qr.quarter())).flatMap(p -> {
            Rational q = pq.quarter().dividedBy(p);
            Rational r = pr.quarter().dividedBy(p);
            if (!p.plus(q).plus(r).equals(rational)) {
                return Optional.empty();
            }
            double value = Math.sqrt(p.doubleValue()) + pq.sign() * Math.sqrt(q.doubleValue()) + pr.sign() * Math.sqrt(r.doubleValue());
            Expression sum = Sum.of(squareRootOf(p), signed(pq.sign(), squareRootOf(q)), signed(pr.sign(), squareRootOf(r)));
            // The square of the value is known: it is 0 or not small, unless numbers are huge.
            return Math.abs(value) < 1e-6 ? Optional.empty() : Optional.of(value > 0 ? sum : Elementwise.negate(sum));
        });
    }

    // (p + q*sqrt(c))^3 has the norm n^3 with n = p^2 - q^2*c, and 2*p solves t^3 - 3*n*t - 2*a = 0.
    private Optional<Expression> cubeRoot() {
        if (radicals.size() != 1) {
            return Optional.empty();
        }
        Radical radical = radicals.getFirst();
        Optional<Rational> norm = rationalCubeRoot(rational.times(rational).minus(radical.quarter().times(FOUR)));
        return norm.flatMap(n -> cubeRoot(radical, n));
    }

    private Optional<Expression> cubeRoot(Radical radical, Rational n) {
        double t = Math.cbrt(rational.doubleValue() + radical.value()) + Math.cbrt(rational.doubleValue() - radical.value());
        for (int below = 1; below <= LARGEST_DENOMINATOR; below++) {
            Rational p = Rational.of(Math.round(t * below), 2L * below);
            Rational divisor = p.times(p).times(FOUR).minus(n);
            if (divisor.signum() == 0) {
                continue;
            }
            Rational q = radical.coefficient.dividedBy(divisor);
            Rational qqc = q.times(q).times(radical.radicand);
            boolean isRoot = p.times(p.times(p).plus(qqc.times(THREE))).equals(rational)
                    && q.times(p.times(p).times(THREE).plus(qqc)).equals(radical.coefficient);
            if (isRoot) {
                return Optional.of(Sum.of(Constant.of(p), Product.of(Constant.of(q), squareRootOf(radical.radicand))));
            }
        }
        return Optional.empty();
    }

    private static Optional<Rational> rationalCubeRoot(Rational value) {
        Rational root = Rational.of(Math.round(Math.cbrt(value.numerator().doubleValue())), Math.round(Math.cbrt(value.denominator().doubleValue())));
        return root.power(3).equals(value) ? Optional.of(root) : Optional.empty();
    }

    private static Expression signed(int sign, Expression value) {
        return sign > 0 ? value : Elementwise.negate(value);
    }

    private static Expression squareRootOf(Rational value) {
        return value.signum() == 0 ? Constant.ZERO : Power.of(Constant.of(value), HALF);
    }

    /** The rational square root. */
    private static Optional<Rational> root(Rational value) {
        return value.signum() < 0 ? Optional.empty()
                : squareRootOf(value) instanceof Constant c && c.value() instanceof Rational r ? Optional.of(r) : Optional.empty();
    }
}
