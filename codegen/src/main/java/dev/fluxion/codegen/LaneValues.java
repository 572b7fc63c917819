package dev.fluxion.codegen;

import dev.fluxion.codegen.RowSchedule.Part;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/** Emits one loop over rows in the lanes of vectors. */
final class LaneValues extends RowValues {
    private final LaneOperations lanes;

    LaneValues(CodeBuilder code, Program program, RowSchedule schedule, Part part, RoundsMethods rounds) {
        super(code, program, schedule, part, rounds);
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
        lanes.compute(instruction);
    }
}
