package dev.fluxion.codegen;

import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/**
 * Steps that compute tensors of any sizes.
 *
 * @param inputs the first arrays
 * @param roots arrays of the results
 * @param required sizes that must not be negative, as an index leaves its axis where they are
 */
record SizedProgram(List<Symbol> inputs, List<SizedStep> steps, List<Integer> roots, SortedSet<Size> required) {
    /** How many arrays there are. */
    int arrays() {
        return inputs.size() + steps.stream().mapToInt(SizedStep::results).sum();
    }

    /** The steps that all results need, in order. */
    List<SizedStep> needed() {
        return stepsFor(roots);
    }

    /** The steps that some results need, in order. */
    List<SizedStep> stepsFor(Collection<Integer> results) {
        BitSet needed = new BitSet();
        results.forEach(needed::set);
        for (SizedStep step : steps.reversed()) {
            if (makesAny(step, needed)) {
                step.sources().forEach(needed::set);
            }
        }
        return steps.stream().filter(step -> makesAny(step, needed)).toList();
    }

    private static boolean makesAny(SizedStep step, BitSet arrays) {
        int next = arrays.nextSetBit(step.result());
        return next >= 0 && next < step.result() + step.results();
    }
}
