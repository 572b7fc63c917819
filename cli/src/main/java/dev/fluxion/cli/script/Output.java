package dev.fluxion.cli.script;

import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.typeset.Chart;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
     */
    public record Tabled(List<String> head, List<List<String>> rows) implements Shape {}

    /**
     * A picture, which is also in a file.
     *
     * @param chart what is drawn
     * @param width in points
     * @param height in points
     * @param moving the file of an animation that ends with it
     */
    public record Drawn(Chart chart, int width, int height, Optional<Path> moving) implements Shape {}
}
