package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Views;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
            throw Problems.shape(Repairs.text(element.operand()) + " has " + (rank == 0 ? "no axes" : "shape " + operand.shape() + " with "
                    + Plural.of(rank, "axis", "axes")) + ", but " + Plural.of(element.subscripts().size(), "index", "indices") + (element.subscripts().size() == 1
                    ? " is" : " are") + " given", element.span(), rank == 0 ? "" : "write one index for each axis; : takes all of it");
        }
        return select(operand, element);
    }

    /** What is left of an axis: whole, if there are no labels, or the positions that an index takes or that a tensor holds. */
    private record Axis(Map<String, Size> labels, Size first, List<Size> required, Optional<Typed> positions) {
        static final Axis WHOLE = new Axis(Map.of(), Size.ZERO, List.of(), Optional.empty());

        static Axis at(Typed positions) {
            return new Axis(Map.of(), Size.ZERO, List.of(), Optional.of(positions));
        }

        boolean isLabelled() {
            return !labels.isEmpty() || positions.isPresent() && positions.get().isOpen();
        }

        /** Whether it is one place that changes with the steps of a binder: beside labels and whole axes alike. */
        boolean isPlace() {
            return positions.isPresent() && !positions.get().isOpen() && positions.get().rank() == 0;
        }
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
                case Tree.Name name when isVector(name.name()) -> axes.add(Axis.at(elaborator.read(name)));
                case Tree place when changes(place) -> axes.add(Axis.at(Typed.of(elaborator.scalar(place, "an index"))));
                case Tree.Name name when isLabel(name.name()) -> axes.add(label(name, tensor.shape().size(axis)));
                default -> {
                    Optional<Typed> positions = positions(subscript);
                    if (positions.isPresent()) {
                        axes.add(Axis.at(positions.get()));
                    } else if (LinearIndex.labels(elaborator.scope(), subscript).isEmpty()) { // a position
                        tensor = entry(tensor, axis, subscript, element);
                    } else {
                        axes.add(combination(subscript, tensor.shape().size(axis)));
                    }
                }
            }
        }
        if (axes.stream().noneMatch(Axis::isLabelled)) {
            for (int axis = axes.size() - 1; axis >= 0; axis--) { // a place takes its axis away
                tensor = axes.get(axis).positions.isPresent() ? Views.gathered(tensor, axis, axes.get(axis).positions.get().expression()) : tensor;
            }
            return new Typed(tensor, operand.row() && tensor.shape().rank() == 1, List.of()); // a part of a row lies too
        }
        boolean mixed = !axes.stream().allMatch(axis -> axis.isLabelled() || axis.isPlace());
        for (int axis = 0; mixed && axis < axes.size(); axis++) {
            axes.set(axis, axes.get(axis).equals(Axis.WHOLE) ? new Axis(Map.of(Slices.whole(axis), Size.ONE), Size.ZERO, List.of(), Optional.empty()) : axes.get(axis));
        }
        Typed entries = labelled(tensor, axes, element);
        return Slices.read(elaborator.scope(), entries, element.span()).orElseGet(() -> Slices.closed(entries, element.span()));
    }

    private boolean isVector(String name) {
        return elaborator.scope().label(name).isEmpty() && elaborator.scope().value(name).filter(value -> value.rank() == 1).isPresent();
    }

    // Whether the index or a state of a binder occurs, X[t + 1, :], or a variable that was declared where no name is left to be a label.
    private boolean changes(Tree subscript) {
        boolean declared = false;
        boolean free = false;
        Deque<Tree> pending = new ArrayDeque<>(List.of(subscript));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Name name && elaborator.scope().label(name.name()).isEmpty()) {
                Optional<Typed> value = elaborator.scope().value(name.name());
                if (value.filter(known -> known.expression() instanceof Symbol symbol && symbol.isScalar() && Bound.isInside(symbol)).isPresent()) {
                    return true;
                }
                free |= value.isEmpty() || elaborator.scope().isFree(name.name());
                declared |= value.filter(known -> known.rank() == 0 && !Substitution.variables(known.expression()).isEmpty()).isPresent();
            }
            Trees.parts(next).forEach(pending::push);
        }
        return declared && !free;
    }

    // Entries of a tensor as positions: A[y[i], j], A[round(y), :].
    private Optional<Typed> positions(Tree subscript) {
        boolean computed = subscript instanceof Tree.Element || subscript instanceof Tree.Call || subscript instanceof Tree.Array
                || LinearIndex.labels(elaborator.scope(), subscript).isEmpty() && !(subscript instanceof Tree.Name || subscript instanceof Tree.Number);
        return computed ? Optional.of(elaborator.in(new Scope.Positions(elaborator.scope())).read(subscript)).filter(value -> value.isOpen() || value.rank() == 1) : Optional.empty();
    }

    private boolean isLabel(String name) {
        return elaborator.scope().label(name).isPresent() || !isNumber(name);
    }

    private Axis label(Tree.Name name, Size size) {
        return elaborator.scope().label(name.name()).isPresent() ? combination(name, size)
                : new Axis(Map.of(name.name(), Size.ONE), Size.ZERO, List.of(), Optional.empty());
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
        return new Axis(index.coefficients(), index.atFirst(scope).minus(Size.ONE), Views.unproved(before, behind), Optional.empty());
    }

    private Expression slice(Expression tensor, int axis, Tree.Range range) {
        Size from = range.from() == null ? Size.ONE : elaborator.size(range.from());
        Size to = range.to() == null ? tensor.shape().size(axis) : elaborator.size(range.to());
        return ViewForms.slice(tensor, axis, from, to, range.span());
    }

    private boolean isNumber(String name) {
        return elaborator.scope().value(name).filter(value -> value.expression() instanceof Constant).isPresent();
    }

    // At a whole number, or at one that sizes tell: x[n - 1].
    private Expression entry(Expression tensor, int axis, Tree subscript, Tree.Element element) {
        Expression value = elaborator.scalar(subscript, "an index");
        if (value instanceof Constant || !Substitution.variables(value).isEmpty()) {
            return Selection.of(tensor, axis, position(value, subscript, tensor.shape().size(axis), element));
        }
        Size position = StructuralForms.size(value, subscript.span());
        return Selection.of(ViewForms.slice(tensor, axis, position, position, subscript.span()), axis, 1);
    }

    private static long position(Expression value, Tree subscript, Size size, Tree.Element element) {
        if (!(value instanceof Constant c && c.value() instanceof Rational r && r.isInt())) {
            throw Problems.unsupported("indices that are neither labels nor whole numbers", subscript.span());
        }
        int position = r.intValue();
        if (position < 1 || size.isLiteral() && position > size.literal()) {
            throw Problems.shape("index " + position + " is outside 1.." + size + ", axis " + (element.subscripts().indexOf(subscript) + 1) + " of "
                    + Repairs.text(element.operand()), subscript.span(), "indices count from 1");
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
            Axis axis = axes.get(i);
            int position = i;
            if (axis.positions.isPresent()) {
                Typed positions = axis.positions.get();
                List<Integer> row = new ArrayList<>();
                for (int label = 0; label < positions.labels().size(); label++) {
                    row.add(place(builder, labels, out, positions.labels().get(label), positions.shape().size(label), element, position));
                }
                row.add(own[i]);
                builder.factor(Views.selector(positions.expression(), size), row.stream().mapToInt(Integer::intValue).toArray());
                continue;
            }
            Map<Integer, Size> equation = new HashMap<>();
            equation.put(own[i], Size.of(-1));
            axis.labels.forEach((label, coefficient) -> {
                Size range = elaborator.scope().label(label).map(Scope.LabelRange::count).orElse(size);
                equation.put(place(builder, labels, out, label, range, element, position), coefficient);
            });
            builder.where(axis.first, equation, axis.required);
        }
        builder.factor(tensor, own);
        return new Typed(builder.build(out.stream().mapToInt(Integer::intValue).toArray()), false, labels);
    }

    // The place of a label among the axes of the result.
    private static int place(ProductBuilder builder, List<String> labels, List<Integer> out, String label, Size range, Tree.Element element, int axis) {
        int known = labels.indexOf(label);
        if (known < 0) {
            labels.add(label);
            out.add(builder.label(range));
            return out.getLast();
        }
        if (!builder.size(out.get(known)).equals(range)) {
            throw Problems.shape("label " + label + " runs over " + builder.size(out.get(known)) + " and, at position " + (axis + 1) + " of " + Repairs.text(element)
                    + ", over " + range, element.span(),
                    "use another label for one of them");
        }
        return out.get(known);
    }
}
