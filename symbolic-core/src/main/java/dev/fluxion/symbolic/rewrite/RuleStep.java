package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;

/**
 * One rewriting that led to the answer.
 *
 * @param rule its name
 * @param before what was replaced
 * @param after what took its place
 * @param condition what was proved for it, {@link Condition#TRUE} if nothing had to be
 * @param soundness where it is true
 * @param enlargement where it holds: what the expression before asks for and the one after does not; {@link Condition#TRUE} if nothing
 * @param movesKink whether the derivative at a kink is now by the convention of another function
 */
public record RuleStep(String rule, Expression before, Expression after, Condition condition, Rule.Soundness soundness, Condition enlargement,
        boolean movesKink) {
    /** A step whose enlargement of the domain is not looked for yet: most steps belong to forms that are dropped. */
    RuleStep(String rule, Expression before, Expression after, Condition condition, Rule.Soundness soundness) {
        this(rule, before, after, condition, soundness, Condition.TRUE, false);
    }

    /** The same with what it enlarges the domain by, beyond what is assumed anyway. */
    RuleStep recorded(Assumptions assumptions) {
        return switch (soundness) {
            case EXACT -> this;
            case REAL -> new RuleStep(rule, before, after, condition, soundness, Domains.lost(before, after, assumptions), movesKink);
        };
    }
}
