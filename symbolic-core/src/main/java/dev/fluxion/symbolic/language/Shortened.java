package dev.fluxion.symbolic.language;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.print.Operations;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The shortest of several forms of what was put together from derivatives: sums of them, products with directions, quotients.
 *
 * <p>Source: by definition: equal wherever the first form has a value; compared by {@link Operations#count}.
 */
final class Shortened {
    private static final int MOST_NODES = 1_000;
    private static final int MOST_TERMS = 64;
    private static final long MOST_WORK = 200_000; // nodes of the budget, and no clock: the answer is the same on any machine

    private Shortened() {}

    /** The shortest form found of a scalar, or the expression itself if it is long or holds tensors. */
    static Expression of(Expression expression) {
        Topology topology = Topology.of(expression);
        if (topology.size() > MOST_NODES || !topology.nodes().stream().allMatch(Expression::isScalar)) {
            return expression;
        }
        Expression flat = flattened(expression);
        if (isPolynomial(topology)) {
            return shorter(expression, Optional.of(flat));
        }
        Expression shortest = shorter(shorter(expression, Optional.of(flat)), simplified(expression));
        shortest = flat.equals(expression) ? shortest : shorter(shortest, simplified(flat));
        shortest = shorter(shortest, attempt(part -> Polynomials.factor(expression, part)));
        Expression primitive = withoutContents(shortest);
        return Operations.count(primitive) <= Operations.count(shortest) + 1 ? primitive : shortest; // a sign counts less than a divisor
    }

    // Reads better as a sum than in factors.
    private static boolean isPolynomial(Topology topology) {
        return topology.nodes().stream().allMatch(node -> switch (node) {
            case Symbol s -> true;
            case Constant c -> true;
            case Sum s -> true;
            case Product p -> true;
            case Power p -> p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isWhole() && r.signum() > 0;
            case Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        });
    }

    // (4*u - 2)/(-4*v - 2): common divisors and signs of the terms come out of factors
    private static Expression withoutContents(Expression expression) {
        List<Expression> factors = new ArrayList<>();
        for (Expression factor : Parts.factors(expression)) {
            boolean inverse = factor instanceof Power p && p.exponent().equals(Constant.MINUS_ONE);
            Expression base = inverse ? ((Power) factor).base() : factor;
            if (base instanceof Sum sum) {
                Constant content = content(sum);
                Expression primitive = Sum.of(sum.terms().stream().map(term -> Elementwise.quotient(term, content)).toList());
                factors.add(inverse ? Power.of(content, -1) : content);
                factors.add(inverse ? Power.of(primitive, -1) : primitive);
            } else {
                factors.add(factor);
            }
        }
        return Product.of(factors);
    }

    // Negative where most of the terms are.
    private static Constant content(Sum sum) {
        BigInteger common = BigInteger.ZERO;
        int signs = 0;
        for (Expression term : sum.terms()) {
            Numeral coefficient = term instanceof Constant c ? c.value() : term instanceof Product p ? p.coefficient() : Rational.ONE;
            if (!(coefficient instanceof Rational r) || !r.isWhole()) {
                return Constant.ONE;
            }
            common = Divisors.greatestCommon(common, r.numerator());
            signs += r.signum();
        }
        return Constant.of(Rational.of(signs < 0 ? common.negate() : common, BigInteger.ONE));
    }

    private static Expression shorter(Expression known, Optional<Expression> other) {
        return other.filter(form -> Operations.count(form) < Operations.count(known)).orElse(known);
    }

    private static Optional<Expression> simplified(Expression expression) {
        return attempt(part -> Simplifier.simplify(expression, Assumptions.NONE, part).expression());
    }

    // -(a - b) - (c - d): terms of sums inside of a sum meet each other
    private static Expression flattened(Expression expression) {
        if (!(expression instanceof Sum sum)) {
            return expression;
        }
        List<Expression> terms = new ArrayList<>();
        for (Expression term : sum.terms()) {
            if (term instanceof Product product && product.factors().size() == 1 && product.factors().getFirst() instanceof Sum inner) {
                inner.terms().forEach(each -> terms.add(Product.of(Constant.of(product.coefficient()), each)));
            } else {
                terms.add(term);
            }
        }
        return terms.size() > MOST_TERMS ? expression : Sum.of(terms);
    }

    private static Optional<Expression> attempt(Function<Budget, Expression> work) {
        return Budget.current().attemptIfPossible(MOST_WORK, work);
    }
}
