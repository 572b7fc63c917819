package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;

import dev.fluxion.codegen.Instruction.Input;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Collections;

/** Emits the values of one chunk of a program within one method. */
final class Values {
    /**
     * What the method's local variables hold.
     *
     * @param at local of the array of inputs, or -1 where the inputs themselves are locals from {@code first} on
     * @param scratch local of the scratch array, or -1
     * @param out local of the array of outputs, or -1
     * @param free the first local that is free
     * @param first the first input, where they are locals
     */
    record Frame(int at, int scratch, int out, int free, int first) {
        /** That of a method of an instance. */
        Frame(int at, int scratch, int out, int free) {
            this(at, scratch, out, free, 1);
        }
    }

    private static final int BITS = 15;

    private final CodeBuilder code;
    private final Program program;
    private final Schedule schedule;
    private final Frame frame;
    private final RoundsMethods methods;
    private final int[] locals;

    /** @param methods of the class, for rounds */
    Values(CodeBuilder code, Program program, Schedule schedule, Frame frame, RoundsMethods methods) {
        this.methods = methods;
        this.code = code;
        this.program = program;
        this.schedule = schedule;
        this.frame = frame;
        locals = new int[program.instructions().size()];
        Arrays.fill(locals, -1);
    }

    /** Computes the chunk's named values and stores its outputs; output {@code k} goes to entry {@code k - skipped}. */
    void chunk(int chunk, int skipped) {
        define(chunk);
        for (int k : schedule.stores(chunk)) {
            code.aload(frame.out);
            index(code, k - skipped);
            load(program.outputs().get(k));
            code.dastore();
        }
    }

    /** Computes the chunk's named values. */
    void define(int chunk) {
        int next = frame.free;
        for (int value : schedule.definitions(chunk)) {
            compute(value);
            code.dstore(next);
            locals[value] = next;
            next += 2;
            if (schedule.slot(value) >= 0) {
                code.aload(frame.scratch);
                index(code, schedule.slot(value));
                code.dload(locals[value]).dastore();
            }
        }
    }

    /** Puts a value on the stack. */
    void load(int value) {
        if (locals[value] >= 0) {
            code.dload(locals[value]);
        } else if (schedule.slot(value) >= 0) {
            code.aload(frame.scratch);
            index(code, schedule.slot(value));
            code.daload();
        } else {
            compute(value);
        }
    }

    /** Puts an index on the stack; large ones take no entry of the constant pool, which may have too few. */
    static void index(CodeBuilder code, int index) {
        if (index < 1 << BITS) {
            code.loadConstant(index);
        } else {
            code.loadConstant(index >> BITS).loadConstant(BITS).ishl().loadConstant(index & (1 << BITS) - 1).ior();
        }
    }

    private void compute(int value) {
        Instruction instruction = program.instructions().get(value);
        if (instruction instanceof Instruction.Repeat repeat) {
            methods.call(code, repeat, this::load);
            return;
        }
        instruction.operands().forEach(this::load);
        if (instruction instanceof Input input) {
            input(input.index());
        } else {
            ScalarOperations.emit(code, instruction);
        }
    }

    private void input(int index) {
        if (frame.at < 0) {
            code.dload(frame.first + 2 * index);
        } else {
            code.aload(frame.at);
            index(code, index);
            code.daload();
        }
    }

    static MethodTypeDesc doubles(int count) {
        return MethodTypeDesc.of(CD_double, Collections.nCopies(count, CD_double));
    }
}
