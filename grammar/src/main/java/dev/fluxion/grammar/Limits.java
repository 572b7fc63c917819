package dev.fluxion.grammar;

/**
 * Bounds on a text, so that text from a stranger is safe to read.
 *
 * @param characters length in UTF-16 units
 * @param nesting levels of brackets, bars, roots and derivative operators
 */
public record Limits(int characters, int nesting) {
    /** 16 million characters and 1,000 levels. */
    public static final Limits STANDARD = new Limits(16_000_000, 1_000);
}
