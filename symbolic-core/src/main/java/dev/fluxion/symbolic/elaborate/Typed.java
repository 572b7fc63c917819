package dev.fluxion.symbolic.elaborate;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import java.util.List;

/**
 * The meaning of a piece of text: an expression, whether a vector lies or stands, and the free labels of index notation.
 *
 * @param expression its axes are the free labels if there are any
 * @param row whether it is a row vector; only for rank 1 without labels
 * @param labels names of the axes in index notation; empty otherwise
 */
public record Typed(Expression expression, boolean row, List<String> labels) {
    /** Copies. */
    public Typed {
        labels = List.copyOf(labels);
    }

    /** A scalar, column vector or tensor without labels. */
    public static Typed of(Expression expression) {
        return new Typed(expression, false, List.of());
    }

    /** Whether this is index notation with labels still free. */
    public boolean isOpen() {
        return !labels.isEmpty();
    }

    /** The shape as a reader sees it: an open index expression is a scalar for each value of its labels. */
    public Shape shape() {
        return expression.shape();
    }

    /** Rank as seen by operators: 0 for index notation. */
    public int rank() {
        return isOpen() ? 0 : expression.shape().rank();
    }

    /** Another expression of the same shape in its place. */
    public Typed with(Expression other) {
        return new Typed(other, row, labels);
    }
}
