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
 * @param telling what a reader is told beyond that
 */
record Solution(String rule, Expression integrand, Symbol variable, List<Part> parts, Function<List<Expression>, Expression> combine,
        List<Condition> conditions, Telling telling) {
    /**
     * What a reader is told of a rule.
     *
     * @param before how the antiderivative stands there when the rule is applied, if that is not the integral sign before its integrand
     * @param letters what the letters of the rule stand for
     * @param aside how another antiderivative, which the rule uses, was found
     */
    record Telling(Optional<Expression> before, List<IntegralStep.Letter> letters, Optional<Solution> aside) {
        static final Telling NOTHING = new Telling(Optional.empty(), List.of(), Optional.empty());

        Telling {
            letters = List.copyOf(letters);
        }
    }

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
        this(rule, integrand, variable, parts, combine, List.of(), Telling.NOTHING);
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
        return new Solution("substitution", integrand, variable, List.of(new Part(part, at)), values -> HalfTurns.undone(values.getFirst()))
                .telling(new Telling(Optional.empty(), List.of(new IntegralStep.Letter(part.variable.name(), at, Optional.empty())), Optional.empty()));
    }

    /** The same under conditions. */
    Solution where(List<Condition> needed) {
        return new Solution(rule, integrand, variable, parts, combine, needed, telling);
    }

    /** The same with more for its reader. */
    Solution telling(Telling told) {
        return new Solution(rule, integrand, variable, parts, combine, conditions, told);
    }

    /** The same where the antiderivative was rewritten by rules before, so that it stands otherwise. */
    Solution standing(Expression before) {
        return telling(new Telling(Optional.of(before), telling.letters, telling.aside));
    }

    /** The same with letters for its rule. */
    Solution with(List<IntegralStep.Letter> letters) {
        return telling(new Telling(telling.before, letters, telling.aside));
    }

    Expression value() {
        return combine.apply(parts.stream().map(part -> part.placed(part.solution.value())).toList());
    }

    private Expression pending() {
        return telling.before.orElseGet(() -> Bound.antiderivative(variable, variable, integrand));
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
        return new IntegralStep(rule, integrand, variable, pending(), after(1), telling.letters, telling.aside.map(Solution::lines).orElse(List.of()),
                conditions, pending(1));
    }

    /** What all rules need of parameters. */
    List<Condition> allConditions() {
        List<Condition> all = new ArrayList<>(conditions);
        parts.forEach(part -> all.addAll(part.solution.allConditions()));
        return all.stream().distinct().toList();
    }
}
