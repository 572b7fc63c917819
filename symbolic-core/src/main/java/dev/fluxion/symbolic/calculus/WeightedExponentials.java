package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Special;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code log(Σ y·exp(u))} as {@code c + log(Σ y·exp(u - c))} for weights of any sign, to be evaluated or differentiated: it is longer to read. It is true
 * for every number c. The one that is taken is the whole part of the largest exponent that counts, if finite, whose derivative is 0, so that derivatives are those of
 * the logarithm whether weights are 0 or not.
 *
 * <p>Source: P. Blanchard, D. J. Higham, N. J. Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions (IMA J. Numer. Anal. 41, 2021).
 */
final class WeightedExponentials {
    private WeightedExponentials() {}

    static Optional<Expression> logarithm(Expression operand) {
        if (!(operand instanceof Product sum) || !sum.isContraction()) {
            return Optional.empty();
        }
        return IntStream.range(0, sum.factors().size()).boxed().flatMap(i -> logarithm(sum, i).stream()).findFirst();
    }

    private static Optional<Expression> logarithm(Product sum, int which) {
        List<Integer> own = sum.labels(which);
        if (!(sum.factors().get(which) instanceof Apply exp) || exp.operator() != Elementary.EXPONENTIAL || new HashSet<>(own).size() < own.size()) {
            return Optional.empty();
        }
        List<Integer> labels = IntStream.range(0, sum.factors().size()).mapToObj(sum::labels) // of weights that have more
                .filter(others -> others.size() > own.size() && others.containsAll(own) && new HashSet<>(others).size() == others.size())
                .max(Comparator.comparingInt(List::size)).orElse(own);
        List<Integer> summed = IntStream.range(0, labels.size()).filter(axis -> labels.get(axis) >= sum.shape().rank()).boxed().toList();
        if (own.stream().noneMatch(label -> label >= sum.shape().rank())) {
            return Optional.empty();
        }
        Expression exponent = along(exp.operand(), own, labels, sum);
        List<Integer> weights = IntStream.range(0, sum.factors().size())
                .filter(i -> i != which && !sum.labels(i).isEmpty() && labels.containsAll(sum.labels(i))).boxed().toList();
        Expression weight = weight(sum, weights, labels);
        Expression largest = Piecewise.of(List.of(new Piecewise.Case(Condition.compare(Condition.Relation.EQUAL, weight, Elementwise.zero(weight.shape())),
                Elementwise.fill(Elementwise.negate(Symbol.INFINITY), weight.shape()))), exponent);
        for (int axis : summed.reversed()) {
            largest = Reduction.of(TensorRows.MAXIMUM, largest, axis);
        }
        Expression centre = finite(largest);
        List<Integer> kept = labels.stream().filter(label -> label < sum.shape().rank()).toList();
        Expression part = Apply.of(Special.WEIGHTED_EXPONENTIAL, weight, Elementwise.difference(exponent, along(centre, kept, labels, sum)));
        List<Integer> axes = IntStream.range(0, sum.shape().rank()).boxed().toList();
        return Optional.of(Elementwise.sum(along(centre, kept, axes, sum), Apply.of(Elementary.LOGARITHM, replaced(sum, which, weights, part, labels))));
    }

    // The whole part, and 0 in place of what is infinite, of which the difference from itself is no number.
    private static Expression finite(Expression largest) {
        Condition infinite = Condition.compare(Condition.Relation.EQUAL, Apply.of(Stepwise.ABSOLUTE, largest), Elementwise.fill(Symbol.INFINITY, largest.shape()));
        return Piecewise.of(List.of(new Piecewise.Case(infinite, Elementwise.zero(largest.shape()))), Apply.of(Stepwise.FLOOR, largest));
    }

    private static Expression replaced(Product sum, int which, List<Integer> weights, Expression part, List<Integer> labels) {
        ProductBuilder builder = new ProductBuilder().coefficient(sum.coefficient());
        int[] own = IntStream.range(0, sum.labelCount()).map(label -> builder.label(sum.size(label))).toArray();
        builder.factor(part, labels.stream().mapToInt(label -> own[label]).toArray());
        IntStream.range(0, sum.factors().size()).filter(i -> i != which && !weights.contains(i))
                .forEach(i -> builder.factor(sum.factors().get(i), sum.labels(i).stream().mapToInt(label -> own[label]).toArray()));
        sum.deltas().forEach(delta -> builder.delta(own[delta.first()], own[delta.second()]));
        return builder.build(Arrays.copyOf(own, sum.shape().rank()));
    }

    // The product of the weights with the axes of the exponential.
    private static Expression weight(Product sum, List<Integer> weights, List<Integer> labels) {
        ProductBuilder builder = new ProductBuilder();
        int[] own = labels.stream().mapToInt(label -> builder.label(sum.size(label))).toArray();
        weights.forEach(i -> builder.factor(sum.factors().get(i), sum.labels(i).stream().mapToInt(label -> own[labels.indexOf(label)]).toArray()));
        return builder.build(own);
    }

    // Stretched along the other labels.
    private static Expression along(Expression tensor, List<Integer> labels, List<Integer> wanted, Product sum) {
        ProductBuilder builder = new ProductBuilder();
        int[] own = wanted.stream().mapToInt(label -> builder.label(sum.size(label))).toArray();
        return builder.factor(tensor, labels.stream().mapToInt(label -> own[wanted.indexOf(label)]).toArray()).build(own);
    }
}
