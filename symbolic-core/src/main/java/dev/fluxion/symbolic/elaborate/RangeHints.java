package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says which range a label needs, so that the indices in which it stands stay within their axes. */
final class RangeHints {
    private record Use(Tree subscript, LinearIndex index, Size axis) {}

    private RangeHints() {}

    static String of(Elaborator elaborator, Tree body, String label) {
        List<Use> uses = uses(elaborator, body, label);
        long first = 1;
        for (Use use : uses) {
            Size constant = use.index.constant();
            if (!use.index.coefficients().equals(Map.of(label, Size.ONE)) || !constant.isLiteral()) {
                return within(label, uses);
            }
            first = Math.max(first, 1 - constant.value(name -> 0));
        }
        Size last = least(uses);
        return uses.isEmpty() ? "give it one: " + label + " = 1..n" : last == null ? within(label, uses) : "give it one: " + label + " = " + first + ".." + last;
    }

    // The smallest of the last values, where it is known which one that is.
    private static Size least(List<Use> uses) {
        List<Size> lasts = uses.stream().map(use -> use.axis.minus(use.index.constant())).toList();
        return lasts.stream().filter(one -> lasts.stream().allMatch(other -> other.minus(one).isNeverNegative())).findFirst().orElse(null);
    }

    private static String within(String label, List<Use> uses) {
        Set<String> places = new LinkedHashSet<>();
        uses.forEach(use -> places.add(TreeText.of(use.subscript) + " within 1.." + use.axis));
        return "give " + label + " one that keeps " + String.join(", ", places);
    }

    private static List<Use> uses(Elaborator elaborator, Tree body, String label) {
        Elaborator inner = elaborator.in(new Scope.Labelled(elaborator.scope(), Set.of(label), Map.of(label, new Scope.LabelRange(Size.ONE, Size.ONE))));
        List<Use> uses = new ArrayList<>();
        Deque<Tree> pending = new ArrayDeque<>(List.of(body));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Element element) {
                try {
                    along(elaborator, inner, element, label, uses);
                } catch (FluxionException e) { // no linear index, or one with labels of its own: nothing to be said of it
                    e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.DOMAIN);
                }
            }
            Trees.parts(next).reversed().forEach(pending::push);
        }
        return uses;
    }

    private static void along(Elaborator elaborator, Elaborator inner, Tree.Element element, String label, List<Use> uses) {
        for (int axis = 0; axis < element.subscripts().size(); axis++) {
            Tree subscript = element.subscripts().get(axis);
            if (LinearIndex.labels(inner.scope(), subscript).contains(label)) {
                Typed operand = elaborator.read(element.operand());
                if (!operand.isOpen() && operand.rank() == element.subscripts().size()) {
                    uses.add(new Use(subscript, LinearIndex.read(inner, subscript), operand.shape().size(axis)));
                }
            }
        }
    }
}
