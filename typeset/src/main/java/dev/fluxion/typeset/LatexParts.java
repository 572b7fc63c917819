package dev.fluxion.typeset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where LaTeX can be taken apart: only what stands outside all braces, brackets and environments counts. */
final class LatexParts {
    /** The places where a row may end, from the best to the worst. */
    enum Break {
        /** Between formulas that stand side by side. */
        FORMULA(Set.of("\\qquad")),
        /** Before a relation. */
        RELATION(Set.of("=", "<", ">", "\\leq", "\\geq", "\\le", "\\ge", "\\approx", "\\to", "\\Rightarrow", "\\neq", "\\equiv")),
        /** Before a plus or minus that joins two terms. */
        SUM(Set.of("+", "-", "\\pm", "\\mp", "\\oplus", "\\ominus")),
        /** Before a factor. */
        PRODUCT(Set.of("\\cdot", "\\times", "\\odot", "\\otimes", "\\oslash", "\\circ", "\\,"));

        private final Set<String> signs;

        Break(Set<String> signs) {
            this.signs = signs;
        }
    }

    /**
     * A pair of brackets and what is around it.
     *
     * @param before text in front
     * @param opening the opening command with its bracket
     * @param content inside
     * @param closing the closing command with its bracket
     * @param after text behind
     */
    record Bracket(String before, String opening, String content, String closing, String after) {
        /** Whether the brackets are as high as what is between them. */
        boolean stretches() {
            return LEFT.matcher(opening).matches();
        }
    }

    /**
     * A fraction and what is around it.
     *
     * @param before text in front
     * @param numerator above the bar
     * @param denominator below it
     * @param after text behind
     */
    record Fraction(String before, String numerator, String denominator, String after) {
    }

    private static final String SIZED = "(?:\\\\[A-Za-z]+|\\\\.|[^\\\\])";
    private static final Pattern TOKEN = Pattern.compile("\\\\left\\s*" + SIZED + "|\\\\right\\s*" + SIZED + "|\\\\begin\\s*\\{[^}]*}|\\\\end\\s*\\{[^}]*}"
            + "|\\\\[A-Za-z]+\\s*|\\\\.|\\s+|.", Pattern.DOTALL);
    private static final Pattern LEFT = Pattern.compile("\\\\left(?![A-Za-z]).*", Pattern.DOTALL);
    private static final Pattern RIGHT = Pattern.compile("\\\\right(?![A-Za-z]).*", Pattern.DOTALL);

    private LatexParts() {
    }

    /** The parts between breaks of one kind; each but the first begins with its sign. One part where there is no such break. */
    static List<String> split(String latex, Break kind) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        String previous = "";
        Matcher token = TOKEN.matcher(latex);
        // A part of an earlier split begins with an empty operand, which is none.
        token.region(latex.startsWith("{}") ? 2 : 0, latex.length());
        while (token.find()) {
            String text = token.group().strip();
            depth += change(text);
            if (depth == 0 && kind.signs.contains(text) && joins(previous)) {
                parts.add(latex.substring(start, token.start()));
                start = token.start();
            }
            previous = text.isEmpty() ? previous : text;
        }
        parts.add(latex.substring(start));
        List<String> rows = new ArrayList<>(List.of(parts.getFirst().strip()));
        parts.stream().skip(1).map(part -> started(part.strip())).forEach(rows::add);
        return rows;
    }

    /** A sign joins two operands only if an operand stands before it: not in {@code = -x} or {@code 2 \cdot -x}. */
    private static boolean joins(String previous) {
        boolean operand = !previous.isEmpty() && !previous.equals("{") && !previous.equals("_") && !previous.equals("^");
        for (Break other : Break.values()) {
            operand &= !other.signs.contains(previous);
        }
        return operand;
    }

    /** A sign at the start of a row needs an empty operand before it to keep its spaces; a thin space that meant a product becomes a dot. */
    private static String started(String part) {
        if (part.startsWith("\\,")) {
            return "{}\\cdot " + part.substring(2).strip();
        }
        if (part.startsWith("\\qquad")) {
            return part.substring("\\qquad".length()).strip();
        }
        for (Break kind : Break.values()) {
            for (String sign : kind.signs) {
                boolean whole = part.startsWith(sign) && (sign.length() == 1 || part.length() > sign.length() && !Character.isLetter(part.charAt(sign.length())));
                if (whole) {
                    return "{}" + part;
                }
            }
        }
        return part;
    }

    /** The first outermost pair of stretching brackets, unless it is empty. */
    static Optional<Bracket> bracket(String latex) {
        int depth = 0;
        int[] opening = null;
        for (Matcher token = TOKEN.matcher(latex); token.find();) {
            String text = token.group();
            if (depth == 0 && opening == null && LEFT.matcher(text).matches()) {
                opening = new int[] {token.start(), token.end()};
            }
            depth += change(text.strip());
            if (depth == 0 && opening != null) {
                return Optional.of(new Bracket(latex.substring(0, opening[0]), latex.substring(opening[0], opening[1]),
                        latex.substring(opening[1], token.start()), token.group(), latex.substring(token.end())))
                        .filter(found -> !found.content().isBlank());
            }
        }
        return Optional.empty();
    }

    /** The first outermost pair of round brackets of one size, unless it is empty. */
    static Optional<Bracket> plainBracket(String latex) {
        int depth = 0;
        int opening = -1;
        for (Matcher token = TOKEN.matcher(latex); token.find();) {
            String text = token.group().strip();
            if (depth == 0 && opening < 0 && text.equals("(")) {
                opening = token.start();
            }
            depth += change(text);
            if (depth == 0 && opening >= 0) {
                return Optional.of(new Bracket(latex.substring(0, opening), "(", latex.substring(opening + 1, token.start()), ")", latex.substring(token.end())))
                        .filter(found -> !found.content().isBlank());
            }
        }
        return Optional.empty();
    }

    /** The first fraction outside of all brackets. */
    static Optional<Fraction> fraction(String latex) {
        int depth = 0;
        for (Matcher token = TOKEN.matcher(latex); token.find();) {
            String text = token.group().strip();
            if (depth == 0 && text.equals("\\frac") && token.end() < latex.length() && latex.charAt(token.end()) == '{') {
                int above = group(latex, token.end());
                int below = above < latex.length() && latex.charAt(above) == '{' ? group(latex, above) : above;
                return below == above ? Optional.empty() : Optional.of(new Fraction(latex.substring(0, token.start()), latex.substring(token.end() + 1, above - 1),
                        latex.substring(above + 1, below - 1), latex.substring(below)));
            }
            depth += change(text);
        }
        return Optional.empty();
    }

    // Behind the closing brace of the group that opens at a place.
    private static int group(String latex, int opening) {
        int depth = 0;
        Matcher token = TOKEN.matcher(latex);
        token.region(opening, latex.length());
        while (token.find()) {
            depth += change(token.group().strip());
            if (depth == 0) {
                return token.end();
            }
        }
        return opening;
    }

    private static int change(String token) {
        if (token.equals("{") || token.equals("(") || token.equals("[") || LEFT.matcher(token).matches() || token.startsWith("\\begin")) {
            return 1;
        }
        boolean closes = token.equals("}") || token.equals(")") || token.equals("]") || RIGHT.matcher(token).matches() || token.startsWith("\\end");
        return closes ? -1 : 0;
    }
}
