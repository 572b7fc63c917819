package dev.fluxion.symbolic.rewrite;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.print.Presenter;
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
        int count = 0;
        Deque<Tree> pending = new ArrayDeque<>();
        pending.push(Presenter.tree(expression));
        while (!pending.isEmpty()) {
            count += own(pending.pop(), pending);
        }
        return count;
    }

    private static int own(Tree tree, Deque<Tree> pending) {
        switch (tree) {
            case Tree.Chain chain -> {
                pending.push(chain.first());
                chain.links().forEach(link -> pending.push(link.operand()));
                return chain.links().size();
            }
            case Tree.Prefix prefix -> {
                pending.push(prefix.operand());
                return prefix.operator() == Tree.PrefixOperator.MINUS && startsWithNumber(prefix.operand()) ? 0 : 1;
            }
            case Tree.Power power -> {
                pending.push(power.base());
                pending.push(power.exponent());
                return 1;
            }
            case Tree.Postfix postfix -> pending.push(postfix.operand());
            case Tree.Call call -> {
                call.operands().forEach(pending::push);
                return 1;
            }
            case Tree.Bars bars -> pending.push(bars.operand());
            case Tree.Element element -> pending.push(element.operand());
            case Tree.Array array -> array.rows().forEach(row -> row.forEach(pending::push));
            case Tree.Piecewise piecewise -> {
                piecewise.cases().forEach(each -> {
                    pending.push(each.condition());
                    pending.push(each.value());
                });
                if (piecewise.otherwise() != null) {
                    pending.push(piecewise.otherwise());
                }
            }
            case Tree.Leibniz leibniz -> pending.push(leibniz.operand());
            case Tree.Number number -> {
                return 0;
            }
            case Tree.Name name -> {
                return 0;
            }
            case Tree.Text text -> {
                return 0;
            }
            case Tree.Range range -> {
                return 0;
            }
        }
        return 1;
    }

    private static boolean startsWithNumber(Tree tree) {
        Tree first = tree;
        while (first instanceof Tree.Chain chain) {
            first = chain.first();
        }
        return first instanceof Tree.Number;
    }
}
