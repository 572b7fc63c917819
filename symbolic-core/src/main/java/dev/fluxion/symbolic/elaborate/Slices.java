package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Batch;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Slices that a label chooses, as in {@code sum(i: norm2(X[i, :]))}. While the body is read, each is a tensor of its own, {@code X[i, :]} a column; what was
 * read is then applied to all values of the labels at once.
 */
final class Slices {
    private static final String WHOLE = ":"; // begins the names of axes that no label of the text runs along

    /** A tensor that stands for a slice, and what it is one of, with the axes of the labels in front. */
    private record Slice(Symbol symbol, Expression source, List<String> labels) {}

    private final Set<String> labels;
    private final int depth;
    private final List<Slice> slices = new ArrayList<>();

    private Slices(Set<String> labels, int depth) {
        this.labels = labels;
        this.depth = depth;
    }

    /** The entry of a call that binds labels, in index notation; a tensor keeps its axes under names of their own. */
    static Typed body(Elaborator elaborator, Tree.Call call, Tree body) {
        Set<String> bound = new LinkedHashSet<>();
        call.binders().forEach(binder -> bound.add(binder.label()));
        if (!areIn(body, bound)) {
            return elaborator.read(body);
        }
        Slices slices = new Slices(bound, 1 + elaborator.scope().slices().map(outer -> outer.depth).orElse(0));
        return slices.lifted(elaborator.in(new Scope.Sliced(elaborator.scope(), bound, slices)).read(body));
    }

    private static boolean areIn(Tree body, Set<String> bound) {
        Deque<Tree> pending = new ArrayDeque<>(List.of(body));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Element element && element.subscripts().stream().anyMatch(Tree.Range.class::isInstance)
                    && element.subscripts().stream().anyMatch(subscript -> !(subscript instanceof Tree.Range) && mentions(subscript, bound))) {
                return true;
            }
            Trees.parts(next).forEach(pending::push);
        }
        return false;
    }

    private static boolean mentions(Tree tree, Set<String> names) {
        Deque<Tree> pending = new ArrayDeque<>(List.of(tree));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Name name && names.contains(name.name())) {
                return true;
            }
            Trees.parts(next).forEach(pending::push);
        }
        return false;
    }

    /** The name of a whole axis. */
    static String whole(int axis) {
        return WHOLE + axis;
    }

    private static boolean isWhole(String label) {
        return label.startsWith(WHOLE);
    }

    /** An element in index notation of which labels choose a slice; nothing where none of its labels does. */
    static Optional<Typed> read(Scope scope, Typed element, Span span) {
        Set<Slices> choosing = new LinkedHashSet<>();
        element.labels().stream().flatMap(label -> scope.slices(label).stream()).sorted((a, b) -> Integer.compare(a.depth, b.depth)).forEach(choosing::add);
        Typed slice = element;
        for (Slices slices : choosing) {
            slice = slices.chosen(slice);
        }
        return choosing.isEmpty() ? Optional.empty() : Optional.of(closed(slice, span));
    }

    /** A tensor whose whole axes are its own again. */
    static Typed closed(Typed value, Span span) {
        if (value.labels().stream().noneMatch(Slices::isWhole)) {
            return value;
        }
        if (!value.labels().stream().allMatch(Slices::isWhole)) {
            throw Problems.shape("labels and whole axes are mixed", span, "give every axis a label");
        }
        return Typed.of(value.expression());
    }

    /** The sizes of the axes that are no label's. */
    static List<Size> wholeAxes(Typed value) {
        return value.labels().stream().filter(Slices::isWhole).map(label -> value.shape().size(value.labels().indexOf(label))).toList();
    }

    private Typed chosen(Typed element) {
        List<String> own = element.labels().stream().filter(labels::contains).toList();
        List<String> rest = element.labels().stream().filter(label -> !labels.contains(label)).toList();
        List<String> order = new ArrayList<>(own);
        order.addAll(rest);
        Shape shape = new Shape(order.stream().map(label -> element.shape().size(element.labels().indexOf(label))).toList());
        Symbol symbol = Symbol.of("slice'" + depth + "'" + slices.size(), new Shape(shape.sizes().subList(own.size(), order.size())), Symbol.Role.VARIABLE, Set.of());
        slices.add(new Slice(symbol, LinearAlgebra.aligned(element, order, shape), own));
        return new Typed(symbol, false, rest);
    }

    // With the axes of the labels, and with names for those of a tensor.
    private Typed lifted(Typed body) {
        Map<Symbol, Batch.Batched> known = new HashMap<>();
        for (Slice slice : slices) {
            Typed source = lifted(slice.source, slice.labels, known);
            int axes = source.shape().rank() - slice.symbol.shape().rank();
            known.put(slice.symbol, new Batch.Batched(source.expression(), source.labels().subList(0, axes)));
        }
        List<String> own = new ArrayList<>(body.labels());
        for (int axis = 0; !body.isOpen() && axis < body.rank(); axis++) {
            own.add(whole(axis));
        }
        return lifted(body.expression(), own, known);
    }

    // The axes of labels come first, then those of the formula without a label of its own name.
    private static Typed lifted(Expression formula, List<String> own, Map<Symbol, Batch.Batched> known) {
        Batch.Batched batched = new Batch(known, Map.of()).apply(formula);
        List<String> names = new ArrayList<>(batched.axes());
        names.addAll(own);
        for (int axis = names.size(); axis < batched.expression().shape().rank(); axis++) {
            names.add(whole(axis));
        }
        ProductBuilder builder = new ProductBuilder();
        Map<String, Integer> places = new LinkedHashMap<>();
        int[] labels = new int[names.size()];
        for (int axis = 0; axis < labels.length; axis++) { // a label that a slice and the formula have in common takes a diagonal
            Size size = batched.expression().shape().size(axis);
            labels[axis] = places.computeIfAbsent(names.get(axis), name -> builder.label(size));
        }
        Expression entries = builder.factor(batched.expression(), labels).build(places.values().stream().mapToInt(Integer::intValue).toArray());
        return new Typed(entries, false, List.copyOf(places.keySet()));
    }
}
