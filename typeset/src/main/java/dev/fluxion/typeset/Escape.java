package dev.fluxion.typeset;

import java.util.HashMap;
import java.util.Map;

/** Text of users made harmless for the formats it is written into. */
final class Escape {
    // Signs that the text fonts of LaTeX lack.
    private static final Map<Integer, String> SIGNS = signs();

    private Escape() {
    }

    /** For element content and quoted attributes of XML and HTML. Characters that XML forbids become U+FFFD. */
    static String xml(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return out.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c < 0x7f || c >= 0xa0 && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c > 0xffff;
    }

    /** For the text of a LaTeX document. */
    static String latex(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '<' -> out.append("\\textless{}");
                case '>' -> out.append("\\textgreater{}");
                case '{', '}', '$', '&', '#', '%', '_' -> out.append('\\').appendCodePoint(c);
                default -> out.append(SIGNS.getOrDefault(c, Character.isISOControl(c) ? " " : Character.toString(c)));
            }
        });
        return out.toString();
    }

    private static Map<Integer, String> signs() {
        Map<Integer, String> signs = new HashMap<>();
        String table = "δ\\delta ∂\\partial ∇\\nabla →\\to ≠\\ne ≤\\le ≥\\ge ∈\\in ∞\\infty π\\pi Σ\\Sigma Π\\Pi σ\\sigma μ\\mu θ\\theta λ\\lambda α\\alpha ±\\pm ×\\times √\\surd −-";
        for (String sign : table.split(" ")) {
            signs.put(sign.codePointAt(0), "\\ensuremath{" + sign.substring(Character.charCount(sign.codePointAt(0))) + "}");
        }
        return signs;
    }
}
