package dev.fluxion.symbolic.language;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import java.util.List;

/**
 * What a call {@code integrate(…)} gives.
 *
 * @param value the antiderivative, or the integral between two ends
 * @param conditions on parameters under which it is one
 * @param error an estimate of the error of a value of quadrature, 0 for an exact one
 */
public record IntegralAnswer(Expression value, List<Condition> conditions, double error) {
    /** Copies. */
    public IntegralAnswer {
        conditions = List.copyOf(conditions);
    }
}
