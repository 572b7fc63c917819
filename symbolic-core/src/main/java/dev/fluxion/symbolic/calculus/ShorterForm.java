package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What rules of differentiation leave behind and canonical form does not see: terms that cancel to zero, and products of sums that make
 * derivatives of high order grow like powers of two.
 *
 * <p>Source: by definition: the distributive law, and terms that cancel.
 */
final class ShorterForm {
    static final String RULE = "collecting terms";

    private static final double UNREADABLE = 3_000; // operands of the whole text; what is shorter keeps the factors that the rules give, and their digits
    private static final int MOST_TERMS = 64;
    private static final int MOST_NODES = 2_000;
    private static final long MOST_WORK = 200_000; // nodes of the budget, and no clock: the answer is the same on any machine
    private static final double ROUNDING = 1e-9;

    private ShorterForm() {}

    /** The same scalar, shorter if the work pays; the expression itself if not. */
    static Expression of(Expression derivative, int order) {
        List<Expression> terms = terms(derivative);
        if (terms.size() < 2 || terms.size() > MOST_TERMS) {
            return derivative;
        }
        Topology topology = Topology.of(derivative);
        if (topology.size() > MOST_NODES || !topology.nodes().stream().allMatch(Expression::isScalar)) {
            return derivative;
        }
        if (looksLikeZero(terms, derivative) && attempt(() -> Polynomials.cancel(derivative, budget())).filter(Constant.ZERO::equals).isPresent()) {
            return Constant.ZERO;
        }
        return order < 2 || written(topology) < UNREADABLE ? derivative : attempt(() -> Polynomials.expand(derivative, budget()))
                .filter(expanded -> Topology.of(expanded).size() < topology.size()).orElse(derivative);
    }

    // The length of the text, in which nothing is shared.
    private static double written(Topology topology) {
        double[] lengths = new double[topology.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = 1;
            for (int operand : topology.operands(i)) {
                lengths[i] += lengths[operand];
            }
        }
        return lengths[lengths.length - 1];
    }

    private static Budget budget() {
        return Budget.current().within(MOST_WORK);
    }

    // Only a sum can hide a zero: a product is zero where a factor is.
    private static List<Expression> terms(Expression expression) {
        return switch (expression) {
            case Sum sum -> sum.terms();
            case Product product -> product.factors().stream().filter(Sum.class::isInstance).findFirst().map(Expression::operands).orElse(List.of());
            default -> List.of();
        };
    }

    // Cheap, and only a reason to look closer.
    private static boolean looksLikeZero(List<Expression> terms, Expression whole) {
        Map<String, Double> point = new HashMap<>();
        for (Symbol symbol : Substitution.variables(whole)) {
            point.put(symbol.name(), 0.37 + 0.11 * point.size() % 0.5);
        }
        return attempt(() -> {
            double total = 0;
            double largest = 0;
            for (Expression term : terms) {
                double value = Evaluator.scalar(term, point);
                total += value;
                largest = Math.max(largest, Math.abs(value));
            }
            return Math.abs(total) <= ROUNDING * largest || Double.isNaN(total) ? Constant.ZERO : Constant.ONE;
        }).filter(Constant.ZERO::equals).isPresent();
    }

    private static Optional<Expression> attempt(Supplier<Expression> work) {
        try {
            return Optional.of(work.get());
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.LIMIT && !Thread.currentThread().isInterrupted()
                    || e.diagnostic().code() == Diagnostic.Code.UNSUPPORTED || e.diagnostic().code() == Diagnostic.Code.DOMAIN
                    || e.diagnostic().code() == Diagnostic.Code.NAME) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
