package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Real roots of polynomials: exact for factors that are linear, quadratic, biquadratic or binomial, else isolated numerically.
 *
 * <p>Source: roots of polynomials of degree two, DLMF §1.11(iii).
 */
final class Roots {
    private static final int LARGEST_FACTORED = 13; // coefficients of a binomial

    private final Budget budget;

    Roots(Budget budget) {
        this.budget = budget;
    }

    /** All real roots, or nothing if every number is one, or a factor has irrational coefficients and no formula. */
    Optional<List<Expression>> of(Univariate polynomial) {
        if (polynomial.isZero()) {
            return Optional.empty();
        }
        if (polynomial.coefficients().size() > LARGEST_FACTORED && isBinomial(polynomial) && Substitution.variables(ends(polynomial)).isEmpty()) {
            return irreducible(polynomial);
        }
        List<Expression> roots = new ArrayList<>();
        for (UnivariateRing.Factor factor : polynomial.factors()) {
            Optional<List<Expression>> some = irreducible(factor.base());
            if (some.isEmpty()) {
                return some;
            }
            some.get().stream().filter(root -> !roots.contains(root)).forEach(roots::add);
        }
        return Optional.of(roots);
    }

    private static boolean isBinomial(Univariate p) {
        return p.coefficients().subList(1, p.coefficients().size() - 1).stream().allMatch(Constant.ZERO::equals);
    }

    private static Expression ends(Univariate p) {
        return Elementwise.sum(p.coefficients().getFirst(), p.coefficients().getLast());
    }

    /** The real roots of a factor. */
    Optional<List<Expression>> irreducible(Univariate p) {
        List<Expression> c = p.coefficients();
        if (c.size() == 2) {
            return Optional.of(List.of(quotient(Elementwise.negate(c.get(0)), c.get(1))));
        }
        if (isBinomial(p)) {
            return binomial(quotient(Elementwise.negate(c.getFirst()), c.getLast()), c.size() - 1);
        }
        if (c.size() == 3) {
            return quadratic(c);
        }
        if (c.size() == 5 && c.get(1).equals(Constant.ZERO) && c.get(3).equals(Constant.ZERO)) {
            return quadratic(List.of(c.get(0), c.get(2), c.get(4))).flatMap(this::squareRoots);
        }
        return numeric(c);
    }

    private Expression quotient(Expression a, Expression b) {
        return Polynomials.cancel(Elementwise.quotient(a, b), budget);
    }

    private Optional<Integer> sign(Expression number) {
        return NumberSign.of(number, budget);
    }

    // x^n = value
    private Optional<List<Expression>> binomial(Expression value, int n) {
        Expression root = Constant.of(Rational.of(1, n));
        Optional<Integer> sign = sign(value);
        if (sign.isEmpty() && n % 2 == 1) { // a root of either sign
            return Optional.of(List.of(n == 3 ? Apply.of(Elementary.CUBE_ROOT, value)
                    : Elementwise.product(Apply.of(Stepwise.SIGN, value), Power.of(Apply.of(Stepwise.ABSOLUTE, value), root))));
        }
        if (n % 2 == 0) {
            return Optional.of(sign.isPresent() && sign.get() < 0 ? List.of() : plusMinus(Power.of(value, root)));
        }
        return Optional.of(List.of(sign.get() < 0 ? Elementwise.negate(Power.of(Elementwise.negate(value), root)) : Power.of(value, root)));
    }

    private static List<Expression> plusMinus(Expression value) {
        return value.equals(Constant.ZERO) ? List.of(value) : List.of(Elementwise.negate(value), value);
    }

    private Optional<List<Expression>> quadratic(List<Expression> c) {
        Expression discriminant = Polynomials.cancel(Elementwise.difference(Power.of(c.get(1), 2),
                Elementwise.product(Constant.of(4), c.get(2), c.get(0))), budget);
        Optional<Integer> sign = sign(discriminant);
        if (sign.isPresent() && sign.get() < 0) {
            return Optional.of(List.of());
        }
        if (sign.isEmpty() && Substitution.variables(discriminant).isEmpty()) {
            return Optional.empty();
        }
        if (sign.isEmpty()) {
            return Optional.of(formula(c, discriminant));
        }
        Expression root = Power.squareRoot(discriminant);
        Expression below = Power.of(Elementwise.product(Constant.TWO, c.get(2)), -1);
        Expression middle = Elementwise.product(Elementwise.negate(c.get(1)), below);
        Expression away = Elementwise.product(root, below);
        return Optional.of(sign.isPresent() && sign.get() == 0 ? List.of(middle)
                : List.of(Elementwise.difference(middle, away), Elementwise.sum(middle, away)));
    }

    // With parameters: (-b ± root(b^2 - 4*a*c))/(2*a), or with half of b where that is no fraction.
    private List<Expression> formula(List<Expression> coefficients, Expression discriminant) {
        boolean falls = coefficients.get(2) instanceof Constant first && first.value().signum() < 0;
        List<Expression> c = falls ? coefficients.stream().map(Elementwise::negate).toList() : coefficients;
        Expression b = Polynomials.expand(c.get(1), budget);
        boolean even = Parts.terms(b).stream().allMatch(term ->
                isEven(term instanceof Product p ? p.coefficient() : term instanceof Constant k ? k.value() : Rational.ONE));
        Expression half = even ? Constant.of(Rational.HALF) : Constant.ONE;
        Expression middle = Polynomials.expand(Elementwise.negate(Elementwise.product(half, b)), budget);
        Expression radicand = even ? Polynomials.cancel(Elementwise.product(Constant.of(Rational.of(1, 4)), discriminant), budget) : discriminant;
        Expression root = Power.squareRoot(radicand);
        Expression below = even ? c.get(2) : Elementwise.product(Constant.TWO, c.get(2));
        return List.of(Elementwise.quotient(Elementwise.difference(middle, root), below), Elementwise.quotient(Elementwise.sum(middle, root), below));
    }

    private static boolean isEven(Numeral coefficient) {
        return coefficient instanceof Rational r && r.isWhole() && !r.numerator().testBit(0);
    }

    private Optional<List<Expression>> squareRoots(List<Expression> squares) {
        List<Expression> roots = new ArrayList<>();
        for (Expression square : squares) {
            Optional<Integer> sign = sign(square);
            if (sign.isEmpty()) {
                return Optional.empty();
            }
            if (sign.get() >= 0) {
                roots.addAll(plusMinus(Power.squareRoot(square)));
            }
        }
        return Optional.of(roots);
    }

    private Optional<List<Expression>> numeric(List<Expression> coefficients) {
        List<Rational> rational = new ArrayList<>();
        for (Expression coefficient : coefficients) {
            if (!(coefficient instanceof Constant c && c.value() instanceof Rational r)) {
                return Optional.empty();
            }
            rational.add(r);
        }
        return Optional.of(RealRoots.of(rational, budget).stream().map(root -> (Expression) Constant.of(root)).toList());
    }
}
