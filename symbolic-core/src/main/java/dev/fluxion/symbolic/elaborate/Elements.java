package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Views;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** What is left of an axis: whole, if there are no labels, or the positions that an index takes. */
    private record Axis(Map<String, Size> labels, Size first, List<Size> required) {
        static final Axis WHOLE = new Axis(Map.of(), Size.ZERO, List.of());
    }

    private Typed select(Typed operand, Tree.Element element) {
        Expression tensor = operand.expression();
        List<Axis> axes = new ArrayList<>();
        for (Tree subscript : element.subscripts()) {
            int axis = axes.size();
            switch (subscript) {
                case Tree.Range range -> {
                    boolean whole = range.from() == null && range.to() == null;
                    tensor = whole ? tensor : slice(tensor, axis, range);
                    axes.add(Axis.WHOLE);
                }
                case Tree.Name name when isLabel(name.name()) -> axes.add(label(name, tensor.shape().size(axis)));
                default -> {
                    if (LinearIndex.labels(elaborator.scope(), subscript).isEmpty()) { // a position
                        tensor = Selection.of(tensor, axis, position(subscript, tensor.shape().size(axis)));
                    } else {
                        axes.add(combination(subscript, tensor.shape().size(axis)));
                    }
                }
            }
        }
        if (axes.stream().allMatch(axis -> axis.labels.isEmpty())) {
            return Typed.of(tensor);
        }
        if (axes.contains(Axis.WHOLE)) {
            throw Problems.shape("labels and whole axes are mixed", element.span(), "give every axis a label");
        }
        return labelled(tensor, axes, element);
    }

    private boolean isLabel(String name) {
        return elaborator.scope().label(name).isPresent() || !isNumber(name);
    }

    private Axis label(Tree.Name name, Size size) {
        return elaborator.scope().label(name.name()).isPresent() ? combination(name, size) : new Axis(Map.of(name.name(), Size.ONE), Size.ZERO, List.of());
    }

    private Axis combination(Tree subscript, Size size) {
        Scope scope = elaborator.scope();
        LinearIndex index = LinearIndex.read(elaborator, subscript);
        Size least = index.extreme(scope, false);
        Size largest = index.extreme(scope, true);
        Size before = least.minus(Size.ONE);
        Size behind = size.minus(largest);
        if (before.isNegative() || behind.isNegative()) {
            throw Problems.shape("this index runs from " + least + " to " + largest + ", but the axis from 1 to " + size, subscript.span(),
                    "give the label another range");
        }
        return new Axis(index.coefficients(), index.atFirst(scope).minus(Size.ONE), Views.unproved(before, behind));
    }

    private Expression slice(Expression tensor, int axis, Tree.Range range) {
        Size from = range.from() == null ? Size.ONE : elaborator.size(range.from());
        Size to = range.to() == null ? tensor.shape().size(axis) : elaborator.size(range.to());
        return ViewForms.slice(tensor, axis, from, to, range.span());
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

    private Typed labelled(Expression tensor, List<Axis> axes, Tree.Element element) {
        ProductBuilder builder = new ProductBuilder();
        List<String> labels = new ArrayList<>();
        List<Integer> out = new ArrayList<>();
        int[] own = builder.labels(tensor.shape());
        for (int i = 0; i < own.length; i++) {
            Size size = tensor.shape().size(i);
            Map<Integer, Size> equation = new HashMap<>();
            equation.put(own[i], Size.of(-1));
            axes.get(i).labels.forEach((label, coefficient) -> {
                Size range = elaborator.scope().label(label).map(Scope.LabelRange::count).orElse(size);
                int known = labels.indexOf(label);
                if (known < 0) {
                    labels.add(label);
                    out.add(builder.label(range));
                } else if (!builder.size(out.get(known)).equals(range)) {
                    throw Problems.shape("label " + label + " runs over " + builder.size(out.get(known)) + " and over " + range, element.span(),
                            "use another label for one of them");
                }
                equation.put(out.get(labels.indexOf(label)), coefficient);
            });
            builder.where(axes.get(i).first, equation, axes.get(i).required);
        }
        builder.factor(tensor, own);
        return new Typed(builder.build(out.stream().mapToInt(Integer::intValue).toArray()), false, labels);
    }
}
