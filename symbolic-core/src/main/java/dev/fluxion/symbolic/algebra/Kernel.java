package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes expressions by a symbol that stands for a function in them; multiples in exponents and powers of roots are powers of it.
 *
 * <p>Source: by definition: the laws of exponents, DLMF §4.8.
 */
final class Kernel {
    private Kernel() {}

    /** The functions and powers of the unknown in an expression, the deepest first. */
    static List<Expression> candidates(Expression f, Symbol x) {
        List<Expression> kernels = new ArrayList<>();
        for (Expression node : Topology.of(f).nodes()) {
            boolean function = node instanceof Apply || node instanceof Power p && Parts.wholeExponent(p) == 0;
            if (function && Parts.depends(node, x)) {
                kernels.add(node);
            }
        }
        kernels.sort(Comparator.comparingInt(Expression::depth).reversed());
        return kernels;
    }

    static Expression replaced(Expression f, Expression kernel, Symbol u, Symbol x, Budget budget) {
        Map<Expression, Expression> replacements = new HashMap<>();
        for (Expression node : Topology.of(f).nodes()) {
            if (Parts.depends(node, x)) {
                power(node, kernel, x, budget).ifPresent(factor -> replacements.put(node,
                        Elementwise.product(factor.constant, Power.of(u, factor.times))));
            }
        }
        return Substitution.replace(f, replacements);
    }

    private record Multiple(Expression constant, int times) {}

    // node = constant*kernel^times
    private static Optional<Multiple> power(Expression node, Expression kernel, Symbol x, Budget budget) {
        if (node.equals(kernel)) {
            return Optional.of(new Multiple(Constant.ONE, 1));
        }
        Expression base = exponentialBase(node);
        if (base != null && base.equals(exponentialBase(kernel))) {
            return ratio(exponent(node), exponent(kernel), x, budget).map(multiple -> multiple);
        }
        if (node instanceof Power a && kernel instanceof Power b && a.base().equals(b.base()) && Parts.wholeExponent(a) == 0) {
            return whole(Elementwise.quotient(a.exponent(), b.exponent())).map(times -> new Multiple(Constant.ONE, times));
        }
        if (node instanceof Power a && kernel instanceof Power b && b.base() instanceof Constant p && a.base() instanceof Constant q
                && a.exponent().equals(b.exponent())) {
            return logarithm(q, p).map(times -> new Multiple(Constant.ONE, times)); // 4^x is (2^x)^2
        }
        return Optional.empty();
    }

    private static Optional<Integer> logarithm(Constant value, Constant base) {
        for (int times = 2; times <= 12; times++) {
            if (Power.of(base, times).equals(value)) {
                return Optional.of(times);
            }
        }
        return Optional.empty();
    }

    private static Expression exponentialBase(Expression node) {
        return node instanceof Apply a && a.operator() == Elementary.EXPONENTIAL ? Symbol.E : node instanceof Power p && !(p.exponent() instanceof Constant)
                ? p.base() : null;
    }

    private static Expression exponent(Expression node) {
        return node instanceof Apply a ? a.operand() : ((Power) node).exponent();
    }

    // Exponents k*u + c and u + d: the constants come out only for exponentials of e.
    private static Optional<Multiple> ratio(Expression exponent, Expression unit, Symbol x, Budget budget) {
        Expression quotient = Polynomials.cancel(Elementwise.quotient(exponent, unit), budget);
        return whole(quotient).map(times -> new Multiple(Constant.ONE, times));
    }

    private static Optional<Integer> whole(Expression quotient) {
        return quotient instanceof Constant c && c.value() instanceof Rational r && r.isInt() ? Optional.of(r.intValue()) : Optional.empty();
    }

    /** The numerator over one fraction bar. */
    static Expression numerator(Expression f, Budget budget) {
        Expression cancelled = Polynomials.cancel(f, budget);
        return Product.of(Parts.factors(cancelled).stream()
                .filter(factor -> !(factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0)).toList());
    }
}
