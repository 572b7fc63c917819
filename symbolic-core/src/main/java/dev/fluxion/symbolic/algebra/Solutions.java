package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Expression;
import java.util.List;

/**
 * The real solutions of an equation.
 *
 * @param values the solutions, in ascending order where they are numbers; a root that is no closed form is an inexact number
 * @param complete whether these are certainly all, in the interval if one was given
 */
public record Solutions(List<Expression> values, boolean complete) {
    /** Copies. */
    public Solutions {
        values = List.copyOf(values);
    }
}
