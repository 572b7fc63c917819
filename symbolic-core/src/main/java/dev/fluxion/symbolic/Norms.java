package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The convention at the kink of a norm: {@code x/|x|}, its derivative, is 0 where {@code x} is, as the derivative of {@code abs} is. It holds
 * for what is a multiple of {@code x} only: {@code 1/|x|} stays infinite there.
 */
final class Norms {
    private static final int DEEPEST = 12; // levels of products in which the vector is looked for
    private static final Rational INVERSE_ROOT = Rational.of(-1, 2);

    private Norms() {}

    /** Whether this is one over a root, which may be a norm. */
    static boolean isInverse(Expression factor) {
        return factor instanceof Power p && p.exponent() instanceof Constant c && c.value().equals(INVERSE_ROOT);
    }

    /** Whether a factor of a product divides by the root of a sum of squares of which the other factors are a multiple. */
    static boolean divides(Product product, int factor) {
        if (!(product.factors().get(factor) instanceof Power p && p.exponent() instanceof Constant c && c.value().equals(INVERSE_ROOT)
                && p.base() instanceof Product base)) {
            return false;
        }
        if (base.isContraction() && base.deltas().isEmpty()) {
            return occurs(product, base, product.labels(factor));
        }
        return base.isScalar() && base.factors().stream() // a mean of squares
                .anyMatch(part -> part instanceof Product squares && squares.isContraction() && squares.deltas().isEmpty() && occurs(product, squares, List.of()));
    }

    private static boolean occurs(Product product, Product squares, List<Integer> axes) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            places.put(axis, axes.get(axis));
        }
        return contains(product, squares, places) || axes.isEmpty() && product.factors().stream().anyMatch(factor -> vanishes(factor, squares, DEEPEST));
    }

    // Whether an expression is a multiple of what the squares are of, and so is 0 where they are.
    private static boolean vanishes(Expression expression, Product squares, int levels) {
        return levels > 0 && switch (expression) {
            case Product p -> contains(p, squares, new HashMap<>()) || p.factors().stream().anyMatch(factor -> vanishes(factor, squares, levels - 1));
            case Sum s -> s.terms().stream().allMatch(term -> vanishes(term, squares, levels - 1));
            case Constant c -> false;
            case Symbol s -> false;
            case Power p -> false;
            case Apply a -> false;
            case Reduction r -> false;
            case MatrixFunction m -> false;
            case Piecewise p -> false;
            case Call c -> false;
            case ArrayOf a -> false;
            case Selection s -> false;
            case Bound b -> false;
            case Indicator i -> false;
        };
    }

    // Whether each factor of which the square is summed occurs, all on the same labels.
    private static boolean contains(Product product, Product squares, Map<Integer, Integer> places) {
        for (int i = 0; i < squares.factors().size(); i++) {
            Expression factor = squares.factors().get(i);
            if (factor.isScalar()) {
                continue;
            }
            boolean found = factor instanceof Power p && p.exponent() instanceof Constant c && c.value().equals(Rational.of(2))
                    && place(product, p.base(), squares.labels(i), places);
            if (!found) {
                return false;
            }
        }
        return !places.isEmpty();
    }

    private static boolean place(Product product, Expression base, List<Integer> labels, Map<Integer, Integer> places) {
        for (int i = 0; i < product.factors().size(); i++) {
            Expression factor = product.factors().get(i);
            boolean multiple = factor.equals(base) || factor instanceof Power p && p.base().equals(base) && p.exponent() instanceof Constant c
                    && c.value().compareTo(Rational.ONE) >= 0;
            if (multiple && agree(labels, product.labels(i), places)) {
                return true;
            }
        }
        return false;
    }

    private static boolean agree(List<Integer> labels, List<Integer> others, Map<Integer, Integer> places) {
        Map<Integer, Integer> extended = new HashMap<>(places);
        for (int axis = 0; axis < labels.size(); axis++) {
            Integer known = extended.putIfAbsent(labels.get(axis), others.get(axis));
            if (known != null && !known.equals(others.get(axis))) {
                return false;
            }
        }
        if (extended.values().stream().distinct().count() < extended.size()) {
            return false;
        }
        places.putAll(extended);
        return true;
    }
}
