package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Size;
import java.math.BigDecimal;
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
                ranges.put(binder.label(), given(elaborator, binder, ranges));
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
        boolean needed = !ranges.isEmpty() || bound.stream().anyMatch(label -> elaborator.scope().label(label).isPresent() || elaborator.scope().slices(label).isPresent()
                || elaborator.scope().value(label).isPresent() && !elaborator.scope().isFree(label));
        return needed ? elaborator.in(new Scope.Labelled(elaborator.scope(), bound, ranges)) : elaborator;
    }

    /** Whether a label stands in an index somewhere in a tree, or at the end of the range of one that does. */
    static boolean indexes(Tree body, String label) {
        Deque<Tree> pending = new ArrayDeque<>(List.of(body));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Element element
                    && element.subscripts().stream().anyMatch(subscript -> occurs(subscript, label, (parent, tree) -> true))) {
                return true;
            }
            if (next instanceof Tree.Call call && call.binders().stream().anyMatch(binder -> binder.range() instanceof Tree.Range range
                    && occurs(range, label, (parent, tree) -> true) && indexes(call.operands().getFirst(), binder.label()))) {
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

    // From the least number that it begins with to the largest that it ends with, where other labels decide that.
    private static Scope.LabelRange given(Elaborator elaborator, Tree.Binder binder, Map<String, Scope.LabelRange> before) {
        if (!(binder.range() instanceof Tree.Range range) || range.from() == null || range.to() == null) {
            throw Problems.syntax("label " + binder.label() + " needs a range with both ends", binder.span(), "such as " + binder.label() + " = 1..n");
        }
        Elaborator known = before.isEmpty() ? elaborator : elaborator.in(new Scope.Labelled(elaborator.scope(), before.keySet(), before));
        Size first = LinearIndex.read(known, range.from()).extreme(known.scope(), false);
        return new Scope.LabelRange(first, LinearIndex.read(known, range.to()).extreme(known.scope(), true).minus(first).plus(Size.ONE));
    }

    /**
     * The body of a call for all values of its labels: where the ends of a range depend on other labels, something else for those outside of it.
     *
     * @param inner in which the labels are bound
     */
    static Tree bounded(Elaborator inner, Tree.Call call, int outside) {
        List<Tree> conditions = new ArrayList<>();
        for (Tree.Binder binder : call.binders()) {
            if (binder.range() instanceof Tree.Range range) {
                requireOthers(binder, range);
                Tree label = new Tree.Name(binder.label(), binder.span());
                if (!LinearIndex.labels(inner.scope(), range.from()).isEmpty()) {
                    conditions.add(compared(label, Tree.Infix.GREATER_EQUAL, range.from()));
                }
                if (!LinearIndex.labels(inner.scope(), range.to()).isEmpty()) {
                    conditions.add(compared(label, Tree.Infix.LESS_EQUAL, range.to()));
                }
            }
        }
        Tree body = call.operands().getFirst();
        if (conditions.isEmpty()) {
            return body;
        }
        List<Tree.Link> links = conditions.stream().skip(1).map(condition -> new Tree.Link(Tree.Infix.AND, condition, call.span())).toList();
        Tree all = links.isEmpty() ? conditions.getFirst() : new Tree.Chain(conditions.getFirst(), links, call.span());
        return new Tree.Piecewise(List.of(new Tree.Case(all, body)), new Tree.Number(BigDecimal.valueOf(outside), call.span()), body.span());
    }

    private static void requireOthers(Tree.Binder binder, Tree.Range range) {
        for (Tree end : List.of(range.from(), range.to())) {
            if (occurs(end, binder.label(), (parent, tree) -> true)) {
                throw Problems.name("the range of label " + binder.label() + " depends on the label itself", binder.span(), "take another label");
            }
        }
    }

    private static Tree compared(Tree label, Tree.Infix relation, Tree end) {
        return new Tree.Chain(label, List.of(new Tree.Link(relation, end, end.span())), end.span());
    }

    private static Scope.LabelRange inferred(Elaborator elaborator, Tree body, Tree.Binder binder) {
        return axis(elaborator, body, binder.label()).map(size -> new Scope.LabelRange(Size.ONE, size)).orElseThrow(
                () -> Problems.name("label " + binder.label() + " has no range", binder.span(), RangeHints.of(elaborator, body, binder.label())));
    }

    // The size of an axis that the label runs along alone, or one that has it for an end of its range.
    private static Optional<Size> axis(Elaborator elaborator, Tree body, String label) {
        Deque<Tree> pending = new ArrayDeque<>(List.of(body));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            Optional<Size> size = next instanceof Tree.Element element ? along(elaborator, element, label)
                    : next instanceof Tree.Call call && !rebinds(call, label) ? ending(elaborator, call, label) : Optional.empty();
            if (size.isPresent()) {
                return size;
            }
            if (!rebinds(next, label)) {
                Trees.parts(next).reversed().forEach(pending::push);
            }
        }
        return Optional.empty();
    }

    private static Optional<Size> ending(Elaborator elaborator, Tree.Call call, String label) {
        return call.binders().stream().filter(binder -> binder.range() instanceof Tree.Range range && (isName(range.from(), label) || isName(range.to(), label)))
                .flatMap(binder -> axis(elaborator, call.operands().getFirst(), binder.label()).stream()).findFirst();
    }

    private static boolean isName(Tree tree, String name) {
        return tree instanceof Tree.Name written && written.name().equals(name);
    }

    private static boolean rebinds(Tree tree, String label) {
        return tree instanceof Tree.Call call && call.binders().stream().anyMatch(binder -> binder.label().equals(label));
    }

    private static Optional<Size> along(Elaborator elaborator, Tree.Element element, String label) {
        for (int axis = 0; axis < element.subscripts().size(); axis++) {
            if (isName(element.subscripts().get(axis), label)) {
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
