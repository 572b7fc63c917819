package dev.fluxion.codegen;

import dev.fluxion.codegen.Instruction.Invoke;
import dev.fluxion.codegen.Instruction.Raise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A program cut into loops over the rows of a tile: arithmetic in lanes, functions array by array, and what has no lanes number by number.
 * Values that another loop needs have a slot, an array of a tile's length in the scratch array.
 */
final class RowSchedule {
    /** How a loop goes over rows. */
    enum Kind { LANES, FUNCTION, SCALAR }

    /** One loop and the values it computes. */
    record Part(Kind kind, List<Integer> values) {}

    // More lanes than registers are spilled, and a method over 8,000 bytes is left to the interpreter.
    private static final int LONGEST_LOOP = 48;
    private static final int LONGEST_TILE = 1_024;
    private static final int SHORTEST_TILE = 64;
    // Scratch and columns of a tile, a quarter of the smallest first-level caches: columns that stream by take the place of what fills one.
    private static final int SCRATCH_NUMBERS = 1 << 10;

    private final Program program;
    private final boolean lanes;
    private final List<Part> parts = new ArrayList<>();
    private final int[] partOf;
    private final int[] slots;
    private int slotCount;

    private RowSchedule(Program program, boolean lanes) {
        this.program = program;
        this.lanes = lanes;
        partOf = new int[program.instructions().size()];
        slots = new int[partOf.length];
        Arrays.fill(partOf, -1);
        Arrays.fill(slots, -1);
    }

    static RowSchedule of(Program program, boolean lanes) {
        RowSchedule schedule = new RowSchedule(program, lanes);
        schedule.cut(schedule.stages());
        schedule.assignSlots();
        return schedule;
    }

    List<Part> parts() {
        return parts;
    }

    /** The slot of a value that another loop uses, or -1: a function that is an output alone has none. */
    int slot(int value) {
        return slots[value];
    }

    /** The number of slots. */
    int slots() {
        return slotCount;
    }

    /** Rows of a tile. */
    int tile() {
        return Math.clamp(Integer.highestOneBit(SCRATCH_NUMBERS / Math.max(1, slotCount + program.inputs() + program.outputs().size())),
                SHORTEST_TILE, LONGEST_TILE);
    }

    private Kind kind(Instruction instruction) {
        if (!lanes || instruction instanceof Raise || instruction instanceof Instruction.Repeat) {
            return Kind.SCALAR;
        }
        return instruction instanceof Invoke invoke ? Lanes.kind(invoke.operator()) : Kind.LANES;
    }

    // Loops of lanes and others take turns: a value is computed in the first stage of its kind behind those of its operands.
    private int[] stages() {
        int[] stages = new int[partOf.length];
        for (int i = 0; i < stages.length; i++) {
            int parity = kind(program.instructions().get(i)) == Kind.LANES ? 0 : 1;
            int stage = 0;
            for (int operand : program.instructions().get(i).operands()) {
                if (!program.instructions().get(operand).isLeaf()) {
                    stage = Math.max(stage, stages[operand]);
                }
            }
            stages[i] = stage % 2 == parity ? stage : stage + 1;
        }
        postpone(stages);
        return stages;
    }

    // What is made of inputs, or of one value that a later loop could read as well, is computed where it is first used.
    private void postpone(int[] stages) {
        int[] latest = new int[stages.length];
        Arrays.fill(latest, Integer.MAX_VALUE);
        for (int i = stages.length - 1; i >= 0; i--) {
            Instruction instruction = program.instructions().get(i);
            long computed = instruction.operands().stream().distinct().filter(operand -> !program.instructions().get(operand).isLeaf()).count();
            if (kind(instruction) == Kind.LANES && computed <= 1 && latest[i] < Integer.MAX_VALUE) {
                stages[i] = Math.max(stages[i], latest[i]);
            }
            int before = kind(instruction) == Kind.LANES ? stages[i] : stages[i] - 1;
            instruction.operands().forEach(operand -> latest[operand] = Math.min(latest[operand], before));
        }
    }

    private void cut(int[] stages) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < stages.length; i++) {
            if (!program.instructions().get(i).isLeaf()) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingInt(value -> stages[value])); // stable: operands stay before users
        int stage = -1;
        for (int value : order) {
            Kind kind = kind(program.instructions().get(value));
            boolean joins = stages[value] == stage && kind != Kind.FUNCTION && parts.getLast().kind() == kind
                    && parts.getLast().values().size() < LONGEST_LOOP;
            if (!joins) {
                parts.add(new Part(kind, new ArrayList<>()));
            }
            stage = stages[value];
            parts.getLast().values().add(value);
            partOf[value] = parts.size() - 1;
        }
    }

    private void assignSlots() {
        int[] last = partOf.clone();
        for (int i = 0; i < partOf.length; i++) {
            for (int operand : program.instructions().get(i).operands()) {
                last[operand] = Math.max(last[operand], partOf[i]);
            }
        }
        Deque<Integer> free = new ArrayDeque<>();
        PriorityQueue<Integer> live = new PriorityQueue<>(Comparator.comparingInt(value -> last[value]));
        for (int part = 0; part < parts.size(); part++) {
            while (!live.isEmpty() && last[live.peek()] < part) {
                free.push(slots[live.poll()]);
            }
            for (int value : parts.get(part).values()) {
                boolean unseen = parts.get(part).kind() == Kind.FUNCTION && !program.outputs().contains(value);
                if (last[value] > part || unseen) {
                    slots[value] = free.isEmpty() ? slotCount++ : free.pop();
                    live.add(value);
                }
            }
        }
    }
}
