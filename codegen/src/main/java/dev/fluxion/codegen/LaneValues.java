package dev.fluxion.codegen;

import dev.fluxion.codegen.RowSchedule.Part;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.Optional;
import java.util.function.Supplier;

/** Emits one loop over rows in the lanes of vectors. */
final class LaneValues extends RowValues {
    private final LaneOperations lanes;
    private final Supplier<RowValues> oneByOne;
    private Optional<Label> others = Optional.empty();

    LaneValues(CodeBuilder code, Program program, RowSchedule schedule, Part part, RoundsMethods rounds) {
        super(code, program, schedule, part, rounds);
        oneByOne = () -> new RowValues(code, program, schedule, part, rounds);
        lanes = new LaneOperations(code, RowEmitter.SELF, Precision.DOUBLE, this::push);
    }

    @Override
    protected TypeKind kind() {
        return TypeKind.REFERENCE;
    }

    @Override
    protected void constant(double value) {
        lanes.constant(value);
    }

    @Override
    protected void load(Runnable place) {
        lanes.load(place);
    }

    @Override
    protected void store(int value, Runnable place) {
        push(value);
        lanes.store(place);
    }

    @Override
    protected void step(int index) {
        code.iload(index);
        lanes.length();
        code.iadd().istore(index);
    }

    @Override
    protected void compute(Instruction instruction) {
        if (instruction instanceof Instruction.Evaluate evaluate) {
            others = others.or(() -> Optional.of(code.newLabel()));
            lanes.isOrdinary(evaluate);
            code.ifeq(others.get());
        }
        lanes.compute(instruction);
    }

    // Rows of a vector whose functions cannot all be computed in lanes; what was stored of them is computed again.
    @Override
    protected void others(int index, Label top) {
        others.ifPresent(label -> {
            int behind = code.allocateLocal(TypeKind.INT);
            code.labelBinding(label).iload(index).istore(behind);
            step(behind);
            oneByOne.get().emit(() -> code.iload(index), () -> code.iload(behind));
            code.iload(behind).istore(index).goto_(top);
        });
    }
}
