package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.print.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Applies sets of rules from the leaves up until none applies, once to each distinct node.
 *
 * <p>Source: innermost rewriting, F. Baader, T. Nipkow, Term Rewriting and All That (1998).
 */
final class Rewriter {
    private static final int MOST_ROUNDS = 64;

    private final List<RuleSet> always;
    private final List<RuleSet> shortening;
    private final boolean table;
    private final Facts facts;
    private final Budget budget;
    private final Map<Expression, Expression> known = new HashMap<>();
    private final List<RuleStep> steps = new ArrayList<>();

    /**
     * @param always rules that are applied wherever they match
     * @param shortening rules that are applied where they shorten the node
     * @param table whether to apply what the table of functions says
     */
    Rewriter(List<RuleSet> always, List<RuleSet> shortening, boolean table, Facts facts, Budget budget) {
        this.always = always;
        this.shortening = shortening;
        this.table = table;
        this.facts = facts;
        this.budget = budget;
    }

    /** The rewritten expression; its steps are added to {@link #steps()}. */
    Expression rewrite(Expression expression) {
        return Budget.onDeepStack(expression.depth() * 4, () -> node(expression, 0));
    }

    List<RuleStep> steps() {
        return steps;
    }

    private Expression node(Expression expression, int round) {
        Expression memo = known.get(expression);
        if (memo != null) {
            return memo;
        }
        budget.tick(1);
        Expression current = withOperands(expression, round);
        Optional<RuleStep> step = current.isScalar() && round < MOST_ROUNDS ? step(current) : Optional.empty();
        step.ifPresent(steps::add);
        Expression result = step.isPresent() ? node(step.get().after(), round + 1) : current;
        known.put(expression, result);
        return result;
    }

    private Expression withOperands(Expression expression, int round) {
        List<Expression> operands = expression.operands();
        List<Expression> changed = new ArrayList<>(operands.size());
        boolean same = true;
        for (Expression operand : operands) {
            Expression next = node(operand, round);
            same &= next == operand;
            changed.add(next);
        }
        return same ? expression : expression.withOperands(changed);
    }

    private Optional<RuleStep> step(Expression node) {
        Optional<RuleStep> own = table && node instanceof Apply apply ? TableRules.step(apply, facts) : Optional.empty();
        return own.or(() -> always.stream().flatMap(set -> first(set, node, false, after -> true).stream()).findFirst()).or(() -> shorter(node));
    }

    private Optional<RuleStep> shorter(Expression node) {
        int[] length = {-1};
        Predicate<Expression> shorter = after -> {
            length[0] = length[0] < 0 ? Operations.count(node) : length[0];
            return Operations.count(after) < length[0];
        };
        return shortening.stream().flatMap(set -> first(set, node, true, shorter).stream()).findFirst();
    }

    private Optional<RuleStep> first(RuleSet set, Expression node, boolean partly, Predicate<Expression> accept) {
        for (Rule rule : set.candidates(node)) {
            Optional<RuleStep> step = Application.of(rule, node, facts, budget, partly, accept);
            if (step.isPresent()) {
                return step;
            }
        }
        return Optional.empty();
    }
}
