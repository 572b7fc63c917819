package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.print.Operations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

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
    private static final int MOST_OF_A_QUOTIENT = 60; // nodes; of what is longer the factors are kept
    private static final long WORK_OF_A_QUOTIENT = 3_000;
    private static final int HIGHEST_POWER = 3;
    private static final double ROUNDING = 1e-9;

    private ShorterForm() {}

    /** The same scalar, shorter if the work pays; the expression itself if not. */
    static Expression of(Expression derivative, int order) {
        Optional<Expression> sum = sum(derivative);
        if (sum.isEmpty() || sum.get().operands().size() > MOST_TERMS) {
            return derivative;
        }
        Topology topology = Topology.of(derivative);
        if (topology.size() > MOST_NODES || !topology.nodes().stream().allMatch(Expression::isScalar)) {
            return derivative;
        }
        if (looksLikeZero(sum.get(), topology) && attempt(part -> Polynomials.cancel(derivative, part)).filter(Constant.ZERO::equals).isPresent()) {
            return Constant.ZERO;
        }
        if (order < 2) {
            return topology.size() <= MOST_OF_A_QUOTIENT ? quotients(derivative) : derivative;
        }
        Expression collected = collected(derivative);
        return !collected.equals(derivative) || written(topology) < UNREADABLE ? collected : attempt(part -> Polynomials.expand(derivative, part))
                .filter(expanded -> Topology.of(expanded).size() < topology.size()).orElse(derivative);
    }

    // (2*x*(x^2 - 1) - 2*x*(x^2 + 1))/(x^2 - 1)^2: what the quotient rule leaves in the numerator, multiplied out where terms cancel by it
    private static Expression quotients(Expression derivative) {
        return derivative instanceof Sum sum && sum.terms().stream().anyMatch(ShorterForm::isQuotientOfSum)
                ? Sum.of(sum.terms().stream().map(ShorterForm::quotient).toList()) : quotient(derivative);
    }

    private static boolean isQuotientOfSum(Expression expression) {
        return expression instanceof Product product && product.factors().stream().anyMatch(Sum.class::isInstance)
                && product.factors().stream().anyMatch(ShorterForm::isDivisor);
    }

    private static Expression quotient(Expression derivative) {
        if (!isQuotientOfSum(derivative)) {
            return derivative;
        }
        Product product = (Product) derivative;
        List<Expression> factors = new ArrayList<>(product.factors());
        int at = IntStream.range(0, factors.size()).filter(i -> factors.get(i) instanceof Sum).findFirst().orElseThrow();
        Sum numerator = (Sum) factors.get(at);
        if (!mayCancel(numerator)) {
            return derivative;
        }
        factors.add(Constant.of(product.coefficient()));
        return attempt(WORK_OF_A_QUOTIENT, part -> Polynomials.expand(numerator, part)).filter(expanded -> Operations.count(expanded) < Operations.count(numerator))
                .map(expanded -> {
                    factors.set(at, expanded);
                    return Product.of(factors);
                }).orElse(derivative);
    }

    // Two terms of the same functions, and no power whose many terms would have to go. Cheap beside multiplying out, which most quotients do not need.
    private static boolean mayCancel(Sum numerator) {
        Set<Set<Expression>> functions = new HashSet<>();
        boolean nested = false;
        for (Expression term : numerator.terms()) {
            Set<Expression> own = new HashSet<>();
            for (Expression node : Topology.of(term).nodes()) {
                if (node instanceof Power power && power.base() instanceof Sum && !(power.exponent() instanceof Constant c && c.value().doubleValue() <= HIGHEST_POWER)) {
                    return false;
                }
                nested |= node instanceof Sum;
                if (node instanceof Apply) {
                    own.add(node);
                }
            }
            functions.add(own);
        }
        return nested && functions.size() < numerator.terms().size();
    }

    private static boolean isDivisor(Expression factor) {
        return factor instanceof Power power && power.exponent() instanceof Constant exponent && exponent.value().signum() < 0;
    }

    // x*exp(x) + 2*(x*exp(x) + exp(x)): numbers are multiplied into sums where enough terms come together by it
    private static Expression collected(Expression expression) {
        int own = expression instanceof Sum sum ? sum.terms().size() : 1;
        List<Expression> terms = new ArrayList<>();
        Deque<Expression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty() && terms.size() <= MOST_TERMS) {
            Expression next = open.pop();
            if (next instanceof Sum sum) {
                sum.terms().reversed().forEach(open::push);
            } else if (next instanceof Product product && product.factors().size() == 1 && product.factors().getFirst() instanceof Sum sum) {
                sum.terms().reversed().forEach(term -> open.push(Product.of(Constant.of(product.coefficient()), term)));
            } else {
                terms.add(next);
            }
        }
        if (terms.size() > MOST_TERMS || terms.size() == own) {
            return expression;
        }
        Expression flat = Sum.of(terms);
        int left = flat instanceof Sum sum ? sum.terms().size() : 1;
        return left <= Math.max(own, terms.size() / 2) ? flat : expression;
    }

    // The length of the text, in which nothing is shared.
    private static double written(Topology topology) {
        double[] lengths = new double[topology.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = 1;
            for (int which = topology.nodes().get(i).operands().size() - 1; which >= 0; which--) {
                lengths[i] += lengths[topology.operand(i, which)];
            }
        }
        return lengths[lengths.length - 1];
    }

    // Only a sum can hide a zero: a product is zero where a factor is.
    private static Optional<Expression> sum(Expression expression) {
        return switch (expression) {
            case Sum sum -> Optional.of(sum);
            case Product product -> product.factors().stream().filter(Sum.class::isInstance).findFirst();
            default -> Optional.empty();
        };
    }

    // Cheap, and only a reason to look closer.
    private static boolean looksLikeZero(Expression sum, Topology whole) {
        Map<String, Double> point = new HashMap<>();
        for (Expression node : whole.nodes()) {
            if (node instanceof Symbol symbol && symbol.isVariable()) {
                point.put(symbol.name(), 0.37 + 0.11 * point.size() % 0.5);
            } else if (node instanceof Symbol symbol && symbol.role() == Symbol.Role.SIZE) {
                return false; // a size is told by tensors alone
            }
        }
        return attempt(part -> {
            ScalarValues values = new ScalarValues(whole, whole.index(sum));
            double total = values.at(point);
            return Math.abs(total) <= ROUNDING * values.largestTerm() || Double.isNaN(total) ? Constant.ZERO : Constant.ONE;
        }).filter(Constant.ZERO::equals).isPresent();
    }

    private static Optional<Expression> attempt(Function<Budget, Expression> work) {
        return attempt(MOST_WORK, work);
    }

    private static Optional<Expression> attempt(long most, Function<Budget, Expression> work) {
        return Budget.current().attemptIfPossible(most, work);
    }
}
