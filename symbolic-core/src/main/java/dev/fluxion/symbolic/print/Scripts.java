package dev.fluxion.symbolic.print;

import java.util.function.IntPredicate;

/** What stands in LaTeX outside of all brackets: a second exponent or index there is an error, or belongs to the wrong part. */
final class Scripts {
    private static final String LEFT = "\\left";
    private static final String RIGHT = "\\right";

    private Scripts() {}

    /** Whether an exponent stands outside of all brackets. */
    static boolean isRaised(String latex) {
        return outside(latex, at -> latex.charAt(at) == '^');
    }

    /** Whether an index stands outside of all brackets. */
    static boolean isLowered(String latex) {
        return outside(latex, at -> latex.charAt(at) == '_');
    }

    /** Whether it begins with brackets and goes on behind them, so that what stands in front could be thought to belong to the brackets alone. */
    static boolean goesOnBehindBrackets(String latex) {
        return (latex.startsWith("(") || latex.startsWith("{") || latex.startsWith(LEFT)) && outside(latex, at -> at > 0);
    }

    private static boolean outside(String latex, IntPredicate wanted) {
        int depth = 0;
        for (int i = 0; i < latex.length(); i++) {
            int start = i;
            int change = "{(".indexOf(latex.charAt(i)) >= 0 ? 1 : "})".indexOf(latex.charAt(i)) >= 0 ? -1 : 0;
            if (isSizing(latex, LEFT, i) || isSizing(latex, RIGHT, i)) {
                change = latex.startsWith(LEFT, i) ? 1 : -1;
                i += (change > 0 ? LEFT : RIGHT).length();
            }
            if (latex.charAt(i) == '\\') {
                i++; // an escaped character has no meaning
            }
            if (depth == 0 && wanted.test(start)) {
                return true;
            }
            depth += change;
        }
        return false;
    }

    private static boolean isSizing(String latex, String command, int at) {
        return latex.startsWith(command, at) && at + command.length() < latex.length() && !Character.isLetter(latex.charAt(at + command.length()));
    }
}
