package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_MethodHandles_Lookup;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.fluxion.codegen.Values.Frame;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** Programs to a class whose methods compute them. Long programs become many methods that hand values on in a scratch array. */
final class ClassEmitter {
    /** How a method of the class takes its inputs and gives its outputs. */
    enum Form {
        /** Inputs as arguments, the only output returned. */
        DIRECT,
        /** Inputs in an array, the only output returned. */
        VALUE,
        /** Inputs in an array, outputs stored in an array. */
        STORE,
        /** Inputs in an array, the first output returned, the others stored in an array. */
        BOTH
    }

    /** One method to emit. */
    record Method(String name, Form form, Program program) {
        Schedule schedule() {
            return Schedule.of(program, form != Form.STORE);
        }
    }

    private static final ClassDesc DOUBLES = CD_double.arrayType();
    private static final MethodTypeDesc CHUNK = MethodTypeDesc.of(CD_void, DOUBLES, DOUBLES, DOUBLES);
    private static final Frame CHUNK_FRAME = new Frame(0, 1, 2, 3);
    // A call takes six bytes.
    private static final int MOST_CALLS = 1_000;

    private final ClassDesc self = ClassDesc.of("dev.fluxion.codegen.Kernel");
    private final RoundsMethods rounds = new RoundsMethods(self);
    private final List<double[]> templates = new ArrayList<>();
    private int methods;

    private ClassEmitter() {}

    /** A class file, and the data that its class must be defined with. */
    record Emitted(byte[] bytes, List<double[]> templates) {}

    /** A final class with the given methods that implements an interface. */
    static Emitted emit(Class<?> type, List<Method> methods) {
        ClassEmitter emitter = new ClassEmitter();
        byte[] bytes = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).build(emitter.self, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            builder.withInterfaceSymbols(type.describeConstable().orElseThrow());
            constructor(builder);
            methods.forEach(method -> emitter.method(builder, method));
            emitter.rounds.emit(builder);
            emitter.initializer(builder);
        });
        return new Emitted(bytes, emitter.templates);
    }

    private static void constructor(ClassBuilder builder) {
        builder.withMethodBody("<init>", MTD_void, 0, code -> code.aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_());
    }

    private void method(ClassBuilder builder, Method method) {
        Schedule schedule = method.schedule();
        if (schedule.chunks() == 1 && schedule.template().length == 0) {
            builder.withMethodBody(method.name, type(method), ClassFile.ACC_PUBLIC, code -> whole(code, method, schedule));
        } else if (method.form != Form.DIRECT) {
            chunked(builder, method, schedule);
        }
    }

    private static MethodTypeDesc type(Method method) {
        return switch (method.form) {
            case DIRECT -> Values.doubles(method.program.inputs());
            case VALUE -> MethodTypeDesc.of(CD_double, DOUBLES);
            case STORE -> MethodTypeDesc.of(CD_void, DOUBLES, DOUBLES);
            case BOTH -> MethodTypeDesc.of(CD_double, DOUBLES, DOUBLES);
        };
    }

    private static Frame frame(Method method) {
        return switch (method.form) {
            case DIRECT -> new Frame(-1, -1, -1, 1 + 2 * method.program.inputs());
            case VALUE -> new Frame(1, -1, -1, 2);
            case STORE, BOTH -> new Frame(1, -1, 2, 3);
        };
    }

    private void whole(CodeBuilder code, Method method, Schedule schedule) {
        checkLengths(code, method);
        Values values = new Values(code, method.program, schedule, frame(method), rounds);
        values.chunk(0, method.form == Form.STORE ? 0 : 1);
        finish(code, method, values);
    }

    // Too few numbers and too many are mistakes of the caller; room to spare for results is none.
    private static void checkLengths(CodeBuilder code, Method method) {
        if (method.form == Form.DIRECT) {
            return;
        }
        int inputs = method.program.inputs();
        requireLength(code, 1, inputs, Opcode.IF_ICMPEQ, "the function has " + counted(inputs, "input") + ", but the array of inputs has another length");
        if (method.form != Form.VALUE) {
            int outputs = method.program.outputs().size() - (method.form == Form.BOTH ? 1 : 0);
            requireLength(code, 2, outputs, Opcode.IF_ICMPGE, "the function stores " + counted(outputs, "number") + ", but the array for them is shorter");
            requireApart(code);
        }
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void requireLength(CodeBuilder code, int array, int length, Opcode holds, String message) {
        code.aload(array).arraylength().loadConstant(length);
        require(code, holds, message);
    }

    // What is stored early would be read as an input later.
    private static void requireApart(CodeBuilder code) {
        code.aload(1).aload(2);
        require(code, Opcode.IF_ACMPNE, "the array for results is that of the inputs");
    }

    private static void require(CodeBuilder code, Opcode holds, String message) {
        ClassDesc exception = IllegalArgumentException.class.describeConstable().orElseThrow();
        Label held = code.newLabel();
        code.branch(holds, held);
        code.new_(exception).dup().loadConstant(message).invokespecial(exception, "<init>", MethodTypeDesc.of(CD_void, CD_String)).athrow();
        code.labelBinding(held);
    }

    private static void finish(CodeBuilder code, Method method, Values values) {
        if (method.form == Form.STORE) {
            code.return_();
        } else {
            values.load(method.program.outputs().getFirst());
            code.dreturn();
        }
    }

    private void chunked(ClassBuilder builder, Method method, Schedule schedule) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < schedule.chunks(); i++) {
            int chunk = i;
            names.add(helper(builder, code -> {
                new Values(code, method.program, schedule, CHUNK_FRAME, rounds).chunk(chunk, method.form == Form.STORE ? 0 : 1);
                code.return_();
            }));
        }
        while (names.size() > MOST_CALLS) {
            names = grouped(builder, names);
        }
        driver(builder, method, schedule, names);
    }

    private String helper(ClassBuilder builder, java.util.function.Consumer<CodeBuilder> body) {
        String name = "part" + methods++;
        builder.withMethodBody(name, CHUNK, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, body);
        return name;
    }

    private List<String> grouped(ClassBuilder builder, List<String> names) {
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < names.size(); from += MOST_CALLS) {
            List<String> group = names.subList(from, Math.min(from + MOST_CALLS, names.size()));
            groups.add(helper(builder, code -> {
                group.forEach(name -> code.aload(0).aload(1).aload(2).invokestatic(self, name, CHUNK));
                code.return_();
            }));
        }
        return groups;
    }

    private void driver(ClassBuilder builder, Method method, Schedule schedule, List<String> names) {
        String template = "template" + templates.size();
        templates.add(schedule.template());
        builder.withField(template, DOUBLES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        builder.withMethodBody(method.name, type(method), ClassFile.ACC_PUBLIC, code -> {
            checkLengths(code, method);
            code.getstatic(self, template, DOUBLES).invokevirtual(DOUBLES, "clone", MethodTypeDesc.of(CD_Object)).checkcast(DOUBLES).astore(3);
            for (String name : names) {
                code.aload(1).aload(3);
                if (method.form == Form.VALUE) {
                    code.aconst_null();
                } else {
                    code.aload(2);
                }
                code.invokestatic(self, name, CHUNK);
            }
            finish(code, method, new Values(code, method.program, schedule, new Frame(1, 3, 2, 4), rounds));
        });
    }

    private void initializer(ClassBuilder builder) {
        if (templates.isEmpty()) {
            return;
        }
        builder.withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC, code -> {
            ClassDesc handles = MethodHandles.class.describeConstable().orElseThrow();
            ClassDesc list = List.class.describeConstable().orElseThrow();
            code.invokestatic(handles, "lookup", MethodTypeDesc.of(CD_MethodHandles_Lookup)).loadConstant("_")
                    .loadConstant(list)
                    .invokestatic(handles, "classData", MethodTypeDesc.of(CD_Object, CD_MethodHandles_Lookup, CD_String, ConstantDescs.CD_Class))
                    .checkcast(list).astore(0);
            for (int i = 0; i < templates.size(); i++) {
                code.aload(0).loadConstant(i).invokeinterface(list, "get", MethodTypeDesc.of(CD_Object, ConstantDescs.CD_int))
                        .checkcast(DOUBLES).putstatic(self, "template" + i, DOUBLES);
            }
            code.return_();
        });
    }
}
