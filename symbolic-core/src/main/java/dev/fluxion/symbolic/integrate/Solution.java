package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How one antiderivative follows from others by a rule. Immutable.
 *
 * @param rule its name
 * @param integrand what is integrated
 * @param variable by which symbol
 * @param parts the antiderivatives that are still needed
 * @param combine the antiderivative from those of the parts
 */
record Solution(String rule, Expression integrand, Symbol variable, List<Part> parts, Function<List<Expression>, Expression> combine) {
    /** An antiderivative at a point: {@code at} is what its variable stands for. */
    record Part(Solution solution, Expression at) {
        Expression value() {
            Expression value = solution.value();
            return at.equals(solution.variable) ? value : Substitution.replace(value, Map.of(solution.variable, at));
        }

        Expression pending() {
            return Bound.antiderivative(solution.variable, at, solution.integrand);
        }
    }

    /** Copies. */
    Solution {
        parts = List.copyOf(parts);
    }

    static Solution known(String rule, Expression integrand, Symbol variable, Expression value) {
        return new Solution(rule, integrand, variable, List.of(), none -> value);
    }

    /** The antiderivative is a function of that of another integrand by the same variable. */
    static Solution of(String rule, Expression integrand, Symbol variable, Solution part, Function<Expression, Expression> combine) {
        return new Solution(rule, integrand, variable, List.of(new Part(part, part.variable)), values -> combine.apply(values.getFirst()));
    }

    /** The antiderivative is that of another integrand by another variable, which stands for {@code at}. */
    static Solution substituted(String rule, Expression integrand, Symbol variable, Solution part, Expression at) {
        return new Solution(rule, integrand, variable, List.of(new Part(part, at)), List::getFirst);
    }

    Expression value() {
        return combine.apply(parts.stream().map(Part::value).toList());
    }

    Expression pending() {
        return Bound.antiderivative(variable, variable, integrand);
    }

    /** One step with the parts still to be integrated, then theirs. */
    void collect(int depth, List<IntegralStep> into) {
        into.add(new IntegralStep(rule, pending(), combine.apply(parts.stream().map(Part::pending).toList()), depth));
        parts.forEach(part -> part.solution.collect(depth + 1, into));
    }

    List<IntegralStep> steps() {
        List<IntegralStep> steps = new ArrayList<>();
        collect(0, steps);
        return steps;
    }
}
