package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One rule of differentiation applied to one expression: the answer is combined from the derivatives of its parts, and shown as a formula in
 * which those derivatives are still to be taken.
 *
 * @param rule its name
 * @param parts what is still to be differentiated
 * @param answer combines the derivatives of the parts, in order
 * @param shown the right side as people write it, made only when it is looked at
 */
record RuleApplication(String rule, List<Expression> parts, Function<List<Expression>, Expression> answer, Supplier<Tree> shown) {}
