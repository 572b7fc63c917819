package dev.fluxion.typeset;

import java.awt.Font;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of text with formulas between dollar signs, {@code \$} for a dollar sign itself. Text has the system's sans-serif font. Immutable.
 */
public final class Label {
    /** The letters of formulas are smaller than those of the text around them. */
    private static final double FORMULA = 1.12;

    private final String source;
    private final Drawing drawing;

    private Label(String source, Drawing drawing) {
        this.source = source;
        this.drawing = drawing;
    }

    /**
     * A part of a text.
     *
     * @param text without dollar signs
     * @param formula whether it is LaTeX
     */
    public record Part(String text, boolean formula) {}

    /**
     * A label.
     *
     * @throws LatexException if a formula cannot be drawn, or a dollar sign has no partner
     */
    public static Label of(String text) {
        return of(text, Font.PLAIN);
    }

    /**
     * A label in bold letters; formulas stay as they are.
     *
     * @throws LatexException if a formula cannot be drawn, or a dollar sign has no partner
     */
    public static Label bold(String text) {
        return of(text, Font.BOLD);
    }

    private static Label of(String text, int style) {
        List<Mark> marks = new ArrayList<>();
        double width = 0;
        double ascent = 0.75;
        double depth = 0.22;
        for (Part part : parts(text)) {
            Drawing drawn = part.formula() ? formula(part.text()) : PlainText.line(part.text(), style);
            marks.addAll(drawn.marksAt(width, 0));
            width += drawn.width();
            ascent = Math.max(ascent, drawn.ascent());
            depth = Math.max(depth, drawn.depth());
        }
        return new Label(text, new Drawing(width, ascent, depth, marks));
    }

    private static Drawing formula(String latex) {
        if (latex.isBlank()) {
            return Drawing.NOTHING;
        }
        return Formula.of("\\textstyle " + latex).drawing().scaled(FORMULA);
    }

    /**
     * The parts of a text with formulas.
     *
     * @throws LatexException if a dollar sign has no partner
     */
    public static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        boolean formula = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '$') {
                current.append(formula ? "\\$" : "$");
                i++;
            } else if (c == '$') {
                add(parts, current, formula);
                formula = !formula;
            } else {
                current.append(c);
            }
        }
        if (formula) {
            throw new LatexException(text, text.lastIndexOf('$'), "a dollar sign opens a formula that nothing closes", "write \\$ for the sign itself");
        }
        add(parts, current, false);
        return parts;
    }

    private static void add(List<Part> parts, StringBuilder current, boolean formula) {
        if (!current.isEmpty()) {
            parts.add(new Part(current.toString(), formula));
            current.setLength(0);
        }
    }

    /** Width in em. */
    public double width() {
        return drawing.width();
    }

    /** Height above the baseline in em. */
    public double ascent() {
        return drawing.ascent();
    }

    /** Depth below the baseline in em. */
    public double depth() {
        return drawing.depth();
    }

    Drawing drawing() {
        return drawing;
    }

    @Override
    public String toString() {
        return source;
    }
}
