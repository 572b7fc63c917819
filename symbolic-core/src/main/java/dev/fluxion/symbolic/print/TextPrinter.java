package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import java.util.Map;

/** Expressions as text of the language: what is printed parses back to an equal expression of the same shape. */
public final class TextPrinter {
    private TextPrinter() {}

    /** The text of an expression. */
    public static String text(Expression expression) {
        return TreeText.of(Presenter.tree(expression));
    }

    /** The text of an expression in which some parts go by a name. */
    public static String text(Expression expression, Map<Expression, String> names) {
        return TreeText.of(Presenter.tree(expression, names));
    }

    /** The text of a condition. */
    public static String text(Condition condition) {
        return TreeText.of(Presenter.tree(condition));
    }

    /** The text of a condition in which some parts go by a name. */
    public static String text(Condition condition, Map<Expression, String> names) {
        return TreeText.of(Presenter.tree(condition, names));
    }
}
