package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One application of a rule of integration: two expressions that are equal up to a constant.
 *
 * @param rule its name
 * @param integrand what is integrated
 * @param variable by which symbol
 * @param before an antiderivative that is not evaluated
 * @param after the same, with antiderivatives of simpler integrands in it, or none
 * @param substituted the new variable of a substitution
 * @param at what it stands for
 * @param conditions under which the rule holds
 * @param pending the antiderivatives that are left, with what they turn out to be
 */
public record IntegralStep(String rule, Expression integrand, Symbol variable, Expression before, Expression after, Optional<Symbol> substituted,
        Optional<Expression> at, List<Condition> conditions, Map<Expression, Expression> pending) {
    /** Copies. */
    public IntegralStep {
        conditions = List.copyOf(conditions);
        pending = Map.copyOf(pending);
    }
}
