package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Emits the innermost loop's body in lanes: entries that lie side by side are one vector, and each lane computes the bits that a scalar would. */
final class LoopLanes {
    static final int SHORTEST = 16;

    private final CodeBuilder code;
    private final Loop loop;
    private final LaneOperations lanes;
    private final Map<Integer, Integer> locals = new HashMap<>();

    LoopLanes(CodeBuilder code, Loop loop, Precision precision) {
        this.code = code;
        this.loop = loop;
        lanes = new LaneOperations(code, LoopEmitter.SELF, precision, value -> code.aload(locals.get(value)));
    }

    /** Whether every entry that the axis visits lies beside the one before it, or is the same, every operation has lanes, and there is something to gain. */
    static boolean serve(Loop loop, LoopOrder order) {
        if (!Lanes.available() || loop.sizes().isEmpty() || loop.sums() && !order.accumulates() || !gain(loop)) {
            return false;
        }
        return fit(loop, order.axes().getLast());
    }

    /** Whether entries along an axis are side by side, and operations are such as lanes have. */
    static boolean fit(Loop loop, int inner) {
        return loop.sizes().get(inner) >= SHORTEST && loop.write().strides().get(inner) == 1
                && loop.reads().stream().allMatch(read -> read.strides().get(inner) == 0 || read.strides().get(inner) == 1)
                && loop.body().instructions().stream().allMatch(LaneOperations::has);
    }

    // One long loop of arithmetic becomes vector code in any case, which starts sooner: emitted lanes are slow until they are compiled.
    private static boolean gain(Loop loop) {
        return loop.sizes().size() > 1 || loop.body().instructions().stream().anyMatch(Instruction.Select.class::isInstance);
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
     */
    void turn(Consumer<Access> place) {
        for (int value = 0; value < loop.body().instructions().size(); value++) {
            Instruction instruction = loop.body().instructions().get(value);
            if (instruction instanceof Instruction.Input input && !locals.containsKey(value)) {
                keep(value, () -> lanes.load(() -> place.accept(loop.reads().get(input.index()))));
            } else if (!instruction.isLeaf()) {
                keep(value, () -> lanes.compute(instruction));
            }
        }
        code.aload(locals.get(loop.body().outputs().getFirst()));
        if (loop.sums()) {
            lanes.load(() -> place.accept(loop.write()));
            lanes.add();
        }
        lanes.store(() -> place.accept(loop.write()));
    }

    /** Puts the number of lanes on the stack. */
    void length() {
        lanes.length();
    }
}
