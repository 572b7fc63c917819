package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Length of an expression as it is printed: every operator and every application of a function counts 1, a signed number 0, and a function
 * of n operands that is folded two by two n − 1.
 */
public final class Operations {
    private Operations() {}

    /** Operators and applications in the printed form. */
    public static int count(Expression expression) {
        int total = 0;
        Deque<Tree> pending = new ArrayDeque<>();
        pending.push(Presenter.tree(expression));
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
            case Tree.Prefix prefix -> prefix.operator() == Tree.PrefixOperator.MINUS && startsWithNumber(prefix.operand()) ? 0 : 1;
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

    private static boolean startsWithNumber(Tree tree) {
        Tree first = tree;
        while (first instanceof Tree.Chain chain) {
            first = chain.first();
        }
        return first instanceof Tree.Number;
    }
}
