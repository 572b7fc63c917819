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
 * @param letters what the letters of the rule stand for
 * @param aside how another antiderivative, which the rule uses, was found: v from dv
 * @param conditions under which the rule holds
 * @param pending the antiderivatives that are left, with what they turn out to be
 */
public record IntegralStep(String rule, Expression integrand, Symbol variable, Expression before, Expression after, List<Letter> letters,
        List<IntegralLine> aside, List<Condition> conditions, Map<Expression, Expression> pending) {
    /**
     * A letter of a rule.
     *
     * @param name it: {@code u}, {@code dv}
     * @param value what it stands for
     * @param differential the variable whose differential follows the value, as in {@code dv = exp(x) dx}
     */
    public record Letter(String name, Expression value, Optional<Symbol> differential) {}

    /** Copies. */
    public IntegralStep {
        letters = List.copyOf(letters);
        aside = List.copyOf(aside);
        conditions = List.copyOf(conditions);
        pending = Map.copyOf(pending);
    }
}
