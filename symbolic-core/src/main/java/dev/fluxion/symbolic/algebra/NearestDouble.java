package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
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
    private static final int[] BITS = {96, 256, 640};
    private static final int LARGEST = 400; // nodes
    private static final long WORK = 400_000;

    private NearestDouble() {}

    /**
     * The value of a number, or of an expression of any shape that evaluation gives.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code NAME} if it has a variable, {@code UNSUPPORTED} if it cannot be evaluated
     */
    public static Value of(Expression expression) {
        Value plain = Stabilizer.value(expression, Map.of());
        boolean asItIs = !expression.isScalar() || !Double.isFinite(plain.scalar()) || !Substitution.variables(expression).isEmpty()
                || Topology.of(expression).size() > LARGEST;
        return asItIs ? plain : Budget.current().attempt(WORK, budget -> rounded(expression, budget)).flatMap(value -> value).map(Value::of).orElse(plain);
    }

    private static Optional<Double> rounded(Expression number, Budget budget) {
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
