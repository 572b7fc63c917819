package dev.fluxion.typeset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A lesson: prose with formulas, statements, and what they gave. It becomes one HTML page that needs nothing else. Immutable.
 *
 * @param title plain text
 * @param blocks from top to bottom
 * @param links to other pages, for instance the next lesson
 */
public record LessonPage(String title, List<Block> blocks, List<Link> links) {
    /** Copies. */
    public LessonPage {
        blocks = List.copyOf(blocks);
        links = List.copyOf(links);
    }

    /**
     * A way to another page.
     *
     * @param text what is read
     * @param target a relative address
     */
    public record Link(String text, String target) {}

    /** A part of a lesson. */
    public sealed interface Block {}

    /**
     * Paragraphs, apart by empty lines. A line that begins with {@code #} or {@code ##} is a heading, lines that begin with {@code -} are a list;
     * {@code $…$} is a formula, {@code $$…$$} one on a line of its own, {@code *…*} is emphasis, and words between backticks are code.
     *
     * @param text as written
     */
    public record Prose(String text) implements Block {}

    /**
     * A numbered list of other pages.
     *
     * @param links in order
     */
    public record Contents(List<Link> links) implements Block {
        /** Copies. */
        public Contents {
            links = List.copyOf(links);
        }
    }

    /**
     * Statements of the language.
     *
     * @param text as written
     */
    public record Code(String text) implements Block {}

    /**
     * What a statement printed.
     *
     * @param text plain text
     * @param latex the same as LaTeX; empty where there is none, and the text is shown
     */
    public record Result(String text, String latex) implements Block {}

    /**
     * A derivation, its deeper steps folded away.
     *
     * @param page its sections
     */
    public record Steps(DerivationPage page) implements Block {}

    /**
     * Rows of cells below a head; columns of numbers stand to the right.
     *
     * @param head names of the columns, texts with formulas; none for a table without a head
     * @param rows texts with formulas
     * @param below lines of text under the table
     */
    public record Table(List<String> head, List<List<String>> rows, List<String> below) implements Block {
        /** Copies. */
        public Table {
            head = List.copyOf(head);
            below = List.copyOf(below);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A picture, in both themes.
     *
     * @param chart what is drawn
     * @param width in points
     * @param height in points
     * @param moving what is shown where readers do not mind motion
     */
    public record Drawn(Chart chart, int width, int height, Optional<Moving> moving) implements Block {}

    /**
     * An animated GIF for each theme.
     *
     * @param light bytes of the file on light ground
     * @param dark bytes of the file on dark ground
     */
    public record Moving(byte[] light, byte[] dark) {
        /** Copies. */
        public Moving {
            light = light.clone();
            dark = dark.clone();
        }

        /** A copy. */
        @Override
        public byte[] light() {
            return light.clone();
        }

        /** A copy. */
        @Override
        public byte[] dark() {
            return dark.clone();
        }
    }

    /**
     * The page, without script, font or picture from outside; it follows the reader's light or dark setting.
     *
     * @throws LatexException if a formula of the prose cannot be drawn
     */
    public String html() {
        return new LessonHtml(this).page();
    }

    /**
     * Writes {@link #html} to a file, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws LatexException if a formula of the prose cannot be drawn
     */
    public void writeHtml(Path file) throws IOException {
        AtomicFiles.write(file, html());
    }
}
