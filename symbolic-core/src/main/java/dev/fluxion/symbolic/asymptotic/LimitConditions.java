package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Nonzero;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.List;

/** What parameters must satisfy for a limit to be what it is. */
final class LimitConditions {
    private LimitConditions() {}

    /** That an expression is positive, as one writes it: {@code x < 0} for {@code -2*x}. */
    static Condition positive(Expression expression) {
        boolean multiple = expression instanceof Product p && p.factors().size() == 1 && p.factors().getFirst().isScalar();
        Condition.Relation relation = multiple && ((Product) expression).coefficient().signum() < 0 ? Condition.Relation.LESS : Condition.Relation.GREATER;
        return Condition.compare(relation, multiple ? ((Product) expression).factors().getFirst() : expression, Constant.ZERO);
    }

    /** The conditions that were met on the way, and those of what the limit is divided by; each once, and none that follows from those before it. */
    static List<Condition> of(Expression limit, List<Condition> met, Assumptions assumptions, Budget budget) {
        List<Condition> all = new ArrayList<>(met);
        Topology.of(limit).nodes().stream().filter(node -> node.reach() == 0).forEach(node -> {
            if (node instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0 && Oracle.isOpen(p.base())) {
                all.add(Oracle.isWhole(c) ? Nonzero.of(p.base(), budget) : positive(p.base()));
            }
        });
        Assumptions known = assumptions;
        List<Condition> kept = new ArrayList<>();
        for (Condition condition : all) {
            if (!known.prove(condition)) {
                kept.add(condition);
                known = known.and(condition);
            }
        }
        return kept;
    }
}
