package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Brings a finished cotangent into its shortest form: declared facts are used, and what all terms share stands in front of the sum.
 *
 * <p>Source: by definition: the distributive law, and the facts that were declared.
 */
final class Cotangents {
    private static final int NEWLY_NESTED = 3; // levels of products that one row's formula puts around a cotangent

    private static final int MOST_TERMS = 8; // of a sum that is taken apart

    private Cotangents() {}

    static Expression settled(Expression cotangent) {
        return switch (cotangent) {
            case Sum s -> factoredOut(Collecting.collected(Sum.of(s.shape(), s.terms().stream().map(Cotangents::withFacts).toList())));
            case Product p -> withFacts(p);
            default -> cotangent;
        };
    }

    /** Shares that sum to one, declared or those of a softmax: a label that only such a factor carries, and that is summed, takes the factor with it. */
    static Expression withFacts(Expression term) {
        return withFacts(term, NEWLY_NESTED);
    }

    // What lies deeper was settled when its own cotangent was.
    private static Expression withFacts(Expression term, int depth) {
        if (depth > 0 && term instanceof Sum sum) {
            return Sum.of(sum.shape(), sum.terms().stream().map(each -> withFacts(each, depth - 1)).toList());
        }
        if (!(term instanceof Product whole) || depth == 0) {
            return term;
        }
        List<Expression> factors = whole.factors().stream().map(factor -> withFacts(factor, depth - 1)).toList();
        if (!factors.equals(whole.factors())) {
            return withFacts(whole.withOperands(factors), depth);
        }
        return product(whole);
    }

    private static Expression product(Product product) {
        for (int i = 0; i < product.factors().size(); i++) {
            OptionalInt axis = axisOfSumOne(product.factors().get(i));
            if (axis.isPresent()) {
                int summed = product.labels(i).get(axis.getAsInt());
                if (summed >= product.shape().rank() && occurrences(product, summed) == 1) {
                    return withFacts(without(product, i, summed));
                }
            }
        }
        return withoutVanishing(product).map(Cotangents::withFacts).orElseGet(() -> Diagonals.multipliedOut(product));
    }

    // Along which entries are shares of 1.
    private static OptionalInt axisOfSumOne(Expression factor) {
        return factor instanceof Symbol s && s.hasRowsOfSumOne() ? OptionalInt.of(1)
                : factor instanceof Reduction r && r.operator() == TensorRows.SOFTMAX ? OptionalInt.of(r.axis()) : OptionalInt.empty();
    }

    // What is taken off its own mean sums to zero: a sum whose terms are added up one by one, where fewer of them are left then.
    private static Optional<Expression> withoutVanishing(Product product) {
        if (!product.isContraction() || !product.deltas().isEmpty() || product.factors().stream().noneMatch(Sum.class::isInstance)) {
            return Optional.empty();
        }
        boolean bare = product.factors().stream().noneMatch(Expression::isScalar) && !product.isBroadcast();
        return bare ? apart(product) : core(product) instanceof Product core ? apart(core).map(left -> around(product, left)) : Optional.empty();
    }

    // Without scalars, and without axes that it is stretched along: equal sums have one form then.
    private static Expression core(Product product) {
        ProductBuilder builder = new ProductBuilder();
        List<Integer> axes = product.mentionedAxes(); // labels that are stretched along would count their size
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> label < product.shape().rank() && !axes.contains(label) ? -1
                : builder.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            if (!product.factors().get(i).isScalar()) {
                builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        return builder.build(axes.stream().mapToInt(axis -> labels[axis]).toArray());
    }

    private static Expression around(Product product, Expression core) {
        ProductBuilder builder = new ProductBuilder();
        builder.coefficient(product.coefficient());
        int[] axes = builder.labels(product.shape());
        product.factors().stream().filter(Expression::isScalar).forEach(builder::factor);
        return builder.factor(core, product.mentionedAxes().stream().mapToInt(axis -> axes[axis]).toArray()).build(axes);
    }

    private static Optional<Expression> apart(Product product) {
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Sum sum && sum.terms().size() <= MOST_TERMS
                    && product.labels(i).stream().anyMatch(label -> label >= product.shape().rank() && occurrences(product, label) == 1)) {
                List<Expression> factors = new ArrayList<>(product.factors());
                List<Expression> terms = new ArrayList<>();
                for (Expression term : sum.terms()) {
                    factors.set(i, term);
                    terms.add(withFacts(product.withOperands(factors)));
                }
                Expression apart = Sum.of(product.shape(), terms);
                int left = Elementwise.isZero(apart) ? 0 : apart instanceof Sum fewer ? fewer.terms().size() : 1;
                if (left < sum.terms().size()) {
                    return Optional.of(apart);
                }
            }
        }
        return Optional.empty();
    }

    private static int occurrences(Product product, int label) {
        int count = 0;
        for (int i = 0; i < product.factors().size(); i++) {
            count += java.util.Collections.frequency(product.labels(i), label);
        }
        return count;
    }

    private static Expression without(Product product, int factor, int summed) {
        ProductBuilder builder = new ProductBuilder();
        builder.coefficient(product.coefficient());
        int[] labels = new int[product.labelCount()];
        for (int label = 0; label < labels.length; label++) {
            labels[label] = label == summed ? -1 : builder.label(product.size(label));
        }
        for (int i = 0; i < product.factors().size(); i++) {
            if (i != factor) {
                builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(java.util.Arrays.copyOf(labels, product.shape().rank()));
    }

    // (softmax(Z) - Y)/m rather than softmax(Z)/m - Y/m: scalar factors and a number that all terms share.
    private static Expression factoredOut(Expression sum) {
        if (!(sum instanceof Sum s) || s.shape().isScalar() || !s.terms().stream().allMatch(Product.class::isInstance)) {
            return sum;
        }
        List<Product> terms = s.terms().stream().map(Product.class::cast).toList();
        List<Expression> shared = new ArrayList<>(terms.getFirst().factors().stream().filter(Expression::isScalar).toList());
        terms.forEach(term -> shared.retainAll(term.factors()));
        Numeral number = size(commonNumber(sum));
        if (shared.isEmpty() && number.isOne()) {
            return sum;
        }
        List<Expression> divisors = new ArrayList<>();
        shared.forEach(factor -> divisors.add(dev.fluxion.symbolic.Power.of(factor, Constant.MINUS_ONE)));
        divisors.add(Constant.of(number.reciprocal()));
        Expression divisor = Product.of(divisors);
        Expression rest = cancelled(divided(sum, divisor));
        List<Expression> front = new ArrayList<>(shared);
        front.add(Constant.of(number));
        return Elementwise.product(Product.of(front), rest);
    }

    // g - p rather than a - p - (a - g): sums in a sum dissolve where terms of them cancel.
    private static Expression cancelled(Expression expression) {
        if (!(expression instanceof Sum sum)) {
            return expression;
        }
        List<Expression> terms = new ArrayList<>();
        for (Expression term : sum.terms()) {
            boolean times = term instanceof Product p && p.isElementwise() && p.factors().size() == 1 && p.factors().getFirst().shape().equals(p.shape());
            Expression inner = times ? ((Product) term).factors().getFirst() : term; // what is repeated along an axis stays as it is
            Numeral number = inner == term ? Rational.ONE : ((Product) term).coefficient();
            terms.addAll(inner instanceof Sum s ? s.terms().stream().map(each -> Elementwise.product(Constant.of(number), each)).toList() : List.of(term));
        }
        Expression flat = Sum.of(sum.shape(), terms);
        return flat instanceof Sum s && s.terms().size() >= terms.size() ? sum : flat;
    }

    /** A sum with each of its terms multiplied by a scalar. */
    static Expression divided(Expression sum, Expression divisor) {
        return sum instanceof Sum s ? Sum.of(s.shape(), s.terms().stream().map(term -> Elementwise.product(divisor, term)).toList()) : sum;
    }

    /** The size that the coefficients of all terms share, or one; below zero where all of them are. */
    static Numeral commonNumber(Expression sum) {
        if (!(sum instanceof Sum s)) {
            return Rational.ONE;
        }
        List<Numeral> coefficients = s.terms().stream().map(term -> term instanceof Product p ? p.coefficient() : Rational.ONE).toList();
        Numeral size = size(coefficients.getFirst());
        boolean common = size.isExact() && coefficients.stream().allMatch(each -> size(each).equals(size));
        boolean negative = coefficients.stream().allMatch(each -> each.signum() < 0);
        return !common ? Rational.ONE : negative ? size.negate() : size;
    }

    private static Numeral size(Numeral number) {
        return number.signum() < 0 ? number.negate() : number;
    }
}
