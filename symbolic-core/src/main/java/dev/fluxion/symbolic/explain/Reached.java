package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the lines of a derivation have reached in terms of the variables alone: intermediates and the derivatives by them are put in as they are reached. */
final class Reached {
    private final Map<Symbol, Expression> values = new HashMap<>();

    Reached(Cuts cuts) {
        cuts.cuts().subList(0, cuts.cuts().size() - 1).forEach(cut -> values.put(cut.symbol(), cut.node()));
    }

    /** What contributions to one derivative add up to, in the form in which a sweep has it. */
    Expression total(List<Expression> contributions) {
        return Adjoints.total(contributions.stream().map(contribution -> Substitution.replace(contribution, values)).toList());
    }

    /** Gives the derivative by an intermediate its symbol. */
    void define(Symbol derivative, List<Expression> contributions) {
        values.put(derivative, total(contributions));
    }
}
