package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Choices that are 0 in some case, as the derivative of one case of a choice is. What stands beside them and is not finite everywhere moves
 * into the case: {@code {x > 0: 1, else: 0}/x} is 0, and not 0/0, where x is 0.
 */
final class Masks {
    private static final int FARTHEST = 64; // nodes of a factor that are looked at

    private Masks() {}

    /** Whether an expression is made of choices that are 0 in some case: one, such beside other factors, or a sum of nothing else. */
    static boolean areIn(Expression expression) {
        return expression instanceof Sum sum ? sum.terms().stream().allMatch(Masks::isMasked) : isMasked(expression);
    }

    private static boolean isMasked(Expression expression) {
        return expression instanceof Piecewise mask ? mask.hasZeroCase() : expression instanceof Product product && product.factors().stream().anyMatch(Masks::isMask);
    }

    private static boolean isMask(Expression expression) {
        return expression instanceof Piecewise mask && mask.hasZeroCase();
    }

    /** Rewrites factors in place; whether there was something to rewrite. */
    static boolean absorb(List<Factor> factors) {
        for (int i = 0; i < factors.size(); i++) {
            Expression factor = factors.get(i).expression();
            if (isMask(factor) && absorb(factors, i, (Piecewise) factor) || factor instanceof Sum sum && areIn(sum) && spread(factors, i, sum)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a coefficient that is no finite number into the first such choice: 1 where there was one, else the coefficient. */
    static Numeral absorb(List<Factor> factors, Numeral coefficient) {
        for (int i = 0; i < factors.size() && !coefficient.isExact() && !Double.isFinite(coefficient.doubleValue()); i++) {
            if (isMask(factors.get(i).expression())) {
                Expression merged = ((Piecewise) factors.get(i).expression())
                        .withValues(value -> Elementwise.isZero(value) ? value : Elementwise.product(Constant.of(coefficient), value));
                factors.set(i, new Factor(merged, factors.get(i).labels()));
                return Rational.ONE;
            }
        }
        return coefficient;
    }

    private static List<Factor> beside(List<Factor> factors, Factor mask) {
        return factors.stream().filter(factor -> factor != mask && factor.labels().equals(mask.labels())
                && factor.expression().shape().equals(mask.expression().shape()) && mayBeInfinite(factor.expression())).toList();
    }

    // Each term takes what stands beside their sum.
    private static boolean spread(List<Factor> factors, int at, Sum sum) {
        List<Factor> beside = beside(factors, factors.get(at));
        if (beside.isEmpty()) {
            return false;
        }
        Expression merged = Sum.of(sum.shape(), sum.terms().stream().map(term -> {
            ProductBuilder builder = new ProductBuilder();
            int[] axes = builder.labels(sum.shape());
            builder.factor(term, axes);
            beside.forEach(factor -> builder.factor(factor.expression(), axes));
            return builder.build(axes);
        }).toList());
        factors.set(at, new Factor(merged, factors.get(at).labels()));
        factors.removeAll(beside);
        return true;
    }

    private static boolean absorb(List<Factor> factors, int at, Piecewise mask) {
        List<Integer> labels = factors.get(at).labels();
        List<Factor> beside = beside(factors, factors.get(at));
        if (beside.isEmpty()) {
            return false;
        }
        List<Expression> moved = new ArrayList<>(beside.stream().map(Factor::expression).toList());
        moved.addFirst(Constant.ONE);
        Expression merged = mask.withValues(value -> {
            moved.set(0, value);
            return Elementwise.isZero(value) ? value : Elementwise.lift(Elementwise.product(moved), mask.shape());
        });
        factors.set(at, new Factor(merged, labels));
        factors.removeAll(beside);
        return true;
    }

    private static boolean mayBeInfinite(Expression factor) {
        Deque<Expression> pending = new ArrayDeque<>(List.of(factor));
        for (int seen = 0; !pending.isEmpty() && seen < FARTHEST; seen++) {
            Expression next = pending.pop();
            boolean everywhere = switch (next) {
                case Power p -> p.exponent() instanceof Constant c && c.value().isInteger() && c.value().signum() >= 0;
                case Apply a -> a.operator().domain().equals("true") && a.operator().isBounded(); // exp overflows
                case Sum s -> true;
                case Product p -> true;
                case Piecewise p -> true;
                case Constant c -> true;
                case Symbol s -> true;
                case Reduction r -> true;
                case MatrixFunction m -> true;
                case Call c -> true;
                case ArrayOf a -> true;
                case Selection s -> true;
                case Bound b -> true;
                case Fold f -> true;
                case Indicator i -> true;
            };
            if (!everywhere) {
                return true;
            }
            pending.addAll(next.operands());
        }
        return !pending.isEmpty();
    }
}
