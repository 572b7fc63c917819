package dev.fluxion.symbolic.fuzz;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * For a fuzzer: a simplified expression has the value of the original wherever that has one, by doubles, and with 150 digits where those differ or
 * are none; nothing but a diagnostic ends the work.
 */
public final class SimplifyTarget {
    private static final Set<Diagnostic.Code> REFUSALS = Set.of(Diagnostic.Code.LIMIT, Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED);
    private static final double[] XS = {-2.5, -1, -0.625, 0, 0.375, 1, 1.75, 3};
    private static final double[] YS = {1.125, -1, 0, 2, -0.75, 0.25, 1, -3};
    private static final double NEAR = 1e-11;
    private static final double TOLERANCE = 1e-13; // what is left of the digits is rounded to a double twice

    private SimplifyTarget() {}

    /** Called by the fuzzer with every input. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Budget budget = Budget.of(2_000, 50_000, 1_000);
            budget.run(() -> {
                Expression original = ByteFormula.of(data);
                hold(original, Simplifier.simplify(original, Assumptions.NONE, budget).expression());
                return original;
            });
        } catch (FluxionException e) {
            if (!REFUSALS.contains(e.diagnostic().code())) {
                throw new AssertionError(e);
            }
        }
    }

    // A rule that is false is so by more than roundings; what doubles cannot tell is computed with all digits.
    private static boolean agree(double before, double after) {
        return Double.isFinite(before) && Math.abs(after - before) <= NEAR * Math.abs(before);
    }

    private static void hold(Expression original, Expression simplified) {
        for (int i = 0; i < XS.length; i++) {
            Map<String, Double> at = Map.of("x", XS[i], "y", YS[i]);
            if (agree(Evaluator.scalar(original, at), Evaluator.scalar(simplified, at))) {
                continue;
            }
            OptionalDouble before = PreciseValues.value(original, at);
            if (before.isEmpty()) {
                continue;
            }
            OptionalDouble after = PreciseValues.value(simplified, at);
            boolean lost = after.isEmpty() && PreciseValues.existence(simplified, at) == PreciseValues.Existence.UNDEFINED;
            boolean other = after.isPresent() && Math.abs(after.getAsDouble() - before.getAsDouble()) > TOLERANCE * Math.abs(before.getAsDouble()) + 1e-60;
            if (lost || other) {
                throw new AssertionError(original + " is not " + simplified + " at " + at + ": " + before + ", " + after);
            }
        }
    }
}
