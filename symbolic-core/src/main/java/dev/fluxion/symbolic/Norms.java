package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The convention at the kink of a norm: {@code x/|x|}, its derivative, is 0 where {@code x} is, as the derivative of {@code abs} is. It holds
 * for what is a multiple of {@code x} only, however its factors are grouped: {@code 1/|x|} stays infinite there.
 */
final class Norms {
    private static final Rational INVERSE_ROOT = Rational.of(-1, 2);
    private static final int DISTRIBUTED = 64; // products that a numerator with sums is multiplied out to at most

    private Norms() {}

    /** Whether this is one over a root, which may be a norm. */
    static boolean isInverse(Expression factor) {
        return factor instanceof Power p && p.exponent() instanceof Constant c && c.value().equals(INVERSE_ROOT);
    }

    /** Whether a factor of a product divides by the root of a sum of squares of which the other factors are a multiple. */
    static boolean divides(Product product, int factor) {
        if (!isInverse(product.factors().get(factor)) || !(((Power) product.factors().get(factor)).base() instanceof Product base)) {
            return false;
        }
        List<Product> squares = base.isContraction() ? List.of(base) : base.isScalar() // a mean of squares
                ? base.factors().stream().filter(part -> part instanceof Product p && p.isContraction()).map(Product.class::cast).toList() : List.of();
        return squares.stream().anyMatch(each -> FactorGraph.ofRoot(each).filter(entry -> vanishes(FactorGraph.without(product, factor), entry)).isPresent());
    }

    // Every product that sums among the factors multiply out to has to hold an entry of the vector.
    private static boolean vanishes(FactorGraph numerator, FactorGraph entry) {
        java.util.ArrayDeque<FactorGraph> open = new java.util.ArrayDeque<>(List.of(numerator));
        for (int tried = 0; !open.isEmpty(); tried++) {
            FactorGraph graph = open.pop();
            if (graph.contains(entry)) {
                continue;
            }
            int sum = IntStream.range(0, graph.size()).filter(i -> graph.factor(i) instanceof Sum).findFirst().orElse(-1);
            if (sum < 0 || tried > DISTRIBUTED) {
                return false;
            }
            ((Sum) graph.factor(sum)).terms().forEach(term -> open.push(graph.replaced(sum, term)));
        }
        return true;
    }
}
