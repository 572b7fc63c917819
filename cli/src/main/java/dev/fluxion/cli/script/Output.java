package dev.fluxion.cli.script;

import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.typeset.Chart;
import java.util.List;

/**
 * Something a script prints.
 *
 * @param text for people and programs
 * @param latex the same as LaTeX, or empty where it has none
 * @param shape what else is known of it, for those who show it richer than as text
 */
public record Output(String text, String latex, Shape shape) {
    /** Text with its LaTeX. */
    public Output(String text, String latex) {
        this(text, latex, new Plain());
    }

    /** What an output is besides text. */
    public sealed interface Shape {}

    /** Nothing else. */
    public record Plain() implements Shape {}

    /**
     * Prose of the script.
     *
     * @param text as written, with formulas between dollar signs
     */
    public record Told(String text) implements Shape {}

    /**
     * A derivation.
     *
     * @param derivation what is derived
     * @param detail the level that was asked for
     */
    public record Derived(Derivation derivation, Detail detail) implements Shape {}

    /**
     * A table.
     *
     * @param head names of the columns; may be empty
     * @param rows texts
     * @param below lines of text under it; may be none
     */
    public record Tabled(List<String> head, List<List<String>> rows, List<String> below) implements Shape {}

    /**
     * A picture, which is also in a file.
     *
     * @param chart what is drawn
     * @param width in points
     * @param height in points
     * @param moving the frames of an animation that ends with it; none for a picture alone
     */
    public record Drawn(Chart chart, int width, int height, List<Chart> moving) implements Shape {
        /** Copies. */
        public Drawn {
            moving = List.copyOf(moving);
        }
    }
}
