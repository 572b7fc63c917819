package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;

/**
 * A named identity, {@code pattern = replacement if condition}. In it, the symbols {@code n} and {@code m} stand for whole numbers, {@code c}
 * and {@code d} for numbers, and every other one-letter name for any expression. The pattern's value is the replacement's wherever the pattern is
 * defined and the condition holds.
 *
 * @param name unique in its resource
 * @param pattern what is replaced
 * @param replacement what takes its place
 * @param condition what must be proved first
 * @param soundness where it is true
 */
public record Rule(String name, Expression pattern, Expression replacement, Condition condition, Soundness soundness) {
    /** Where a rule is true. */
    public enum Soundness {
        /** Wherever both sides are defined, and they are defined at the same points. */
        EXACT,
        /** Wherever the pattern is defined; the replacement may be defined at more points. */
        REAL
    }
}
