package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How values are computed: as everywhere, or with every result disturbed a little before it is used. What that changes tells how much of a value is
 * rounding: it is large where large terms cancelled on the way, however small their sum.
 *
 * <p>Source: J. Vignes, A Stochastic Arithmetic for Reliable Scientific Computation (Math. Comput. Simul. 35, 1993).
 */
interface Arithmetic {
    /** Some hundred roundings, relative to each result. */
    double DISTURBANCE = 0x1p-44;

    Value value(Expression expression, Map<String, Value> at);

    /** As evaluated everywhere. */
    static Arithmetic exact(Map<String, Long> sizes) {
        return (expression, at) -> Evaluator.evaluate(expression, at, sizes);
    }

    /** The same, disturbed. */
    static Arithmetic disturbed(Map<String, Long> sizes, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return (expression, at) -> Evaluator.evaluate(expression, at, sizes, (operands, result) -> disturbed(operands, result, random));
    }

    private static Value disturbed(List<Value> operands, Value result, SplittableRandom random) {
        double[] given = operands.stream().flatMapToDouble(operand -> Arrays.stream(operand.entries())).map(Math::abs).sorted().toArray();
        double[] entries = result.entries().clone();
        for (int i = 0; i < entries.length; i++) {
            // nothing was rounded in whole numbers, and in entries that were only copied: largest ones stay equal to their maximum
            boolean exact = entries[i] == Math.rint(entries[i]) || Arrays.binarySearch(given, Math.abs(entries[i])) >= 0;
            entries[i] *= exact ? 1 : 1 + DISTURBANCE * (2 * random.nextDouble() - 1);
        }
        return new Value(result.sizes(), entries);
    }
}
