package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Theme;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;

/** Paints an {@link ImageGrid}; lengths are in points unless they are said to be in pixels. */
final class ImageGridPainter {
    /** About the width of an enlarged image. */
    private static final int IMAGE = 88;
    private static final int GAP = 16;
    private static final int MARGIN = 18;
    private static final int LINE = 15;
    private static final int SIGN = 14;
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);

    private final ImageGrid grid;
    private final int scale;
    private final Theme theme;
    private final int cellWidth;
    private final int cellHeight;
    private final int captionLines;

    ImageGridPainter(ImageGrid grid, int scale, Theme theme) {
        this.grid = grid;
        this.scale = scale;
        this.theme = theme;
        cellWidth = Math.max(IMAGE, grid.cells().stream().mapToInt(cell -> shown(cell.width(), cell)).max().orElse(0));
        cellHeight = grid.cells().stream().mapToInt(cell -> shown(cell.height(), cell)).max().orElse(0);
        captionLines = grid.cells().stream().mapToInt(cell -> cell.caption().size()).max().orElse(0);
    }

    BufferedImage paint() {
        int columns = Math.min(grid.columns(), grid.cells().size());
        int rows = (grid.cells().size() + columns - 1) / columns;
        int width = 2 * MARGIN + columns * (cellWidth + GAP) - GAP;
        int height = top() + rows * rowHeight() - GAP + MARGIN;
        BufferedImage image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        prepare(graphics, image);
        if (!grid.title().isBlank()) {
            graphics.setFont(TITLE);
            graphics.setColor(theme.foreground());
            graphics.drawString(fitted(grid.title(), width - 2 * MARGIN, graphics.getFontMetrics()), MARGIN, MARGIN + 14);
        }
        for (int i = 0; i < grid.cells().size(); i++) {
            int x = MARGIN + i % columns * (cellWidth + GAP);
            paint(grid.cells().get(i), x, top() + i / columns * rowHeight(), graphics);
        }
        graphics.dispose();
        return image;
    }

    private int top() {
        return grid.title().isBlank() ? MARGIN : MARGIN + 34;
    }

    private int rowHeight() {
        return cellHeight + 5 + captionLines * LINE + GAP;
    }

    private void prepare(Graphics2D graphics, BufferedImage image) {
        graphics.setColor(theme.background());
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.scale(scale, scale);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    private void paint(ImageGrid.Cell cell, int x, int y, Graphics2D graphics) {
        int width = shown(cell.width(), cell);
        int height = shown(cell.height(), cell);
        int left = x + (cellWidth - width) / 2;
        graphics.drawImage(pixels(cell), left, y, width, height, null);
        boolean wrong = cell.verdict() == ImageGrid.Verdict.WRONG;
        graphics.setColor(wrong ? theme.error() : theme.line());
        graphics.setStroke(new BasicStroke(wrong ? 2 : 1));
        graphics.drawRect(left, y, width, height);
        caption(cell, x, y + cellHeight + 5, graphics);
    }

    private void caption(ImageGrid.Cell cell, int x, int y, Graphics2D graphics) {
        Color ink = cell.verdict() == ImageGrid.Verdict.WRONG ? theme.error() : theme.foreground();
        graphics.setColor(ink);
        int indent = cell.verdict() == ImageGrid.Verdict.NONE ? 0 : SIGN;
        sign(cell.verdict(), x, y, graphics);
        graphics.setFont(CAPTION);
        for (int line = 0; line < cell.caption().size(); line++) {
            graphics.setColor(line == 0 ? ink : theme.muted());
            String text = fitted(cell.caption().get(line), cellWidth - indent, graphics.getFontMetrics());
            graphics.drawString(text, x + indent, y + 11 + line * LINE);
        }
    }

    /** Drawn, and not taken from a font that may not have them. */
    private static void sign(ImageGrid.Verdict verdict, int x, int y, Graphics2D graphics) {
        Path2D path = new Path2D.Double();
        switch (verdict) {
            case NONE -> {
                return;
            }
            case RIGHT -> {
                path.moveTo(x + 1, y + 7.5);
                path.lineTo(x + 4, y + 10.5);
                path.lineTo(x + 9, y + 3);
            }
            case WRONG -> {
                path.moveTo(x + 1, y + 3);
                path.lineTo(x + 9, y + 11);
                path.moveTo(x + 9, y + 3);
                path.lineTo(x + 1, y + 11);
            }
        }
        graphics.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    /** How long a side of the image is on the grid: a whole number of device pixels for each pixel, as near to the usual size as that allows. */
    private int shown(int side, ImageGrid.Cell cell) {
        int longest = Math.max(cell.width(), cell.height());
        return side * Math.max(1, Math.round((float) IMAGE / longest));
    }

    private static BufferedImage pixels(ImageGrid.Cell cell) {
        BufferedImage image = new BufferedImage(cell.width(), cell.height(), BufferedImage.TYPE_INT_RGB);
        byte[] greys = cell.greys();
        for (int i = 0; i < greys.length; i++) {
            int grey = Byte.toUnsignedInt(greys[i]);
            image.setRGB(i % cell.width(), i / cell.width(), grey << 16 | grey << 8 | grey);
        }
        return image;
    }

    private static String fitted(String text, int width, FontMetrics metrics) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end) + "…";
    }
}
