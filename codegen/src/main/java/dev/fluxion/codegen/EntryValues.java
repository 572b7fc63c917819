package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;

import dev.fluxion.codegen.Instruction.Add;
import dev.fluxion.codegen.Instruction.Divide;
import dev.fluxion.codegen.Instruction.Input;
import dev.fluxion.codegen.Instruction.Invoke;
import dev.fluxion.codegen.Instruction.Multiply;
import dev.fluxion.codegen.Instruction.MultiplyAdd;
import dev.fluxion.codegen.Instruction.Negate;
import dev.fluxion.codegen.Instruction.Raise;
import dev.fluxion.codegen.Instruction.Root;
import dev.fluxion.codegen.Instruction.Select;
import dev.fluxion.codegen.Instruction.Subtract;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.operator.Operator.JavaMethod;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/** Emits the body of a loop in single or double precision, each value to a local variable of its own. */
final class EntryValues {
    private static final ClassDesc EVALUATOR = Evaluator.class.describeConstable().orElseThrow();
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc CHOICE = Choice.class.describeConstable().orElseThrow();

    private final CodeBuilder code;
    private final Program body;
    private final TypeKind kind;
    private final IntConsumer read;
    private final int[] locals;

    /** @param read puts the entry of an input on the stack */
    EntryValues(CodeBuilder code, Program body, TypeKind kind, IntConsumer read) {
        this.code = code;
        this.body = body;
        this.kind = kind;
        this.read = read;
        locals = new int[body.instructions().size()];
        Arrays.fill(locals, -1);
    }

    void compute() {
        for (int i = 0; i < locals.length; i++) {
            Instruction instruction = body.instructions().get(i);
            if (!(instruction instanceof Instruction.Number)) {
                emit(instruction);
                locals[i] = code.allocateLocal(kind);
                code.storeLocal(kind, locals[i]);
            }
        }
    }

    void loadOutput() {
        load(body.outputs().getFirst());
    }

    private void load(int value) {
        if (locals[value] >= 0) {
            code.loadLocal(kind, locals[value]);
        } else {
            emit(body.instructions().get(value));
        }
    }

    private boolean single() {
        return kind == TypeKind.FLOAT;
    }

    private void emit(Instruction instruction) {
        switch (instruction) {
            case Instruction.Number n -> number(n.value());
            case Input i -> read.accept(i.index());
            case Add a -> {
                loadAll(instruction);
                add(code, kind);
            }
            case Subtract s -> arithmetic(instruction, single() ? CodeBuilder::fsub : CodeBuilder::dsub);
            case Multiply m -> arithmetic(instruction, single() ? CodeBuilder::fmul : CodeBuilder::dmul);
            case Divide d -> arithmetic(instruction, single() ? CodeBuilder::fdiv : CodeBuilder::ddiv);
            case MultiplyAdd m -> {
                loadAll(instruction);
                code.invokestatic(MATH, "fma", type(3));
            }
            case Negate n -> arithmetic(instruction, single() ? CodeBuilder::fneg : CodeBuilder::dneg);
            case Root r -> call(MATH, "sqrt", instruction.operands());
            case Raise r -> call(EVALUATOR, "power", instruction.operands());
            case Invoke i -> invoke(i);
            case Instruction.Evaluate e -> {
                loadAll(instruction);
                code.invokestatic(e.function().owner(), e.function().method(), type(1));
            }
            case Instruction.Repeat r -> throw new IllegalStateException("rounds in a loop over entries");
            case Select s -> {
                loadAll(instruction);
                code.invokestatic(CHOICE, Choice.methodName(s.relation()), type(4));
            }
        }
    }

    private void number(double value) {
        if (single()) {
            code.loadConstant((float) value);
        } else {
            code.loadConstant(value);
        }
    }

    private void loadAll(Instruction instruction) {
        instruction.operands().forEach(this::load);
    }

    private void arithmetic(Instruction instruction, java.util.function.Consumer<CodeBuilder> operation) {
        loadAll(instruction);
        operation.accept(code);
    }

    static void add(CodeBuilder code, TypeKind kind) {
        if (kind == TypeKind.FLOAT) {
            code.fadd();
        } else {
            code.dadd();
        }
    }

    private MethodTypeDesc type(int count) {
        ClassDesc entry = single() ? CD_float : CD_double;
        return MethodTypeDesc.of(entry, Collections.nCopies(count, entry));
    }

    // A row's method may have a version in single precision; else it is computed in double precision and rounded.
    private void invoke(Invoke invoke) {
        JavaMethod method = invoke.operator().method();
        ClassDesc owner = method.owner().describeConstable().orElseThrow();
        if (single() && hasSingle(method, invoke.arguments().size())) {
            loadAll(invoke);
            code.invokestatic(owner, method.name(), type(invoke.arguments().size()));
        } else {
            call(owner, method.name(), invoke.arguments());
        }
    }

    private static boolean hasSingle(JavaMethod method, int count) {
        Class<?>[] floats = Collections.nCopies(count, float.class).toArray(Class<?>[]::new);
        return Arrays.stream(method.owner().getMethods())
                .anyMatch(candidate -> candidate.getName().equals(method.name()) && candidate.getReturnType() == float.class
                        && Arrays.equals(candidate.getParameterTypes(), floats));
    }

    private void call(ClassDesc owner, String name, List<Integer> arguments) {
        for (int argument : arguments) {
            load(argument);
            if (single()) {
                code.f2d();
            }
        }
        code.invokestatic(owner, name, Values.doubles(arguments.size()));
        if (single()) {
            code.d2f();
        }
    }
}
