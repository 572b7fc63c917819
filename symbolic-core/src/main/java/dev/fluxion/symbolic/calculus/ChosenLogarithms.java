package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Views;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Logarithms of entries that are chosen, by a position as in {@code log(softmax(Z)[i, y[i]])} or by rows with a single 1 as in
 * {@code log(sum(Y.*softmax(Z), 2))}: the same choice among the logarithms, which have a stable form of their own.
 *
 * <p>Source: by definition: all terms of such a sum but one are 0.
 */
final class ChosenLogarithms {
    private ChosenLogarithms() {}

    /**
     * The logarithm of a product that chooses entries of one factor, if that factor's logarithm has a stable form.
     *
     * @param stable the stable form of a logarithm; the same one where it has none
     */
    static Optional<Expression> of(Product product, Function<Apply, Expression> stable) {
        if (!product.isContraction() || !product.coefficient().isOne() || !product.deltas().isEmpty()) {
            return Optional.empty();
        }
        List<Integer> others = IntStream.range(0, product.factors().size()).filter(i -> !chooses(product.factors().get(i))).boxed().toList();
        if (others.size() != 1 || !choosesAll(product, others.getFirst())) {
            return Optional.empty();
        }
        Expression logarithm = Apply.of(Elementary.LOGARITHM, product.factors().get(others.getFirst()));
        Expression after = logarithm instanceof Apply apply ? stable.apply(apply) : logarithm;
        if (after instanceof Apply && after.equals(logarithm)) {
            return Optional.empty();
        }
        List<Expression> factors = new ArrayList<>(product.factors());
        factors.set(others.getFirst(), after);
        return Optional.of(product.withOperands(factors));
    }

    // 1 at one position along its last axis, and 0 elsewhere.
    private static boolean chooses(Expression factor) {
        return factor instanceof Symbol symbol && symbol.is(Symbol.Property.ONEHOT) || factor instanceof Piecewise piecewise && Views.isSelector(piecewise);
    }

    // Every label that is summed is that of the last axis of one choice and of one axis of what is chosen from, and nothing else.
    private static boolean choosesAll(Product product, int chosen) {
        Set<Integer> summed = new HashSet<>();
        for (int i = 0; i < product.factors().size(); i++) {
            List<Integer> labels = product.labels(i);
            if (i != chosen && (!summed.add(labels.getLast()) || labels.getLast() < product.shape().rank() || labels.indexOf(labels.getLast()) < labels.size() - 1)) {
                return false;
            }
        }
        List<Integer> own = product.labels(chosen);
        boolean once = summed.stream().allMatch(label -> own.stream().filter(label::equals).count() == 1);
        boolean elsewhere = IntStream.range(0, product.factors().size()).filter(i -> i != chosen)
                .anyMatch(i -> product.labels(i).subList(0, product.labels(i).size() - 1).stream().anyMatch(label -> label >= product.shape().rank()));
        return once && !elsewhere && IntStream.range(product.shape().rank(), product.labelCount()).allMatch(summed::contains);
    }
}
