package dev.fluxion.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Walks over trees. */
public final class Trees {
    private Trees() {}

    /** The direct parts of a tree, in the order of the text. */
    public static List<Tree> parts(Tree tree) {
        List<Tree> parts = new ArrayList<>();
        switch (tree) {
            case Tree.Number n -> { }
            case Tree.Name n -> { }
            case Tree.Text t -> { }
            case Tree.Chain chain -> {
                parts.add(chain.first());
                chain.links().forEach(link -> parts.add(link.operand()));
            }
            case Tree.Prefix prefix -> parts.add(prefix.operand());
            case Tree.Power power -> parts.addAll(List.of(power.base(), power.exponent()));
            case Tree.Postfix postfix -> parts.add(postfix.operand());
            case Tree.Call call -> {
                call.binders().stream().filter(binder -> binder.range() != null).forEach(binder -> parts.add(binder.range()));
                parts.addAll(call.operands());
                call.named().forEach(named -> parts.add(named.value()));
            }
            case Tree.Range range -> {
                if (range.from() != null) {
                    parts.add(range.from());
                }
                if (range.to() != null) {
                    parts.add(range.to());
                }
            }
            case Tree.Element element -> {
                parts.add(element.operand());
                parts.addAll(element.subscripts());
            }
            case Tree.Array array -> array.rows().forEach(parts::addAll);
            case Tree.Piecewise piecewise -> {
                piecewise.cases().forEach(each -> parts.addAll(List.of(each.condition(), each.value())));
                if (piecewise.otherwise() != null) {
                    parts.add(piecewise.otherwise());
                }
            }
            case Tree.Bars bars -> parts.add(bars.operand());
            case Tree.Leibniz leibniz -> parts.add(leibniz.operand());
        }
        return parts;
    }

    /** The length of the longest path to a leaf, without recursion. */
    public static int depth(Tree tree) {
        record Visit(Tree tree, int depth) {}
        Deque<Visit> pending = new ArrayDeque<>();
        pending.push(new Visit(tree, 1));
        int deepest = 0;
        while (!pending.isEmpty()) {
            Visit visit = pending.pop();
            deepest = Math.max(deepest, visit.depth);
            parts(visit.tree).forEach(part -> pending.push(new Visit(part, visit.depth + 1)));
        }
        return deepest;
    }
}
