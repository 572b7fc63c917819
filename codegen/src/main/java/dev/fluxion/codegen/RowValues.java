package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.fluxion.codegen.RowSchedule.Part;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Emits one loop over rows, number by number. {@link LaneValues} does the same in lanes. */
class RowValues {
    private static final int COLUMNS = 0;
    private static final int OUTPUTS = 1;
    private static final int SCRATCH = 2;
    private static final int ROW = 3;
    private static final int COUNT = 4;

    protected final CodeBuilder code;
    protected final Program program;
    private final RowSchedule schedule;
    private final Part part;
    private final RoundsMethods rounds;
    private final int counter;
    private final Map<Integer, Integer> columns = new HashMap<>();
    private final Map<Integer, Integer> outputs = new HashMap<>();
    /** Locals of values: those computed here, and those loaded at the top of the loop. */
    private final Map<Integer, Integer> locals = new HashMap<>();

    RowValues(CodeBuilder code, Program program, RowSchedule schedule, Part part, RoundsMethods rounds) {
        this.rounds = rounds;
        this.code = code;
        this.program = program;
        this.schedule = schedule;
        this.part = part;
        counter = code.allocateLocal(TypeKind.INT);
    }

    final void emit() {
        emit(code::iconst_0, () -> code.iload(COUNT));
    }

    /** The same for some of the rows. */
    final void emit(Runnable first, Runnable behind) {
        Set<Integer> operands = new HashSet<>();
        part.values().forEach(value -> operands.addAll(program.instructions().get(value).operands()));
        operands.removeAll(part.values());
        operands.forEach(this::beforeLoop);
        for (int k = 0; k < program.outputs().size(); k++) {
            if (part.values().contains(program.outputs().get(k))) {
                outputs.put(k, array(OUTPUTS, k));
            }
        }
        first.run();
        code.istore(counter);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(counter);
        behind.run();
        code.if_icmpge(end);
        operands.stream().sorted().filter(operand -> !locals.containsKey(operand)).forEach(this::loadOperand);
        part.values().forEach(this::computed);
        step(counter);
        code.goto_(top);
        others(counter, top);
        code.labelBinding(end);
    }

    /** What computes rows in another way, and goes on at the top. */
    protected void others(int index, Label top) {
        // One row is computed in one way.
    }

    private void beforeLoop(int operand) {
        switch (program.instructions().get(operand)) {
            case Instruction.Number number -> keep(operand, () -> constant(number.value()));
            case Instruction.Input input -> columns.put(operand, array(COLUMNS, input.index()));
            default -> { }
        }
    }

    private int array(int of, int index) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(of).loadConstant(index).aaload().astore(local);
        return local;
    }

    private void keep(int value, Runnable push) {
        push.run();
        int local = code.allocateLocal(kind());
        code.storeLocal(kind(), local);
        locals.put(value, local);
    }

    private void loadOperand(int operand) {
        keep(operand, () -> load(() -> {
            if (columns.containsKey(operand)) {
                code.aload(columns.get(operand)).iload(ROW).iload(counter).iadd();
            } else {
                code.aload(SCRATCH);
                slotIndex(operand);
            }
        }));
    }

    private void slotIndex(int value) {
        code.loadConstant(schedule.slot(value) * schedule.tile()).iload(counter).iadd();
    }

    private void computed(int value) {
        keep(value, () -> compute(program.instructions().get(value)));
        if (schedule.slot(value) >= 0) {
            store(value, () -> {
                code.aload(SCRATCH);
                slotIndex(value);
            });
        }
        outputs.forEach((output, array) -> {
            if (program.outputs().get(output) == value) {
                store(value, () -> code.aload(array).iload(ROW).iload(counter).iadd());
            }
        });
    }

    /** Puts a value on the stack. */
    protected final void push(int value) {
        code.loadLocal(kind(), locals.get(value));
    }

    /** What a value is on the stack. */
    protected TypeKind kind() {
        return TypeKind.DOUBLE;
    }

    /** Puts a number on the stack. */
    protected void constant(double value) {
        code.loadConstant(value);
    }

    /** Loads from the array and index that {@code place} pushes. */
    protected void load(Runnable place) {
        place.run();
        code.daload();
    }

    /** Stores a value to the array and index that {@code place} pushes. */
    protected void store(int value, Runnable place) {
        place.run();
        push(value);
        code.dastore();
    }

    /** Moves on to the next rows. */
    protected void step(int index) {
        code.iinc(index, 1);
    }

    /** Puts the value of an instruction on the stack. */
    protected void compute(Instruction instruction) {
        if (instruction instanceof Instruction.Repeat repeat) {
            rounds.call(code, repeat, this::push);
            return;
        }
        instruction.operands().forEach(this::push);
        ScalarOperations.emit(code, instruction);
    }

    static ClassDesc doubles() {
        return CD_double.arrayType();
    }
}
