package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
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
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must be proved before an integral is differentiated inside: no pole, kink of a root or edge of a domain that moves with the variable lies
 * between the ends. One that stays where it is does no harm where the integral exists.
 *
 * <p>Source: Leibniz's rule, DLMF §1.5(iv).
 */
public final class LeibnizPremise {
    private LeibnizPremise() {}

    /**
     * Requires the premise of all integrals in what is differentiated by some variables, one after the other.
     *
     * @throws FluxionException {@code UNSUPPORTED} if it cannot be proved for one of them
     */
    public static void require(Expression function, List<Symbol> by, Assumptions assumptions, Budget budget) {
        Expression current = function;
        for (int i = 0; i < by.size() && integrals(current).findAny().isPresent(); i++) {
            Symbol variable = by.get(i);
            integrals(current).forEach(integral -> require(integral, variable, assumptions, budget));
            current = i + 1 < by.size() ? Differentiation.derivative(current, variable) : current;
        }
    }

    private static Stream<Bound> integrals(Expression function) {
        return Topology.of(function).nodes().stream().filter(Bound.class::isInstance).map(Bound.class::cast)
                .filter(bound -> bound.kind() == Bound.Kind.INTEGRAL && bound.reach() == 0);
    }

    private static void require(Bound integral, Symbol variable, Assumptions assumptions, Budget budget) {
        Bound.Opened opened = integral.open(variable);
        if (!Parts.depends(opened.body(), variable)) {
            return;
        }
        Continuity between = new Continuity(opened.symbol(), integral.first(), integral.last(), assumptions, budget);
        for (Expression node : Topology.of(opened.body()).nodes()) {
            if (!moves(node, opened, variable)) {
                continue;
            }
            Condition needed = needed(node, between).orElseThrow(() -> refusal(variable, "known to be continuous", ": " + named(node)));
            boolean proved = !movesAny(needed, opened, variable) || between.holdsBetween(needed)
                    && integral.range().stream().allMatch(end -> !Parts.depends(end, variable) || between.holdsAt(needed, end));
            if (!proved) {
                throw refusal(variable, "known to have " + TreeText.of(Presenter.tree(needed.map(LeibnizPremise::named))),
                        " between its ends, which does not follow from what is assumed");
            }
        }
        integrals(opened.body()).forEach(inner -> require(inner, variable, assumptions, budget));
    }

    private static Optional<Condition> needed(Expression node, Continuity between) {
        return switch (node) {
            case Call named -> Optional.of(Condition.TRUE);
            case Piecewise p -> Optional.of(Condition.all(p.cases().stream().map(Piecewise.Case::condition).toList()));
            case Constant _, Symbol _, Sum _, Product _, Power _, Apply _, Reduction _, MatrixFunction _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> between.needed(node);
        };
    }

    // With the names that its reader gave to the symbols of integrals.
    private static Expression named(Expression part) {
        Map<Expression, Expression> names = new HashMap<>();
        Substitution.variables(part).stream().filter(Symbol::isTemporary).forEach(symbol -> names.put(symbol, Symbol.of(Bound.plainName(symbol))));
        return names.isEmpty() ? part : Substitution.replace(part, names);
    }

    private static FluxionException refusal(Symbol variable, String wanted, String rest) {
        return FluxionException.unsupported("the derivative by " + Bound.plainName(variable) + " of an integral whose integrand is not " + wanted + rest);
    }

    private static boolean moves(Expression node, Bound.Opened opened, Symbol variable) {
        return Parts.depends(node, variable) && Parts.depends(node, opened.symbol());
    }

    private static boolean movesAny(Condition condition, Bound.Opened opened, Symbol variable) {
        List<Expression> sides = condition.operands();
        return sides.stream().anyMatch(side -> Parts.depends(side, variable)) && sides.stream().anyMatch(side -> Parts.depends(side, opened.symbol()));
    }
}
