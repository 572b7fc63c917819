package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.codegen.Step.Access;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * The body of one loop: what its nodes compute in place for an index, and which entries it reads. A shift is read where it comes from; where it has
 * entries of its tensor for some indices and zeros for others, the loop is split between them.
 */
final class LoopBodies {
    /** Where a loop is along an axis of a tensor: at its index on an axis of its own and so many further, or at a fixed place where {@code axis < 0}. */
    private record Position(int axis, int offset) {}

    private record Visit(int node, List<Position> positions) {}

    /** A part of a loop, in which every shift is within its tensor or outside it. */
    private record Part(List<Integer> from, List<Integer> sizes) {
        /** The part before {@code from + at} on an axis, and the part from there on. */
        List<Part> split(int axis, int at) {
            List<Integer> first = new ArrayList<>(sizes);
            first.set(axis, at);
            List<Integer> start = new ArrayList<>(from);
            start.set(axis, from.get(axis) + at);
            List<Integer> rest = new ArrayList<>(sizes);
            rest.set(axis, sizes.get(axis) - at);
            return List.of(new Part(from, first), new Part(start, rest));
        }
    }

    /** The axis along which a loop visits some places, and where these are. */
    private record Chosen(int axis, Access places) {}

    private final NodeTable table;
    private final IntPredicate stored;
    private final Part part;
    private final List<Access> reads = new ArrayList<>();
    private final Map<Visit, Integer> values = new HashMap<>();
    private final ProgramBuilder code = new ProgramBuilder(0);
    private final Set<Integer> padded = new TreeSet<>();
    private List<Part> halves = List.of();
    private final Set<Integer> shared = new TreeSet<>();
    private Optional<Chosen> chosen = Optional.empty();
    private boolean fits = true;
    private int output = -1;

    private LoopBodies(NodeTable table, IntPredicate stored, Part part) {
        this.table = table;
        this.stored = stored;
        this.part = part;
    }

    private LoopBodies(NodeTable table, IntPredicate stored, List<Integer> sizes) {
        this(table, stored, new Part(Collections.nCopies(sizes.size(), 0), sizes));
    }

    /**
     * The loops that compute a node entry by entry into its own array.
     *
     * @param stored whether a node is read from its array
     */
    static List<Step.Loop> of(NodeTable table, IntPredicate stored, int number, Node.Pointwise node) {
        List<Step.Loop> loops = new ArrayList<>();
        List<Integer> strides = strides(node.dims());
        parts(table, stored, node, (bodies, output) -> {
            int offset = IntStream.range(0, strides.size()).map(axis -> bodies.part.from.get(axis) * strides.get(axis)).sum();
            loops.add(bodies.loop(output, strides.size(), new Access(number, offset, strides)));
        });
        return loops;
    }

    /** The shifts because of which a node would be computed by more than so many loops; none where it would not. */
    static Set<Integer> splitting(NodeTable table, IntPredicate stored, Node.Pointwise node, int mostLoops) {
        Set<Integer> shifts = new TreeSet<>();
        int[] loops = {0};
        parts(table, stored, node, (bodies, output) -> {
            loops[0]++;
            shifts.addAll(bodies.padded);
        });
        return loops[0] > mostLoops ? shifts : Set.of();
    }

    private static void parts(NodeTable table, IntPredicate stored, Node.Pointwise node, ObjIntConsumer<LoopBodies> use) {
        Deque<Part> open = new ArrayDeque<>(List.of(new Part(Collections.nCopies(node.dims().size(), 0), node.dims())));
        while (!open.isEmpty()) {
            LoopBodies bodies = new LoopBodies(table, stored, open.pop());
            int output = bodies.entry(node, bodies.positions());
            if (bodies.halves.isEmpty()) {
                use.accept(bodies, output);
            }
            bodies.halves.reversed().forEach(open::push);
        }
    }

    /** The loop that adds up an operand. */
    static Step.Loop of(NodeTable table, IntPredicate stored, int number, Node.Total node) {
        LoopBodies bodies = of(table, stored, node);
        return Loops.normalized(bodies.sum(number, node));
    }

    /** The same where all but some places of an axis are zeros; none where the node reads no shares in place. */
    static Optional<Step.Chosen> chosen(NodeTable table, IntPredicate stored, int number, Node.Total node) {
        LoopBodies bodies = of(table, stored, node);
        return bodies.chosen.map(chosen -> new Step.Chosen(bodies.sum(number, node), chosen.axis, chosen.places));
    }

    /** The shares that a node cannot read in place. */
    static Set<Integer> unfit(NodeTable table, IntPredicate stored, Node node) {
        return switch (node) {
            case Node.Total total -> {
                LoopBodies bodies = of(table, stored, total);
                yield bodies.chosen.isEmpty() || bodies.fits && bodies.vanishes(bodies.sum(-1, total)) ? Set.of() : bodies.shared;
            }
            case Node.Pointwise pointwise -> {
                Set<Integer> shares = new TreeSet<>();
                parts(table, stored, pointwise, (bodies, output) -> shares.addAll(bodies.shared));
                yield shares;
            }
            case Node.Diagonal diagonal -> unfitAlone(table, stored, diagonal.node());
            case Node.Raised raised -> {
                Set<Integer> shares = new TreeSet<>(unfitAlone(table, stored, raised.base()));
                shares.addAll(unfitAlone(table, stored, raised.core()));
                yield shares;
            }
            default -> Set.of();
        };
    }

    private static Set<Integer> unfitAlone(NodeTable table, IntPredicate stored, int node) {
        LoopBodies bodies = new LoopBodies(table, stored, table.get(node).dims());
        bodies.whole(node, bodies.positions());
        return bodies.shared;
    }

    private static LoopBodies of(NodeTable table, IntPredicate stored, Node.Total node) {
        List<Integer> sizes = new ArrayList<>(node.dims());
        sizes.addAll(node.summed());
        LoopBodies bodies = new LoopBodies(table, stored, sizes);
        bodies.output = bodies.whole(node.operand().node(), composed(node.operand(), bodies.positions()));
        return bodies;
    }

    private Step.Loop sum(int number, Node.Total node) {
        List<Integer> strides = new ArrayList<>(strides(node.dims()));
        strides.addAll(Collections.nCopies(node.summed().size(), 0));
        return new Step.Loop(part.sizes, node.dims().size(), reads, LoopFunctions.inLanes(code.build(List.of(output), reads.size())), new Access(number, 0, strides));
    }

    // Whether the body is zero where the share is.
    private boolean vanishes(Step.Loop loop) {
        Access places = chosen.orElseThrow().places;
        int share = loop.reads().indexOf(new Access(places.array(), places.offset() + 1, places.strides()));
        List<Instruction> instructions = loop.body().instructions();
        boolean[] zero = new boolean[instructions.size()];
        for (int i = 0; i < zero.length; i++) {
            zero[i] = switch (instructions.get(i)) {
                case Instruction.Input input -> input.index() == share;
                case Instruction.Multiply m -> zero[m.left()] || zero[m.right()];
                case Instruction.Negate n -> zero[n.operand()];
                case Instruction.Divide d -> zero[d.left()];
                default -> false;
            };
        }
        return zero[loop.body().outputs().getFirst()];
    }

    /** The loop that stores an operand on a diagonal. */
    static Step.Loop of(NodeTable table, IntPredicate stored, int number, Node.Diagonal node) {
        List<Integer> sizes = table.get(node.node()).dims();
        LoopBodies bodies = new LoopBodies(table, stored, sizes);
        int output = bodies.whole(node.node(), bodies.positions());
        return bodies.loop(output, sizes.size(), new Access(number, 0, diagonal(node.axes(), node.dims(), sizes.size())));
    }

    /** The loop that adds an operand to a diagonal of what is there. */
    static Step.Loop of(NodeTable table, IntPredicate stored, int number, Node.Raised node) {
        List<Integer> sizes = table.get(node.core()).dims();
        LoopBodies bodies = new LoopBodies(table, stored, sizes);
        Access place = new Access(number, 0, diagonal(node.axes(), node.dims(), sizes.size()));
        bodies.reads.add(place);
        int[] terms = {bodies.code.input(0), bodies.whole(node.core(), bodies.positions())};
        Program sum = new Program(2, List.of(new Instruction.Input(0), new Instruction.Input(1), new Instruction.Add(0, 1)), List.of(2));
        return bodies.loop(bodies.code.inline(sum, terms), sizes.size(), place);
    }

    // What an index along a diagonal moves by.
    private static List<Integer> diagonal(List<Integer> axes, List<Integer> dims, int rank) {
        List<Integer> outer = strides(dims);
        Integer[] strides = new Integer[rank];
        java.util.Arrays.fill(strides, 0);
        for (int axis = 0; axis < outer.size(); axis++) {
            strides[axes.get(axis)] += outer.get(axis);
        }
        return List.of(strides);
    }

    /** The loop that copies what a shift leaves within the tensor. */
    static Step.Loop of(NodeTable table, int number, Node.Shift node) {
        List<Integer> from = strides(table.get(node.node()).dims());
        List<Integer> to = strides(node.dims());
        int first = Math.max(0, -node.offset());
        int end = Math.min(node.dims().get(node.axis()), table.get(node.node()).dims().get(node.axis()) - node.offset());
        List<Integer> sizes = new ArrayList<>(node.dims());
        sizes.set(node.axis(), Math.max(0, end - first));
        Access read = new Access(node.node(), (first + node.offset()) * from.get(node.axis()), from);
        Program copy = new Program(1, List.of(new Instruction.Input(0)), List.of(0));
        return Loops.normalized(new Step.Loop(sizes, sizes.size(), List.of(read), copy, new Access(number, first * to.get(node.axis()), to)));
    }

    private List<Position> positions() {
        return IntStream.range(0, part.from.size()).mapToObj(axis -> new Position(axis, part.from.get(axis))).toList();
    }

    static List<Integer> strides(List<Integer> dims) {
        Integer[] strides = new Integer[dims.size()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dims.get(axis);
        }
        return List.of(strides);
    }

    private Step.Loop loop(int output, int outer, Access write) {
        Program body = LoopFunctions.inLanes(code.build(List.of(output), reads.size()));
        return Loops.normalized(new Step.Loop(part.sizes, outer, reads, body, write));
    }

    // In a loop that is not split, as the order of its sums is that of the whole.
    private int whole(int node, List<Position> positions) {
        int output = value(node, positions);
        if (!halves.isEmpty()) {
            throw new IllegalStateException("a shift in a sum that has zeros of its own: " + padded);
        }
        return output;
    }

    private int value(int node, List<Position> positions) {
        Visit visit = new Visit(node, positions);
        Integer known = values.get(visit);
        if (known == null) {
            known = compute(node, positions);
            values.put(visit, known);
        }
        return known;
    }

    private int compute(int node, List<Position> positions) {
        if (table.isNumber(node)) {
            return code.number(table.numberOf(node));
        }
        if (!stored.test(node) && table.get(node) instanceof Node.Shift shift) {
            return shifted(node, shift, positions);
        }
        if (!stored.test(node) && table.get(node) instanceof Node.Shares shares) {
            return chosen(node, shares, positions);
        }
        return !stored.test(node) && table.get(node) instanceof Node.Pointwise pointwise ? entry(pointwise, positions) : read(node, positions);
    }

    private int entry(Node.Pointwise node, List<Position> positions) {
        int[] given = node.operands().stream().mapToInt(operand -> value(operand.node(), composed(operand, positions))).toArray();
        return code.inline(node.entry(), given);
    }

    private static List<Position> composed(Operand operand, List<Position> positions) {
        return operand.axes().stream().map(axis -> axis < 0 ? new Position(-1, -1 - axis) : positions.get(axis)).toList();
    }

    private int shifted(int number, Node.Shift shift, List<Position> positions) {
        Position at = positions.get(shift.axis());
        int offset = at.offset + shift.offset();
        int size = at.axis < 0 ? 1 : part.sizes.get(at.axis);
        int first = Math.clamp(-offset, 0, size);
        int end = Math.clamp(table.get(shift.node()).dims().get(shift.axis()) - offset, first, size);
        if (!table.isWithin(shift)) {
            padded.add(number);
        }
        if (end - first < size) {
            boolean mixed = end > first;
            if (mixed && halves.isEmpty()) {
                halves = part.split(at.axis, first > 0 ? first : end);
            }
            return code.number(0);
        }
        List<Position> moved = new ArrayList<>(positions);
        moved.set(shift.axis(), new Position(at.axis, offset));
        return value(shift.node(), moved);
    }

    // The share of a line's places, which the loop visits alone.
    private int chosen(int number, Node.Shares shares, List<Position> positions) {
        Position along = positions.get(shares.axis());
        List<Position> line = new ArrayList<>(positions);
        line.remove(shares.axis());
        Chosen now = new Chosen(along.axis, access(shares.extremes(), with(line, 0)));
        shared.add(number);
        fits &= along.axis >= 0 && line.stream().allMatch(at -> at.axis != along.axis) && (chosen.isEmpty() || chosen.get().equals(now));
        chosen = Optional.of(now);
        return read(shares.extremes(), with(line, 1));
    }

    private static List<Position> with(List<Position> line, int place) {
        List<Position> positions = new ArrayList<>(line);
        positions.add(new Position(-1, place));
        return positions;
    }

    private int read(int node, List<Position> positions) {
        Access access = access(node, positions);
        if (!reads.contains(access)) {
            reads.add(access);
        }
        return code.input(reads.indexOf(access));
    }

    private Access access(int node, List<Position> positions) {
        Integer[] strides = new Integer[part.sizes.size()];
        java.util.Arrays.fill(strides, 0);
        List<Integer> own = strides(table.get(node).dims());
        int offset = 0;
        for (int axis = 0; axis < own.size(); axis++) {
            Position at = positions.get(axis);
            offset += at.offset * own.get(axis);
            if (at.axis >= 0) {
                strides[at.axis] += own.get(axis);
            }
        }
        return new Access(node, offset, List.of(strides));
    }
}
