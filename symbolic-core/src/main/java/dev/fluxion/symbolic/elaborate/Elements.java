package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;

/** {@code A[i, 2, :]}: labels, positions and whole axes. */
final class Elements {
    private final Elaborator elaborator;

    Elements(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    Typed read(Tree.Element element) {
        Typed operand = elaborator.read(element.operand());
        if (operand.isOpen()) {
            throw Problems.shape("an index expression has no axes left to index", element.span(), "give all indices in one pair of brackets");
        }
        int rank = operand.shape().rank();
        if (rank != element.subscripts().size()) {
            throw Problems.shape(element.subscripts().size() + " indices for a tensor of shape " + operand.shape(), element.span(),
                    "it has " + rank + (rank == 1 ? " axis" : " axes"));
        }
        return select(operand, element);
    }

    private Typed select(Typed operand, Tree.Element element) {
        Expression tensor = operand.expression();
        List<String> labels = new ArrayList<>(); // per axis that is left: a label, or "" for a whole axis
        for (Tree subscript : element.subscripts()) {
            int axis = labels.size();
            switch (subscript) {
                case Tree.Range(Tree from, Tree to, var span) when from == null && to == null -> labels.add("");
                case Tree.Range range -> throw Problems.unsupported("slices by ranges", range.span());
                case Tree.Name name when !isNumber(name.name()) -> labels.add(name.name());
                default -> tensor = Selection.of(tensor, axis, position(subscript, tensor.shape().size(axis)));
            }
        }
        boolean open = labels.stream().anyMatch(label -> !label.isEmpty());
        if (!open) {
            return Typed.of(tensor);
        }
        if (labels.contains("")) {
            throw Problems.shape("labels and whole axes are mixed", element.span(), "give every axis a label");
        }
        return labelled(tensor, labels, element);
    }

    private boolean isNumber(String name) {
        return elaborator.scope().value(name).filter(value -> value.expression() instanceof Constant).isPresent();
    }

    private long position(Tree subscript, Size size) {
        Expression value = elaborator.scalar(subscript, "an index");
        if (!(value instanceof Constant c && c.value() instanceof Rational r && r.isInt())) {
            throw Problems.unsupported("indices that are neither labels nor whole numbers", subscript.span());
        }
        int position = r.intValue();
        if (position < 1 || size.isLiteral() && position > size.literal()) {
            throw Problems.shape("index " + position + " is outside 1.." + size, subscript.span(), "indices count from 1");
        }
        return position;
    }

    private static Typed labelled(Expression tensor, List<String> axes, Tree.Element element) {
        ProductBuilder builder = new ProductBuilder();
        List<String> labels = new ArrayList<>();
        List<Integer> out = new ArrayList<>();
        int[] own = new int[axes.size()];
        for (int axis = 0; axis < own.length; axis++) {
            Size size = tensor.shape().size(axis);
            int known = labels.indexOf(axes.get(axis));
            if (known < 0) {
                labels.add(axes.get(axis));
                out.add(builder.label(size));
                known = labels.size() - 1;
            } else if (!tensor.shape().size(axes.indexOf(axes.get(axis))).equals(size)) {
                throw Problems.shape("label " + axes.get(axis) + " runs over " + tensor.shape().size(axes.indexOf(axes.get(axis))) + " and over "
                        + size, element.span(), "use another label for one of them");
            }
            own[axis] = out.get(known);
        }
        builder.factor(tensor, own);
        return new Typed(builder.build(out.stream().mapToInt(Integer::intValue).toArray()), false, labels);
    }
}
