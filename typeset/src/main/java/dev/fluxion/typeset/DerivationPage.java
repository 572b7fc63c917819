package dev.fluxion.typeset;

import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A derivation for readers: titled sections, each a chain of equations with the rule behind every step, and a result. It becomes a LaTeX document,
 * one picture, or one HTML page, all broken into the same rows. Immutable and safe for any number of threads.
 *
 * @param title of the whole; plain text
 * @param introduction a paragraph under the title; plain text, may be empty
 * @param sections in the order of reading
 */
public record DerivationPage(String title, String introduction, List<Section> sections) {
    /** Copies the list. */
    public DerivationPage {
        sections = List.copyOf(sections);
    }

    /** A derivation as a page that shows as much as is asked for. */
    public static DerivationPage of(Derivation derivation, Detail detail) {
        List<Section> sections = derivation.sections().stream().filter(section -> detail.shows(section.detail()))
                .map(section -> new Section(section.title(), dev.fluxion.symbolic.derivation.Line.of(section, detail).stream()
                        .map(line -> line(derivation, line)).toList(), "")).filter(section -> !section.lines().isEmpty()).toList();
        return new DerivationPage(derivation.title(), derivation.introduction(), sections);
    }

    private static Line line(Derivation derivation, dev.fluxion.symbolic.derivation.Line line) {
        List<String> notes = new ArrayList<>(line.notes());
        if (!line.check().text().isEmpty()) {
            notes.add(line.check().text());
        }
        return new Line(line.left().map(derivation::latex).orElse(""), derivation.latex(line.right()), line.rule(), String.join("; ", notes), line.depth());
    }

    /**
     * One part, such as the gradient by one parameter.
     *
     * @param title plain text; may be empty
     * @param lines steps in their order
     * @param result LaTeX of what was to be found; may be empty
     */
    public record Section(String title, List<Line> lines, String result) {
        /** Copies the list. */
        public Section {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One step: {@code left = right} by a rule.
     *
     * @param left LaTeX; empty where the chain of equal signs goes on
     * @param rule name of the rule; plain text, may be empty
     * @param note conditions or remarks; plain text, may be empty
     * @param depth 0 for the main chain; lines of greater depth explain the line before them, and can be folded away
     * @param right LaTeX; empty only where {@code left} is not
     */
    public record Line(String left, String right, String rule, String note, int depth) {
        /**
         * Checks that something is shown.
         *
         * @throws IllegalArgumentException if both sides are blank, or the depth is negative
         */
        public Line {
            if (depth < 0 || left.isBlank() && right.isBlank()) {
                throw new IllegalArgumentException("a line needs a formula and a depth of at least 0, not " + depth);
            }
        }

        /**
         * A line of the main chain without a note.
         *
         * @throws IllegalArgumentException if both sides are blank
         */
        public Line(String left, String right, String rule) {
            this(left, right, rule, "", 0);
        }
    }

    /**
     * A whole LaTeX document for pdfLaTeX, with {@code aligned} blocks; needs the packages amsmath, amssymb and mathrsfs.
     *
     * @throws LatexException if a formula cannot be drawn
     */
    public String latex() {
        return DerivationLatex.of(this);
    }

    /**
     * One HTML page that needs nothing else: no script, no font, no picture from outside. It follows the reader's light or dark setting.
     *
     * @throws LatexException if a formula cannot be drawn
     */
    public String html() {
        return DerivationHtml.of(this);
    }

    /**
     * One picture, about 40 em wide at most. Where it would be taller than 30,000 pixels, deeper steps are left out, and the picture says so.
     *
     * @throws LatexException if a formula cannot be drawn
     * @throws dev.fluxion.grammar.FluxionException {@code limit} if the picture is too large even so
     */
    public BufferedImage image(Style style) {
        return DerivationSheet.of(this, style).image(style);
    }

    /**
     * The picture of {@link #image} as an SVG document of paths, without a limit of height.
     *
     * @throws LatexException if a formula cannot be drawn
     */
    public String svg(Style style) {
        return SvgWriter.document(DerivationSheet.of(this, style), style, title);
    }

    /**
     * Writes {@link #svg} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws LatexException if a formula cannot be drawn
     */
    public void writeSvg(Path file, Style style) throws IOException {
        AtomicFiles.write(file, svg(style));
    }

    /**
     * Writes {@link #latex} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws LatexException if a formula cannot be drawn
     */
    public void writeLatex(Path file) throws IOException {
        AtomicFiles.write(file, latex());
    }

    /**
     * Writes another form of a derivation, such as Markdown, to a file, atomically.
     *
     * @throws IOException if it cannot be written
     */
    public static void writeText(Path file, String text) throws IOException {
        AtomicFiles.write(file, text);
    }

    /**
     * Writes {@link #html} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws LatexException if a formula cannot be drawn
     */
    public void writeHtml(Path file) throws IOException {
        AtomicFiles.write(file, html());
    }

    /**
     * Writes {@link #image} as PNG to a file, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws LatexException if a formula cannot be drawn
     * @throws dev.fluxion.grammar.FluxionException {@code LIMIT} if the picture is too large
     */
    public void writePng(Path file, Style style) throws IOException {
        AtomicFiles.write(file, Png.encode(image(style)));
    }
}
