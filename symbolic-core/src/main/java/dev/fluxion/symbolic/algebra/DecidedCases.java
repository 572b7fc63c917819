package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Sign;
import java.util.Optional;

/**
 * Choices by conditions between exact numbers, such as {@code 3 <= -sqrt(2)}: which of the cases holds.
 *
 * <p>Source: by definition.
 */
public final class DecidedCases {
    private DecidedCases() {}

    /** The expression with the value of the case that certainly holds in place of each such choice; where that is not decided, it stays. */
    public static Expression in(Expression expression, Budget budget) {
        boolean any = Topology.of(expression).nodes().stream().anyMatch(Piecewise.class::isInstance);
        return any ? BottomUp.rewrite(expression, node -> node.reach() == 0 && node instanceof Piecewise choice ? chosen(choice, budget).orElse(node) : node) : expression;
    }

    private static Optional<Expression> chosen(Piecewise choice, Budget budget) {
        for (Piecewise.Case each : choice.cases()) {
            Optional<Boolean> holds = isExact(each.condition()) ? NumberSign.decided(each.condition(), budget) : Optional.empty();
            if (holds.isEmpty()) {
                return Optional.empty();
            }
            if (holds.get()) {
                return Optional.of(each.value());
            }
        }
        return Optional.of(choice.otherwise());
    }

    private static boolean isExact(Condition condition) {
        return condition.operands().stream().allMatch(DecidedCases::isExact);
    }

    /** Whether an expression is a number without floating point in it. */
    static boolean isExact(Expression side) {
        return Sign.isNumber(side) && Topology.of(side).nodes().stream().allMatch(node -> !(node instanceof Constant c) || c.value().isExact());
    }
}
