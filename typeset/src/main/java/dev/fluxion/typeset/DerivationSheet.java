package dev.fluxion.typeset;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** A derivation on one sheet; lengths in em of the main formulas, y downwards. */
final class DerivationSheet {
    private static final double TALLEST_PIXELS = 30_000;
    private static final double MARGIN = 1.2;
    private static final double ROW_GAP = 0.5;
    private static final double INDENT = 1.6;
    /** A thick space, as TeX puts it before a relation; the renderer leaves it out at the start of a formula. */
    private static final double THICK_SPACE = 5.0 / 18;
    private static final double RULE_GAP = 1.8;
    private static final double RULE_WIDTH = 8.5;
    private static final double TITLE_SIZE = 1.05;
    private static final double HEADING_SIZE = 0.8;
    private static final double TEXT_SIZE = 0.62;
    private static final double NOTE_SIZE = 0.54;
    /** Deeper steps are smaller. */
    private static final double DEEP_SCALE = 0.85;

    private final Theme theme;
    private final double formulaWidth;
    private final double pageWidth;
    private final Drawing.Sheet sheet = new Drawing.Sheet();
    private double y = MARGIN;

    private record Part(DerivationPage.Section section, List<LaidOutLine> lines, List<Formula> result) {
    }

    private DerivationSheet(List<Part> parts, Theme theme) {
        this.theme = theme;
        double widest = 16;
        for (Part part : parts) {
            widest = Math.max(widest, part.result().stream().mapToDouble(Formula::width).max().orElse(0) + 2);
            for (List<LaidOutLine> block : blocks(part.lines())) {
                double equals = equalsSign(block);
                for (LaidOutLine line : block) {
                    widest = Math.max(widest, indent(line) + scale(line) * extent(line, equals));
                }
            }
        }
        formulaWidth = Math.min(widest, LaidOutLine.WIDEST_LEFT + LaidOutLine.WIDEST);
        pageWidth = formulaWidth + RULE_GAP + RULE_WIDTH;
    }

    static Drawing of(DerivationPage page, Style style) {
        List<Part> parts = page.sections().stream()
                .map(section -> new Part(section, LaidOutLine.all(section), section.result().isBlank() ? List.of() : LaidOutLine.broken(section.result()))).toList();
        int depth = parts.stream().flatMap(part -> part.lines().stream()).mapToInt(line -> line.source().depth()).max().orElse(0);
        Drawing drawing = draw(page, parts, depth, style);
        while (depth > 0 && drawing.height() * style.pixelsPerEm() > TALLEST_PIXELS) {
            drawing = draw(page, parts, --depth, style);
        }
        return drawing;
    }

    private static Drawing draw(DerivationPage page, List<Part> parts, int depth, Style style) {
        List<Part> shown = parts.stream()
                .map(part -> new Part(part.section(), part.lines().stream().filter(line -> line.source().depth() <= depth).toList(), part.result())).toList();
        long hidden = count(parts) - count(shown);
        return new DerivationSheet(shown, style.theme()).draw(page, shown, hidden);
    }

    private static long count(List<Part> parts) {
        return parts.stream().mapToLong(part -> part.lines().size()).sum();
    }

    private Drawing draw(DerivationPage page, List<Part> parts, long hidden) {
        text(page.title(), TITLE_SIZE, Font.BOLD, theme.foreground());
        y += 0.25;
        text(page.introduction(), TEXT_SIZE, Font.PLAIN, theme.muted());
        parts.forEach(this::part);
        if (hidden > 0) {
            y += ROW_GAP;
            text(hidden + " smaller steps are left out of this picture.", TEXT_SIZE, Font.ITALIC, theme.muted());
        }
        return sheet.finish(pageWidth + 2 * MARGIN, y + MARGIN);
    }

    private void part(Part part) {
        y += 0.9;
        if (!part.section().title().isBlank()) {
            sheet.fill(new Rectangle2D.Double(MARGIN, y, pageWidth, 0.03), theme.line());
            y += 0.5;
            text(part.section().title(), HEADING_SIZE, Font.BOLD, theme.foreground());
            y += 0.2;
        }
        blocks(part.lines()).forEach(this::block);
        if (!part.result().isEmpty()) {
            result(part.result());
        }
    }

    /** Runs of lines of one depth, which share the place of their equal signs. */
    private static List<List<LaidOutLine>> blocks(List<LaidOutLine> lines) {
        List<List<LaidOutLine>> blocks = new ArrayList<>();
        for (LaidOutLine line : lines) {
            if (blocks.isEmpty() || blocks.getLast().getLast().source().depth() != line.source().depth()) {
                blocks.add(new ArrayList<>());
            }
            blocks.getLast().add(line);
        }
        return blocks;
    }

    private void block(List<LaidOutLine> block) {
        double equals = equalsSign(block);
        block.forEach(line -> line(line, equals));
    }

    private static double equalsSign(List<LaidOutLine> block) {
        return block.stream().filter(line -> !line.leftStandsAlone()).flatMap(line -> line.left().stream()).mapToDouble(Formula::width).max().orElse(INDENT) + THICK_SPACE;
    }

    /** How far a line reaches to the right of its indent, before scaling. */
    private static double extent(LaidOutLine line, double equals) {
        double alone = line.leftStandsAlone() ? line.left().map(Formula::width).orElse(0.0) : 0;
        double first = line.rows().isEmpty() ? 0 : equals + line.rows().getFirst().width();
        double later = line.rows().stream().skip(1).mapToDouble(row -> equals + LaidOutLine.INDENT + row.width()).max().orElse(0);
        return Math.max(alone, Math.max(first, later));
    }

    private static double indent(LaidOutLine line) {
        return Math.min(line.source().depth(), 5) * INDENT;
    }

    private static double scale(LaidOutLine line) {
        return line.source().depth() > 0 ? DEEP_SCALE : 1;
    }

    private void line(LaidOutLine line, double equals) {
        double fit = Math.min(1, (formulaWidth - indent(line)) / (scale(line) * extent(line, equals)));
        double scale = scale(line) * fit;
        double x = MARGIN + indent(line);
        List<Row> rows = rows(line, equals);
        double baseline = y;
        for (int i = 0; i < rows.size(); i++) {
            double ascent = rows.get(i).ascent() * scale;
            y += ROW_GAP + Math.max(ascent, i == 0 ? TEXT_SIZE : 0);
            baseline = i <= line.rowOfRule() ? y : baseline;
            for (Placed placed : rows.get(i).parts()) {
                sheet.place(placed.drawing().scaled(scale), x + placed.x() * scale, y);
            }
            y += rows.get(i).depth() * scale;
        }
        y = Math.max(y, explanation(line, baseline));
    }

    private record Placed(Drawing drawing, double x) {
    }

    private record Row(List<Placed> parts) {
        double ascent() {
            return parts.stream().mapToDouble(part -> -part.drawing().bounds(0).getMinY()).max().orElse(0);
        }

        double depth() {
            return parts.stream().mapToDouble(part -> part.drawing().bounds(0).getMaxY()).max().orElse(0);
        }
    }

    private static List<Row> rows(LaidOutLine line, double equals) {
        List<Row> rows = new ArrayList<>();
        List<Placed> first = new ArrayList<>();
        line.left().map(Formula::drawing).ifPresent(left -> first.add(new Placed(left, line.leftStandsAlone() ? 0 : equals - THICK_SPACE - left.width())));
        if (line.leftStandsAlone() && !first.isEmpty()) {
            rows.add(new Row(List.copyOf(first)));
            first.clear();
        }
        for (int i = 0; i < line.rows().size(); i++) {
            first.add(new Placed(line.rows().get(i).drawing(), equals + (i == 0 ? 0 : LaidOutLine.INDENT)));
            rows.add(new Row(List.copyOf(first)));
            first.clear();
        }
        return rows;
    }

    /** The rule and the note in their column; returns where they end. */
    private double explanation(LaidOutLine line, double baseline) {
        double bottom = baseline;
        double x = MARGIN + formulaWidth + RULE_GAP;
        double at = baseline;
        for (Drawing text : PlainText.lines(line.source().rule(), TEXT_SIZE, Font.PLAIN, RULE_WIDTH)) {
            sheet.place(text.tinted(theme.foreground()), x, at);
            bottom = at + text.depth();
            at += text.height() * 1.1;
        }
        for (Drawing text : PlainText.lines(line.source().note(), NOTE_SIZE, Font.PLAIN, RULE_WIDTH)) {
            sheet.place(text.tinted(theme.muted()), x, at);
            bottom = at + text.depth();
            at += text.height() * 1.1;
        }
        return bottom;
    }

    /** The result in a frame. */
    private void result(List<Formula> rows) {
        y += 0.8;
        double top = y;
        double width = rows.stream().mapToDouble(row -> row.width() + (row == rows.getFirst() ? 0 : LaidOutLine.INDENT)).max().orElse(0);
        double scale = Math.min(1, (pageWidth - 1.4) / width);
        y += 0.1;
        for (Formula row : rows) {
            Rectangle2D bounds = row.drawing().bounds(0);
            y += ROW_GAP - bounds.getMinY() * scale;
            sheet.place(row.drawing().scaled(scale), MARGIN + 0.7 + (row == rows.getFirst() ? 0 : LaidOutLine.INDENT), y);
            y += bounds.getMaxY() * scale;
        }
        y += ROW_GAP + 0.1;
        frame(new Rectangle2D.Double(MARGIN, top, width * scale + 1.4, y - top));
    }

    private void frame(Rectangle2D box) {
        double thick = 0.06;
        sheet.fill(new Rectangle2D.Double(box.getX(), box.getY(), box.getWidth(), thick), theme.muted());
        sheet.fill(new Rectangle2D.Double(box.getX(), box.getMaxY() - thick, box.getWidth(), thick), theme.muted());
        sheet.fill(new Rectangle2D.Double(box.getX(), box.getY(), thick, box.getHeight()), theme.muted());
        sheet.fill(new Rectangle2D.Double(box.getMaxX() - thick, box.getY(), thick, box.getHeight()), theme.muted());
    }

    private void text(String text, double size, int fontStyle, Color color) {
        for (Drawing line : PlainText.lines(text, size, fontStyle, pageWidth)) {
            y += line.ascent();
            sheet.place(line.tinted(color), MARGIN, y);
            y += line.depth() + size * 0.12;
        }
    }
}
