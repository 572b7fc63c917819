package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A coefficient times factors whose axes carry labels, summed over every label that is no axis of the result. Matrix product, transpose,
 * trace, diagonal, broadcast, outer product, sum over an axis and the ordinary product of scalars are all this one node.
 *
 * <p>The axes of the result are the labels {@code 0 … rank-1}. An axis label that occurs in no factor broadcasts; a label that occurs
 * twice in one factor takes a diagonal; a {@link Delta} ties two axis labels.
 *
 * <p>Source: S. Laue, M. Mitterreiter, J. Giesen, Computing Higher Order Derivatives of Matrix and Tensor Expressions (NeurIPS 2018), whose
 * contractions these are, with ties added.
 */
public final class Product extends Expression {
    /** δ between two axes of the result. */
    public record Delta(int first, int second) implements Comparable<Delta> {
        @Override
        public int compareTo(Delta other) {
            return first != other.first ? Integer.compare(first, other.first) : Integer.compare(second, other.second);
        }
    }

    private static final Wiring SCALAR_WIRING = new Wiring(List.of(), List.of(), List.of());

    /**
     * How the factors hang together.
     *
     * @param labels per factor, one label per axis; empty if all factors are scalars
     * @param deltas ties between axes of the result
     * @param sizes by label
     */
    record Wiring(List<List<Integer>> labels, List<Delta> deltas, List<Size> sizes) {}

    private final Numeral coefficient;
    private final List<Expression> factors;
    private final Wiring wiring;

    private final boolean symmetric;

    private Product(Numeral coefficient, List<Expression> factors, Shape shape, Wiring wiring) {
        this(coefficient, factors, shape, wiring, false);
    }

    private Product(Numeral coefficient, List<Expression> factors, Shape shape, Wiring wiring, boolean symmetric) {
        super(shape, coefficient.hashCode() * 31 + (wiring == SCALAR_WIRING ? 0 : wiring.hashCode()), factors);
        this.coefficient = coefficient;
        this.factors = factors;
        this.wiring = wiring;
        this.symmetric = symmetric;
    }

    @Override
    public boolean isSymmetric() {
        return symmetric;
    }

    /** The same product, known to equal its transpose. */
    Product asSymmetric() {
        return new Product(coefficient, factors, shape(), wiring, true);
    }

    /**
     * The canonical product of scalars; no factors give 1.
     *
     * @throws IllegalArgumentException if a factor is no scalar: {@link Elementwise#product} and {@link ProductBuilder} take tensors
     */
    public static Expression of(List<Expression> factors) {
        for (Expression factor : factors) {
            if (!factor.isScalar()) {
                throw new IllegalArgumentException("a factor of shape " + factor.shape() + " in a product of scalars");
            }
        }
        return ScalarFactors.product(factors);
    }

    /**
     * The canonical product of scalars.
     *
     * @throws IllegalArgumentException if a factor is no scalar
     */
    public static Expression of(Expression... factors) {
        return of(List.of(factors));
    }

    /** The product of a number with powers of variables, no two of the same one: nothing is left to be done but to order them. */
    public static Expression ofUnlike(Numeral coefficient, List<Expression> powers) {
        if (powers.size() == 1 && coefficient.isOne()) {
            return powers.getFirst();
        }
        List<Expression> ordered = new ArrayList<>(powers);
        ordered.sort(Structure.ORDER);
        Expression product = ordered.isEmpty() ? Constant.of(coefficient) : rawScalar(coefficient, ordered);
        assert product.equals(of(Constant.of(coefficient), of(powers))) : powers;
        return product;
    }

    static Product rawScalar(Numeral coefficient, List<Expression> factors) {
        return new Product(coefficient, List.copyOf(factors), Shape.SCALAR, SCALAR_WIRING);
    }

    static Product raw(Numeral coefficient, List<Expression> factors, List<List<Integer>> labels, List<Delta> deltas, List<Size> sizes,
            int rank) {
        if (rank == 0 && sizes.isEmpty()) {
            return rawScalar(coefficient, factors);
        }
        Wiring wiring = new Wiring(labels.stream().map(List::copyOf).toList(), List.copyOf(deltas), List.copyOf(sizes));
        return new Product(coefficient, List.copyOf(factors), new Shape(sizes.subList(0, rank)), wiring);
    }

    /** The expression as a product of one factor, for what reads products only. */
    public static Product ofAll(Expression only) {
        List<Integer> labels = IntStream.range(0, only.shape().rank()).boxed().toList();
        return raw(Rational.ONE, List.of(only), List.of(labels), List.of(), only.shape().sizes(), labels.size());
    }

    static Expression zero(Shape shape) {
        return raw(Rational.ZERO, List.of(), List.of(), List.of(), shape.sizes(), shape.rank());
    }

    /** The number in front. */
    public Numeral coefficient() {
        return coefficient;
    }

    /** The factors without the coefficient. */
    public List<Expression> factors() {
        return factors;
    }

    /**
     * Labels of a factor's axes; none for a scalar.
     *
     * @throws IndexOutOfBoundsException if there is no such factor
     */
    public List<Integer> labels(int factor) {
        return wiring.labels.isEmpty() ? List.of() : wiring.labels.get(factor);
    }

    /** Ties between axes of the result. */
    public List<Delta> deltas() {
        return wiring.deltas;
    }

    /** Number of labels: axes of the result first, then those that are summed. */
    public int labelCount() {
        return wiring.sizes.size();
    }

    /**
     * The size a label runs over.
     *
     * @throws IndexOutOfBoundsException if there is no such label
     */
    public Size size(int label) {
        return wiring.sizes.get(label);
    }

    /** Whether some label is summed. */
    public boolean isContraction() {
        return labelCount() > shape().rank();
    }

    /**
     * For a factor that is one over a norm of which the other factors are a multiple: by what it divides besides. By the convention at the kink of a norm
     * it counts as 0 where the norm is 0 and none of these numbers is.
     */
    public Optional<List<Expression>> besidesNorm(int factor) {
        return Norms.dividing(this, factor);
    }

    /** Whether every factor is a scalar or has the result's shape and labels in order, nothing is summed and nothing is tied. */
    public boolean isElementwise() {
        return !isContraction() && deltas().isEmpty() && IntStream.range(0, factors.size())
                .allMatch(i -> labels(i).isEmpty() || isIdentity(labels(i), shape().rank()));
    }

    static boolean isIdentity(List<Integer> labels, int rank) {
        if (labels.size() != rank) {
            return false;
        }
        for (int i = 0; i < rank; i++) {
            if (labels.get(i) != i) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a tensor with its axes in another order. */
    boolean isTurned() {
        return factors.size() == 1 && coefficient.isOne() && deltas().isEmpty() && !isContraction() && shape().rank() > 1
                && labels(0).size() == shape().rank() && labels(0).stream().distinct().count() == shape().rank();
    }

    /** The same product with another coefficient. */
    public Expression withCoefficient(Numeral other) {
        if (other.isZero()) {
            return Elementwise.zero(shape());
        }
        if (other.equals(coefficient)) {
            return this;
        }
        if (other.isOne() && factors.size() == 1 && deltas().isEmpty() && !isContraction() && isIdentity(labels(0), shape().rank())) {
            return factors.getFirst();
        }
        return new Product(other, factors, shape(), wiring, symmetric);
    }

    /** Whether some factor of a contraction is a scalar, which may stand in front of it as well. */
    boolean hasScalarFactors() {
        return isContraction() && factors.stream().anyMatch(Expression::isScalar);
    }

    /** The factors that are scalars. */
    List<Expression> scalarFactors() {
        return factors.stream().filter(Expression::isScalar).toList();
    }

    /** This product without its coefficient and the factors that are scalars. */
    Expression tensorFactors() {
        List<Integer> kept = IntStream.range(0, factors.size()).filter(i -> !factors.get(i).isScalar()).boxed().toList();
        return new Product(Rational.ONE, kept.stream().map(factors::get).toList(), shape(),
                new Wiring(kept.stream().map(this::labels).toList(), deltas(), wiring.sizes), symmetric);
    }

    /** The axes that some factor or delta has. */
    public List<Integer> mentionedAxes() {
        return IntStream.range(0, shape().rank()).filter(axis -> IntStream.range(0, factors.size()).anyMatch(i -> labels(i).contains(axis))
                || deltas().stream().anyMatch(delta -> delta.first == axis || delta.second == axis)).boxed().toList();
    }

    /** Whether it is stretched along some axis. */
    public boolean isBroadcast() {
        return mentionedAxes().size() < shape().rank();
    }

    /** The product with the axes that some factor or delta has. */
    public Expression withoutBroadcast() {
        ProductBuilder builder = new ProductBuilder();
        List<Integer> mentioned = mentionedAxes();
        int[] axes = addTo(builder, label -> label >= shape().rank() || mentioned.contains(label));
        return builder.build(mentioned.stream().mapToInt(axis -> axes[axis]).toArray());
    }

    /** The product without an axis along which it is stretched. */
    Expression withoutStretched(int axis) {
        ProductBuilder builder = new ProductBuilder();
        int[] axes = addTo(builder, label -> label != axis);
        return builder.build(IntStream.range(0, axes.length).filter(other -> other != axis).map(other -> axes[other]).toArray());
    }

    /** Something of the shape of this product without its broadcast, stretched as this product is. */
    Expression broadcast(Expression other) {
        ProductBuilder builder = new ProductBuilder();
        int[] axes = builder.labels(shape());
        return builder.factor(other, mentionedAxes().stream().mapToInt(axis -> axes[axis]).toArray()).build(axes);
    }

    /** A builder that holds this product; {@code axes} are the builder's labels for this product's axes. */
    int[] addTo(ProductBuilder builder) {
        return addTo(builder, label -> true);
    }

    private int[] addTo(ProductBuilder builder, java.util.function.IntPredicate taken) {
        int[] names = new int[labelCount()];
        for (int label = 0; label < names.length; label++) {
            names[label] = taken.test(label) ? builder.label(size(label)) : -1;
        }
        builder.coefficient(coefficient);
        for (int i = 0; i < factors.size(); i++) {
            builder.factor(factors.get(i), labels(i).stream().mapToInt(label -> names[label]).toArray());
        }
        deltas().forEach(delta -> builder.delta(names[delta.first], names[delta.second]));
        return java.util.Arrays.copyOf(names, shape().rank());
    }

    @Override
    public List<Expression> operands() {
        return factors;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return with(coefficient, changed);
    }

    /**
     * The same wiring with another number in front and other factors, of the same shapes.
     *
     * @param changed as many as there are factors
     * @throws IllegalArgumentException if a shape differs
     */
    public Expression with(Numeral number, List<Expression> changed) {
        if (wiring == SCALAR_WIRING) {
            List<Expression> all = new ArrayList<>(changed);
            all.add(Constant.of(number));
            return of(all);
        }
        ProductBuilder builder = new ProductBuilder();
        int[] names = new int[labelCount()];
        for (int label = 0; label < names.length; label++) {
            names[label] = builder.label(size(label));
        }
        builder.coefficient(number);
        for (int i = 0; i < changed.size(); i++) {
            builder.factor(changed.get(i), labels(i).stream().mapToInt(label -> names[label]).toArray());
        }
        deltas().forEach(delta -> builder.delta(names[delta.first], names[delta.second]));
        return builder.build(java.util.Arrays.copyOf(names, shape().rank()));
    }

    @Override
    int compareHead(Expression other) {
        Product product = (Product) other;
        int byFactors = Integer.compare(factors.size(), product.factors.size());
        if (byFactors != 0) {
            return byFactors;
        }
        int byValue = coefficient.compareTo(product.coefficient);
        if (byValue != 0) {
            return byValue;
        }
        // a sum over all axes has the wiring of the entries that it sums
        int byRank = Integer.compare(shape().rank(), product.shape().rank());
        if (byRank != 0) {
            return byRank;
        }
        return wiring.equals(product.wiring) ? 0 : (wiring + "" + shape()).compareTo(product.wiring + "" + product.shape());
    }
}
