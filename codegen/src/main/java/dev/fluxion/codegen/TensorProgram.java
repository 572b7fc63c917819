package dev.fluxion.codegen;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a kernel of tensors does: steps over arrays. The first arrays are the inputs, then come the outputs, then known numbers, then room for
 * intermediate values, which tensors that are not needed at the same time share.
 *
 * @param data entries of each array of known numbers
 * @param steps in the order in which they run
 * @param outputs the number of entries of each output
 * @param inputs the number of entries of each input
 * @param room the number of entries of each array for intermediate values
 * @param updates outputs that may be given the array of an input, which they then change in place
 */
public record TensorProgram(
        List<Integer> inputs, List<Integer> outputs, List<List<Double>> data, List<Integer> room, List<Step> steps, Map<Integer, Integer> updates) {
    /** Copies. */
    public TensorProgram {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        data = List.copyOf(data);
        room = List.copyOf(room);
        steps = List.copyOf(steps);
        updates = Map.copyOf(updates);
    }

    /** The number of arrays of all kinds. */
    public int arrays() {
        return inputs.size() + outputs.size() + data.size() + room.size();
    }

    /**
     * The number of entries of an array.
     *
     * @param array its number, counted from 0 over inputs, outputs, data and room in this order
     * @throws IllegalArgumentException if there is no such array
     */
    public int entries(int array) {
        if (array < 0 || array >= arrays()) {
            throw new IllegalArgumentException("array " + array + " of " + arrays());
        }
        int rest = array;
        for (List<Integer> kind : List.of(inputs, outputs, data.stream().map(List::size).toList(), room)) {
            if (rest < kind.size()) {
                return kind.get(rest);
            }
            rest -= kind.size();
        }
        throw new AssertionError("array " + array + " is of no kind");
    }

    /** The input whose memory an array may be given, as outputs are that change one in place; otherwise the array itself. */
    int place(int array) {
        return updates.getOrDefault(array - inputs.size(), array);
    }

    /**
     * This program, every step of which stays within its arrays and writes no input.
     *
     * @throws IllegalStateException if one does not: the pass that made it is broken
     */
    public TensorProgram check() {
        steps.forEach(this::check);
        checkUpdates();
        return this;
    }

    // Nothing reads an input once its output is there, and what writes it reads the input at the place that it writes.
    private void checkUpdates() {
        Set<Integer> replaced = new HashSet<>();
        for (Step step : steps) {
            List<Integer> sources = step.sources();
            require(sources.stream().noneMatch(replaced::contains), step);
            for (int result : step.results()) {
                int input = place(result);
                if (input != result) {
                    require(replaced.add(input) && (!sources.contains(input) || InPlaceUpdates.readsAtItsPlace(step, result, input)), step);
                }
            }
        }
    }

    private void check(Step step) {
        int firstRoom = inputs.size() + outputs.size() + data.size();
        boolean writable = step.result() == Step.BLOCK || step.result() >= inputs.size() && (step.result() < inputs.size() + outputs.size() || step.result() >= firstRoom);
        require(writable, step);
        if (step instanceof Step.Loop loop) {
            check(loop);
        }
        if (step instanceof Step.Fused f) {
            check((Step) f.product());
            f.loops().forEach(loop -> check((Step) loop));
            require(f.loops().stream().allMatch(loop -> Epilogues.fits(loop, f.product()) && loop.result() != f.product().left()
                    && loop.result() != f.product().right()), step);
        }
        if (step instanceof Step.Chosen c) {
            check(c.loop());
            int head = last(c.places(), c.loop());
            require(head + Extremes.stored(c.loop().sizes().get(c.axis())) <= entries(c.places().array()) && c.places().strides().get(c.axis()) == 0, step);
        }
        if (step instanceof Step.Extremes e) {
            require(e.slices() * e.count() <= entries(e.operand()) && e.slices() * Extremes.stored(e.count()) <= entries(e.result()), step);
        }
        if (step instanceof Step.Shares s) {
            require(s.slices() * s.count() <= entries(s.result()) && s.slices() * Extremes.stored(s.count()) <= entries(s.extremes()), step);
        }
        if (step instanceof Step.Pick p) {
            require(p.positions().length <= entries(p.result()) && Arrays.stream(p.positions()).allMatch(place -> place < entries(p.operand())), step);
        }
        if (step instanceof Step.Repeat r) {
            for (int pass = 0; pass < r.bodies().size(); pass++) {
                TensorProgram body = r.bodies().get(pass).check();
                int first = r.start(pass);
                require(body.inputs().size() == r.operands().size() - 1 && body.outputs().size() == r.counts().get(pass), step);
                require(body.outputs().equals(body.inputs().subList(first, first + r.counts().get(pass))), step);
            }
        }
        if (step instanceof Step.Powers p) {
            require(p.entries() <= entries(p.operand()) && (long) p.entries() * p.count() <= entries(p.result()) && p.operand() != p.result(), step);
        }
        if (step instanceof Step.Sparse s) {
            require(within(s.targets(), s.result()) && !s.operands().contains(s.result()), step);
            IntStream.range(0, s.operands().size()).forEach(i -> require(within(s.places().get(i), s.operands().get(i)), step));
        }
        if (step instanceof Step.Largest l) {
            require(l.lines().least() >= 0 && l.lines().most() < entries(l.operand()) && l.lines().count() <= entries(l.result()) && l.operand() != l.result(), step);
        }
        if (step instanceof Step.Shared s) {
            require(s.lines().least() >= 0 && s.lines().most() < s.entries() && s.entries() <= Math.min(entries(s.operand()), entries(s.result())), step);
            require(s.lines().count() <= entries(s.factors()) && !s.sources().contains(s.result()), step);
        }
        if (step instanceof Step.Windows w) {
            int[] extents = w.sum().extents();
            require(extents[0] <= entries(w.x()) && extents[1] <= entries(w.w()) && extents[2] <= entries(w.result()), step);
            require(w.result() != w.x() && w.result() != w.w(), step);
        }
        if (step instanceof Step.Multiply m) {
            boolean within = entries(m.left()) >= m.m() * m.k() && entries(m.right()) >= m.k() * m.n()
                    && (m.result() == Step.BLOCK || entries(m.result()) >= m.m() * m.n());
            require(within && m.result() != m.left() && m.result() != m.right(), step);
        }
    }

    private void check(Step.Loop loop) {
        Stream.concat(loop.reads().stream().filter(read -> read.array() != Step.BLOCK), Stream.of(loop.write()))
                .forEach(access -> require(loop.iterations() == 0 || access.offset() >= 0 && last(access, loop) < entries(access.array()), loop));
        loop.body().check();
    }

    private static int last(Step.Access access, Step.Loop loop) {
        int last = access.offset();
        for (int axis = 0; axis < loop.sizes().size(); axis++) {
            last += (loop.sizes().get(axis) - 1) * access.strides().get(axis);
        }
        return last;
    }

    private boolean within(int[] places, int array) {
        return Arrays.stream(places).allMatch(place -> 0 <= place && place < entries(array));
    }

    private static void require(boolean holds, Step step) {
        if (!holds) {
            throw new IllegalStateException("outside its arrays: " + step.text());
        }
    }

    private static String line(Step step, String before) {
        return String.format("%,15d  %s%s%n", step.operations(), before, step.text());
    }

    /** The plan in lines for people: each step with its floating-point operations, then the memory in bytes. */
    public String explain(Precision precision) {
        StringBuilder text = new StringBuilder();
        long all = 0;
        for (Step step : steps) {
            switch (step) {
                case Step.Fused f -> {
                    text.append(line(f.product(), ""));
                    f.loops().forEach(loop -> text.append(line(loop, "  on each block of it, ")));
                }
                case Step alone -> text.append(line(alone, ""));
            }
            all += step.operations();
        }
        new TreeMap<>(updates).forEach((output, input) -> text.append(String.format("%15s  a%d in the place of a%d%n", "", inputs.size() + output, input)));
        long entries = room.stream().mapToLong(Integer::longValue).sum();
        text.append(String.format("%,15d  operations in %d steps%n", all, steps.size()));
        text.append(String.format("%,15d  bytes for intermediate values in %d arrays, %s precision%n", entries * precision.bytes(), room.size(),
                precision.word()));
        return text.toString();
    }
}
