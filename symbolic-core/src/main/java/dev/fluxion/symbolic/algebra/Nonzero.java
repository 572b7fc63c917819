package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.List;
import java.util.Optional;

/** The condition that an expression is not 0, as one writes it: {@code a != 1/2} for {@code 2*a - 1}, {@code a != b} for {@code a - b}. */
public final class Nonzero {
    private Nonzero() {}

    /** The condition, with a symbol alone on one side where it is linear in its only one. */
    public static Condition of(Expression expression, Budget budget) {
        if (expression instanceof Apply a && a.operator() == Elementary.LOGARITHM) {
            return Condition.compare(Relation.NOT_EQUAL, a.operand(), Constant.ONE);
        }
        List<Symbol> symbols = Substitution.variables(expression);
        Optional<Condition> isolated = symbols.size() == 1 ? Parts.linear(expression, symbols.getFirst(), budget).map(linear ->
                Condition.compare(Relation.NOT_EQUAL, symbols.getFirst(), Elementwise.quotient(Elementwise.negate(linear.offset()), linear.slope()))) : Optional.empty();
        return isolated.or(() -> twoSides(expression)).orElseGet(() -> Condition.compare(Relation.NOT_EQUAL, expression, Constant.ZERO));
    }

    private static Optional<Condition> twoSides(Expression expression) {
        if (!(expression instanceof Sum sum) || sum.terms().size() != 2) {
            return Optional.empty();
        }
        Expression first = sum.terms().getFirst();
        Expression second = sum.terms().getLast();
        Expression left = second instanceof Symbol ? second : first;
        Expression right = Elementwise.negate(second instanceof Symbol ? first : second);
        return left instanceof Symbol && right instanceof Symbol ? Optional.of(Condition.compare(Relation.NOT_EQUAL, left, right)) : Optional.empty();
    }
}
