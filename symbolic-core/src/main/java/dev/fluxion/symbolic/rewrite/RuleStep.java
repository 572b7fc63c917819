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
 */
public record RuleStep(String rule, Expression before, Expression after, Condition condition, Rule.Soundness soundness) {}
