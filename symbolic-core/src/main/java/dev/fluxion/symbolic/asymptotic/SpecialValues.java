package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.Diagnostic;
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
    private static final long WORK = 2_000_000; // nodes visited; several times what the simplifier's own proposals may cost

    private SpecialValues() {}

    /** The shortest form of an expression, if it is small enough to look for it. */
    static Expression of(Expression value) {
        Topology topology = Topology.of(value);
        if (topology.size() > LARGEST || topology.nodes().stream().noneMatch(Apply.class::isInstance)) {
            return value;
        }
        try {
            return Budget.current().attempt(WORK, part -> Simplifier.simplify(value, Assumptions.NONE, part).expression()).orElse(value);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return value;
        }
    }
}
