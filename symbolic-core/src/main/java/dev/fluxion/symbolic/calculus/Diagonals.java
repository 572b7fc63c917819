package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Multiplies out sums of a diagonal and of products of smaller tensors, where only smaller tensors scale them: {@code diag(p) - p*p'} rather than
 * {@code (I(n) - p*ones(n)')*diag(p)}. No term needs more numbers than before, and what is zero stays known to be so.
 *
 * <p>Source: by definition: the distributive law.
 */
public final class Diagonals {
    private Diagonals() {}

    /** The expressions with every product of such a sum and of smaller tensors multiplied out: what a matrix does to a vector then needs no matrix. */
    public static List<Expression> in(List<Expression> roots) {
        return BottomUp.rewrite(roots, node -> node instanceof Product product && product.reach() == 0 ? multipliedOut(product) : node);
    }

    static Expression multipliedOut(Product product) {
        Optional<Integer> which = IntStream.range(0, product.factors().size()).boxed().filter(i -> product.factors().get(i) instanceof Sum sum
                && hasDiagonal(sum) && IntStream.range(0, product.factors().size()).allMatch(k -> k == i || isSmaller(product.factors().get(k), sum))).findFirst();
        if (which.isEmpty() || product.factors().stream().allMatch(factor -> factor.isScalar() || factor instanceof Sum)) {
            return product;
        }
        Sum sum = (Sum) product.factors().get(which.get());
        return Sum.of(product.shape(), sum.terms().stream().map(term -> {
            List<Expression> factors = new ArrayList<>(product.factors());
            factors.set(which.get(), term);
            return product.with(product.coefficient(), factors);
        }).toList());
    }

    private static boolean hasDiagonal(Sum sum) {
        return sum.terms().stream().anyMatch(Diagonals::isDiagonal)
                && sum.terms().stream().allMatch(term -> isDiagonal(term) || term instanceof Product p && p.factors().stream().allMatch(f -> isSmaller(f, sum)));
    }

    private static boolean isDiagonal(Expression term) {
        return term instanceof Product product && !product.deltas().isEmpty();
    }

    private static boolean isSmaller(Expression factor, Expression whole) {
        return factor.shape().rank() < whole.shape().rank();
    }
}
