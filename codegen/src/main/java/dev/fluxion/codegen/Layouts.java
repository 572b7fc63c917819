package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lays small tensors out anew where that lets a large loop run in lanes: along one axis of its result, entries that it reads and writes then lie side by
 * side. Every sum still adds the same terms in the same order.
 */
final class Layouts {
    // A copy reads and writes entries one by one: it must be a small part of what it speeds up.
    private static final long LEAST_ITERATIONS_AN_ENTRY = 8;
    private static final long SMALLEST_LOOP = 8_192;

    private final NodeTable table;
    private final Map<Copied, Integer> copies = new HashMap<>();

    /** What is copied: the entries of a tensor that a nest of axes visits, in the order of that nest. */
    private record Copied(int node, int offset, List<Integer> sizes, List<Integer> strides) {}

    Layouts(NodeTable table) {
        this.table = table;
    }

    /** The steps that do what a loop does; it alone where nothing is to be gained. */
    List<Step> of(Loop loop) {
        Optional<Integer> axis = isLarge(loop) && !isInLanes(loop) ? best(loop) : Optional.empty();
        return axis.isEmpty() ? started(loop) : along(loop, axis.get());
    }

    private static boolean isLarge(Loop loop) {
        return loop.outer() > 0 && loop.iterations() >= SMALLEST_LOOP && loop.body().instructions().stream().allMatch(LoopLanes::has);
    }

    private static boolean isInLanes(Loop loop) {
        LoopOrder order = LoopOrder.of(loop);
        return order.sums() == LoopOrder.Sums.PARTS || order.sums() != LoopOrder.Sums.LOCAL && LoopLanes.fit(loop, order.axes().getLast());
    }

    private static Optional<Integer> best(Loop loop) {
        return IntStream.range(0, loop.outer()).boxed().filter(axis -> loop.sizes().get(axis) >= LoopLanes.SHORTEST)
                .filter(axis -> cost(loop, axis) * LEAST_ITERATIONS_AN_ENTRY <= loop.iterations() && accumulates(moved(loop, axis)))
                .min(Comparator.comparingLong(axis -> cost(loop, axis)));
    }

    private static boolean accumulates(Loop loop) {
        return !loop.sums() || LoopOrder.of(loop).accumulates();
    }

    private static boolean misfits(Access access, int axis) {
        return access.strides().get(axis) != 0 && access.strides().get(axis) != 1;
    }

    private static long cost(Loop loop, int axis) {
        return Stream.concat(loop.reads().stream(), Stream.of(loop.write())).filter(access -> misfits(access, axis)).mapToLong(access -> entries(loop, access)).sum();
    }

    private static long entries(Loop loop, Access access) {
        return axes(access).stream().mapToLong(axis -> loop.sizes().get(axis)).reduce(1, (a, b) -> a * b);
    }

    private static List<Integer> axes(Access access) {
        return IntStream.range(0, access.strides().size()).filter(axis -> access.strides().get(axis) != 0).boxed().toList();
    }

    /** The same loop with one axis of the result last among them, and everything that does not fit read and written as if it did. */
    private static Loop moved(Loop loop, int axis) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, loop.sizes().size()).boxed().toList());
        order.remove(axis);
        order.add(loop.outer() - 1, axis);
        List<Access> reads = loop.reads().stream().map(read -> permuted(misfits(read, axis) ? side(loop, read, axis, read.array()) : read, order)).toList();
        Access write = misfits(loop.write(), axis) ? side(loop, loop.write(), axis, loop.write().array()) : loop.write();
        return new Loop(order.stream().map(loop.sizes()::get).toList(), loop.outer(), reads, loop.body(), permuted(write, order));
    }

    private static Access permuted(Access access, List<Integer> order) {
        return new Access(access.array(), access.offset(), order.stream().map(access.strides()::get).toList());
    }

    // The axes that an access follows, with the given one innermost.
    private static List<Integer> nest(Access access, int axis) {
        List<Integer> nest = new ArrayList<>(axes(access));
        nest.remove(Integer.valueOf(axis));
        nest.add(axis);
        return nest;
    }

    private static Access side(Loop loop, Access access, int axis, int array) {
        List<Integer> nest = nest(access, axis);
        List<Integer> dense = LoopBodies.strides(nest.stream().map(loop.sizes()::get).toList());
        List<Integer> strides = new ArrayList<>(Collections.nCopies(access.strides().size(), 0));
        IntStream.range(0, nest.size()).forEach(i -> strides.set(nest.get(i), dense.get(i)));
        return new Access(array, 0, strides);
    }

    private List<Step> along(Loop loop, int axis) {
        List<Step> steps = new ArrayList<>();
        List<Access> reads = loop.reads().stream().map(read -> misfits(read, axis) ? copied(loop, read, axis, steps) : read).toList();
        boolean back = misfits(loop.write(), axis);
        Access write = back ? side(loop, loop.write(), axis, room(loop, loop.write(), axis)) : loop.write();
        Loop beside = new Loop(loop.sizes(), loop.outer(), reads, loop.body(), write);
        steps.addAll(started(moved(beside, axis)));
        if (back) {
            steps.add(copy(loop, axis, write, loop.write(), loop.write()));
        }
        return steps;
    }

    private Access copied(Loop loop, Access read, int axis, List<Step> steps) {
        List<Integer> nest = nest(read, axis);
        Copied what = new Copied(read.array(), read.offset(), nest.stream().map(loop.sizes()::get).toList(), nest.stream().map(read.strides()::get).toList());
        Integer known = copies.get(what);
        if (known != null) {
            return side(loop, read, axis, known);
        }
        int room = room(loop, read, axis);
        copies.put(what, room);
        Access to = side(loop, read, axis, room);
        steps.add(copy(loop, axis, read, to, read));
        return to;
    }

    private int room(Loop loop, Access access, int axis) {
        return table.room(nest(access, axis).stream().map(loop.sizes()::get).toList());
    }

    private static Step copy(Loop loop, int axis, Access from, Access to, Access visited) {
        List<Integer> nest = nest(visited, axis);
        Program same = new Program(1, List.of(new Instruction.Input(0)), List.of(0));
        return Loops.normalized(new Loop(nest.stream().map(loop.sizes()::get).toList(), nest.size(), List.of(permuted(from, nest)), same, permuted(to, nest)));
    }

    private List<Step> started(Loop loop) {
        return LoopOrder.of(loop).accumulates()
                ? List.of(new Step.Clear(loop.write().array(), table.get(loop.write().array()).count()), loop) : List.of(loop);
    }
}
