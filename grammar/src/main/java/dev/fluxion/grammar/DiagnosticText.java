package dev.fluxion.grammar;

/** Draws diagnostics for people: message, place, the line with the offending part underlined, and a hint. */
public final class DiagnosticText {
    private static final int WIDEST = 100; // characters of a source line that are shown

    private DiagnosticText() {}

    /** Several lines without a final line end. */
    public static String draw(Source source, Diagnostic diagnostic) {
        StringBuilder text = new StringBuilder("error: ").append(diagnostic.message());
        if (diagnostic.span() != Span.NONE) {
            place(source, diagnostic.span(), text);
        }
        if (!diagnostic.hint().isEmpty()) {
            text.append("\n  hint: ").append(diagnostic.hint());
        }
        return text.toString();
    }

    private static void place(Source source, Span span, StringBuilder text) {
        int line = source.line(span.start());
        int column = source.column(span.start());
        text.append("\n  ").append(source.name()).append(':').append(line).append(':').append(column);
        String whole = source.lineText(line).replace('\t', ' ').replaceAll("\\p{Cntrl}", "\uFFFD");
        int from = Math.max(0, Math.min(column - 1 - WIDEST / 2, whole.length() - WIDEST));
        String shown = (from > 0 ? "…" : "") + whole.substring(from, Math.min(whole.length(), from + WIDEST))
                + (whole.length() > from + WIDEST ? "…" : "");
        String gutter = Integer.toString(line);
        int indent = column - 1 - from + (from > 0 ? 1 : 0);
        int carets = Math.max(1, Math.min(span.end() - span.start(), shown.length() - indent));
        text.append("\n  ").append(gutter).append(" | ").append(shown);
        text.append("\n  ").append(" ".repeat(gutter.length())).append(" | ").append(" ".repeat(indent)).append("^".repeat(carets));
    }
}
