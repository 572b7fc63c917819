package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values of numbers without variables, rounded once: {@code sin(pi)} is 0 and {@code log(8)/log(2)} is 3, where evaluation in double
 * precision rounds at every step. What has no bounds is evaluated so.
 *
 * <p>Source: by definition: bounds are narrowed until both ends round to one double, A. Ziv, Fast Evaluation of Elementary Mathematical Functions with
 * Correctly Rounded Last Bit (ACM TOMS 17, 1991).
 */
public final class NearestDouble {
    private static final int[] BITS = {96, 256, 640, 2_560};
    private static final int LARGEST = 400; // nodes
    private static final long WORK = 400_000;

    private NearestDouble() {}

    /**
     * The value of a number, or of an expression of any shape that evaluation gives.
     *
     * @throws FluxionException {@code NAME} if it has a variable, {@code UNSUPPORTED} if it cannot be evaluated, or which of its cases holds, or on
     * which side of a jump it lies, is not decided
     */
    public static Value of(Expression expression) {
        return ofSettled(ConstantJumps.settled(expression.isScalar() && Substitution.variables(expression).isEmpty() ? chosen(expression) : expression));
    }

    private static Value ofSettled(Expression expression) {
        Value plain = Stabilizer.value(expression, Map.of());
        boolean asItIs = !expression.isScalar() || !Substitution.variables(expression).isEmpty()
                || Topology.of(expression).size() > LARGEST;
        return asItIs ? plain : Budget.current().attempt(WORK, budget -> rounded(expression, budget)).flatMap(value -> value).map(Value::of).orElse(plain);
    }

    // Of exact numbers the case that certainly holds.
    private static Expression chosen(Expression number) {
        Expression rest = number;
        for (Optional<Piecewise> next = exactChoice(rest); next.isPresent(); next = exactChoice(rest)) {
            rest = Substitution.replace(rest, Map.of(next.get(), chosen(next.get(), Budget.current())));
        }
        return rest;
    }

    private static Optional<Piecewise> exactChoice(Expression number) {
        List<Expression> nodes = Topology.of(number).nodes();
        return nodes.size() > LARGEST ? Optional.empty() : nodes.stream().filter(node -> node.reach() == 0 && node instanceof Piecewise).map(Piecewise.class::cast)
                .filter(choice -> choice.cases().stream().flatMap(each -> each.condition().operands().stream()).allMatch(DecidedCases::isExact)).findFirst();
    }

    private static Expression chosen(Piecewise choice, Budget budget) {
        for (Piecewise.Case each : choice.cases()) {
            boolean holds = NumberSign.decided(each.condition(), budget).orElseThrow(() -> FluxionException.unsupported("a choice by a condition that is not decided"));
            if (holds) {
                return each.value();
            }
        }
        return choice.otherwise();
    }

    /** Whether a scalar without variables certainly has no value. */
    static boolean hasNone(Expression number, Budget budget) {
        return switch (PreciseValues.existence(number, Map.of())) {
            case DEFINED -> false;
            case UNDEFINED -> true;
            case UNKNOWN -> isOutside(number, budget);
        };
    }

    private static Optional<Double> rounded(Expression number, Budget budget) {
        Optional<Double> value = bounded(number, budget);
        return value.isEmpty() && isOutside(number, budget) ? Optional.of(Double.NaN) : value;
    }

    // A double beside a pole, such as that of pi/2, gives a large number where there is no value.
    private static boolean isOutside(Expression number, Budget budget) {
        return NumberSign.decided(Domains.lost(number, Constant.ZERO, Assumptions.NONE), budget).filter(holds -> !holds).isPresent();
    }

    private static Optional<Double> bounded(Expression number, Budget budget) {
        for (int bits : BITS) {
            try {
                Enclosure value = new Precise(Map.of(), bits, budget).enclosure(number);
                double low = rounded(value.low());
                if (low == rounded(value.high())) {
                    return Optional.of(low);
                }
                if (value.holdsZero() && NumberSign.isZero(number, budget)) {
                    return Optional.of(0.0);
                }
            } catch (NotEnclosed e) {
                if (e.isCertain()) {
                    return Optional.empty();
                }
            } catch (FluxionException e) {
                budget.check();
                return Optional.empty(); // a function without bounds
            }
        }
        return Optional.empty();
    }

    private static double rounded(Dyadic bound) {
        return bound.signum() == 0 ? 0 : bound.toBigDecimal().doubleValue();
    }
}
