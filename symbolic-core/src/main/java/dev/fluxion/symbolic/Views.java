package dev.fluxion.symbolic;

import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Tensors with the entries of others at other positions: products with {@link Indicator indicators}. */
public final class Views {
    private static final Size MINUS_ONE = Size.of(-1);

    private Views() {}

    /**
     * The same entries in column-major order in another shape with as many entries.
     *
     * @throws IllegalArgumentException if the shape has not as many entries, whatever the names of sizes stand for
     */
    public static Expression reshape(Expression operand, Shape shape) {
        if (!operand.shape().entries().equals(shape.entries())) {
            throw new IllegalArgumentException("entries of shape " + operand.shape() + " in shape " + shape);
        }
        if (operand instanceof ArrayOf array && shape.sizes().stream().allMatch(Size::isLiteral)) {
            return array.arranged(shape);
        }
        ProductBuilder builder = new ProductBuilder();
        int[] from = builder.labels(operand.shape());
        int[] to = builder.labels(shape);
        builder.factor(operand, from);
        int first = 0; // leading axes of the same sizes stay
        while (first < Math.min(from.length, to.length) && operand.shape().size(first).equals(shape.size(first))) {
            builder.delta(from[first], to[first++]);
        }
        int last = 0; // and trailing ones
        while (last < Math.min(from.length, to.length) - first
                && operand.shape().size(from.length - 1 - last).equals(shape.size(to.length - 1 - last))) {
            builder.delta(from[from.length - 1 - last], to[to.length - 1 - last++]);
        }
        Map<Integer, Size> equation = new LinkedHashMap<>();
        digits(builder, java.util.Arrays.copyOfRange(from, first, from.length - last), Size.ONE, equation);
        digits(builder, java.util.Arrays.copyOfRange(to, first, to.length - last), MINUS_ONE, equation);
        return builder.where(Size.ZERO, equation).build(to);
    }

    /** All entries in column-major order. */
    public static Expression vector(Expression operand) {
        return reshape(operand, Shape.of(operand.shape().entries()));
    }

    /**
     * Groups of neighbouring axes, so many each, as one axis each: its entries in column-major order.
     *
     * @param ranks how many axes each group has, together as many as the operand
     * @throws IllegalArgumentException if they are more or fewer
     */
    public static Expression vectors(Expression operand, List<Integer> ranks) {
        if (ranks.stream().mapToInt(Integer::intValue).sum() != operand.shape().rank()) {
            throw new IllegalArgumentException("groups of " + ranks + " axes of shape " + operand.shape());
        }
        ProductBuilder builder = new ProductBuilder();
        int[] from = builder.labels(operand.shape());
        int[] to = new int[ranks.size()];
        builder.factor(operand, from);
        int next = 0;
        for (int group = 0; group < to.length; group++) {
            int[] axes = java.util.Arrays.copyOfRange(from, next, next += ranks.get(group));
            if (axes.length == 1) {
                to[group] = axes[0];
                continue;
            }
            to[group] = builder.label(java.util.Arrays.stream(axes).mapToObj(builder::size).reduce(Size.ONE, Size::times));
            Map<Integer, Size> equation = new LinkedHashMap<>();
            digits(builder, axes, Size.ONE, equation);
            equation.put(to[group], MINUS_ONE);
            builder.where(Size.ZERO, equation);
        }
        return builder.build(to);
    }

    private static void digits(ProductBuilder builder, int[] labels, Size unit, Map<Integer, Size> into) {
        Size weight = unit;
        for (int label : labels) {
            into.put(label, weight);
            weight = weight.times(builder.size(label));
        }
    }

    /**
     * Each entry of the first matrix times the whole second one: of m by n and p by q a matrix of mp by nq. A vector is a matrix of one column; of two
     * vectors the result is one as well.
     *
     * @throws IllegalArgumentException if one of them is neither a vector nor a matrix
     */
    public static Expression kronecker(Expression a, Expression b) {
        return kronecker(a, false, b, false);
    }

    /**
     * The same of vectors that may be rows.
     *
     * @param rowA whether the first is a row, if it is a vector
     * @param rowB whether the second is
     * @throws IllegalArgumentException if one of them is neither a vector nor a matrix
     */
    public static Expression kronecker(Expression a, boolean rowA, Expression b, boolean rowB) {
        requireMatrices(a, b);
        ProductBuilder builder = new ProductBuilder();
        int[] outer = builder.labels(a.shape());
        int[] inner = builder.labels(b.shape());
        builder.factor(a, outer).factor(b, inner);
        return kronecker(builder, rowsAndColumns(outer, rowA), rowsAndColumns(inner, rowB));
    }

    /**
     * The same as {@link #kronecker(Expression, Expression)} as one product, whose factors are those of both.
     *
     * @throws IllegalArgumentException if one of them is neither a vector nor a matrix
     */
    public static Expression flatKronecker(Expression a, Expression b) {
        requireMatrices(a, b);
        ProductBuilder builder = new ProductBuilder();
        int[][] labels = new int[2][];
        for (int which = 0; which < 2; which++) {
            Expression matrix = which == 0 ? a : b;
            if (matrix instanceof Product product) {
                labels[which] = product.addTo(builder);
            } else {
                labels[which] = builder.labels(matrix.shape());
                builder.factor(matrix, labels[which]);
            }
        }
        return kronecker(builder, rowsAndColumns(labels[0], false), rowsAndColumns(labels[1], false));
    }

    private static void requireMatrices(Expression a, Expression b) {
        if (a.isScalar() || b.isScalar() || a.shape().rank() > 2 || b.shape().rank() > 2) {
            throw new IllegalArgumentException("no two matrices: shapes " + a.shape() + " and " + b.shape());
        }
    }

    // The label of each axis of a matrix; a vector has none for one of them, which is of size one.
    private static OptionalInt[] rowsAndColumns(int[] labels, boolean row) {
        OptionalInt first = OptionalInt.of(labels[0]);
        return labels.length == 2 ? new OptionalInt[] {first, OptionalInt.of(labels[1])}
                : row ? new OptionalInt[] {OptionalInt.empty(), first} : new OptionalInt[] {first, OptionalInt.empty()};
    }

    private static Expression kronecker(ProductBuilder builder, OptionalInt[] outer, OptionalInt[] inner) {
        List<Integer> out = new ArrayList<>();
        for (int axis = 0; axis < 2; axis++) {
            if (outer[axis].isPresent() && inner[axis].isPresent()) {
                int within = inner[axis].getAsInt();
                Size size = builder.size(within);
                int label = builder.label(builder.size(outer[axis].getAsInt()).times(size));
                builder.where(Size.ZERO, Map.of(label, Size.ONE, outer[axis].getAsInt(), size.negate(), within, MINUS_ONE));
                out.add(label);
            } else {
                outer[axis].ifPresent(out::add);
                inner[axis].ifPresent(out::add);
            }
        }
        return builder.build(out.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * The tensors one after the other along an axis, counted from 0.
     *
     * @param parts at least one, whose other axes agree in size
     * @throws IllegalArgumentException if there is none, or another size differs
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public static Expression concatenation(List<Expression> parts, int axis) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a concatenation of nothing");
        }
        Size total = parts.stream().map(part -> part.shape().size(axis)).reduce(Size.ZERO, Size::plus);
        Size start = Size.ZERO;
        List<Expression> terms = new ArrayList<>();
        for (Expression part : parts) {
            terms.add(moved(part, axis, total, start));
            start = start.plus(part.shape().size(axis));
        }
        return Elementwise.sum(terms);
    }

    /**
     * The positions from one on along an axis.
     *
     * @param axis counted from 0
     * @param from counted from 1
     * @param count how many
     * @throws IllegalArgumentException if some are known to lie outside the axis
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public static Expression slice(Expression operand, int axis, Size from, Size count) {
        Size before = from.minus(Size.ONE);
        Size behind = operand.shape().size(axis).minus(before).minus(count);
        return moved(operand, axis, count, before.negate(), unproved(before, behind));
    }

    /**
     * Of numbers that must not be negative those of which that is not known.
     *
     * @throws IllegalArgumentException if one of them is known to be negative
     */
    public static List<Size> unproved(Size... numbers) {
        List<Size> open = new ArrayList<>();
        for (Size number : numbers) {
            if (number.isNegative()) {
                throw new IllegalArgumentException(number + " is negative");
            }
            if (!number.isNeverNegative()) {
                open.add(number);
            }
        }
        return open;
    }

    private static Expression moved(Expression operand, int axis, Size size, Size by) {
        return moved(operand, axis, size, by, List.of());
    }

    // Towards higher positions along an axis of another size; what falls outside is lost, gaps are zero.
    private static Expression moved(Expression operand, int axis, Size size, Size by, List<Size> required) {
        ProductBuilder builder = new ProductBuilder();
        int[] from = builder.labels(operand.shape());
        int[] to = from.clone();
        to[axis] = builder.label(size);
        builder.factor(operand, from);
        return builder.where(by, Map.of(from[axis], Size.ONE, to[axis], MINUS_ONE), required).build(to);
    }

    /** One more axis of a size: 1 at the position that an entry says, counted from 1, and 0 elsewhere. */
    public static Expression oneHot(Expression positions, Size size) {
        Expression entry = stretched(positions, size);
        return Piecewise.of(List.of(new Piecewise.Case(Condition.compare(Condition.Relation.EQUAL, entry, counted(entry.shape())), Constant.ONE)),
                Constant.ZERO);
    }

    /** The same, where an entry that is no position of the axis makes the whole row NaN: what picks rows of a tensor. */
    public static Expression selector(Expression positions, Size size) {
        Expression entry = positions.isScalar() ? positions : stretched(positions, size);
        Condition hit = Condition.compare(Condition.Relation.EQUAL, entry, counted(positions.shape().then(Shape.of(size))));
        Condition within = Condition.all(List.of(Condition.compare(Condition.Relation.LESS_EQUAL, Constant.ONE, entry),
                Condition.compare(Condition.Relation.LESS_EQUAL, entry, Sizes.expression(size)),
                Condition.compare(Condition.Relation.EQUAL, entry, Apply.of(Stepwise.FLOOR, entry))));
        return Piecewise.of(List.of(new Piecewise.Case(hit, Constant.ONE), new Piecewise.Case(within, Constant.ZERO)), Constant.inexact(Double.NaN));
    }

    /** Whether a choice is {@link #selector} of some positions. */
    public static boolean isSelector(Piecewise choice) {
        return !choice.isScalar() && choice.cases().getFirst().condition() instanceof Condition.Comparison hit && hit.relation() == Condition.Relation.EQUAL
                && List.of(hit.left(), hit.right()).stream().anyMatch(side -> choice.equals(selector(side instanceof Product product && !side.isScalar()
                        ? withoutLast(product) : side, choice.shape().size(choice.shape().rank() - 1))));
    }

    /** What is the same all along the last axis, without that axis; of anything else its mean along it. */
    public static Expression withoutLast(Product product) {
        int last = product.shape().rank() - 1;
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(product.shape());
        builder.factor(product, labels).factor(Power.of(Sizes.expression(product.shape().size(last)), Constant.MINUS_ONE));
        return builder.build(java.util.Arrays.copyOf(labels, last));
    }

    /**
     * The entries of a tensor at positions along an axis, one or more for each entry of another tensor, whose axes take the place of that axis.
     *
     * @param axis counted from 0
     * @param positions entries counted from 1; what is no position of the axis gives NaN
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public static Expression gathered(Expression operand, int axis, Expression positions) {
        Objects.checkIndex(axis, operand.shape().rank());
        ProductBuilder builder = new ProductBuilder();
        int[] from = builder.labels(operand.shape());
        int[] picked = builder.labels(positions.shape());
        builder.factor(operand, from);
        int[] row = java.util.Arrays.copyOf(picked, picked.length + 1);
        row[picked.length] = from[axis];
        builder.factor(selector(positions, operand.shape().size(axis)), row);
        List<Integer> out = new ArrayList<>(java.util.Arrays.stream(from).boxed().toList());
        out.remove(axis);
        out.addAll(axis, java.util.Arrays.stream(picked).boxed().toList());
        return builder.build(out.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Expression stretched(Expression positions, Size size) {
        ProductBuilder builder = new ProductBuilder();
        int[] out = builder.labels(positions.shape().then(Shape.of(size)));
        return builder.factor(positions, java.util.Arrays.copyOf(out, out.length - 1)).build(out);
    }

    private static Expression counted(Shape shape) {
        return Reduction.of(TensorRows.CUMULATIVE_SUM, Elementwise.fill(Constant.ONE, shape), shape.rank() - 1);
    }
}
