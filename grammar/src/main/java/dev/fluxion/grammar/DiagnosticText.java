package dev.fluxion.grammar;

/** Draws diagnostics for people: message, place, the line with the offending part underlined, and a hint. */
public final class DiagnosticText {
    private static final int WIDEST = 100; // characters of a source line that are shown

    private DiagnosticText() {}

    /**
     * The lines of a diagnostic, joined by line feeds, without a final line end; at most 100 characters of the source line are shown.
     *
     * @param source the text that the diagnostic's span refers to
     */
    public static String draw(Source source, Diagnostic diagnostic) {
        // Messages of what is refused name the thing alone.
        String kind = diagnostic.code() == Diagnostic.Code.UNSUPPORTED ? "error: unsupported: " : "error: ";
        StringBuilder text = new StringBuilder(kind).append(diagnostic.message());
        if (!diagnostic.span().equals(Span.NONE)) {
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
        String whole = source.lineText(line);
        int[] points = whole.codePoints().map(DiagnosticText::visible).toArray();
        int at = whole.codePointCount(0, Math.min(column - 1, whole.length()));
        int from = Math.max(0, Math.min(at - WIDEST / 2, points.length - WIDEST));
        int to = Math.min(points.length, from + WIDEST);
        String shown = (from > 0 ? "…" : "") + new String(points, from, to - from) + (points.length > to ? "…" : "");
        String gutter = Integer.toString(line);
        int indent = at - from + (from > 0 ? 1 : 0);
        int carets = Math.max(1, Math.min(length(source, span), to - at));
        text.append("\n  ").append(gutter).append(" | ").append(shown);
        text.append("\n  ").append(" ".repeat(gutter.length())).append(" | ").append(" ".repeat(indent)).append("^".repeat(carets));
    }

    // In code points, one column each.
    private static int length(Source source, Span span) {
        int end = Math.min(span.end(), source.text().length());
        return span.start() >= end ? 1 : source.text().codePointCount(span.start(), end);
    }

    private static int visible(int point) {
        boolean strange = Character.isISOControl(point) || Character.getType(point) == Character.FORMAT || Character.getType(point) == Character.SURROGATE;
        return point == '\t' ? ' ' : strange ? '\uFFFD' : point;
    }
}
