package dev.fluxion.typeset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses LaTeX that the renderer would draw wrong without an error (each row of {@link #PITFALLS} was seen), that would change its static tables,
 * or that would exhaust its stack.
 */
final class LatexLinter {
    private static final int LONGEST = 100_000;
    /** The renderer recurses; a thread with a stack of 1 MB stands between 500 and 1,000 levels, and others have less. */
    private static final int DEEPEST = 100;
    /** The renderer's time is quadratic in the ends of lines: 50,000 take four seconds. */
    private static final int MOST_ROWS = 10_000;
    /** An even number of backslashes, so that what follows is not escaped. */
    private static final String NOT_ESCAPED = "(?<!\\\\)(?:\\\\\\\\)*";
    private static final String COMMAND = NOT_ESCAPED + "\\K\\\\";
    private static final String END = "(?![A-Za-z])";

    private record Pitfall(Pattern pattern, String problem, String hint) {
        Pitfall(String pattern, String problem, String hint) {
            this(Pattern.compile(pattern.replace("\\K", "")), problem, hint);
        }
    }

    private static final List<Pitfall> PITFALLS = List.of(
            new Pitfall("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]", "a control character", "remove it"),
            new Pitfall("[\\ud800-\\udfff]|[\\x{10000}-\\x{10ffff}]", "a character beyond U+FFFF has no glyph", "write a command such as \\mathbb{E}"),
            new Pitfall(NOT_ESCAPED + "\\\\\\\\\\s*\\*?\\s*\\[", "the extra space after \\\\ would be drawn as text",
            "begin the next row with \\rule{0pt}{2em}, or write {[}"),
            new Pitfall(COMMAND + "operatorname\\s*\\*", "\\operatorname* is drawn with a star", "write \\mathop{\\mathrm{name}}\\limits"),
            new Pitfall(COMMAND + "operatorname\\s*\\{[^}]*-[^}]*}", "a hyphen in \\operatorname is drawn as a minus sign", "write \\text{..}"),
            new Pitfall(COMMAND + "big[lrm]?\\s*(?:\\||\\\\\\||\\\\[lr]?[vV]ert" + END + ")", "bars after \\big come out shorter than plain ones",
            "write \\left| and \\right|, or \\Big"),
            new Pitfall(COMMAND + "(?:mathbb|mathds|Bbb)\\s*(?:\\{[^}]*[0-9][^}]*}|[0-9])", "there are no blackboard digits", "write \\mathbf{1}"),
            new Pitfall(COMMAND + "(?:re)?new(?:command|environment)" + END + "|" + COMMAND
            + "(?:providecommand|def|gdef|edef|let|DeclareMathOperator|DeclareMathSizes|definecolor|makeatletter|makeatother)" + END,
                    "definitions would change every later formula", "write the text out"),
            new Pitfall(COMMAND + "(?:includegraphics|input|include|jlm[A-Za-z]*|magnification|fatalIfCmdConflict|geoprop|cr|breakEverywhere)" + END,
                    "the command is not allowed in formulas", ""),
            new Pitfall(COMMAND + "begin\\s*\\{(?:align|alignat|flalign|gather|multline|eqnarray|displaymath|math|tabular|split)\\*?}",
            "the environment cannot stand inside a formula", "write aligned, gathered or array"),
            new Pitfall(NOT_ESCAPED + "%", "a percent sign begins a comment", "write \\%"),
            new Pitfall(NOT_ESCAPED + "#(?![0-9A-Fa-f]{6}})", "a number sign stands for an operand of a macro", "write \\#"),
            new Pitfall(NOT_ESCAPED + "[_^]\\s*(?:[}&_^]|$)", "nothing stands behind _ or ^", "put braces around what belongs there"),
            new Pitfall(COMMAND + "[dtc]?frac\\s*(?:\\{\\s*}|}|&|$)", "\\frac without a numerator", "write \\frac{a}{b}"),
            new Pitfall(COMMAND + "[dtc]?frac\\s*\\{[^{}]*}\\s*(?:\\{\\s*}|}|&|$)", "\\frac without a denominator", "write \\frac{a}{b}"),
            new Pitfall(NOT_ESCAPED + "\\\\\\s*$", "a lone backslash at the end", "remove it"));

    private static final Pattern NESTING = Pattern.compile("\\\\(left|right)" + END + "|\\\\(begin|end)\\s*\\{([^}]*)}|\\\\.|[{}]", Pattern.DOTALL);

    private LatexLinter() {
    }

    static void check(String latex) {
        if (latex.isBlank()) {
            throw new LatexException(latex, -1, "an empty formula", "");
        }
        if (latex.length() > LONGEST) {
            throw new LatexException(latex, -1, "a formula of " + latex.length() + " characters; at most " + LONGEST + " are drawn", "split it");
        }
        PITFALLS.forEach(pitfall -> check(latex, pitfall));
        checkNesting(latex);
    }

    private static void check(String latex, Pitfall pitfall) {
        Matcher found = pitfall.pattern().matcher(latex);
        if (found.find()) {
            throw new LatexException(latex, found.start(), pitfall.problem(), pitfall.hint());
        }
    }

    /** Braces, \left and \right, \begin and \end must pair up: the renderer closes open braces silently. */
    private static void checkNesting(String latex) {
        Deque<String> open = new ArrayDeque<>();
        Matcher token = NESTING.matcher(latex);
        int rows = 0;
        while (token.find()) {
            rows += token.group().equals("\\\\") ? 1 : 0;
            if (rows > MOST_ROWS) {
                throw new LatexException(latex, token.start(), "more than " + MOST_ROWS + " rows", "split the formula");
            }
            String closing = closing(token);
            if (!closing.isEmpty()) {
                open.push(closing);
            } else if (closes(token) && !sameKind(token, open.peek())) {
                throw new LatexException(latex, token.start(), "'" + token.group() + "' closes nothing that is open", "");
            } else if (closes(token)) {
                open.pop();
            }
            if (open.size() > DEEPEST) {
                throw new LatexException(latex, token.start(), "nested more than " + DEEPEST + " deep", "split the formula");
            }
        }
        if (!open.isEmpty()) {
            throw new LatexException(latex, latex.length(), "'" + open.peek() + "' is missing at the end", "");
        }
    }

    /** What must close the thing that this token opens; empty if it opens nothing. */
    private static String closing(Matcher token) {
        if ("begin".equals(token.group(2))) {
            return "\\end{" + token.group(3) + "}";
        }
        return switch (token.group()) {
            case "{" -> "}";
            case "\\left" -> "\\right";
            default -> "";
        };
    }

    private static boolean closes(Matcher token) {
        return token.group().equals("}") || "right".equals(token.group(1)) || "end".equals(token.group(2));
    }

    /** Blanks may stand between a command and its brace. */
    private static boolean sameKind(Matcher token, String expected) {
        return expected != null && token.group().replaceAll("\\s", "").equals(expected);
    }
}
