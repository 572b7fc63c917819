package dev.fluxion.typeset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One formula, laid out in display style and ready to be drawn as PNG or SVG in any size and colour. Immutable; safe for any number of threads.
 *
 * <pre>{@code
 * Formula.of("\\frac{\\partial f}{\\partial x}").writePng(Path.of("f.png"), Style.LIGHT);
 * }</pre>
 */
public final class Formula {
    private final String latex;
    private final Drawing drawing;

    private Formula(String latex, Drawing drawing) {
        this.latex = latex;
        this.drawing = drawing;
    }

    /**
     * Lays LaTeX mathematics out (without dollar signs around it).
     *
     * <p>The first formula of a program takes about a second, later ones milliseconds; see {@link #warmUp}.
     *
     * @throws LatexException if it cannot be drawn, would be drawn wrong without a word, or would change later formulas
     */
    public static Formula of(String latex) {
        LatexLinter.check(latex);
        Drawing drawing = Typesetter.typeset(latex);
        if (drawing.marks().isEmpty()) {
            throw new LatexException(latex, -1, "a formula of nothing but space", "");
        }
        return new Formula(latex, drawing);
    }

    /** Loads fonts and tables on a background thread, so that the first formula comes at once. Call it at program start. */
    public static void warmUp() {
        Thread.ofPlatform().daemon().name("formula-warm-up").start(() -> of("x").image(Style.LIGHT));
    }

    /** The LaTeX it was made from. */
    public String latex() {
        return latex;
    }

    /** Width in em, without margins. */
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

    /**
     * The formula as pixels.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if that would be more than 120 million
     */
    public BufferedImage image(Style style) {
        return drawing.image(style);
    }

    /**
     * The bytes of a PNG file; limits as for {@link #image}.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if that would be more than 120 million pixels
     */
    public byte[] png(Style style) {
        return Png.encode(image(style));
    }

    /** A self-contained SVG document: paths only, no fonts; the LaTeX is its title. Sizes are in pixels of CSS, {@code points} to the em. */
    public String svg(Style style) {
        return SvgWriter.document(drawing, style, latex);
    }

    /**
     * Writes {@link #png} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if that would be more than 120 million pixels
     */
    public void writePng(Path file, Style style) throws IOException {
        AtomicFiles.write(file, png(style));
    }

    /**
     * Writes {@link #svg} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     */
    public void writeSvg(Path file, Style style) throws IOException {
        AtomicFiles.write(file, svg(style));
    }

    @Override
    public String toString() {
        return latex;
    }

    Drawing drawing() {
        return drawing;
    }
}
