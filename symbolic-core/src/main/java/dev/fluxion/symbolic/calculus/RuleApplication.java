package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import java.util.List;
import java.util.Map;
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
 * @param notes what there is to say about it, made only when it is looked at
 */
record RuleApplication(String rule, List<Expression> parts, Function<List<Expression>, Expression> answer, Supplier<Tree> shown,
        Supplier<Notes> notes) {
    private static final String OF_CONSTANTS = "constant rule";
    private static final String OF_THE_VARIABLE = "derivative of the variable";

    /**
     * What there is to say about an application.
     *
     * @param letters what the rule calls parts of the expression, in order
     * @param conditions under which it holds
     * @param remarks conventions that it follows
     */
    record Notes(Map<String, Expression> letters, List<Tree> conditions, List<String> remarks) {
        static final Notes NONE = new Notes(Map.of(), List.of(), List.of());
    }

    RuleApplication(String rule, List<Expression> parts, Function<List<Expression>, Expression> answer, Supplier<Tree> shown) {
        this(rule, parts, answer, shown, () -> Notes.NONE);
    }

    static RuleApplication constant(Expression value, Supplier<Tree> shown) {
        return new RuleApplication(OF_CONSTANTS, List.of(), none -> value, shown);
    }

    static RuleApplication variable(Expression value, Supplier<Tree> shown) {
        return new RuleApplication(OF_THE_VARIABLE, List.of(), none -> value, shown);
    }

    RuleApplication noting(Supplier<Notes> made) {
        return new RuleApplication(rule, parts, answer, shown, made);
    }

    /** Whether it is not worth a word beside other rules. */
    boolean isTrivial() {
        return rule.equals(OF_CONSTANTS) || rule.equals(OF_THE_VARIABLE);
    }
}
