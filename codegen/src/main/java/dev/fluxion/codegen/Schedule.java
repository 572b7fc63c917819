package dev.fluxion.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Where the values of a program are computed: which have a name (the others are computed in place by their only user), how named ones are
 * cut into chunks that fit a method, and which slots of the scratch array hold values that cross chunks.
 */
final class Schedule {
    /** HotSpot leaves methods over 8,000 bytes to the interpreter; the estimate below errs on the large side. */
    static final int MOST_BYTES = 7_000;

    // Of a program that fills many methods each is shorter: the compiler's time grows faster than the length of a method.
    private static final int SHORTER_BYTES = 2_000;
    private static final int MANY_INSTRUCTIONS = 50_000;

    // Trees deeper than this get a name, which bounds the emitter's recursion and the operand stack.
    private static final int HEAVIEST_TREE = 32;
    // Numbers beyond this many live in the scratch array: a constant pool has 65,535 entries for all methods.
    private static final int MOST_POOLED_NUMBERS = 4_000;
    private static final int LARGEST_SHORT = 32_767;

    private final Program program;
    private final boolean keepsFirst;
    private final boolean[] named;
    private final int[] chunkOf;
    private final int[] slots;
    private final List<List<Integer>> definitions = new ArrayList<>();
    private final List<List<Integer>> stores = new ArrayList<>();
    private double[] template;

    private Schedule(Program program, boolean keepsFirst) {
        this.program = program;
        this.keepsFirst = keepsFirst;
        int size = program.instructions().size();
        named = new boolean[size];
        chunkOf = new int[size];
        slots = new int[size];
        Arrays.fill(slots, -1);
    }

    /**
     * The schedule of a program.
     *
     * @param keepsFirst whether the first output is returned instead of stored
     */
    static Schedule of(Program program, boolean keepsFirst) {
        Schedule schedule = new Schedule(program, keepsFirst);
        schedule.name();
        schedule.cut();
        schedule.assignSlots();
        return schedule;
    }

    /** Whether a value is kept under a name. */
    boolean isNamed(int value) {
        return named[value];
    }

    /** The slot of the scratch array that holds a value for other chunks, or -1. */
    int slot(int value) {
        return slots[value];
    }

    /** The chunk that computes a named value. */
    int chunkOf(int value) {
        return chunkOf[value];
    }

    /** The number of chunks, at least one. */
    int chunks() {
        return definitions.size();
    }

    /** Named values of a chunk, in order. */
    List<Integer> definitions(int chunk) {
        return definitions.get(chunk);
    }

    /** Positions of the outputs that a chunk stores. */
    List<Integer> stores(int chunk) {
        return stores.get(chunk);
    }

    /** What the scratch array holds before the first chunk. */
    double[] template() {
        return template;
    }

    private void name() {
        int[] uses = program.uses();
        program.outputs().forEach(output -> uses[output] = Integer.MAX_VALUE);
        int[] weights = new int[named.length];
        for (int i = 0; i < named.length; i++) {
            Instruction instruction = program.instructions().get(i);
            int weight = 1;
            for (int operand : instruction.operands()) {
                weight += named[operand] ? 1 : weights[operand];
            }
            weights[i] = weight;
            named[i] = !instruction.isLeaf() && (uses[i] > 1 || weight > HEAVIEST_TREE);
        }
    }

    private void cut() {
        int access = named.length + program.inputs() + program.outputs().size() < LARGEST_SHORT ? 5 : 12;
        int[] costs = new int[named.length];
        int storeCost = access + 5;
        int most = named.length > MANY_INSTRUCTIONS ? SHORTER_BYTES : MOST_BYTES;
        int filled = openChunk();
        for (int i = 0; i < named.length; i++) {
            Instruction instruction = program.instructions().get(i);
            int cost = instruction.isLeaf() ? access : 4 + (instruction instanceof Instruction.Repeat ? 8 * instruction.operands().size() : 0);
            for (int operand : instruction.operands()) {
                cost += named[operand] ? access : costs[operand];
            }
            costs[i] = cost;
            if (named[i]) {
                int whole = cost + 8 + access + storeCost;
                filled = filled + whole > most && filled > 0 ? openChunk() + whole : filled + whole;
                chunkOf[i] = chunks() - 1;
                definitions.getLast().add(i);
            }
        }
        placeStores(filled, 2 * access + 5);
    }

    private int openChunk() {
        definitions.add(new ArrayList<>());
        stores.add(new ArrayList<>());
        return 0;
    }

    // The first store of a value is where it is computed; a leaf, or a value stored again, goes where there is room.
    private void placeStores(int filledBefore, int leafCost) {
        int filled = filledBefore;
        Set<Integer> stored = new HashSet<>();
        for (int k = keepsFirst ? 1 : 0; k < program.outputs().size(); k++) {
            int output = program.outputs().get(k);
            if (named[output] && stored.add(output)) {
                stores.get(chunkOf[output]).add(k);
            } else {
                filled = filled + leafCost > MOST_BYTES ? openChunk() + leafCost : filled + leafCost;
                stores.getLast().add(k);
            }
        }
    }

    private void assignSlots() {
        int first = poolNumbers();
        int[] last = lastChunks();
        int next = first;
        Deque<Integer> free = new ArrayDeque<>();
        PriorityQueue<Integer> live = new PriorityQueue<>(Comparator.comparingInt(value -> last[value]));
        for (int i = 0; i < named.length; i++) {
            if (named[i] && last[i] > chunkOf[i]) {
                while (!live.isEmpty() && last[live.peek()] < chunkOf[i]) {
                    free.push(slots[live.poll()]);
                }
                slots[i] = free.isEmpty() ? next++ : free.pop();
                live.add(i);
            }
        }
        template = Arrays.copyOf(template, next);
    }

    private int poolNumbers() {
        List<Double> pooled = new ArrayList<>();
        int seen = 0;
        for (int i = 0; i < named.length; i++) {
            if (program.instructions().get(i) instanceof Instruction.Number n && ++seen > MOST_POOLED_NUMBERS) {
                slots[i] = pooled.size();
                pooled.add(n.value());
            }
        }
        template = pooled.stream().mapToDouble(Double::doubleValue).toArray();
        return template.length;
    }

    // The last chunk that uses each named value; the number of chunks for the output that the driver returns.
    private int[] lastChunks() {
        int[] last = chunkOf.clone();
        int[] chunkOfUser = chunkOf.clone();
        for (int i = named.length - 1; i >= 0; i--) {
            for (int operand : program.instructions().get(i).operands()) {
                if (named[operand]) {
                    last[operand] = Math.max(last[operand], chunkOfUser[i]);
                } else {
                    chunkOfUser[operand] = chunkOfUser[i];
                }
            }
        }
        for (int chunk = 0; chunk < chunks(); chunk++) {
            for (int k : stores.get(chunk)) {
                last[program.outputs().get(k)] = Math.max(last[program.outputs().get(k)], chunk);
            }
        }
        if (keepsFirst && chunks() > 1) {
            last[program.outputs().getFirst()] = chunks();
        }
        return last;
    }
}
