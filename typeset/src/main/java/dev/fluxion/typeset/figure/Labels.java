package dev.fluxion.typeset.figure;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.typeset.NumberText;
import java.util.Map;

/** What formulas and numbers are called in legends. */
final class Labels {
    /** Of numbers: more than these no one compares in a picture. */
    static final int DIGITS = 4;
    static final int LONGEST = 160;

    private Map<Expression, String> names = Map.of();

    void names(Map<Expression, String> known) {
        names = Map.copyOf(known);
    }

    /** A formula itself; a long one by its name, or without a label. */
    String of(Expression formula) {
        String latex = NumberText.latex(formula, Map.of(), DIGITS);
        String name = names.get(formula);
        return latex.length() <= LONGEST ? "$" + latex + "$" : name == null ? "" : math(Symbol.of(name));
    }

    String math(Expression expression) {
        return "$" + LatexPrinter.latex(expression) + "$";
    }

    static String number(double value) {
        return NumberText.plain(value, DIGITS);
    }
}
