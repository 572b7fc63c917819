package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Expression;
import java.util.List;

/**
 * An equation as it was written. Canonical form may have a value where the text has none, as {@code x} has for {@code x^2/x}: so the parts of
 * the text are kept.
 *
 * @param zero an expression that is to be 0
 * @param parts expressions that must have values wherever the equation holds
 */
public record WrittenEquation(Expression zero, List<Expression> parts) {
    /** Copies. */
    public WrittenEquation {
        parts = List.copyOf(parts);
    }

    /**
     * An equation that holds wherever its canonical form does.
     *
     * @param zero what is to be 0
     */
    public static WrittenEquation of(Expression zero) {
        return new WrittenEquation(zero, List.of());
    }
}
