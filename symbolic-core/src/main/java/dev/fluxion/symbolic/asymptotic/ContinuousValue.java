package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
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
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.ExampleFunctions;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits of continuous functions in which parameters, or functions that are only named, leave open which branch or sign is taken: the value at the
 * point. For parameters for which that has no value, or the function none nearby, nothing is claimed.
 *
 * <p>Source: by definition of continuity: what is put together of functions that are continuous where they have values is so too. Functions that are
 * only named are differentiated, and so taken for continuous.
 */
final class ContinuousValue {
    private static final int ATTEMPTS = 8; // choices of parameters: one shows that nothing is divided by what is zero for all of them
    private static final int BITS = 128;
    private static final int NEAR = -30; // binary exponent of a distance

    private final Symbol variable;
    private final Expression to;
    private final Assumptions assumptions;
    private final Budget budget;

    ContinuousValue(Symbol variable, Expression to, Assumptions assumptions, Budget budget) {
        this.variable = variable;
        this.to = to;
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /** The limit of a function that is continuous; empty of one that is not shown to be, and where nothing is open. */
    Optional<Limits.Limit> of(Expression function) {
        boolean continuous = Topology.of(function).nodes().stream().filter(node -> Topology.of(node).find(variable).isPresent()).allMatch(this::isContinuous);
        if (!continuous) {
            return Optional.empty();
        }
        try {
            Expression value = Substitution.replace(function, Map.of(variable, to));
            if (!Oracle.isOpen(value) || !hasValuesNearby(function)) {
                return Optional.empty();
            }
            Expression written = Limits.simplified(value, assumptions, budget);
            return isPowerOfZero(written) ? Optional.empty() : Optional.of(Limits.Limit.of(written, LimitConditions.of(value, List.of(), assumptions, budget)));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }

    // Its exponent tells whether the function goes to 0 or grows there.
    private static boolean isPowerOfZero(Expression value) {
        return Topology.of(value).nodes().stream().anyMatch(node -> node instanceof Power power && power.base().equals(Constant.ZERO));
    }

    // Wherever it has values, as a function of its operands.
    private boolean isContinuous(Expression node) {
        return switch (node) {
            case Constant _, Symbol _, Sum _, Call _ -> true;
            case Product p -> p.isScalar() && !p.isContraction();
            case Power p -> Topology.of(p.exponent()).find(variable).isEmpty();
            case Apply a -> a.isScalar() && !Kinks.jumps(a.operator()) && a.operator().asymptotic() != Asymptotic.ARC_TANGENT_2;
            case Piecewise _, Reduction _, MatrixFunction _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    private boolean hasValuesNearby(Expression function) {
        Symbol step = Symbol.temporary("step");
        Expression moved = Substitution.replace(function, Map.of(variable, Sum.of(to, step)));
        Expression example = ExampleFunctions.of(moved).put(moved);
        List<Symbol> parameters = Substitution.variables(example).stream().filter(symbol -> !symbol.equals(step)).toList();
        Dyadic near = Dyadic.of(Math.scalb(1.0, NEAR));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, Enclosure> point = new Oracle(assumptions, budget).point(parameters, attempt);
            point.put(step.name(), Enclosure.between(near.negate(), near));
            if (isEnclosed(example, point)) {
                return true;
            }
        }
        return false;
    }

    private boolean isEnclosed(Expression function, Map<String, Enclosure> point) {
        try {
            return Double.isFinite(Precise.enclose(function, point, BITS, budget).doubleValue());
        } catch (NotEnclosed e) {
            return false;
        } catch (FluxionException e) {
            Oracle.requireUnsupported(e);
            return false;
        }
    }
}
