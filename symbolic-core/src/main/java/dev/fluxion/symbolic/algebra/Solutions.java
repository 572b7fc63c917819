package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The real solutions of an equation.
 *
 * <p>Source: by definition.
 *
 * @param values the solutions, in ascending order where they are numbers; a root that is no closed form is an inexact number
 * @param conditions for each value, under what condition on the parameters it is one, besides being a real number
 * @param complete whether these are certainly all, in the interval if one was given
 * @param unless where these are all unless an expression is 0, that expression: there the equation is of a lower degree
 * @param period of what are not all, what may be added to each any whole number of times, which gives all
 */
public record Solutions(List<Expression> values, List<Condition> conditions, boolean complete, Optional<Expression> unless, Optional<Expression> period) {
    /** Copies. */
    public Solutions {
        values = List.copyOf(values);
        conditions = List.copyOf(conditions);
    }

    /** Solutions that do not repeat, as far as is known. */
    public Solutions(List<Expression> values, List<Condition> conditions, boolean complete, Optional<Expression> unless) {
        this(values, conditions, complete, unless, Optional.empty());
    }

    /** Values that are solutions wherever they are real numbers. */
    public Solutions(List<Expression> values, boolean complete) {
        this(values, Collections.nCopies(values.size(), Condition.TRUE), complete, Optional.empty());
    }

    /** Whether a value is a solution under a condition only that excludes more than single values of parameters. */
    public boolean areConditional() {
        return !conditions.stream().allMatch(Solutions::isGeneric);
    }

    /** Whether a condition leaves out single values of parameters at most. */
    public static boolean isGeneric(Condition condition) {
        return switch (condition) {
            case Condition.Truth truth -> truth.value();
            case Condition.Comparison c -> c.relation() == Condition.Relation.NOT_EQUAL;
            case Condition.All all -> all.parts().stream().allMatch(Solutions::isGeneric);
            case Condition.Any any -> false;
            case Condition.Not not -> false;
        };
    }

    /** The same, if these are all of one period, as those of all; without any, they are all. */
    Solutions repeated(Expression by) {
        return complete && !values.isEmpty() ? new Solutions(values, conditions, false, unless, Optional.of(by)) : this;
    }

    /** The same solutions with other expressions in place of all. */
    Solutions map(UnaryOperator<Expression> change) {
        return new Solutions(values.stream().map(change).toList(), conditions.stream().map(condition -> condition.map(change)).toList(), complete,
                unless.map(change), period);
    }
}
