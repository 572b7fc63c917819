package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Views;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The same entries at other positions: {@code vec}, {@code reshape}, {@code kron}, {@code concat}, slices, {@code tril_unpack}; products with indicators. */
final class ViewForms {
    private ViewForms() {}

    static void enter(Map<String, Form> forms) {
        forms.put("vec", (e, call) -> Typed.of(reshaped(operand(e, call, 1, 1), List.of(), call)));
        forms.put("reshape", ViewForms::reshape);
        forms.put("kron", ViewForms::kronecker);
        forms.put("concat", ViewForms::concatenation);
        forms.put("onehot", ViewForms::oneHot);
        forms.put("tril_unpack", ViewForms::lowerTriangle);
    }

    private static Expression operand(Elaborator elaborator, Tree.Call call, int least, int most) {
        Calls.requirePlain(call);
        Calls.requireArity(call, least, most);
        return StructuralForms.closed(elaborator.read(call.operands().getFirst()), call).expression();
    }

    private static Typed reshape(Elaborator elaborator, Tree.Call call) {
        Expression operand = operand(elaborator, call, 2, 17);
        List<Size> sizes = call.operands().stream().skip(1).map(elaborator::size).toList();
        return Typed.of(reshaped(operand, sizes, call));
    }

    // No sizes: to one vector.
    private static Expression reshaped(Expression operand, List<Size> sizes, Tree.Call call) {
        Size entries = operand.shape().entries();
        List<Size> wanted = sizes.isEmpty() ? List.of(entries) : sizes;
        if (!new Shape(wanted).entries().equals(entries)) {
            throw Problems.shape("'" + call.name() + "' of shape " + operand.shape() + " to " + new Shape(wanted) + ": " + entries + " entries are not "
                    + new Shape(wanted).entries(), call.span(), fitting(entries, sizes, call));
        }
        return Views.reshape(operand, new Shape(wanted));
    }

    // The last size, else one before it, that can be changed so that the entries fill the shape; a vector takes them all.
    private static String fitting(Size entries, List<Size> sizes, Tree.Call call) {
        String operand = Repairs.text(call.operands().getFirst());
        for (int axis = sizes.size() - 1; axis >= 0; axis--) {
            Optional<Size> left = entries.over(new Shape(sizes).without(axis).entries());
            if (left.isPresent()) {
                List<Size> changed = new ArrayList<>(sizes);
                changed.set(axis, left.get());
                return "did you mean " + call.name() + "(" + operand + ", " + changed.stream().map(Size::toString).collect(Collectors.joining(", ")) + ")? It has shape "
                        + new Shape(changed);
            }
        }
        return "did you mean vec(" + operand + ")? It has shape " + Shape.of(entries);
    }

    private static Typed kronecker(Elaborator elaborator, Tree.Call call) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 2, 2);
        Typed a = StructuralForms.closed(elaborator.read(call.operands().getFirst()), call);
        Typed b = StructuralForms.closed(elaborator.read(call.operands().getLast()), call);
        if (a.rank() != b.rank() || a.rank() == 0 || a.rank() > 2) {
            Typed vector = a.rank() == 1 ? a : b;
            throw Problems.shape("'" + call.name() + "' of shapes " + a.shape() + " and " + b.shape() + ": it needs two matrices or two vectors", call.span(),
                    a.rank() == 0 || b.rank() == 0 ? "a scalar times a matrix is '*'" : vector.rank() != 1 ? ""
                    : "reshape(…, " + vector.shape().size(0) + ", 1) makes a vector a matrix of one column");
        }
        return new Typed(Views.kronecker(a.expression(), a.row(), b.expression(), b.row()), a.row() && b.row(), List.of());
    }

    private static Typed concatenation(Elaborator elaborator, Tree.Call call) {
        Calls.requirePlain(call);
        Calls.requireArity(call, 1, Integer.MAX_VALUE);
        List<Typed> parts = new ArrayList<>(call.operands().stream().map(operand -> StructuralForms.closed(elaborator.read(operand), call)).toList());
        int axis = 0;
        if (parts.size() > 1 && parts.getLast().rank() == 0) {
            axis = Calls.axis(parts.removeLast(), parts.getFirst(), call, call.operands().getLast().span());
        }
        Shape first = parts.getFirst().shape();
        for (Typed part : parts) {
            if (part.rank() == 0 || part.rank() != first.rank() || !part.shape().without(axis).equals(first.without(axis))) {
                throw Problems.shape("'" + call.name() + "' of shapes " + first + " and " + part.shape() + " along axis " + (axis + 1), call.span(),
                        part.rank() == 0 ? "a number in brackets, [1], is a vector of one entry" : "all other axes must have the same sizes");
            }
        }
        return new Typed(Views.concatenation(parts.stream().map(Typed::expression).toList(), axis), parts.stream().allMatch(Typed::row), List.of());
    }

    /** The positions from…to along an axis, counted from 1. */
    static Expression slice(Expression operand, int axis, Size from, Size to, Span span) {
        Size size = operand.shape().size(axis);
        Size count = to.minus(from).plus(Size.ONE);
        if (from.minus(Size.ONE).isNegative() || size.minus(to).isNegative() || count.isNegative()) {
            throw Problems.shape("the slice " + from + ".." + to + " does not lie within 1.." + size, span, "positions count from 1");
        }
        return Views.slice(operand, axis, from, count);
    }

    // 1 where the label is the position along the last axis.
    private static Typed oneHot(Elaborator elaborator, Tree.Call call) {
        Expression labels = operand(elaborator, call, 2, 2);
        return Typed.of(Views.oneHot(labels, elaborator.size(call.operands().getLast())));
    }

    // By columns: each is a part of the vector, one entry shorter than the last.
    private static Typed lowerTriangle(Elaborator elaborator, Tree.Call call) {
        Expression packed = operand(elaborator, call, 1, 1);
        if (packed.shape().rank() != 1) {
            throw Problems.shape("'" + call.name() + "' of shape " + packed.shape() + ": it needs a vector", call.span(), "");
        }
        if (!packed.shape().size(0).isLiteral()) {
            throw Problems.unsupported("'" + call.name() + "' of a vector of symbolic size", call.span());
        }
        long entries = packed.shape().size(0).literal();
        long order = Math.round((1 + Math.sqrt(1 + 8.0 * entries)) / 2);
        if (order * (order - 1) / 2 != entries) {
            throw Problems.shape("'" + call.name() + "' of " + entries + " entries, which fill no triangle", call.span(), "n*(n - 1)/2 entries do");
        }
        Size size = Size.of(order);
        List<Expression> columns = new ArrayList<>();
        long start = 0;
        for (long column = 0; column < order - 1; column++) {
            Expression part = slice(packed, 0, Size.of(start + 1), Size.of(start + order - 1 - column), call.span());
            ProductBuilder builder = new ProductBuilder();
            int entry = builder.label(part.shape().size(0));
            int[] out = {builder.label(size), builder.label(size)};
            builder.factor(part, entry).where(Size.of(column + 1), Map.of(entry, Size.ONE, out[0], Size.of(-1)));
            columns.add(builder.where(Size.of(-column), Map.of(out[1], Size.ONE)).build(out));
            start += order - 1 - column;
        }
        return Typed.of(columns.isEmpty() ? Elementwise.zero(Shape.of(size, size)) : Elementwise.sum(columns));
    }

    /** A whole number from an operand, at least the given one. */
    static int whole(Elaborator elaborator, Tree tree, String what, int least) {
        if (elaborator.scalar(tree, what) instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.intValue() >= least) {
            return r.intValue();
        }
        throw Problems.shape(what + " must be a whole number from " + least, tree.span(), "");
    }
}
