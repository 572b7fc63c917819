package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Functions of matrices and along axes, of products and sums, as products and sums of such functions: {@code det(A*B)} is {@code det(A)*det(B)}, {@code
 * logsumexp(x + s)} is {@code logsumexp(x) + s}. Longer as a rule, so that it takes something else to make the whole shorter.
 *
 * <p>Source: K. B. Petersen, M. S. Pedersen, The Matrix Cookbook (2012), §1.2, §3.1.
 */
final class MatrixIdentities {
    private MatrixIdentities() {}

    /** The expression with all such functions in it taken apart. */
    static Expression expanded(Expression expression, Facts facts) {
        return BottomUp.rewrite(expression, node -> of(node, facts).orElse(node));
    }

    private static Optional<Expression> of(Expression node, Facts facts) {
        if (node instanceof MatrixFunction m && m.operands().size() == 1 && m.operands().getFirst() instanceof Product product) {
            return isChain(product) ? ofChain(m.operator(), product) : Optional.empty();
        }
        if (node instanceof Reduction r && r.operator().isLinear()) {
            return ofTerms(r);
        }
        if (node instanceof Reduction r) {
            return r.operator() == TensorRows.PRODUCT ? ofProduct(r) : r.operand() instanceof Sum sum ? ofShift(r, sum) : ofMultiple(r);
        }
        if (node instanceof Power p && p.exponent().equals(Constant.of(Rational.HALF)) && p.base() instanceof Product product && product.isScalar()) {
            return ofRoot(product, facts);
        }
        return node instanceof Apply a && a.operand() instanceof Reduction r ? ofShares(a.operator(), r) : Optional.empty();
    }

    private static Optional<Expression> ofShares(Operator operator, Reduction reduction) {
        return operator == Elementary.EXPONENTIAL && reduction.operator() == TensorRows.LOG_SOFTMAX ? Optional.of(Reduction.of(TensorRows.SOFTMAX, reduction.operand(), reduction.axis()))
                : operator == Elementary.LOGARITHM && reduction.operator() == TensorRows.SOFTMAX
                        ? Optional.of(Reduction.of(TensorRows.LOG_SOFTMAX, reduction.operand(), reduction.axis())) : Optional.empty();
    }

    // The root of a product of squares and sums of squares. Where these are 0 it has a value even if the rest is negative.
    private static Optional<Expression> ofRoot(Product product, Facts facts) {
        if (product.coefficient().signum() < 0) {
            return Optional.empty();
        }
        List<Expression> roots = new ArrayList<>();
        ProductBuilder rest = new ProductBuilder().coefficient(product.coefficient());
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> rest.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            Expression factor = product.factors().get(i);
            if (factor.isScalar() && isSquare(factor)) {
                roots.add(Apply.of(Stepwise.ABSOLUTE, ((Power) factor).base()));
            } else if (factor.isScalar() && isSumOfSquares(factor)) {
                roots.add(Power.squareRoot(factor));
            } else {
                rest.factor(factor, product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        Expression under = rest.build();
        return roots.isEmpty() || !facts.isNotNegative(under) ? Optional.empty() : Optional.of(Product.of(Product.of(roots), Power.squareRoot(under)));
    }

    private static boolean isSumOfSquares(Expression factor) {
        return factor instanceof Product sum && sum.coefficient().signum() > 0 && sum.deltas().isEmpty() && sum.factors().stream().allMatch(MatrixIdentities::isSquare);
    }

    private static boolean isSquare(Expression factor) {
        return factor instanceof Power p && p.exponent().equals(Constant.of(2));
    }

    // What adds the entries along an axis does so term by term, and takes no part in multiples by what is the same along the axis.
    private static Optional<Expression> ofTerms(Reduction reduction) {
        if (reduction.operand() instanceof Sum sum) {
            return Optional.of(Sum.of(sum.shape(), sum.terms().stream().map(term -> ofMultiples(Reduction.of(reduction.operator(), term, reduction.axis()))).toList()));
        }
        Expression apart = ofMultiples(reduction);
        return apart.equals(reduction) ? Optional.empty() : Optional.of(apart);
    }

    private static Expression ofMultiples(Expression along) {
        if (!(along instanceof Reduction reduction) || !(reduction.operand() instanceof Product product) || product.coefficient().isZero()) {
            return along;
        }
        List<Expression> scalars = new ArrayList<>(product.factors().stream().filter(Expression::isScalar).toList());
        boolean tensors = scalars.size() < product.factors().size();
        scalars.add(Constant.of(product.coefficient()));
        if (scalars.size() == 1 && product.coefficient().isOne() || !tensors) {
            return along;
        }
        ProductBuilder rest = new ProductBuilder();
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> rest.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            if (!product.factors().get(i).isScalar()) {
                rest.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        product.deltas().forEach(delta -> rest.delta(labels[delta.first()], labels[delta.second()]));
        Expression tensor = rest.build(IntStream.range(0, product.shape().rank()).map(axis -> labels[axis]).toArray());
        return Elementwise.product(Product.of(scalars), Reduction.of(reduction.operator(), tensor, reduction.axis()));
    }

    // The largest of multiples by a number.
    private static Optional<Expression> ofMultiple(Reduction reduction) {
        boolean largest = reduction.operator() == TensorRows.MAXIMUM;
        if (!largest && reduction.operator() != TensorRows.MINIMUM || !(reduction.operand() instanceof Product product) || product.coefficient().isOne()
                || product.coefficient().isZero() || product.factors().isEmpty()) {
            return Optional.empty();
        }
        boolean turned = product.coefficient().signum() < 0;
        return Optional.of(Elementwise.product(Constant.of(product.coefficient()),
                Reduction.of(largest == turned ? TensorRows.MINIMUM : TensorRows.MAXIMUM, product.withCoefficient(Rational.ONE), reduction.axis())));
    }

    // Square matrices in a row, with diagonal ones between them: of two axes and the labels on the way from one to the other.
    private static boolean isChain(Product product) {
        boolean diagonal = !product.deltas().isEmpty();
        if (product.shape().rank() != 2 || product.coefficient().isZero() || IntStream.range(0, product.labelCount()).anyMatch(label -> !product.size(label).equals(product.size(0)))) {
            return false;
        }
        List<List<Integer>> matrices = IntStream.range(0, product.factors().size()).mapToObj(product::labels).filter(labels -> labels.size() == 2).toList();
        if (product.factors().stream().anyMatch(factor -> factor.shape().rank() > 2) || matrices.stream().anyMatch(labels -> labels.getFirst().equals(labels.getLast()))) {
            return false;
        }
        if (diagonal) {
            return matrices.isEmpty() && product.deltas().size() == 1 && product.labelCount() == 2;
        }
        Set<Integer> passed = new HashSet<>(Set.of(0));
        List<List<Integer>> left = new ArrayList<>(matrices);
        for (int at = 0; at != 1;) {
            int here = at;
            List<List<Integer>> next = left.stream().filter(labels -> labels.contains(here)).toList();
            if (next.size() != 1) {
                return false;
            }
            left.remove(next.getFirst());
            at = next.getFirst().getFirst() == here ? next.getFirst().getLast() : next.getFirst().getFirst();
            if (!passed.add(at)) {
                return false;
            }
        }
        return left.isEmpty() && passed.size() == product.labelCount() && (matrices.size() > 1 || product.factors().size() > matrices.size());
    }

    private static Optional<Expression> ofChain(Operator operator, Product chain) {
        if (operator == TensorRows.INVERSE) {
            return Optional.of(inverse(chain));
        }
        boolean logarithm = operator == TensorRows.LOG_DETERMINANT;
        if (operator != TensorRows.DETERMINANT && !logarithm) {
            return Optional.empty();
        }
        List<Expression> parts = new ArrayList<>();
        Expression rows = Sizes.expression(chain.size(0));
        for (Expression factor : chain.factors()) {
            int rank = factor.shape().rank();
            Expression size = logarithm && rank < 2 ? Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, factor)) : factor;
            parts.add(rank == 2 ? MatrixFunction.of(operator, List.of(factor)) : rank == 1 ? logarithm ? total(size) : Reduction.of(TensorRows.PRODUCT, factor, 0)
                    : logarithm ? Product.of(rows, size) : Power.of(factor, rows));
        }
        Expression number = Constant.of(chain.coefficient());
        if (!chain.coefficient().isOne()) {
            parts.add(logarithm ? Product.of(rows, Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, number))) : Power.of(number, rows));
        }
        return Optional.of(logarithm ? Sum.of(parts) : Product.of(parts));
    }

    private static Expression total(Expression vector) {
        ProductBuilder builder = new ProductBuilder();
        return builder.factor(vector, builder.labels(vector.shape())).build();
    }

    // From the last to the first.
    private static Expression inverse(Product chain) {
        ProductBuilder builder = new ProductBuilder().coefficient(chain.coefficient().reciprocal());
        int[] labels = IntStream.range(0, chain.labelCount()).map(label -> builder.label(chain.size(label))).toArray();
        for (int i = 0; i < chain.factors().size(); i++) {
            Expression factor = chain.factors().get(i);
            int[] own = chain.labels(i).reversed().stream().mapToInt(label -> labels[label]).toArray();
            builder.factor(factor.shape().rank() == 2 ? MatrixFunction.of(TensorRows.INVERSE, List.of(factor)) : Power.of(factor, -1), own);
        }
        chain.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(labels[1], labels[0]);
    }

    // Of factors entry by entry, and of exponentials.
    private static Optional<Expression> ofProduct(Reduction reduction) {
        if (reduction.operand() instanceof Apply a && a.operator() == Elementary.EXPONENTIAL) {
            return Optional.of(Apply.of(Elementary.EXPONENTIAL, along(a.operand(), reduction.axis())));
        }
        if (!(reduction.operand() instanceof Product product) || !product.isElementwise() || product.factors().isEmpty()
                || product.factors().size() == 1 && product.coefficient().isOne()) {
            return Optional.empty();
        }
        Expression count = Sizes.expression(product.shape().size(reduction.axis()));
        List<Expression> parts = new ArrayList<>();
        product.factors().forEach(factor -> parts.add(factor.isScalar() ? Power.of(factor, count) : Reduction.of(TensorRows.PRODUCT, factor, reduction.axis())));
        parts.add(Power.of(Constant.of(product.coefficient()), count));
        return Optional.of(Elementwise.product(parts));
    }

    private static Expression along(Expression tensor, int axis) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(tensor.shape());
        return builder.factor(tensor, labels).build(IntStream.range(0, labels.length).filter(each -> each != axis).map(each -> labels[each]).toArray());
    }

    // What is the same along the axis changes no share, and the largest entry by itself.
    private static Optional<Expression> ofShift(Reduction reduction, Sum sum) {
        Operator operator = reduction.operator();
        boolean shares = operator == TensorRows.SOFTMAX || operator == TensorRows.LOG_SOFTMAX || operator.sharesLargest();
        boolean moves = operator == TensorRows.LOG_SUM_EXP || operator == TensorRows.MAXIMUM || operator == TensorRows.MINIMUM;
        List<Expression> same = sum.terms().stream().filter(term -> isSameAlong(term, reduction.axis())).toList();
        if (!shares && !moves || same.isEmpty() || same.size() == sum.terms().size()) {
            return Optional.empty();
        }
        List<Expression> rest = new ArrayList<>(sum.terms());
        rest.removeAll(same);
        Expression of = Reduction.of(operator, Sum.of(sum.shape(), rest), reduction.axis());
        List<Expression> parts = new ArrayList<>(List.of(of));
        same.forEach(term -> parts.add(without((Product) term, reduction.axis())));
        return Optional.of(moves ? Elementwise.sum(parts) : of);
    }

    private static boolean isSameAlong(Expression term, int axis) {
        return term instanceof Product product && !product.mentionedAxes().contains(axis);
    }

    private static Expression without(Product product, int axis) {
        ProductBuilder builder = new ProductBuilder().coefficient(product.coefficient());
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> label == axis ? -1 : builder.label(product.size(label))).toArray();
        for (int i = 0; i < product.factors().size(); i++) {
            builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
        }
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(IntStream.range(0, product.shape().rank()).filter(each -> each != axis).map(each -> labels[each]).toArray());
    }
}
