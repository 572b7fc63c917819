package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.fluxion.codegen.ClassEmitter.Emitted;
import dev.fluxion.grammar.FluxionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * An emitted class made to stand without this system: calls of its functions lead to copies in a class beside it, and classes of other libraries
 * that these need come along as they are.
 */
final class Exported {
    private static final String OURS = "dev/fluxion/";
    private static final String FUNCTIONS = "$Functions"; // no name of a formula has a dollar

    // A string has 65,535 bytes in a class file, three or fewer for a character, of which a number takes four.
    private static final int NUMBERS_OF_A_STRING = 5_000;
    private static final MethodTypeDesc FILL = MethodTypeDesc.of(CD_void, CD_double.arrayType(), CD_int, CD_String);

    /** A method of one of our classes. */
    private record Called(String owner, String name, String type) {
        String copy() {
            return owner.substring(owner.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT) + "_" + name;
        }
    }

    private final ClassDesc self;
    private final ClassDesc functions;
    private final String emittedName = "dev/fluxion/codegen/Kernel";
    private final Relocated relocated;
    private final Set<Called> called = new LinkedHashSet<>();
    private final Set<String> foreign = new LinkedHashSet<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Exported(String packageName, String className) {
        self = ClassDesc.of(packageName, className);
        functions = ClassDesc.of(packageName, className + FUNCTIONS);
        relocated = new Relocated(packageName);
    }

    /** Class files by name in a jar: the class, and what it needs beside the platform. */
    static Map<String, byte[]> files(Emitted emitted, String packageName, String className) {
        Exported exported = new Exported(packageName, className);
        exported.kernel(ClassFile.of().parse(emitted.bytes()), emitted);
        exported.functions();
        exported.files.putAll(exported.relocated.files(Exported::bytes));
        exported.foreign();
        return exported.files;
    }

    private static String fileName(ClassDesc type) {
        return internalName(type) + ".class";
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    private void kernel(ClassModel emitted, Emitted source) {
        files.put(fileName(self), ClassFile.of().build(self, builder -> {
            builder.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            builder.withMethodBody("<init>", MTD_void, ClassFile.ACC_PUBLIC,
                    code -> code.aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_());
            emitted.fields().forEach(field -> builder.withField(field.fieldName().stringValue(), field.fieldTypeSymbol(), field.flags().flagsMask()));
            for (MethodModel method : emitted.methods()) {
                if (!method.methodName().stringValue().startsWith("<")) {
                    copy(builder, method, method.methodName().stringValue(), method.flags().flagsMask());
                }
            }
            templates(builder, source);
        }));
    }

    // Scratch arrays begin as zeros but for the numbers of long formulas, which strings hold: a method that stores so many would be too long.
    private void templates(ClassBuilder builder, Emitted source) {
        if (!source.templates().isEmpty()) {
            builder.withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC, code -> {
                for (int i = 0; i < source.templates().size(); i++) {
                    double[] numbers = source.templates().get(i);
                    code.loadConstant(numbers.length).newarray(java.lang.classfile.TypeKind.DOUBLE).dup().putstatic(self, "template" + i, CD_double.arrayType());
                    for (int from = 0; from < numbers.length; from += NUMBERS_OF_A_STRING) {
                        fill(code.dup(), from, Arrays.copyOfRange(numbers, from, Math.min(numbers.length, from + NUMBERS_OF_A_STRING)));
                    }
                    code.pop();
                }
                code.return_();
            });
        }
    }

    private void fill(CodeBuilder code, int from, double[] numbers) {
        if (Arrays.stream(numbers).allMatch(number -> Double.doubleToRawLongBits(number) == 0)) {
            code.pop();
            return;
        }
        StringBuilder bits = new StringBuilder();
        for (double number : numbers) {
            for (int shift = Long.SIZE - Character.SIZE; shift >= 0; shift -= Character.SIZE) {
                bits.append((char) (Double.doubleToRawLongBits(number) >>> shift));
            }
        }
        Called callee = new Called(OURS + "codegen/Exported", "fill", FILL.descriptorString());
        called.add(callee);
        code.loadConstant(from).loadConstant(bits.toString()).invokestatic(functions, callee.copy(), FILL);
    }

    /** Stores numbers of which each is four characters; copied into classes that stand alone. */
    static void fill(double[] numbers, int from, String bits) {
        for (int i = 0; i < bits.length(); i += Long.SIZE / Character.SIZE) {
            long number = 0;
            for (int k = 0; k < Long.SIZE / Character.SIZE; k++) {
                number = number << Character.SIZE | bits.charAt(i + k);
            }
            numbers[from + i / (Long.SIZE / Character.SIZE)] = Double.longBitsToDouble(number);
        }
    }

    private void copy(ClassBuilder builder, MethodModel method, String name, int flags) {
        builder.withMethod(name, relocated.moved(method.methodTypeSymbol()), flags, copy -> {
            method.findAttribute(Attributes.methodParameters()).ifPresent(copy::with);
            method.code().ifPresent(code -> copy.withCode(to -> copy(code, to)));
        });
    }

    private void copy(CodeModel code, CodeBuilder to) {
        for (CodeElement element : code) {
            switch (element) {
                case NewObjectInstruction made when isOurs(made.className()) -> to.new_(relocated.moved(made.className().asSymbol()));
                case InvokeInstruction invoke when isOurs(invoke.owner()) && (invoke.opcode() != Opcode.INVOKESTATIC || invoke.isInterface()) ->
                    to.invoke(invoke.opcode(), relocated.moved(invoke.owner().asSymbol()), invoke.name().stringValue(), relocated.moved(invoke.typeSymbol()),
                            invoke.isInterface());
                case InvokeInstruction invoke when isOurs(invoke.owner()) -> invoke(to, invoke);
                case FieldInstruction field when isOurs(field.owner()) -> field(to, field);
                case InvokeInstruction invoke -> {
                    remember(invoke.owner().asInternalName());
                    to.with(invoke);
                }
                case InvokeDynamicInstruction dynamic -> to.invokedynamic(DynamicCallSiteDesc.of(dynamic.bootstrapMethod(), dynamic.name().stringValue(),
                        dynamic.typeSymbol(), dynamic.bootstrapArgs().stream().map(this::argument).toArray(ConstantDesc[]::new)));
                default -> to.with(element);
            }
        }
    }

    // The body of a lambda is a method like others.
    private ConstantDesc argument(ConstantDesc argument) {
        if (!(argument instanceof DirectMethodHandleDesc handle)) {
            return argument;
        }
        String owner = internalName(handle.owner());
        if (!owner.startsWith(OURS)) {
            remember(owner);
            return handle;
        }
        Called callee = new Called(owner, handle.methodName(), handle.lookupDescriptor());
        called.add(callee);
        return MethodHandleDesc.ofMethod(handle.kind(), functions, callee.copy(), handle.invocationType());
    }

    private static boolean isOurs(ClassEntry owner) {
        return owner.asInternalName().startsWith(OURS);
    }

    private void invoke(CodeBuilder to, InvokeInstruction invoke) {
        if (invoke.owner().asInternalName().equals(emittedName)) {
            to.invokestatic(self, invoke.name().stringValue(), invoke.typeSymbol());
            return;
        }
        Called callee = new Called(invoke.owner().asInternalName(), invoke.name().stringValue(), invoke.type().stringValue());
        called.add(callee);
        to.invokestatic(functions, callee.copy(), relocated.moved(invoke.typeSymbol()));
    }

    private void field(CodeBuilder to, FieldInstruction field) {
        if (!field.owner().asInternalName().equals(emittedName)) {
            throw FluxionException.unsupported("a class file of its own for a function that needs the table " + field.name().stringValue());
        }
        to.getstatic(self, field.name().stringValue(), field.typeSymbol());
    }

    private void remember(String name) {
        if (!name.startsWith("java/") && !name.startsWith("[")) {
            foreign.add(name);
        }
    }

    // Copies may call others, which are then copied too.
    private void functions() {
        if (called.isEmpty()) {
            return;
        }
        files.put(fileName(functions), ClassFile.of().build(functions, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            Deque<Called> waiting = new ArrayDeque<>(called);
            Set<Called> done = new LinkedHashSet<>();
            while (!waiting.isEmpty()) {
                Called next = waiting.pop();
                if (done.add(next)) {
                    copy(builder, method(next), next.copy(), ClassFile.ACC_STATIC);
                    called.stream().filter(each -> !done.contains(each)).forEach(waiting::add);
                }
            }
        }));
    }

    private static MethodModel method(Called called) {
        return ClassFile.of().parse(bytes(called.owner)).methods().stream()
                .filter(method -> method.methodName().stringValue().equals(called.name) && method.methodType().stringValue().equals(called.type))
                .findFirst().orElseThrow();
    }

    private static byte[] bytes(String internalName) {
        String resource = "/" + internalName + ".class";
        try {
            Class<?> near = Class.forName(internalName.replace('/', '.'), false, Exported.class.getClassLoader());
            try (var in = near.getResourceAsStream(resource)) {
                return in.readAllBytes();
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Whole classes with all that they name.
    private void foreign() {
        Deque<String> waiting = new ArrayDeque<>(foreign);
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (files.containsKey(name + ".class")) {
                continue;
            }
            byte[] bytes = bytes(name);
            files.put(name + ".class", bytes);
            for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
                if (entry instanceof ClassEntry type && !type.asInternalName().startsWith("java/") && !type.asInternalName().startsWith("[")) {
                    waiting.add(type.asInternalName());
                }
            }
        }
    }
}
