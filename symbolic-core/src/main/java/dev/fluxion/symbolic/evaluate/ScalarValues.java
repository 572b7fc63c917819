package dev.fluxion.symbolic.evaluate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
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
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * A scalar made ready to be evaluated at many points: its nodes in order, without tensors. It computes what {@link Evaluator} does. Not
 * thread-safe.
 *
 * <p>Source: by definition: the operations of {@link Evaluator}.
 */
public final class ScalarValues {
    private static final double INSIDE = 1e-8; // how much of the largest inner value counts as magnitude: far more than its rounding error

    private final Expression[] nodes;
    private final int[][] operands;
    private final double[] values;
    private final int[] terms;
    private Map<String, Double> at = Map.of();

    /** Of a scalar all of whose parts are scalars. */
    public ScalarValues(Expression expression) {
        this(Topology.of(expression));
    }

    private ScalarValues(Topology topology) {
        this(topology, topology.size() - 1);
    }

    /**
     * Of a node all of whose parts are scalars.
     *
     * @param position of the node
     * @throws IndexOutOfBoundsException if there is no such node
     */
    public ScalarValues(Topology topology, int position) {
        BitSet parts = new BitSet(position + 1);
        parts.set(position);
        for (int i = position; i >= 0; i = parts.previousSetBit(i - 1)) {
            if (!isOperation(topology.nodes().get(i))) {
                continue; // of what binds symbols the parts have no values of their own
            }
            for (int which = topology.nodes().get(i).operands().size() - 1; which >= 0; which--) {
                parts.set(topology.operand(i, which));
            }
        }
        int[] places = new int[position + 1];
        nodes = new Expression[parts.cardinality()];
        operands = new int[nodes.length][];
        values = new double[nodes.length];
        int next = 0;
        for (int i = parts.nextSetBit(0); i >= 0; i = parts.nextSetBit(i + 1)) {
            places[i] = next;
            nodes[next] = topology.nodes().get(i);
            operands[next] = isOperation(nodes[next]) ? topology.operands(i) : new int[0];
            for (int which = 0; which < operands[next].length; which++) {
                operands[next][which] = places[operands[next][which]];
            }
            next++;
        }
        terms = nodes[next - 1] instanceof Sum ? operands[next - 1] : new int[] {next - 1};
    }

    /**
     * The value at a point; every variable must have one.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code NAME} if one has none
     */
    public double at(Map<String, Double> point) {
        at = point;
        for (int i = 0; i < nodes.length; i++) {
            values[i] = value(nodes[i], operands[i]);
        }
        return values[nodes.length - 1];
    }

    /** How large the terms of the last value were, or as much of the largest part as its rounding error may stand for. */
    public double magnitude() {
        double total = 0;
        for (int term : terms) {
            total += Math.abs(values[term]);
        }
        double largest = 0;
        for (double value : values) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest; // a case that was not chosen has no say
        }
        return Math.max(total, INSIDE * largest);
    }

    /** Whether some part of the last value was infinite. */
    public boolean overflows() {
        for (double value : values) {
            if (Double.isInfinite(value)) {
                return true;
            }
        }
        return false;
    }

    /** The largest absolute value among the terms of the last value. */
    public double largestTerm() {
        double largest = 0;
        for (int term : terms) {
            largest = Math.max(largest, Math.abs(values[term]));
        }
        return largest;
    }

    private static boolean isOperation(Expression node) {
        return switch (node) {
            case Sum _, Power _, Apply _, Piecewise _ -> true;
            case Product product -> !product.isContraction();
            case Constant _, Symbol _, Bound _, Reduction _, MatrixFunction _, Call _, ArrayOf _, Selection _, Fold _, Indicator _ -> false;
        };
    }

    private double value(Expression node, int[] from) {
        return switch (node) {
            case Constant c -> c.value().doubleValue();
            case Symbol s -> symbol(s);
            case Sum s -> sum(from);
            case Product p when !p.isContraction() -> product(p.coefficient().doubleValue(), from);
            case Power p -> Evaluator.power(values[from[0]], values[from[1]]);
            case Apply a -> a.operator().value(arguments(from));
            case Piecewise p -> Evaluator.choose(p, arguments(from));
            default -> Evaluator.scalar(node, at);
        };
    }

    private double symbol(Symbol symbol) {
        if (symbol.role() == Symbol.Role.CONSTANT) {
            return Evaluator.constant(symbol);
        }
        Double given = at.get(symbol.name());
        return given != null ? given : Evaluator.scalar(symbol, at);
    }

    private double sum(int[] from) {
        double total = values[from[0]];
        for (int i = 1; i < from.length; i++) {
            total += values[from[i]];
        }
        return total;
    }

    private double product(double coefficient, int[] from) {
        double product = coefficient;
        for (int i : from) {
            product *= values[i];
        }
        return product;
    }

    private double[] arguments(int[] from) {
        double[] arguments = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            arguments[i] = values[from[i]];
        }
        return arguments;
    }
}
