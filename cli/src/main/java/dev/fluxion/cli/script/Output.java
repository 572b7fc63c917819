package dev.fluxion.cli.script;

import dev.fluxion.typeset.plot.Chart;

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
     * A picture, which is also in a file.
     *
     * @param chart what is drawn
     * @param width in points
     * @param height in points
     */
    public record Drawn(Chart chart, int width, int height) implements Shape {}
}
