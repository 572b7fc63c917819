package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;

/** Functions at operands whose values the table knows. */
final class SpecialValues {
    private static final int LARGEST = 60;

    private SpecialValues() {}

    /** The shortest form of an expression, if it is small enough to look for it. */
    static Expression of(Expression value) {
        Topology topology = Topology.of(value);
        if (topology.size() > LARGEST || topology.nodes().stream().noneMatch(Apply.class::isInstance)) {
            return value;
        }
        try {
            return Simplifier.simplify(value, Assumptions.NONE, Budget.of(2_000, 100_000, 10_000)).expression();
        } catch (FluxionException e) {
            return value; // no shorter form within this budget
        }
    }
}
