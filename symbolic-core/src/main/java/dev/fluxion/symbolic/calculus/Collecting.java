package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.elaborate.LinearAlgebra;
import dev.fluxion.symbolic.number.Numeral;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Terms that differ in one factor alone become one: {@code (A + A')*x} rather than {@code A*x + A'*x}.
 *
 * <p>Source: by definition: the distributive law.
 */
final class Collecting {
    private static final int MOST_TERMS = 12; // each factor of each term is taken out once
    private static final int MOST_FACTORS = 6; // of products that are looked into

    /**
     * A factor of a term, transposed where its surroundings are those of another one that way.
     *
     * @param whole the term as it stands in the sum
     */
    private record Place(Expression whole, Product term, int factor, boolean turned) {
        // Term by term, so that like ones meet.
        List<Expression> values() {
            Expression plain = term.factors().get(factor);
            Expression value = turned ? transposed(plain) : plain;
            List<Expression> parts = value instanceof Sum sum ? sum.terms() : List.of(value);
            return parts.stream().map(part -> Elementwise.product(Constant.of(term.coefficient()), part)).toList();
        }
    }

    private Collecting() {}

    static Expression collected(Expression expression) {
        Expression result = expression;
        for (Optional<Expression> shorter = once(result); shorter.isPresent(); shorter = once(result)) {
            result = shorter.get();
        }
        return result;
    }

    private static Optional<Expression> once(Expression expression) {
        if (!(expression instanceof Sum sum) || sum.terms().size() > MOST_TERMS) {
            return Optional.empty();
        }
        return once(sum, false).or(() -> once(sum, true));
    }

    private static Optional<Expression> once(Sum sum, boolean apart) {
        Map<Expression, List<Place>> surroundings = new LinkedHashMap<>();
        for (Expression term : sum.terms()) {
            if (term instanceof Product product && (product.isContraction() || !product.isScalar())) {
                places(term, apart ? apart(product) : product, surroundings);
            }
        }
        return surroundings.values().stream().map(Collecting::distinct).filter(places -> places.size() > 1).findFirst()
                .map(places -> joined(sum, places));
    }

    // y .* (A*x) as one product: what is summed within it stands beside the other factors.
    private static Product apart(Product product) {
        int factors = product.factors().stream().mapToInt(factor -> factor instanceof Product inner ? inner.factors().size() : 1).sum();
        if (factors > MOST_FACTORS || factors == product.factors().size() || !product.deltas().isEmpty()) {
            return product;
        }
        ProductBuilder builder = new ProductBuilder().coefficient(product.coefficient());
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> builder.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            int[] own = product.labels(i).stream().mapToInt(label -> labels[label]).toArray();
            if (product.factors().get(i) instanceof Product inner && inner.isContraction() && inner.coefficient().isOne()) {
                builder.apart(inner, Arrays.stream(own).boxed().toList());
            } else {
                builder.factor(product.factors().get(i), own);
            }
        }
        return builder.build(Arrays.copyOf(labels, product.shape().rank())) instanceof Product whole ? whole : product;
    }

    // Term by term: B + B' stays what it is.
    private static Expression transposed(Expression matrix) {
        return matrix instanceof Sum sum ? Elementwise.sum(sum.terms().stream().map(LinearAlgebra::transpose).toList()) : LinearAlgebra.transpose(matrix);
    }

    private static void places(Expression whole, Product product, Map<Expression, List<Place>> into) {
        for (int factor = 0; factor < product.factors().size(); factor++) {
            Expression expression = product.factors().get(factor);
            boolean single = product.labels(factor).stream().distinct().count() == expression.shape().rank();
            if (expression.isScalar() || expression instanceof Indicator || !single) {
                continue;
            }
            for (boolean turned : expression.shape().rank() == 2 ? new boolean[] {false, true} : new boolean[] {false}) {
                Expression without = without(product, factor, turned);
                if (without instanceof Product rest ? rest.factors().stream().anyMatch(each -> !each.isScalar()) : !without.isScalar()) {
                    into.computeIfAbsent(without, key -> new ArrayList<>()).add(new Place(whole, product, factor, turned));
                }
            }
        }
    }

    // The product without a factor, whose axes come behind its own.
    private static Expression without(Product product, int without, boolean turned) {
        Budget.current().check();
        ProductBuilder builder = new ProductBuilder();
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> builder.label(product.size(label))).toArray();
        int rank = product.shape().rank();
        List<Integer> out = new ArrayList<>(IntStream.range(0, rank).mapToObj(axis -> labels[axis]).toList());
        List<Integer> hole = new ArrayList<>();
        for (int label : product.labels(without)) {
            int copy = builder.label(product.size(label));
            builder.delta(labels[label], copy);
            hole.add(copy);
        }
        out.addAll(turned ? hole.reversed() : hole);
        for (int i = 0; i < product.factors().size(); i++) {
            if (i != without) {
                builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(out.stream().mapToInt(Integer::intValue).toArray());
    }

    private static List<Place> distinct(List<Place> places) {
        List<Place> kept = new ArrayList<>();
        for (Place place : places) {
            if (kept.stream().noneMatch(other -> other.whole == place.whole)) {
                kept.add(place);
            }
        }
        return kept;
    }

    private static Expression joined(Sum sum, List<Place> places) {
        Place first = places.getFirst();
        Expression together = collected(Elementwise.sum(places.stream().flatMap(place -> place.values().stream()).toList()));
        Numeral number = Cotangents.commonNumber(together);
        Expression total = Cotangents.divided(together, Constant.of(number.reciprocal()));
        List<Expression> factors = new ArrayList<>(first.term.factors());
        factors.set(first.factor, first.turned ? transposed(total) : total);
        List<Expression> terms = new ArrayList<>(sum.terms());
        places.forEach(place -> terms.remove(place.whole));
        terms.add(first.term.with(number, factors));
        return Sum.of(sum.shape(), terms);
    }
}
