package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.List;

/** Functions of any number of operands, whose ties are shared equally among all: nested applications are one. */
final class Ties {
    private Ties() {}

    /** The partial derivative by one of these operands. */
    static Expression slope(Apply apply, List<Expression> operands, int which) {
        if (operands.size() <= apply.operator().operands().size()) {
            return RowFormulas.derivative(apply.operator(), which, operands, apply);
        }
        Expression reached = Constant.ZERO;
        for (Expression operand : operands) {
            reached = Elementwise.sum(reached, reaches(operand, apply));
        }
        return Elementwise.product(reaches(operands.get(which), apply), Power.of(reached, -1));
    }

    // 1 where the operand is the value, else 0
    private static Expression reaches(Expression operand, Expression value) {
        Expression distance = Apply.of(Stepwise.ABSOLUTE, Apply.of(Stepwise.SIGN, Elementwise.difference(operand, value)));
        return Elementwise.difference(Constant.ONE, distance);
    }
}
