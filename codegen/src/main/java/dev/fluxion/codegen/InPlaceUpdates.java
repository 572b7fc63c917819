package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Fused;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.codegen.TensorLowering.Lowered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
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
    private final List<List<Integer>> after = new ArrayList<>(); // what has to come after each step; twice does no harm
    private final Map<Integer, List<Integer>> readers = new HashMap<>();
    private final Map<Integer, List<Integer>> writers = new HashMap<>();
    private final Map<Integer, Integer> given = new HashMap<>(); // node by input
    private final Map<Integer, Integer> first = new HashMap<>(); // the first output that each node is
    private final Map<Integer, Integer> updates = new TreeMap<>();
    private final Set<Integer> taken = new HashSet<>();
    private final int[] places; // of steps in the order
    private List<Integer> order;

    private InPlaceUpdates(Lowered lowered, List<Step> steps) {
        this.lowered = lowered;
        this.steps = steps;
        places = new int[steps.size()];
        arrange(IntStream.range(0, steps.size()).boxed().toList());
        for (int i = 0; i < steps.size(); i++) {
            after.add(new ArrayList<>());
            enter(i);
        }
        for (int node = 0; node < lowered.table().nodes().size(); node++) {
            if (lowered.table().get(node) instanceof Node.Given input) {
                given.putIfAbsent(input.index(), node);
            }
        }
        for (int output = 0; output < lowered.roots().size(); output++) {
            first.putIfAbsent(lowered.roots().get(output), output);
        }
    }

    private void arrange(List<Integer> steps) {
        order = steps;
        for (int i = 0; i < places.length; i++) {
            places[order.get(i)] = i;
        }
    }

    private void enter(int number) {
        Step step = steps.get(number);
        for (int read : step.sources()) {
            readers.computeIfAbsent(read, node -> new ArrayList<>()).add(number);
            follow(writers.getOrDefault(read, List.of()), number);
        }
        for (int result : step.results()) {
            List<Integer> sofar = writers.computeIfAbsent(result, node -> new ArrayList<>());
            follow(sofar, number);
            sofar.add(number);
        }
    }

    private void follow(List<Integer> before, int number) {
        before.stream().filter(step -> step != number).forEach(step -> after.get(step).add(number));
    }

    /**
     * The steps with as many updates as are safe.
     *
     * @param wanted the input whose place each output should take
     */
    static Ordered of(Lowered lowered, List<Step> steps, Map<Integer, Integer> wanted) {
        if (wanted.isEmpty()) {
            return new Ordered(steps, Map.of());
        }
        InPlaceUpdates ordering = new InPlaceUpdates(lowered, steps);
        new TreeMap<>(wanted).forEach(ordering::tryUpdate);
        return new Ordered(ordering.order.stream().map(steps::get).toList(), ordering.updates);
    }

    private void tryUpdate(int output, int input) {
        int root = lowered.roots().get(output);
        Integer node = given.get(input);
        if (node == null) {
            return; // nothing reads it
        }
        boolean apart = first.get(root) == output && !first.containsKey(node) && !taken.contains(input)
                && lowered.table().get(root).count() == lowered.table().get(node).count();
        List<Integer> writing = writers.getOrDefault(root, List.of());
        if (apart && writing.size() == 1 && readsAtItsPlace(steps.get(writing.getFirst()), root, node)
                && comesLast(writing.getFirst(), readers.getOrDefault(node, List.of()))) {
            updates.put(output, input);
            taken.add(input);
        }
    }

    /** Whether a step that writes an array reads another one at the places that it writes, if at all. */
    static boolean readsAtItsPlace(Step step, int root, int given) {
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

    // Whether a step can follow others; it does from then on.
    private boolean comesLast(int step, List<Integer> others) {
        List<Integer> before = others.stream().filter(other -> other != step).toList();
        before.forEach(other -> after.get(other).add(step));
        if (before.stream().allMatch(other -> places[other] < places[step])) {
            return true;
        }
        Optional<List<Integer>> sorted = sorted();
        sorted.ifPresentOrElse(this::arrange, () -> before.forEach(other -> after.get(other).removeLast()));
        return sorted.isPresent();
    }

    // As they were, as far as that is possible; nothing where some depend on each other.
    private Optional<List<Integer>> sorted() {
        int[] awaited = new int[steps.size()];
        after.forEach(followers -> followers.forEach(follower -> awaited[follower]++));
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
