package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** The methods of one emitted class that execute {@link Rounds}: one for each that is called, with operands in an array. */
final class RoundsMethods {
    static final ClassDesc DOUBLES = CD_double.arrayType();
    static final MethodTypeDesc PART = MethodTypeDesc.of(CD_void, DOUBLES, DOUBLES, DOUBLES);
    private static final MethodTypeDesc ROUNDS = MethodTypeDesc.of(CD_double, DOUBLES);

    private final ClassDesc self;
    private final Map<Rounds, String> names = new HashMap<>();
    private final Deque<Rounds> pending = new ArrayDeque<>();
    private int parts;

    RoundsMethods(ClassDesc self) {
        this.self = self;
    }

    /** Calls the method of some rounds; {@code load} puts the value of an operand on the stack. */
    void call(CodeBuilder code, Instruction.Repeat repeat, IntConsumer load) {
        String name = names.computeIfAbsent(repeat.rounds(), rounds -> {
            pending.add(rounds);
            return "rounds" + names.size();
        });
        Values.index(code, repeat.arguments().size());
        code.newarray(java.lang.classfile.TypeKind.DOUBLE);
        for (int i = 0; i < repeat.arguments().size(); i++) {
            code.dup();
            Values.index(code, i);
            load.accept(repeat.arguments().get(i));
            code.dastore();
        }
        code.invokestatic(self, name, ROUNDS);
    }

    /** Emits every method that was called, and those that these call. */
    void emit(ClassBuilder builder) {
        while (!pending.isEmpty()) {
            Rounds rounds = pending.removeFirst();
            List<Schedule> schedules = rounds.bodies().stream().map(body -> Schedule.of(body, false)).toList();
            List<List<String>> calls = new java.util.ArrayList<>();
            for (int pass = 0; pass < schedules.size(); pass++) {
                calls.add(parts(builder, rounds.bodies().get(pass), schedules.get(pass)));
            }
            builder.withMethodBody(names.get(rounds), ROUNDS, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
                    code -> new RoundsEmitter(code, self, this, rounds, schedules, calls).body());
        }
    }

    // A body that is too long for one method becomes several, which hand values on in arrays.
    private List<String> parts(ClassBuilder builder, Program body, Schedule schedule) {
        List<String> calls = new java.util.ArrayList<>();
        for (int chunk = 0; chunk < schedule.chunks() && schedule.chunks() > 1; chunk++) {
            int number = chunk;
            String name = "turn" + parts++;
            builder.withMethodBody(name, PART, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> {
                new Values(code, body, schedule, new Values.Frame(0, 1, 2, 3), this).chunk(number, 0);
                code.return_();
            });
            calls.add(name);
        }
        return calls;
    }

    static void count(CodeBuilder code) {
        code.invokestatic(ClassDesc.of("dev.fluxion.codegen.RoundCount"), "of", MethodTypeDesc.of(CD_int, CD_double, CD_double));
    }

    static void lookUp(CodeBuilder code) {
        code.invokestatic(ClassDesc.of("dev.fluxion.codegen.RoundCount"), "lookUp", MethodTypeDesc.of(CD_void, CD_int));
    }
}
