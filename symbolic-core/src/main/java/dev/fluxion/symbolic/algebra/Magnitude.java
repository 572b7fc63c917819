package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How large the parts of an expression become: what rounding errors are measured by. */
public final class Magnitude {
    private static final double INSIDE = 1e-8;

    private Magnitude() {}

    /** The value of a sum with every term taken positive; of the largest part deeper inside, as much as its rounding error may stand for. */
    public static double of(Expression expression, Map<String, Double> at) {
        Map<String, Value> values = new HashMap<>();
        at.forEach((name, value) -> values.put(name, Value.of(value)));
        double total = 0;
        for (Expression term : expression instanceof Sum s ? s.terms() : List.of(expression)) {
            total += Math.abs(Evaluator.evaluate(term, values).scalar());
        }
        double largest = 0;
        for (Expression node : Topology.of(expression).nodes()) {
            largest = Math.max(largest, Math.abs(Evaluator.evaluate(node, values).scalar()));
        }
        return Math.max(total, INSIDE * largest);
    }
}
