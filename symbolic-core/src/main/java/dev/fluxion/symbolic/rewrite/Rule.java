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
 * @param movesKink whether the convention for the derivative at a kink gives the replacement another one, as in {@code (x + abs(x))/2 = relu(x)}
 */
public record Rule(String name, Expression pattern, Expression replacement, Condition condition, Soundness soundness, boolean movesKink) {
    /** Where a rule is true. */
    public enum Soundness {
        /** Wherever both sides are defined, and they are defined at the same points. */
        EXACT,
        /** Wherever the pattern is defined; the replacement may be defined at more points. */
        REAL
    }
}
