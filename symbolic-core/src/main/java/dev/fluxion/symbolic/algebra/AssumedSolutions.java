package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Solutions of an unknown of which something is assumed; source: by definition, each assumption is decided at each solution. */
final class AssumedSolutions {
    private final Symbol x;
    private final Assumptions assumptions;
    private final List<Condition> ofUnknown;
    private final Budget budget;
    private boolean decided = true;

    private AssumedSolutions(Symbol x, Assumptions assumptions, Budget budget) {
        this.x = x;
        this.assumptions = assumptions;
        this.ofUnknown = assumptions.conditions().stream().filter(condition -> mentions(condition, x)).toList();
        this.budget = budget;
    }

    /** Those that are allowed; what depends on parameters is added to their conditions, and one that is not decided is left out of what are then not all. */
    static Solutions among(Solutions all, Symbol x, Assumptions assumptions, Budget budget) {
        AssumedSolutions assumed = new AssumedSolutions(x, assumptions, budget);
        return assumed.ofUnknown.isEmpty() ? all : assumed.among(all);
    }

    private Solutions among(Solutions all) {
        List<Condition> needed = new ArrayList<>();
        for (int i = 0; i < all.values().size(); i++) {
            Expression value = all.values().get(i);
            Assumptions known = assumptions.and(all.conditions().get(i));
            needed.add(Condition.all(ofUnknown.stream().map(condition -> at(value, condition, known)).toList()));
        }
        List<Expression> unconditional = IntStream.range(0, needed.size()).filter(i -> needed.get(i).equals(Condition.TRUE)).mapToObj(all.values()::get).toList();
        List<Expression> values = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < needed.size(); i++) {
            Expression value = all.values().get(i);
            if (!needed.get(i).equals(Condition.FALSE) && !isAmong(unconditional, value, needed.get(i))) {
                values.add(value);
                conditions.add(Condition.all(List.of(all.conditions().get(i), needed.get(i))));
            }
        }
        return new Solutions(values, conditions, all.complete() && decided, all.unless());
    }

    // Where a parameter must be 0, -sqrt(b) is sqrt(b).
    private static boolean isAmong(List<Expression> values, Expression value, Condition needed) {
        return needed instanceof Condition.Comparison(Condition.Relation relation, Symbol parameter, Expression zero) && relation == Condition.Relation.EQUAL
                && zero.equals(Constant.ZERO) && at(parameter, zero, value)
                .filter(here -> values.stream().anyMatch(other -> at(parameter, zero, other).filter(here::equals).isPresent()))
                .isPresent();
    }

    private static Optional<Expression> at(Symbol parameter, Expression number, Expression value) {
        try {
            return Optional.of(Substitution.replace(value, Map.of(parameter, number)));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }

    private static boolean mentions(Condition condition, Symbol x) {
        return condition.operands().stream().anyMatch(side -> Substitution.variables(side).contains(x));
    }

    // True, false, or what the parameters must satisfy.
    private Condition at(Expression value, Condition condition, Assumptions known) {
        try {
            Condition here = put(value, condition);
            if (here.operands().stream().allMatch(side -> Substitution.variables(side).isEmpty())) {
                Optional<Boolean> holds = value instanceof Constant c && !c.value().isExact() ? beside(c.value().doubleValue(), condition)
                        : NumberSign.decided(here, budget);
                decided &= holds.isPresent();
                return new Condition.Truth(holds.orElse(false));
            }
            return known.decides(here).<Condition>map(Condition.Truth::new).orElseGet(() -> open(here, known));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Condition.FALSE; // a side has no value there
        }
    }

    // What is known not to be negative is positive where it is not 0: sqrt(b) > 0 asks for b != 0 alone, and -sqrt(b) >= 0 for b == 0.
    private static Condition open(Condition condition, Assumptions known) {
        if (!(condition instanceof Condition.Comparison c) || !c.right().equals(Constant.ZERO)) {
            return condition;
        }
        Condition.Relation opposite = switch (c.relation()) {
            case GREATER, LESS_EQUAL -> Condition.Relation.GREATER_EQUAL;
            case LESS, GREATER_EQUAL -> Condition.Relation.LESS_EQUAL;
            case EQUAL, NOT_EQUAL -> c.relation();
        };
        boolean strict = c.relation() == Condition.Relation.GREATER || c.relation() == Condition.Relation.LESS;
        Condition.Relation asked = opposite == c.relation() ? opposite : strict ? Condition.Relation.NOT_EQUAL : Condition.Relation.EQUAL;
        return asked == c.relation() || known.prove(new Condition.Comparison(opposite, c.left(), c.right()))
                ? Condition.compare(asked, unsigned(c.left()), Constant.ZERO) : condition;
    }

    private static Expression unsigned(Expression side) {
        Expression positive = side instanceof Product product && product.factors().size() == 1 ? product.factors().getFirst() : side;
        return positive instanceof Power p && p.exponent() instanceof Constant k && k.value().signum() > 0 ? p.base() : positive;
    }

    // The root lies within one unit in the last place of a double that stands for it.
    private Optional<Boolean> beside(double root, Condition condition) {
        Optional<Boolean> below = NumberSign.decided(put(Constant.inexact(Math.nextDown(root)), condition), budget);
        return below.equals(NumberSign.decided(put(Constant.inexact(Math.nextUp(root)), condition), budget)) ? below : Optional.empty();
    }

    private Condition put(Expression value, Condition condition) {
        return condition.map(side -> Substitution.replace(side, Map.of(x, value)));
    }
}
