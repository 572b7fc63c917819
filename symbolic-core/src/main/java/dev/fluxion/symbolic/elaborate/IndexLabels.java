package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** The labels that a sum, a product or {@code tensor} binds, with their ranges where those are given or needed. */
final class IndexLabels {
    private IndexLabels() {}

    /** An elaborator for the body of a call, in which every label has its range that is given one or computed with. */
    static Elaborator bind(Elaborator elaborator, Tree.Call call) {
        Map<String, Scope.LabelRange> ranges = new HashMap<>();
        for (Tree.Binder binder : call.binders()) {
            if (binder.range() != null) {
                ranges.put(binder.label(), given(elaborator, binder));
            }
        }
        Tree body = call.operands().getFirst();
        for (Tree.Binder binder : call.binders()) {
            if (binder.range() == null && occurs(body, binder.label(), (parent, tree) -> !isSubscript(parent, tree))) {
                Elaborator known = elaborator.in(new Scope.Labelled(elaborator.scope(), ranges.keySet(), ranges));
                ranges.put(binder.label(), inferred(known, body, binder));
            }
        }
        Set<String> bound = call.binders().stream().map(Tree.Binder::label).collect(Collectors.toSet());
        boolean needed = !ranges.isEmpty() || bound.stream().anyMatch(label -> elaborator.scope().label(label).isPresent()
                || elaborator.scope().value(label).filter(value -> value.rank() > 0).isPresent());
        return needed ? elaborator.in(new Scope.Labelled(elaborator.scope(), bound, ranges)) : elaborator;
    }

    /** Whether a label stands in an index somewhere in a tree. */
    static boolean indexes(Tree body, String label) {
        Deque<Tree> pending = new ArrayDeque<>(List.of(body));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Element element
                    && element.subscripts().stream().anyMatch(subscript -> occurs(subscript, label, (parent, tree) -> true))) {
                return true;
            }
            Trees.parts(next).forEach(pending::push);
        }
        return false;
    }

    /** Whether some index in a tree is a label that is not bound there. */
    static boolean hasOthers(Elaborator elaborator, Tree body, List<String> bound) {
        record Visit(Tree tree, List<String> bound) {}
        Deque<Visit> pending = new ArrayDeque<>(List.of(new Visit(body, bound)));
        while (!pending.isEmpty()) {
            Visit visit = pending.pop();
            List<String> inside = new ArrayList<>(visit.bound);
            if (visit.tree instanceof Tree.Call call) {
                call.binders().forEach(binder -> inside.add(binder.label()));
            }
            if (visit.tree instanceof Tree.Element element && element.subscripts().stream().anyMatch(subscript -> subscript instanceof Tree.Name name
                    && !inside.contains(name.name()) && !elaborator.isWholeNumber(name))) {
                return true;
            }
            Trees.parts(visit.tree).forEach(part -> pending.push(new Visit(part, inside)));
        }
        return false;
    }

    private static Scope.LabelRange given(Elaborator elaborator, Tree.Binder binder) {
        if (!(binder.range() instanceof Tree.Range range) || range.from() == null || range.to() == null) {
            throw Problems.syntax("label " + binder.label() + " needs a range with both ends", binder.span(), "such as " + binder.label() + " = 1..n");
        }
        Size first = elaborator.wholeNumber(range.from());
        return new Scope.LabelRange(first, elaborator.wholeNumber(range.to()).minus(first).plus(Size.ONE));
    }

    // The size of an axis that the label runs along alone.
    private static Scope.LabelRange inferred(Elaborator elaborator, Tree body, Tree.Binder binder) {
        Deque<Tree> pending = new ArrayDeque<>(List.of(body));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Element element) {
                Optional<Size> size = along(elaborator, element, binder.label());
                if (size.isPresent()) {
                    return new Scope.LabelRange(Size.ONE, size.get());
                }
            }
            if (!rebinds(next, binder.label())) {
                Trees.parts(next).reversed().forEach(pending::push);
            }
        }
        throw Problems.name("label " + binder.label() + " has no range", binder.span(), "give it one: " + binder.label() + " = 1..n");
    }

    private static boolean rebinds(Tree tree, String label) {
        return tree instanceof Tree.Call call && call.binders().stream().anyMatch(binder -> binder.label().equals(label));
    }

    private static Optional<Size> along(Elaborator elaborator, Tree.Element element, String label) {
        for (int axis = 0; axis < element.subscripts().size(); axis++) {
            if (element.subscripts().get(axis) instanceof Tree.Name name && name.name().equals(label)) {
                Typed operand = elaborator.read(element.operand());
                if (!operand.isOpen() && operand.rank() == element.subscripts().size()) {
                    return Optional.of(operand.shape().size(axis));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSubscript(Tree parent, Tree tree) {
        return parent instanceof Tree.Element element && element.subscripts().stream().anyMatch(subscript -> subscript == tree);
    }

    // Whether a label occurs freely, in a place that the predicate accepts.
    private static boolean occurs(Tree tree, String label, BiPredicate<Tree, Tree> accepts) {
        record Visit(Tree parent, Tree tree) {}
        Deque<Visit> pending = new ArrayDeque<>(List.of(new Visit(tree, tree)));
        while (!pending.isEmpty()) {
            Visit visit = pending.pop();
            if (visit.tree instanceof Tree.Name name && name.name().equals(label) && accepts.test(visit.parent, visit.tree)) {
                return true;
            }
            if (!rebinds(visit.tree, label)) {
                Trees.parts(visit.tree).forEach(part -> pending.push(new Visit(visit.tree, part)));
            }
        }
        return false;
    }
}
