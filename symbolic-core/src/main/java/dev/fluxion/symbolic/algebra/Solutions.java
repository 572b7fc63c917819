package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import java.util.Collections;
import java.util.List;

/**
 * The real solutions of an equation.
 *
 * @param values the solutions, in ascending order where they are numbers; a root that is no closed form is an inexact number
 * @param conditions for each value, under what condition on the parameters it is one, besides being a real number
 * @param complete whether these are certainly all, in the interval if one was given
 */
public record Solutions(List<Expression> values, List<Condition> conditions, boolean complete) {
    /** Copies. */
    public Solutions {
        values = List.copyOf(values);
        conditions = List.copyOf(conditions);
    }

    /** Values that are solutions wherever they are real numbers. */
    public Solutions(List<Expression> values, boolean complete) {
        this(values, Collections.nCopies(values.size(), Condition.TRUE), complete);
    }

    /** Whether a value is a solution under a condition only. */
    public boolean areConditional() {
        return conditions.stream().anyMatch(condition -> !condition.equals(Condition.TRUE));
    }
}
