package dev.fluxion.grammar;

/**
 * Bounds on a text, so that text from a stranger is safe to read. A text at a bound is read; a negative bound refuses all.
 *
 * @param characters length in UTF-16 units
 * @param nesting levels of brackets, bars and derivative operators; ten times as many of signs, powers and suffixes
 * @param digits of one number
 */
public record Limits(int characters, int nesting, int digits) {
    /** 16 million characters, 1,000 levels and 10,000 digits. */
    public static final Limits STANDARD = new Limits(16_000_000, 1_000, 10_000);
}
