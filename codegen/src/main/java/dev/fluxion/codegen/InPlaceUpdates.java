package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Fused;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.codegen.TensorLowering.Lowered;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Outputs that may take the place of an input: what writes one reads the input at the place that it writes and nowhere else, and all other readers
 * of the input come before it, for which steps change their order. Arrays of steps are still nodes here.
 */
final class InPlaceUpdates {
    /**
     * Steps in an order in which the updates are safe.
     *
     * @param updates the input whose array each output may be given
     */
    record Ordered(List<Step> steps, Map<Integer, Integer> updates) {}

    private final Lowered lowered;
    private final List<Step> steps;
    private final List<BitSet> after = new ArrayList<>(); // what has to come after each step
    private final Map<Integer, List<Integer>> readers = new HashMap<>();
    private final Map<Integer, List<Integer>> writers = new HashMap<>();
    private final Map<Integer, Integer> updates = new TreeMap<>();
    private List<Integer> order;

    private InPlaceUpdates(Lowered lowered, List<Step> steps) {
        this.lowered = lowered;
        this.steps = steps;
        order = IntStream.range(0, steps.size()).boxed().toList();
        for (int i = 0; i < steps.size(); i++) {
            after.add(new BitSet());
            enter(i);
        }
    }

    private void enter(int number) {
        Step step = steps.get(number);
        for (int read : step.sources()) {
            readers.computeIfAbsent(read, node -> new ArrayList<>()).add(number);
            writers.getOrDefault(read, List.of()).forEach(writer -> after.get(writer).set(number));
        }
        for (int result : results(step)) {
            List<Integer> sofar = writers.computeIfAbsent(result, node -> new ArrayList<>());
            sofar.forEach(writer -> after.get(writer).set(number));
            sofar.add(number);
        }
        after.get(number).clear(number);
    }

    private static List<Integer> results(Step step) {
        return step instanceof Fused fused ? fused.results() : List.of(step.result());
    }

    /**
     * The steps with as many updates as are safe.
     *
     * @param wanted the input whose place each output should take
     */
    static Ordered of(Lowered lowered, List<Step> steps, Map<Integer, Integer> wanted) {
        InPlaceUpdates ordering = new InPlaceUpdates(lowered, steps);
        new TreeMap<>(wanted).forEach(ordering::tryUpdate);
        return new Ordered(ordering.order.stream().map(steps::get).toList(), ordering.updates);
    }

    private void tryUpdate(int output, int input) {
        int root = lowered.roots().get(output);
        Optional<Integer> before = given(input);
        if (before.isEmpty()) {
            return; // nothing reads it
        }
        int given = before.get();
        boolean apart = lowered.roots().indexOf(root) == output && !lowered.roots().contains(given) && !updates.containsValue(input)
                && lowered.table().get(root).count() == lowered.table().get(given).count();
        List<Integer> writing = writers.getOrDefault(root, List.of());
        if (apart && writing.size() == 1 && readsAtItsPlace(steps.get(writing.getFirst()), root, given)) {
            order(output, input, writing.getFirst(), readers.getOrDefault(given, List.of()));
        }
    }

    private Optional<Integer> given(int input) {
        return IntStream.range(0, lowered.table().nodes().size()).boxed()
                .filter(node -> lowered.table().get(node) instanceof Node.Given given && given.index() == input).findFirst();
    }

    private static boolean readsAtItsPlace(Step step, int root, int given) {
        // Of what is no loop, the order of reading and writing is not known.
        return step instanceof Loop loop && !loop.sums() && isAtPlace(loop, given, loop.write())
                || step instanceof Fused fused && !fused.product().sources().contains(given) && readsAtItsPlace(fused, root, given);
    }

    // On each block the loops follow one another: none behind the one that writes may read what it has replaced.
    private static boolean readsAtItsPlace(Fused fused, int root, int given) {
        boolean written = false;
        for (Loop loop : fused.loops()) {
            if (written && loop.sources().contains(given) || !isAtPlace(loop, given, loop.write())) {
                return false;
            }
            written |= loop.result() == root;
        }
        return written;
    }

    private static boolean isAtPlace(Loop loop, int given, Access write) {
        return loop.reads().stream().filter(read -> read.array() == given)
                .allMatch(read -> read.offset() == write.offset() && read.strides().equals(write.strides()));
    }

    private void order(int output, int input, int writer, List<Integer> reading) {
        List<BitSet> before = after.stream().map(set -> (BitSet) set.clone()).toList();
        reading.stream().filter(reader -> reader != writer).forEach(reader -> after.get(reader).set(writer));
        Optional<List<Integer>> sorted = sorted();
        if (sorted.isPresent()) {
            order = sorted.get();
            updates.put(output, input);
        } else {
            IntStream.range(0, before.size()).forEach(i -> after.set(i, before.get(i)));
        }
    }

    // As they were, as far as that is possible; nothing where some depend on each other.
    private Optional<List<Integer>> sorted() {
        int[] awaited = new int[steps.size()];
        after.forEach(followers -> followers.stream().forEach(follower -> awaited[follower]++));
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        IntStream.range(0, awaited.length).filter(i -> awaited[i] == 0).forEach(ready::add);
        List<Integer> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(next);
            after.get(next).stream().filter(follower -> --awaited[follower] == 0).forEach(ready::add);
        }
        return sorted.size() == steps.size() ? Optional.of(sorted) : Optional.empty();
    }
}
