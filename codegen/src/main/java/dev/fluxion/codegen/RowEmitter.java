package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.fluxion.codegen.RowSchedule.Part;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Emits a program as loops over the rows of a tile. */
final class RowEmitter {
    static final ClassDesc SELF = ClassDesc.of("dev.fluxion.codegen.RowsOfKernel");
    private static final ClassDesc DOUBLES = CD_double.arrayType();
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_void, DOUBLES.arrayType(), DOUBLES.arrayType(), DOUBLES, CD_int, CD_int);
    private static final MethodTypeDesc FUNCTION = MethodTypeDesc.of(CD_void, DOUBLES, CD_int, DOUBLES, CD_int, CD_int);
    // A call takes nine bytes.
    private static final int MOST_CALLS = 700;

    private final Program program;
    private final RowSchedule schedule;
    private final RoundsMethods rounds = new RoundsMethods(SELF);
    private int methods;

    private RowEmitter(Program program, RowSchedule schedule) {
        this.program = program;
        this.schedule = schedule;
    }

    /** The class of a program that {@link RowLoop} describes. */
    static byte[] emit(Program program, RowSchedule schedule) {
        RowEmitter emitter = new RowEmitter(program, schedule);
        return ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).build(SELF, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            builder.withInterfaceSymbols(RowLoop.class.describeConstable().orElseThrow());
            builder.withMethodBody("<init>", MTD_void, 0, code -> code.aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_());
            if (schedule.parts().stream().anyMatch(part -> part.kind() == RowSchedule.Kind.LANES)) {
                LaneOperations.declareSpecies(builder, SELF, Precision.DOUBLE);
            }
            List<String> names = new ArrayList<>();
            schedule.parts().forEach(part -> names.addAll(emitter.part(builder, part)));
            names.addAll(emitter.leaves(builder));
            emitter.driver(builder, names);
            emitter.rounds.emit(builder);
        });
    }

    private String helper(ClassBuilder builder, Consumer<CodeBuilder> body) {
        String name = "part" + methods++;
        builder.withMethodBody(name, RUN, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, body);
        return name;
    }

    private List<String> part(ClassBuilder builder, Part part) {
        return switch (part.kind()) {
            case LANES -> List.of(apart(builder, code -> new LaneValues(code, program, schedule, part, rounds).emit()));
            case FUNCTION -> function(builder, part.values().getFirst());
            case SCALAR -> List.of(helper(builder, code -> {
                new RowValues(code, program, schedule, part, rounds).emit();
                code.return_();
            }));
        };
    }

    private String apart(ClassBuilder builder, Consumer<CodeBuilder> body) {
        return helper(builder, code -> {
            body.accept(code);
            LaneOperations.keepApart(code);
            code.return_();
        });
    }

    private List<String> function(ClassBuilder builder, int value) {
        Instruction.Invoke invoke = (Instruction.Invoke) program.instructions().get(value);
        List<Lanes.Stage> stages = Lanes.function(invoke.operator());
        return IntStream.range(0, stages.size()).mapToObj(stage -> apart(builder, code -> {
            pushArray(code, invoke.arguments().getFirst());
            pushStart(code, invoke.arguments().getFirst());
            pushArray(code, value);
            pushStart(code, value);
            code.iload(4).invokestatic(stages.get(stage).owner(), stages.get(stage).name(), FUNCTION);
            if (stage == stages.size() - 1) {
                copies(code, value);
            }
        })).toList();
    }

    private void copies(CodeBuilder code, int value) {
        for (int k = 0; k < program.outputs().size(); k++) {
            if (program.outputs().get(k) == value && (schedule.slot(value) >= 0 || k != program.outputs().indexOf(value))) {
                copy(code, value, k);
            }
        }
    }

    private void pushArray(CodeBuilder code, int value) {
        if (program.instructions().get(value) instanceof Instruction.Input input) {
            code.aload(0).loadConstant(input.index()).aaload();
        } else if (schedule.slot(value) < 0) {
            code.aload(1).loadConstant(program.outputs().indexOf(value)).aaload();
        } else {
            code.aload(2);
        }
    }

    private void pushStart(CodeBuilder code, int value) {
        if (program.instructions().get(value) instanceof Instruction.Input || schedule.slot(value) < 0) {
            code.iload(3);
        } else {
            code.loadConstant(schedule.slot(value) * schedule.tile());
        }
    }

    private void copy(CodeBuilder code, int value, int output) {
        pushArray(code, value);
        pushStart(code, value);
        code.aload(1).loadConstant(output).aaload().iload(3).iload(4);
        code.invokestatic(ClassDesc.of("java.lang.System"), "arraycopy", MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int));
    }

    // Outputs that are inputs or numbers.
    private List<String> leaves(ClassBuilder builder) {
        return IntStream.range(0, program.outputs().size()).filter(k -> program.instructions().get(program.outputs().get(k)).isLeaf())
                .mapToObj(k -> helper(builder, code -> {
                    if (program.instructions().get(program.outputs().get(k)) instanceof Instruction.Number number) {
                        code.aload(1).loadConstant(k).aaload().iload(3).iload(3).iload(4).iadd().loadConstant(number.value());
                        code.invokestatic(ClassDesc.of("java.util.Arrays"), "fill", MethodTypeDesc.of(CD_void, DOUBLES, CD_int, CD_int, CD_double));
                    } else {
                        copy(code, program.outputs().get(k), k);
                    }
                    code.return_();
                })).toList();
    }

    private void driver(ClassBuilder builder, List<String> parts) {
        List<String> names = parts;
        while (names.size() > MOST_CALLS) {
            names = grouped(builder, names);
        }
        List<String> all = names;
        builder.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> {
            all.forEach(name -> code.aload(1).aload(2).aload(3).iload(4).iload(5).invokestatic(SELF, name, RUN));
            code.return_();
        });
    }

    private List<String> grouped(ClassBuilder builder, List<String> names) {
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MOST_CALLS) {
            List<String> group = names.subList(from, Math.min(from + MOST_CALLS, names.size()));
            groups.add(helper(builder, code -> {
                group.forEach(name -> code.aload(0).aload(1).aload(2).iload(3).iload(4).invokestatic(SELF, name, RUN));
                code.return_();
            }));
        }
        return groups;
    }
}
