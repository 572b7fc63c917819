package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
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
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many zeros a smooth function has at most, as its derivative of some order has none: between two zeros of a function lies one of its derivative.
 *
 * <p>Source: Rolle's theorem, a case of the mean value theorem, DLMF §1.4(iii).
 */
final class RootCount {
    private static final int HIGHEST_ORDER = 3;
    private static final int LARGEST = 60; // nodes

    private final Symbol x;
    private final Budget budget;

    private RootCount(Symbol x, Budget budget) {
        this.x = x;
        this.budget = budget;
    }

    /** The most zeros on the whole domain; nothing where that is not an interval, or no derivative has a certain sign. */
    static OptionalInt most(Expression function, Symbol x, Budget budget) {
        if (Topology.of(function).nodes().size() > LARGEST || !Topology.of(function).nodes().stream().allMatch(RootCount::isSmooth)) {
            return OptionalInt.empty();
        }
        try {
            return new RootCount(x, budget).most(function);
        } catch (FluxionException e) {
            Parts.refused(e); // a derivative that is not known tells nothing
            return OptionalInt.empty();
        }
    }

    /**
     * Whether a smooth function has certainly no zero beyond an end, on the side of that sign: a derivative of some order has one sign there, and those before
     * it have it at the end, or the other one where a step away from it is a step down.
     */
    static boolean hasNoneBeyond(Expression function, Symbol x, Rational end, int side, Budget budget) {
        if (Topology.of(function).nodes().size() > LARGEST || !Topology.of(function).nodes().stream().allMatch(RootCount::isSmooth)) {
            return false;
        }
        try {
            return new RootCount(x, budget).hasNoneBeyond(function, end, side);
        } catch (FluxionException e) {
            Parts.refused(e);
            return false;
        }
    }

    private boolean hasNoneBeyond(Expression function, Rational end, int side) {
        Assumptions beyond = Assumptions.NONE.and(Condition.compare(side > 0 ? Relation.GREATER : Relation.LESS, x, Constant.of(end)));
        Condition domain = Domains.lost(function, Constant.ZERO, Assumptions.NONE);
        if (beyond.decides(domain).filter(holds -> !holds).isPresent()) {
            return true;
        }
        Expression derivative = function;
        int away = 0; // the sign that the next derivative must have for the function to move away from zero
        for (int order = 0; order <= HIGHEST_ORDER && Domains.lost(derivative, Constant.ZERO, beyond).equals(Condition.TRUE); order++) {
            if (order == 0 ? hasOneSign(derivative, beyond) : hasSign(away, derivative, beyond)) {
                return true;
            }
            int here = NumberSign.of(Substitution.replace(derivative, Map.of(x, Constant.of(end))), budget).orElse(0);
            if (here == 0 || order > 0 && here != away) {
                return false;
            }
            away = here * side;
            derivative = Differentiation.derivative(derivative, x);
        }
        return false;
    }

    private OptionalInt most(Expression function) {
        Optional<Assumptions> interior = interior(Domains.lost(function, Constant.ZERO, Assumptions.NONE));
        if (interior.isEmpty()) {
            return OptionalInt.empty();
        }
        Expression derivative = function;
        for (int order = 0; order <= HIGHEST_ORDER; order++) {
            if (!Domains.lost(derivative, Constant.ZERO, interior.get()).equals(Condition.TRUE)) {
                return OptionalInt.empty();
            }
            if (hasOneSign(derivative, interior.get())) {
                return OptionalInt.of(order);
            }
            derivative = Differentiation.derivative(derivative, x);
        }
        return OptionalInt.empty();
    }

    private boolean hasOneSign(Expression derivative, Assumptions inside) {
        return hasSign(1, derivative, inside) || hasSign(-1, derivative, inside);
    }

    private boolean hasSign(int sign, Expression derivative, Assumptions inside) {
        Expression shorter = Simplifier.simplify(derivative, inside, budget).expression();
        return List.of(derivative, shorter).stream()
                .anyMatch(form -> inside.prove(Condition.compare(sign > 0 ? Relation.GREATER : Relation.LESS, form, Constant.ZERO)));
    }

    private static boolean isSmooth(Expression node) {
        return switch (node) {
            case Apply apply -> !Kinks.jumps(apply.operator()) && apply.operator().kink().isEmpty() && apply.operator().asymptotic() != Asymptotic.ARC_TANGENT_2;
            case Sum s -> true;
            case Product p -> p.isScalar() && !p.isContraction();
            case Power p -> true;
            case Constant c -> true;
            case Symbol s -> true;
            case Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    // The domain without its ends, where it is an interval: all its conditions compare the variable with numbers.
    private Optional<Assumptions> interior(Condition domain) {
        List<Condition> parts = domain instanceof Condition.All all ? all.parts() : domain.equals(Condition.TRUE) ? List.of() : List.of(domain);
        List<Condition> strict = new ArrayList<>();
        for (Condition part : parts) {
            if (!(part instanceof Condition.Comparison c && c.left().equals(x) && Substitution.variables(c.right()).isEmpty())) {
                return Optional.empty();
            }
            switch (c.relation()) {
                case GREATER, GREATER_EQUAL -> strict.add(Condition.compare(Relation.GREATER, x, c.right()));
                case LESS, LESS_EQUAL -> strict.add(Condition.compare(Relation.LESS, x, c.right()));
                case EQUAL, NOT_EQUAL -> {
                    return Optional.empty();
                }
            }
        }
        Assumptions inside = Assumptions.NONE;
        for (Condition part : strict) {
            inside = inside.and(part);
        }
        return Optional.of(inside);
    }
}
