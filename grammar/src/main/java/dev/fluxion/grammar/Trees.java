package dev.fluxion.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

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

    private static boolean isLeaf(Tree tree) {
        return tree instanceof Tree.Number || tree instanceof Tree.Name || tree instanceof Tree.Text;
    }

    /** The length of the longest path to a leaf, in nodes, without recursion. */
    public static int depth(Tree tree) {
        record Visit(Tree tree, int depth) {}
        Deque<Visit> pending = new ArrayDeque<>();
        pending.push(new Visit(tree, 1));
        int deepest = 0;
        for (long step = 0; !pending.isEmpty(); step++) {
            Interruption.check(step);
            Visit visit = pending.pop();
            deepest = Math.max(deepest, visit.depth);
            for (Tree part : parts(visit.tree)) {
                if (isLeaf(part)) {
                    deepest = Math.max(deepest, visit.depth + 1);
                } else {
                    pending.push(new Visit(part, visit.depth + 1));
                }
            }
        }
        return deepest;
    }

    /** The tree with one part, met by identity, put in the place of another. Recurses as {@link #rewrite} does. */
    public static Tree replace(Tree tree, Tree part, Tree replacement) {
        return rewrite(tree, each -> each == part ? replacement : each);
    }

    /**
     * The tree with every part changed, from the outside in; what was changed is not searched again. Parts that stay are the same objects. Recurses:
     * on deep trees to be called by {@link DeepCalls#run}.
     */
    public static Tree rewrite(Tree tree, UnaryOperator<Tree> change) {
        Tree changed = change.apply(tree);
        if (changed != tree) {
            return changed;
        }
        UnaryOperator<Tree> inside = child -> child == null ? null : rewrite(child, change);
        Tree rebuilt = rebuilt(tree, inside);
        return same(parts(rebuilt), parts(tree)) ? tree : rebuilt;
    }

    private static boolean same(List<Tree> first, List<Tree> second) {
        for (int i = 0; i < first.size(); i++) {
            if (first.get(i) != second.get(i)) {
                return false;
            }
        }
        return first.size() == second.size();
    }

    private static Tree rebuilt(Tree tree, UnaryOperator<Tree> inside) {
        return switch (tree) {
            case Tree.Number n -> n;
            case Tree.Name n -> n;
            case Tree.Text t -> t;
            case Tree.Chain c -> new Tree.Chain(inside.apply(c.first()), c.links().stream()
                    .map(link -> new Tree.Link(link.operator(), inside.apply(link.operand()), link.operatorSpan())).toList(), c.span());
            case Tree.Prefix p -> new Tree.Prefix(p.operator(), inside.apply(p.operand()), p.span());
            case Tree.Power p -> new Tree.Power(inside.apply(p.base()), inside.apply(p.exponent()), p.elementwise(), p.span());
            case Tree.Postfix p -> new Tree.Postfix(inside.apply(p.operand()), p.operator(), p.span());
            case Tree.Call c -> new Tree.Call(c.name(), c.nameSpan(), c.primes(), c.binders(), c.operands().stream().map(inside).toList(),
                    c.named(), c.span());
            case Tree.Range r -> new Tree.Range(inside.apply(r.from()), inside.apply(r.to()), r.span());
            case Tree.Element e -> new Tree.Element(inside.apply(e.operand()), e.subscripts().stream().map(inside).toList(), e.span());
            case Tree.Array a -> new Tree.Array(a.rows().stream().map(row -> row.stream().map(inside).toList()).toList(), a.span());
            case Tree.Piecewise p -> new Tree.Piecewise(p.cases().stream()
                    .map(each -> new Tree.Case(inside.apply(each.condition()), inside.apply(each.value()))).toList(), inside.apply(p.otherwise()), p.span());
            case Tree.Bars b -> new Tree.Bars(inside.apply(b.operand()), b.span());
            case Tree.Leibniz l -> new Tree.Leibniz(l.variables(), l.partial(), inside.apply(l.operand()), l.span());
        };
    }
}
