package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.ArrayList;
import java.util.List;

/** Functions of any number of operands, whose ties are shared equally among all: nested applications are one. */
final class Ties {
    private Ties() {}

    /** The operands of an application, those of the same function inside it included. */
    static List<Expression> operands(Apply apply) {
        if (!apply.operator().variadic()) {
            return apply.operands();
        }
        List<Expression> open = new ArrayList<>(apply.operands());
        List<Expression> leaves = new ArrayList<>();
        while (!open.isEmpty()) {
            Expression next = open.removeFirst();
            if (next instanceof Apply inner && inner.operator() == apply.operator()) {
                open.addAll(0, inner.operands());
            } else {
                leaves.add(next);
            }
        }
        return leaves;
    }

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
