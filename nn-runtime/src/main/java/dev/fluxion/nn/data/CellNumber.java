package dev.fluxion.nn.data;

/**
 * Numbers in cells, as the language writes them, with a sign.
 *
 * <p>Source: W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990: where the digits fit into 53 bits and the power of ten into
 * 22, both are exact doubles, and one operation rounds correctly. All else is left to Java.
 */
final class CellNumber {
    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22};

    private CellNumber() {}

    /** The number that the characters write, NaN if they write none. */
    static double of(String text) {
        int to = text.length();
        boolean negative = text.startsWith("-");
        int at = negative || text.startsWith("+") ? 1 : 0;
        int start = at;
        long digits = 0;
        int dot = -1;
        for (; at < to; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                digits = 10 * digits + (c - '0');
            } else if (c == '.' && dot < 0) {
                dot = at;
            } else {
                break;
            }
        }
        int count = at - start - (dot < 0 ? 0 : 1);
        if (at < to || count == 0 || count > MOST_DIGITS) {
            return slow(text);
        }
        double value = dot < 0 ? digits : digits / POWERS[at - dot - 1];
        return negative ? -value : value;
    }

    // Java reads 1f, 0x1p3 and NaN as numbers too; a cell of a table is none of these.
    private static double slow(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
