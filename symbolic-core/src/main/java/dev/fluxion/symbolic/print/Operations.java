package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts operators and function applications as written: a signed number counts nothing, a maximum of n operands n − 1. */
public final class Operations {
    private Operations() {}

    /** Operations in the printed form of an expression. */
    public static int count(Expression expression) {
        return count(Presenter.tree(expression));
    }

    /** Operations in a tree. */
    public static int count(Tree tree) {
        int total = 0;
        Deque<Tree> pending = new ArrayDeque<>();
        pending.push(tree);
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            total += own(next);
            Trees.parts(next).forEach(pending::push);
        }
        return total;
    }

    private static int own(Tree tree) {
        return switch (tree) {
            case Tree.Chain chain -> chain.links().size();
            case Tree.Prefix prefix -> prefix.operand() instanceof Tree.Number ? 0 : 1;
            case Tree.Call call -> Operators.elementwise(call.name()).filter(Operator::variadic).isPresent() ? Math.max(1, call.operands().size() - 1) : 1;
            case Tree.Power p -> 1;
            case Tree.Postfix p -> 1;
            case Tree.Element e -> 1;
            case Tree.Piecewise p -> 1;
            case Tree.Bars b -> 1;
            case Tree.Leibniz l -> 1;
            case Tree.Number n -> 0;
            case Tree.Name n -> 0;
            case Tree.Text t -> 0;
            case Tree.Range r -> 0;
            case Tree.Array a -> 0;
        };
    }
}
