package dev.fluxion.symbolic;

import java.util.List;

/** A tensor written entry by entry, in row-major order; its sizes are literal and its entries scalars. */
public final class ArrayOf extends Expression {
    private final List<Expression> entries;

    private ArrayOf(Shape shape, List<Expression> entries) {
        super(shape, shape.hashCode(), entries);
        this.entries = entries;
    }

    /**
     * A tensor of these entries.
     *
     * @param shape of literal sizes
     * @param entries as many as the shape holds, row-major, each of rank 0
     * @throws IllegalArgumentException if there are fewer or more, or one is no scalar
     * @throws IllegalStateException if a size is not literal
     */
    public static Expression of(Shape shape, List<Expression> entries) {
        long expected = shape.sizes().stream().mapToLong(Size::literal).reduce(1, Math::multiplyExact);
        if (entries.size() != expected || entries.stream().anyMatch(entry -> !entry.isScalar())) {
            throw new IllegalArgumentException(entries.size() + " entries for shape " + shape);
        }
        return new ArrayOf(shape, List.copyOf(entries));
    }

    /** The entries in column-major order as a vector. */
    public ArrayOf vector() {
        return arranged(Shape.of(Size.of(entries.size())));
    }

    /** The entries in column-major order in another literal shape with as many. */
    ArrayOf arranged(Shape shape) {
        Expression[] placed = new Expression[entries.size()];
        for (int i = 0; i < placed.length; i++) {
            placed[rowMajor(i, shape)] = entries.get(rowMajor(i, shape()));
        }
        return new ArrayOf(shape, List.of(placed));
    }

    // The row-major position of an entry that has a position in column-major order.
    private static int rowMajor(int columnMajor, Shape shape) {
        int[] place = new int[shape.rank()];
        int rest = columnMajor;
        for (int axis = 0; axis < place.length; axis++) {
            int size = Math.toIntExact(shape.size(axis).literal());
            place[axis] = rest % size;
            rest /= size;
        }
        int position = 0;
        for (int axis = 0; axis < place.length; axis++) {
            position = position * Math.toIntExact(shape.size(axis).literal()) + place[axis];
        }
        return position;
    }

    @Override
    public List<Expression> operands() {
        return entries;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(shape(), changed);
    }

    @Override
    int compareHead(Expression other) {
        return shape().toString().compareTo(other.shape().toString());
    }
}
