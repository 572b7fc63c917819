package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a function has a derivative whose difference quotient is brought to its limit: denominators are not 0, radicands and operands of logarithms
 * are positive, and so are the bases of powers with varying exponents.
 *
 * <p>Source: by definition: a limit from both sides of a point of the domain.
 */
final class Differentiable {
    private Differentiable() {}

    /** The conditions, as they are shown; what holds for all values is left out. */
    static List<Tree> where(Expression function, Symbol variable) {
        List<Condition> conditions = new ArrayList<>();
        Assumptions known = Assumptions.NONE;
        for (Expression node : Topology.of(function).nodes()) {
            for (Condition condition : conditions(node, variable)) {
                if (!known.prove(condition) && !conditions.contains(condition)) {
                    conditions.add(condition);
                }
            }
        }
        Assumptions signs = known;
        for (Condition condition : conditions) {
            signs = condition instanceof Condition.Comparison c && c.relation() == Condition.Relation.GREATER ? signs.and(condition) : signs;
        }
        Assumptions stronger = signs;
        return conditions.stream().filter(condition -> condition instanceof Condition.Comparison c && c.relation() == Condition.Relation.GREATER
                || !stronger.prove(condition)).map(condition -> Presenter.tree(solved((Condition.Comparison) condition, variable))).toList();
    }

    // 2*x + 1 > 0 says that x > -1/2
    private static Condition solved(Condition.Comparison c, Symbol variable) {
        Optional<Parts.Linear> linear = Parts.linear(c.left(), variable, Budget.current());
        Optional<Rational> slope = linear.flatMap(parts -> parts.slope() instanceof Constant k && k.value() instanceof Rational r ? Optional.of(r) : Optional.empty());
        if (slope.isEmpty()) {
            return c;
        }
        boolean falling = slope.get().signum() < 0 && c.relation() == Condition.Relation.GREATER;
        return Condition.compare(falling ? Condition.Relation.LESS : c.relation(), variable,
                Elementwise.negate(Elementwise.quotient(linear.orElseThrow().offset(), Constant.of(slope.get()))));
    }

    private static List<Condition> conditions(Expression node, Symbol variable) {
        boolean varies = Substitution.variables(node).contains(variable);
        return switch (node) {
            case Power power when varies && !Substitution.variables(power.exponent()).contains(variable) -> power(power);
            case Power power when varies -> List.of(positive(power.base()));
            case Apply apply when varies && apply.operator() == Elementary.LOGARITHM -> List.of(positive(apply.operand()));
            case Apply apply when varies && apply.operator() == Elementary.CUBE_ROOT -> nonzero(apply.operand()).toList();
            case Constant _, Symbol _, Sum _, Product _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> List.of();
        };
    }

    private static List<Condition> power(Power power) {
        Optional<Rational> exponent = power.exponent() instanceof Constant c && c.value() instanceof Rational r ? Optional.of(r) : Optional.empty();
        if (exponent.isEmpty() || !exponent.get().isWhole()) {
            return List.of(positive(power.base()));
        }
        return exponent.get().signum() < 0 ? nonzero(power.base()).toList() : List.of();
    }

    private static Condition positive(Expression expression) {
        return Condition.compare(Condition.Relation.GREATER, expression, Constant.ZERO);
    }

    private static Stream<Condition> nonzero(Expression expression) {
        return Parts.factors(expression).stream().map(Parts::base).filter(base -> !(base instanceof Constant))
                .map(base -> Condition.compare(Condition.Relation.NOT_EQUAL, base, Constant.ZERO));
    }
}
