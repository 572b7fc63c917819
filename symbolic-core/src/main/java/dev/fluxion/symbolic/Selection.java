package dev.fluxion.symbolic;

import java.util.List;
import java.util.Map;

/** One position along an axis of a tensor, fixed by a whole number: {@code A[2, :]}. The axis is dropped. */
public final class Selection extends Expression {
    private final Expression operand;
    private final int axis;
    private final long position;

    private Selection(Expression operand, int axis, long position) {
        super(operand.shape().without(axis), axis * 31 + Long.hashCode(position), List.of(operand));
        this.operand = operand;
        this.axis = axis;
        this.position = position;
    }

    /**
     * The operand at one position of an axis, in canonical form.
     *
     * @param axis counted from 0
     * @param position counted from 1, as the language does; at most the size, which is known where that is literal
     * @throws IllegalArgumentException if the axis has no such position
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public static Expression of(Expression operand, int axis, long position) {
        Size size = operand.shape().size(axis);
        if (position < 1 || size.isLiteral() && position > size.literal()) {
            throw new IllegalArgumentException("position " + position + " of size " + size);
        }
        if (operand instanceof ArrayOf array && operand.shape().rank() == 1) {
            return array.operands().get(Math.toIntExact(position - 1));
        }
        if (operand instanceof Product product && !product.mentionedAxes().contains(axis)) {
            return product.withoutStretched(axis);
        }
        return isIdentity(operand) ? unit(size, position) : new Selection(operand, axis, position);
    }

    private static boolean isIdentity(Expression operand) {
        return operand instanceof Product p && p.factors().isEmpty() && p.coefficient().isOne() && p.shape().rank() == 2 && p.deltas().size() == 1;
    }

    // As the derivative of an entry by its vector is.
    private static Expression unit(Size size, long position) {
        ProductBuilder builder = new ProductBuilder();
        int label = builder.label(size);
        return builder.where(Size.of(1 - position), Map.of(label, Size.ONE), List.of(size.minus(Size.of(position)))).build(label);
    }

    /** The tensor. */
    public Expression operand() {
        return operand;
    }

    /** The axis, counted from 0. */
    public int axis() {
        return axis;
    }

    /** The position, counted from 1. */
    public long position() {
        return position;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(changed.getFirst(), axis, position);
    }

    @Override
    int compareHead(Expression other) {
        Selection selection = (Selection) other;
        int byAxis = Integer.compare(axis, selection.axis);
        return byAxis != 0 ? byAxis : Long.compare(position, selection.position);
    }
}
