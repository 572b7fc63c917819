package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Emits the innermost loop's body in lanes: entries that lie side by side are one vector, and each lane computes the bits that a scalar would. */
final class LoopLanes {
    static final int SHORTEST = 16;

    // HotSpot leaves methods over 8,000 bytes to the interpreter. An operation is emitted in lanes, and twice for one entry.
    private static final int MOST_BYTES = 7_900;
    private static final int BYTES_AROUND = 600;
    private static final int BYTES = 32;
    private static final int BYTES_OF_A_FUNCTION = 400;

    private final CodeBuilder code;
    private final Loop loop;
    private final LaneOperations lanes;
    private final Map<Integer, Integer> same = new HashMap<>(); // in the whole loop
    private final Map<Integer, Integer> locals = new HashMap<>();

    LoopLanes(CodeBuilder code, Loop loop, Precision precision) {
        this.code = code;
        this.loop = loop;
        lanes = new LaneOperations(code, LoopEmitter.SELF, precision, value -> code.aload(locals.get(value)));
    }

    /** Whether every entry that the axis visits lies beside the one before it, or is the same, every operation has lanes, and there is something to gain. */
    static boolean serve(Loop loop, LoopOrder order) {
        if (!Lanes.available() || loop.sizes().isEmpty()) {
            return false;
        }
        if (loop.sums() && !order.accumulates() || !gain(loop)) {
            return order.sums() == LoopOrder.Sums.PARTS;
        }
        return fit(loop, order.axes().getLast()) && bytes(loop) <= MOST_BYTES;
    }

    private static long bytes(Loop loop) {
        return BYTES_AROUND + loop.body().instructions().stream().mapToLong(instruction -> instruction instanceof Instruction.Evaluate ? BYTES_OF_A_FUNCTION : BYTES).sum();
    }

    /** Whether entries along an axis are side by side, and operations are such as lanes have. */
    static boolean fit(Loop loop, int inner) {
        return loop.sizes().get(inner) >= SHORTEST && loop.write().strides().get(inner) == 1
                && loop.reads().stream().allMatch(read -> read.strides().get(inner) == 0 || read.strides().get(inner) == 1)
                && loop.body().instructions().stream().allMatch(LoopLanes::has);
    }

    /** Whether an operation has lanes that give the bits of the scalar one, for ordinary numbers at least. */
    static boolean has(Instruction instruction) {
        return LaneOperations.has(instruction) || instruction instanceof Instruction.Evaluate;
    }

    // One long loop of arithmetic becomes vector code in any case, which starts sooner: emitted lanes are slow until they are compiled. Not one that
    // reads neighbours of what it writes: HotSpot cannot tell that the arrays are not the same.
    private static boolean gain(Loop loop) {
        return loop.sizes().size() > 1 || loop.body().instructions().stream().anyMatch(instruction -> instruction instanceof Instruction.Select || instruction instanceof Instruction.Evaluate)
                || loop.reads().stream().anyMatch(read -> read.offset() != loop.write().offset() && !read.strides().equals(List.of(0)));
    }

    /** Vectors of numbers and of entries that stay the same, which are loaded before the loop. */
    void before(int inner, Consumer<Access> loadEntry) {
        for (int value = 0; value < loop.body().instructions().size(); value++) {
            switch (loop.body().instructions().get(value)) {
                case Instruction.Number number -> keep(value, () -> lanes.constant(number.value()));
                case Instruction.Input input when isSame(input, inner) ->
                    keep(value, () -> lanes.broadcast(() -> loadEntry.accept(loop.reads().get(input.index()))));
                default -> { }
            }
        }
        same.putAll(locals);
    }

    /** Vectors of numbers alone. */
    void numbers() {
        for (int value = 0; value < loop.body().instructions().size(); value++) {
            if (loop.body().instructions().get(value) instanceof Instruction.Number number) {
                keep(value, () -> lanes.constant(number.value()));
            }
        }
        same.putAll(locals);
    }

    /**
     * One turn of a loop without sums.
     *
     * @param vector puts that of an access on the stack
     * @param place puts array and index of what is written on the stack
     */
    void turn(Consumer<Access> vector, Runnable place) {
        vectors(vector);
        lanes.store(place);
    }

    private boolean isSame(Instruction.Input input, int inner) {
        return loop.reads().get(input.index()).strides().get(inner) == 0;
    }

    private void keep(int value, Runnable push) {
        push.run();
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        locals.put(value, local);
    }

    /**
     * One turn of the loop.
     *
     * @param place puts array and index of an access on the stack
     * @param others goes where entries are computed one by one, with nothing on the stack, where lanes do not serve for all of them
     */
    void turn(Consumer<Access> place, Label others) {
        vectors(read -> lanes.load(() -> place.accept(read)), evaluate -> {
            lanes.isOrdinary(evaluate);
            code.ifeq(others);
        });
        if (loop.sums()) {
            lanes.load(() -> place.accept(loop.write()));
            lanes.add();
        }
        lanes.store(() -> place.accept(loop.write()));
    }

    /** Puts what the body gives for the entries from {@code place} on on the stack. */
    private void compute(Consumer<Access> place) {
        vectors(read -> lanes.load(() -> place.accept(read)));
    }

    private void vectors(Consumer<Access> vector) {
        vectors(vector, evaluate -> {
            throw new IllegalStateException("functions where no entry can be computed apart");
        });
    }

    private void vectors(Consumer<Access> vector, Consumer<Instruction.Evaluate> before) {
        locals.clear();
        locals.putAll(same);
        for (int value = 0; value < loop.body().instructions().size(); value++) {
            Instruction instruction = loop.body().instructions().get(value);
            if (instruction instanceof Instruction.Input input && !locals.containsKey(value)) {
                keep(value, () -> vector.accept(loop.reads().get(input.index())));
            } else if (!instruction.isLeaf()) {
                if (instruction instanceof Instruction.Evaluate e) {
                    before.accept(e);
                }
                keep(value, () -> lanes.compute(instruction));
            }
        }
        code.aload(locals.get(loop.body().outputs().getFirst()));
    }

    /** Vectors of zeros, in which parts of a sum grow; their local variables. */
    int[] parts() {
        int[] parts = new int[LoopOrder.PARTS / LaneFunctions.lanes()];
        for (int i = 0; i < parts.length; i++) {
            lanes.wideZero();
            parts[i] = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(parts[i]);
        }
        return parts;
    }

    /** One turn of a sum in parts: each vector of the turn is added to its part. */
    void turn(int[] parts, Consumer<Access> place) {
        for (int i = 0; i < parts.length; i++) {
            int skipped = i * LaneFunctions.lanes();
            code.aload(parts[i]);
            compute(access -> {
                place.accept(access);
                code.loadConstant(skipped).iadd();
            });
            lanes.widen();
            lanes.addWide();
            code.astore(parts[i]);
        }
    }

    /** Puts the sum of all parts on the stack, halves added to halves. */
    void total(int[] parts) {
        for (int half = parts.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                code.aload(parts[i]).aload(parts[i + half]);
                lanes.addWide();
                code.astore(parts[i]);
            }
        }
        total(parts[0], 0, 1);
    }

    private void total(int part, int first, int step) {
        if (step == LaneFunctions.lanes()) {
            code.aload(part);
            lanes.lane(first);
        } else {
            total(part, first, 2 * step);
            total(part, first + step, 2 * step);
            code.dadd();
        }
    }

    /** Puts the number of lanes on the stack. */
    void length() {
        lanes.length();
    }
}
