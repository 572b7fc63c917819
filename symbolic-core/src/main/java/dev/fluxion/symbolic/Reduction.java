package dev.fluxion.symbolic;

import dev.fluxion.symbolic.operator.Operator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A function of the table along one axis: it drops the axis (a maximum) or keeps it (a softmax), as its row says. Sums are
 * {@link Product products} instead.
 */
public final class Reduction extends Expression {
    private final Operator operator;
    private final Expression operand;
    private final int axis;

    private Reduction(Operator operator, Expression operand, int axis) {
        super(operator.keepsAxis() ? operand.shape() : operand.shape().without(axis), operator.name().hashCode() * 31 + axis, List.of(operand));
        this.operator = operator;
        this.operand = operand;
        this.axis = axis;
    }

    /**
     * A function along one axis, in canonical form.
     *
     * @param axis counted from 0
     * @param operator of kind {@link Operator.Kind#REDUCTION}
     * @throws IllegalArgumentException if the operator is of another kind, or the operand has no such axis
     */
    public static Expression of(Operator operator, Expression operand, int axis) {
        if (operator.kind() != Operator.Kind.REDUCTION) {
            throw new IllegalArgumentException(operator.name() + " is no function along an axis");
        }
        if (axis < 0 || axis >= operand.shape().rank()) {
            throw new IllegalArgumentException("axis " + axis + " of " + operand.shape());
        }
        if (operator.keepsAxis() && operand instanceof Product product && product.isTurned()) {
            return turned(operator, product, axis);
        }
        return new Reduction(operator, operand, axis);
    }

    // Of a tensor with its axes in another order, that of the tensor, turned: one node for all orders.
    private static Expression turned(Operator operator, Product product, int axis) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(product.factors().getFirst().shape());
        List<Integer> places = product.labels(0);
        Expression reduced = of(operator, product.factors().getFirst(), places.indexOf(axis));
        return builder.factor(reduced, labels).build(IntStream.range(0, labels.length).map(out -> labels[places.indexOf(out)]).toArray());
    }

    /** The row of the table. */
    public Operator operator() {
        return operator;
    }

    /** What is reduced. */
    public Expression operand() {
        return operand;
    }

    /** The axis, counted from 0. */
    public int axis() {
        return axis;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(operator, changed.getFirst(), axis);
    }

    @Override
    int compareHead(Expression other) {
        Reduction reduction = (Reduction) other;
        int byName = operator.name().compareTo(reduction.operator.name());
        return byName != 0 ? byName : Integer.compare(axis, reduction.axis);
    }
}
