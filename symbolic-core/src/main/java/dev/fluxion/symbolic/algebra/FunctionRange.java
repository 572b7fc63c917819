package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Map;

/**
 * Values that functions never take.
 *
 * <p>Source: the ranges in the rows of the functions.
 */
final class FunctionRange {
    private FunctionRange() {}

    /** What holds of every value of a function, said of an expression. */
    static Condition of(Operator operator, Expression value) {
        String range = operator.range();
        return range.equals("true") ? Condition.TRUE
                : Formulas.condition(range, Names.lenient()).map(side -> Substitution.replace(side, Map.of(Symbol.of("y"), value)));
    }

    /** Whether a function certainly never takes a value. */
    static boolean excludes(Apply apply, Expression value, Assumptions assumptions) {
        return assumptions.decides(of(apply.operator(), value)).filter(holds -> !holds).isPresent();
    }
}
