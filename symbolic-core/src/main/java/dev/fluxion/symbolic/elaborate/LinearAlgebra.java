package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Products, transposes and broadcasting of typed values, with the checks of shapes. */
public final class LinearAlgebra {
    private LinearAlgebra() {}

    /** {@code a*b}: the product of linear algebra; in index notation the product of scalars. */
    static Typed product(Typed a, Typed b, Span span) {
        if (a.isOpen() || b.isOpen()) {
            return elementwise(a, b, "*", span, Elementwise::product);
        }
        if (a.rank() == 0 || b.rank() == 0) {
            Typed tensor = a.rank() == 0 ? b : a;
            return tensor.with(Elementwise.product(a.expression(), b.expression()));
        }
        if (a.rank() > 2 || b.rank() > 2) {
            throw Problems.shape("'*' of shapes " + a.shape() + " and " + b.shape() + ": ranks above 2 have no matrix product", span,
                    "use index notation, sum(k: A[i,k]*B[k,j]), or .*");
        }
        return a.rank() == 1 && b.rank() == 1 ? vectors(a, b, span) : matrices(a, b, span);
    }

    private static Typed vectors(Typed a, Typed b, Span span) {
        if (a.row() == b.row()) {
            String kind = a.row() ? "row" : "column";
            throw Problems.shape("'*' of two " + kind + " vectors, " + a.shape() + " and " + b.shape(), span,
                    "write dot(a, b) for the inner product, outer(a, b) for the outer product, or a .* b for entry by entry");
        }
        if (!a.row()) {
            return Typed.of(outer(a.expression(), b.expression()));
        }
        requireInner(a, b, a.shape().size(0), b.shape().size(0), span);
        return Typed.of(inner(a.expression(), b.expression()));
    }

    private static Typed matrices(Typed a, Typed b, Span span) {
        if (a.rank() == 1 && !a.row()) {
            throw Problems.shape("'*' of a column vector " + a.shape() + " and a matrix " + b.shape(), span,
                    transposeHint(a.shape().size(0), b.shape().size(0), "rows", "a'*B"));
        }
        if (b.rank() == 1 && b.row()) {
            throw Problems.shape("'*' of a matrix " + a.shape() + " and a row vector " + b.shape(), span,
                    transposeHint(b.shape().size(0), a.shape().size(1), "columns", "A*b'"));
        }
        requireInner(a, b, a.shape().size(a.rank() - 1), b.shape().size(0), span);
        return new Typed(matrixProduct(a.expression(), b.expression()), a.rank() == 1, List.of());
    }

    private static String transposeHint(Size entries, Size lines, String kind, String product) {
        return entries.equals(lines) ? "transpose the vector: " + product
                : product + " needs a vector with as many entries as the matrix has " + kind + ", " + lines + " and not " + entries;
    }

    private static void requireInner(Typed a, Typed b, Size left, Size right, Span span) {
        if (left.equals(right)) {
            return;
        }
        String hint = "";
        if (a.rank() == 2 && a.shape().size(0).equals(right)) {
            hint = "did you mean A'*B?";
        } else if (b.rank() == 2 && b.shape().size(1).equals(left)) {
            hint = "did you mean A*B'?";
        } else if (a.shape().equals(b.shape())) {
            hint = "did you mean A .* B?";
        } else if (b.shape().size(b.rank() - 1).equals(a.shape().size(0))) {
            hint = "did you mean B*A?";
        }
        throw Problems.shape("'*' of shapes " + a.shape() + " and " + b.shape() + ": the inner sizes " + left + " and " + right + " differ", span,
                hint);
    }

    /** Σₖ a[…,k]·b[k,…]. */
    public static Expression matrixProduct(Expression a, Expression b) {
        ProductBuilder builder = new ProductBuilder();
        int[] left = builder.labels(a.shape());
        int[] right = new int[b.shape().rank()];
        right[0] = left[left.length - 1];
        for (int axis = 1; axis < right.length; axis++) {
            right[axis] = builder.label(b.shape().size(axis));
        }
        builder.factor(a, left).factor(b, right);
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < left.length - 1; i++) {
            out.add(left[i]);
        }
        for (int j = 1; j < right.length; j++) {
            out.add(right[j]);
        }
        return builder.build(out.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Σᵢ aᵢ·bᵢ over all axes. */
    public static Expression inner(Expression a, Expression b) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(a.shape());
        return builder.factor(a, labels).factor(b, labels).build();
    }

    /** aᵢ·bⱼ. */
    public static Expression outer(Expression a, Expression b) {
        ProductBuilder builder = new ProductBuilder();
        int i = builder.label(a.shape().size(0));
        int j = builder.label(b.shape().size(0));
        return builder.factor(a, i).factor(b, j).build(i, j);
    }

    /** The matrix with its axes exchanged. */
    public static Expression transpose(Expression matrix) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(matrix.shape());
        return builder.factor(matrix, labels).build(labels[1], labels[0]);
    }

    static Typed transpose(Typed operand, Span span) {
        if (operand.isOpen()) {
            throw Problems.shape("an index expression has no transpose", span, "exchange its labels instead");
        }
        return switch (operand.rank()) {
            case 0 -> operand;
            case 1 -> new Typed(operand.expression(), !operand.row(), List.of());
            case 2 -> Typed.of(transpose(operand.expression()));
            default -> throw Problems.shape("the transpose of shape " + operand.shape() + " is not defined: its rank is above 2", span,
                    "use tensor(j, i, …: A[i, j, …]) to exchange axes");
        };
    }

    /** The matrix with ones where both positions are the same. */
    static Expression identity(Size size) {
        ProductBuilder builder = new ProductBuilder();
        int i = builder.label(size);
        int j = builder.label(size);
        return builder.delta(i, j).build(i, j);
    }

    /** Sum over one axis, counted from 0, or over all if it is −1. */
    public static Expression total(Expression operand, int axis) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(operand.shape());
        builder.factor(operand, labels);
        return builder.build(axis < 0 ? new int[0] : java.util.stream.IntStream.range(0, labels.length).filter(i -> i != axis)
                .map(i -> labels[i]).toArray());
    }

    /** A whole power of a square matrix; of its inverse, if the exponent is negative. */
    static Expression matrixPower(Expression matrix, int exponent) {
        if (exponent == 0) {
            return identity(matrix.shape().size(0));
        }
        Expression result = null;
        Expression square = exponent > 0 ? matrix : MatrixFunction.of(TensorRows.INVERSE, List.of(matrix));
        for (long rest = Math.abs((long) exponent); rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = result == null ? square : matrixProduct(result, square);
            }
            if (rest > 1) {
                square = matrixProduct(square, square);
            }
        }
        return result;
    }

    /** A power of which not both are scalars. */
    static Typed matrixPower(Typed base, Typed exponent, Span span) {
        boolean square = base.rank() == 2 && base.shape().size(0).equals(base.shape().size(1));
        if (square && exponent.expression() instanceof Constant c && c.value() instanceof Rational r && r.isInt()) {
            return Typed.of(matrixPower(base.expression(), r.intValue()));
        }
        throw Problems.shape("'^' of shape " + base.shape() + " and " + exponent.shape()
                + ": only scalars and, with a whole number as the exponent, square matrices have powers", span, "");
    }

    /** An operation entry by entry on operands that broadcast: trailing axes, a literal size of 1 stretches. */
    static Typed elementwise(Typed a, Typed b, String operator, Span span, BinaryOperator<Expression> operation) {
        if (a.isOpen() || b.isOpen()) {
            return indexed(a, b, operator, span, operation);
        }
        if (a.rank() == 1 && b.rank() == 1 && a.row() != b.row()) {
            throw Problems.shape("'" + operator + "' of a row and a column vector, " + a.shape() + " and " + b.shape(), span,
                    "transpose one of them, or write outer(a, b)");
        }
        Shape shape = broadcast(a, b, operator, span);
        Expression result = operation.apply(stretch(a.expression(), shape), stretch(b.expression(), shape));
        boolean row = a.rank() == 1 && b.rank() <= 1 ? a.row() : b.rank() == 1 && a.rank() == 0 && b.row();
        return new Typed(result, row && shape.rank() == 1, List.of());
    }

    private static Typed indexed(Typed a, Typed b, String operator, Span span, BinaryOperator<Expression> operation) {
        Typed closed = !a.isOpen() ? a : b;
        if (!closed.isOpen() && closed.rank() > 0) {
            throw Problems.shape("'" + operator + "' mixes an index expression with a tensor of shape " + closed.shape() + " without indices",
                    span, "give the tensor indices too");
        }
        List<String> labels = new ArrayList<>(a.labels());
        b.labels().stream().filter(label -> !labels.contains(label)).forEach(labels::add);
        List<Size> sizes = new ArrayList<>();
        for (String label : labels) {
            sizes.add(rangeOf(label, a, b, span));
        }
        Shape shape = new Shape(sizes);
        return new Typed(operation.apply(aligned(a, labels, shape), aligned(b, labels, shape)), false, labels);
    }

    private static Size rangeOf(String label, Typed a, Typed b, Span span) {
        int inA = a.labels().indexOf(label);
        int inB = b.labels().indexOf(label);
        if (inA >= 0 && inB >= 0 && !a.shape().size(inA).equals(b.shape().size(inB))) {
            throw Problems.shape("label " + label + " runs over " + a.shape().size(inA) + " and over " + b.shape().size(inB), span,
                    "use another label for one of them");
        }
        return inA >= 0 ? a.shape().size(inA) : b.shape().size(inB);
    }

    // The operand with an axis for every label, in order; labels it lacks broadcast.
    static Expression aligned(Typed operand, List<String> labels, Shape shape) {
        if (!operand.isOpen() || operand.labels().equals(labels)) {
            return operand.expression();
        }
        ProductBuilder builder = new ProductBuilder();
        int[] out = builder.labels(shape);
        int[] own = operand.labels().stream().mapToInt(label -> out[labels.indexOf(label)]).toArray();
        return builder.factor(operand.expression(), own).build(out);
    }

    static boolean broadcasts(Typed a, Typed b) {
        int shared = Math.min(a.rank(), b.rank());
        boolean sizes = java.util.stream.IntStream.rangeClosed(1, shared).allMatch(fromEnd -> {
            Size left = a.shape().size(a.rank() - fromEnd);
            Size right = b.shape().size(b.rank() - fromEnd);
            return left.equals(right) || left.isOne() || right.isOne();
        });
        return sizes && (a.rank() != 1 || b.rank() != 1 || a.row() == b.row());
    }

    private static Shape broadcast(Typed a, Typed b, String operator, Span span) {
        int rank = Math.max(a.rank(), b.rank());
        List<Size> sizes = new ArrayList<>();
        for (int fromEnd = rank; fromEnd >= 1; fromEnd--) {
            Size left = fromEnd <= a.rank() ? a.shape().size(a.rank() - fromEnd) : Size.ONE;
            Size right = fromEnd <= b.rank() ? b.shape().size(b.rank() - fromEnd) : Size.ONE;
            if (!left.equals(right) && !left.isOne() && !right.isOne()) {
                throw Problems.shape("'" + operator + "' of shapes " + a.shape() + " and " + b.shape() + ": the sizes " + left + " and " + right
                        + " do not broadcast", span, broadcastHint(a, b));
            }
            sizes.add(left.isOne() ? right : left);
        }
        return new Shape(sizes);
    }

    private static String broadcastHint(Typed a, Typed b) {
        if (a.rank() == 2 && b.rank() == 2 && a.shape().size(0).equals(b.shape().size(1)) && a.shape().size(1).equals(b.shape().size(0))) {
            return "transpose one of them";
        }
        Typed vector = a.rank() == 1 ? a : b;
        Typed matrix = a.rank() == 1 ? b : a;
        if (vector.rank() == 1 && matrix.rank() == 2 && vector.shape().size(0).equals(matrix.shape().size(0))) {
            return "a vector is added to each row; for each column write outer(v, ones(" + matrix.shape().size(1) + "))";
        }
        return "";
    }

    /** The expression with an axis of every size; missing leading axes and sizes of 1 are stretched. Scalars stay scalars. */
    static Expression stretch(Expression operand, Shape shape) {
        if (operand.isScalar() || operand.shape().equals(shape)) {
            return operand;
        }
        ProductBuilder builder = new ProductBuilder();
        int[] out = builder.labels(shape);
        int missing = shape.rank() - operand.shape().rank();
        int[] own = new int[operand.shape().rank()];
        for (int axis = 0; axis < own.length; axis++) {
            boolean same = operand.shape().size(axis).equals(shape.size(axis + missing));
            own[axis] = same ? out[axis + missing] : builder.label(Size.ONE);
        }
        return builder.factor(operand, own).build(out);
    }

    static Expression reciprocal(Expression operand) {
        return Power.of(operand, Constant.MINUS_ONE);
    }
}
