package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How one antiderivative follows from others by a rule. Immutable.
 *
 * @param rule its name
 * @param integrand what is integrated
 * @param variable by which symbol
 * @param parts the antiderivatives that are still needed
 * @param combine the antiderivative from those of the parts
 * @param conditions what the rule needs of parameters
 */
record Solution(String rule, Expression integrand, Symbol variable, List<Part> parts, Function<List<Expression>, Expression> combine,
        List<Condition> conditions) {
    /** An antiderivative at a point: {@code at} is what its variable stands for. */
    record Part(Solution solution, Expression at) {
        private Expression placed(Expression value) {
            return at.equals(solution.variable) ? value : Substitution.replace(value, Map.of(solution.variable, at));
        }
    }

    /** Copies. */
    Solution {
        parts = List.copyOf(parts);
        conditions = List.copyOf(conditions);
    }

    Solution(String rule, Expression integrand, Symbol variable, List<Part> parts, Function<List<Expression>, Expression> combine) {
        this(rule, integrand, variable, parts, combine, List.of());
    }

    static Solution known(String rule, Expression integrand, Symbol variable, Expression value) {
        return new Solution(rule, integrand, variable, List.of(), none -> value);
    }

    /** The antiderivative is a function of that of another integrand by the same variable. */
    static Solution of(String rule, Expression integrand, Symbol variable, Solution part, Function<Expression, Expression> combine) {
        return new Solution(rule, integrand, variable, List.of(new Part(part, part.variable)), values -> combine.apply(values.getFirst()));
    }

    /** The antiderivative is that of another integrand by another variable, which stands for {@code at}. */
    static Solution substituted(Expression integrand, Symbol variable, Solution part, Expression at) {
        return new Solution("substitution", integrand, variable, List.of(new Part(part, at)), values -> HalfTurns.undone(values.getFirst()));
    }

    /** The same under conditions. */
    Solution where(List<Condition> needed) {
        return new Solution(rule, integrand, variable, parts, combine, needed);
    }

    Expression value() {
        return combine.apply(parts.stream().map(part -> part.placed(part.solution.value())).toList());
    }

    private Expression pending() {
        return Bound.antiderivative(variable, variable, integrand);
    }

    // The antiderivative where so many levels of rules were applied and the rest is still to be done.
    private Expression after(int levels) {
        return levels == 0 ? pending() : combine.apply(parts.stream().map(part -> part.placed(part.solution.after(levels - 1))).toList());
    }

    // The antiderivatives that are left after so many levels, with what they turn out to be.
    private Map<Expression, Expression> pending(int levels) {
        Map<Expression, Expression> found = new HashMap<>();
        pending(levels, value -> value, found);
        return found;
    }

    private void pending(int levels, UnaryOperator<Expression> place, Map<Expression, Expression> into) {
        if (levels == 0) {
            into.put(place.apply(pending()), place.apply(value()));
        } else {
            parts.forEach(part -> part.solution.pending(levels - 1, value -> place.apply(part.placed(value)), into));
        }
    }

    private int height() {
        int height = 0;
        for (Part part : parts) {
            height = Math.max(height, part.solution.height());
        }
        return height + 1;
    }

    /** All rules of one level at a time, from the outside in. */
    List<IntegralLine> lines() {
        List<IntegralLine> lines = new ArrayList<>();
        List<Solution> open = List.of(this);
        for (int level = 0; level < height(); level++) {
            lines.add(new IntegralLine(after(level), after(level + 1), open.stream().map(Solution::step).toList(), pending(level + 1)));
            open = open.stream().flatMap(solution -> solution.parts.stream()).map(Part::solution).toList();
        }
        return lines;
    }

    private IntegralStep step() {
        Optional<Part> substituted = parts.stream().filter(part -> !part.at.equals(part.solution.variable)).findFirst();
        return new IntegralStep(rule, integrand, variable, pending(), after(1), substituted.map(part -> part.solution.variable),
                substituted.map(Part::at), conditions, pending(1));
    }

    /** What all rules need of parameters. */
    List<Condition> allConditions() {
        List<Condition> all = new ArrayList<>(conditions);
        parts.forEach(part -> all.addAll(part.solution.allConditions()));
        return all.stream().distinct().toList();
    }
}
