package dev.fluxion.codegen;

import dev.fluxion.codegen.TensorLowering.Lowered;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Arrays for the tensors of steps: those that are not needed at the same time share one. */
final class ArrayPlan {
    private final NodeTable table;
    private final Lowered lowered;
    private final List<Step> steps;
    private final Map<Integer, Integer> updates;
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Map<Integer, Integer> lastUses = new HashMap<>();
    private final List<List<Double>> data = new ArrayList<>();
    private final List<Integer> room = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private int firstRoom;

    ArrayPlan(Lowered lowered, InPlaceUpdates.Ordered ordered) {
        this.table = lowered.table();
        this.lowered = lowered;
        this.steps = ordered.steps();
        this.updates = ordered.updates();
    }

    TensorProgram program() {
        int inputs = lowered.inputDims().size();
        List<Step> all = new ArrayList<>(steps);
        List<Integer> copies = placeRoots(inputs);
        placeData(inputs + lowered.roots().size());
        for (int i = 0; i < steps.size(); i++) {
            int number = i;
            steps.get(i).sources().forEach(node -> lastUses.put(node, number));
        }
        for (int i = 0; i < steps.size(); i++) {
            all.set(i, place(i));
        }
        copies.forEach(position -> all.add(copy(lowered.roots().get(position), inputs + position)));
        List<Integer> inputEntries = lowered.inputDims().stream().map(dims -> dims.stream().reduce(1, Math::multiplyExact)).toList();
        List<Integer> outputEntries = lowered.roots().stream().map(root -> table.get(root).count()).toList();
        return new TensorProgram(inputEntries, outputEntries, data, room, all, updates).check();
    }

    // A root is computed in its output; one that is an input, known, or an earlier root is copied there at the end.
    private List<Integer> placeRoots(int firstOutput) {
        List<Integer> copies = new ArrayList<>();
        for (int position = 0; position < lowered.roots().size(); position++) {
            int root = lowered.roots().get(position);
            boolean computed = !(table.get(root) instanceof Node.Given) && !(table.get(root) instanceof Node.Data);
            if (!computed || arrays.putIfAbsent(root, firstOutput + position) != null) {
                copies.add(position);
            }
        }
        return copies;
    }

    private void placeData(int first) {
        Set<Integer> read = new HashSet<>(lowered.roots());
        steps.forEach(step -> read.addAll(step.sources()));
        for (int i = 0; i < table.nodes().size(); i++) {
            int node = i;
            switch (table.get(node)) {
                case Node.Given given -> arrays.put(node, given.index());
                case Node.Data d when read.contains(node) -> {
                    arrays.put(node, first + data.size());
                    data.add(d.entries());
                }
                default -> { }
            }
        }
        firstRoom = first + data.size();
    }

    private Step copy(int root, int output) {
        Program body = new Program(1, List.of(new Instruction.Input(0)), List.of(0));
        List<Integer> one = List.of(1);
        return new Step.Loop(List.of(table.get(root).count()), 1, List.of(new Step.Access(arrays.get(root), 0, one)), body,
                new Step.Access(output, 0, one));
    }

    private Step place(int number) {
        Step step = steps.get(number);
        if (step instanceof Step.Fused fused) {
            return place(number, fused);
        }
        int node = step.result();
        if (!arrays.containsKey(node)) {
            arrays.put(node, inPlace(number).orElseGet(() -> take(table.get(node).count())));
        }
        int[] released = step.sources().stream().distinct().filter(read -> lastUses.get(read) == number && isRoom(read)
                && !arrays.get(read).equals(arrays.get(node))).mapToInt(read -> arrays.get(read) - firstRoom).toArray();
        Arrays.stream(released).forEach(free::add);
        return step.withArrays(arrays::get);
    }

    // Blocks are done one after the other: what any of them reads stays until the last.
    private Step place(int number, Step.Fused fused) {
        List<Integer> results = fused.results();
        Step.Multiply product = fused.product();
        arrays.computeIfAbsent(product.result(), node -> output(number, fused).orElseGet(() -> isHeld(number, product) ? Step.BLOCK : take(table.get(node).count())));
        for (int i = 0; i < fused.loops().size(); i++) {
            int loop = i;
            arrays.computeIfAbsent(fused.loops().get(i).result(), node -> overwritten(number, fused, loop).orElse(-1));
            arrays.computeIfPresent(fused.loops().get(i).result(), (node, array) -> array < 0 ? take(table.get(node).count()) : array);
        }
        Set<Integer> live = new HashSet<>();
        Set<Integer> dead = new HashSet<>();
        Stream.concat(fused.sources().stream(), results.stream()).filter(this::isRoom).forEach(node -> (isDead(node, number) ? dead : live).add(arrays.get(node)));
        dead.stream().filter(array -> !live.contains(array)).forEach(array -> free.add(array - firstRoom));
        return fused.withArrays(arrays::get);
    }

    // Where the last loop that reads the product writes an output, the product may be there before it, unless the loop needs what is there already.
    private java.util.Optional<Integer> output(int number, Step.Fused fused) {
        int node = fused.product().result();
        return fused.loops().stream().filter(loop -> loop.sources().contains(node)).reduce((first, last) -> last).map(Step.Loop::result)
                .filter(result -> isDead(node, number) && arrays.containsKey(result) && !updates.containsKey(lowered.roots().indexOf(result))).map(arrays::get);
    }

    // Of what nothing needs later, threads hold no more than a block.
    private boolean isHeld(int number, Step.Multiply product) {
        return isDead(product.result(), number) && !product.symmetric() && product.k() > 0 && product.k() <= MatrixProducts.DEEPEST_BLOCK && product.m() > 1 && product.n() > 1;
    }

    private boolean isDead(int node, int number) {
        return lastUses.getOrDefault(node, number) <= number;
    }

    // A loop may overwrite what no step needs later, if it and the loops before it read each entry at its own place alone.
    private java.util.Optional<Integer> overwritten(int number, Step.Fused fused, int loop) {
        int node = fused.loops().get(loop).result();
        List<Step.Access> later = fused.loops().stream().skip(loop + 1L).flatMap(other -> other.reads().stream()).toList();
        List<Step.Access> sofar = fused.loops().stream().limit(loop + 1L).flatMap(other -> other.reads().stream()).toList();
        return fused.loops().get(loop).reads().stream().map(Step.Access::array).distinct()
                .filter(read -> isRoom(read) && isDead(read, number) && table.get(read).count() == table.get(node).count())
                .filter(read -> !fused.product().sources().contains(read) && later.stream().noneMatch(access -> arrays.get(read).equals(arrays.get(access.array()))))
                .filter(read -> sofar.stream().filter(access -> arrays.get(access.array()).equals(arrays.get(read)))
                        .allMatch(access -> Epilogues.isAtPlace(access, fused.product())))
                .map(arrays::get).findFirst();
    }

    private boolean isRoom(int node) {
        return arrays.get(node) >= firstRoom;
    }

    // A loop may overwrite what it reads for the last time, if it reads each entry where it writes and nowhere else.
    private java.util.Optional<Integer> inPlace(int number) {
        if (!(steps.get(number) instanceof Step.Loop loop) || loop.sums() || table.get(loop.write().array()) instanceof Node.Diagonal
                || table.get(loop.write().array()) instanceof Node.Shift) {
            return java.util.Optional.empty();
        }
        return loop.reads().stream().filter(read -> read.offset() == loop.write().offset() && read.strides().equals(loop.write().strides()))
                .map(Step.Access::array).filter(node -> isRoom(node) && lastUses.get(node) == number
                        && table.get(node).count() == table.get(loop.write().array()).count()
                        && loop.reads().stream().filter(read -> read.array() == node).count() == 1)
                .map(arrays::get).findFirst();
    }

    private int take(int entries) {
        Integer best = free.stream().filter(slot -> room.get(slot) >= entries).min(Comparator.comparingInt(room::get))
                .or(() -> free.stream().max(Comparator.comparingInt(room::get))).orElse(null);
        if (best == null) {
            room.add(entries);
            return firstRoom + room.size() - 1;
        }
        free.remove(best);
        room.set(best, Math.max(room.get(best), entries));
        return firstRoom + best;
    }
}
