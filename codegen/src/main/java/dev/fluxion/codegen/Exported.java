package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.fluxion.codegen.ClassEmitter.Emitted;
import dev.fluxion.grammar.FluxionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
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
    private static final String FUNCTIONS = "Functions";

    /** A method of one of our classes. */
    private record Called(String owner, String name, String type) {
        String copy() {
            return owner.substring(owner.lastIndexOf('/') + 1).toLowerCase(java.util.Locale.ROOT) + "_" + name;
        }
    }

    private final ClassDesc self;
    private final ClassDesc functions;
    private final String emittedName = "dev/fluxion/codegen/Kernel";
    private final Set<Called> called = new LinkedHashSet<>();
    private final Set<String> foreign = new LinkedHashSet<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Exported(String packageName, String className) {
        self = ClassDesc.of(packageName, className);
        functions = ClassDesc.of(packageName, className + FUNCTIONS);
    }

    /** Class files by name in a jar: the class, and what it needs beside the platform. */
    static Map<String, byte[]> files(Emitted emitted, String packageName, String className) {
        Exported exported = new Exported(packageName, className);
        if (emitted.templates().stream().anyMatch(template -> Arrays.stream(template).anyMatch(number -> number != 0))) {
            throw FluxionException.unsupported("a class file of its own for a formula with more than 4,000 numbers");
        }
        exported.kernel(ClassFile.of().parse(emitted.bytes()), emitted);
        exported.functions();
        exported.foreign();
        return exported.files;
    }

    private static String fileName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1) + ".class";
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

    // Scratch arrays begin as zeros.
    private void templates(ClassBuilder builder, Emitted source) {
        if (!source.templates().isEmpty()) {
            builder.withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC, code -> {
                for (int i = 0; i < source.templates().size(); i++) {
                    code.loadConstant(source.templates().get(i).length).newarray(java.lang.classfile.TypeKind.DOUBLE)
                            .putstatic(self, "template" + i, CD_double.arrayType());
                }
                code.return_();
            });
        }
    }

    private void copy(ClassBuilder builder, MethodModel method, String name, int flags) {
        builder.withMethod(name, method.methodTypeSymbol(), flags, copy -> method.code().ifPresent(code -> copy.withCode(to -> {
            for (CodeElement element : code) {
                switch (element) {
                    case InvokeInstruction invoke when isOurs(invoke.owner()) -> invoke(to, invoke);
                    case FieldInstruction field when isOurs(field.owner()) -> field(to, field);
                    case InvokeInstruction invoke -> {
                        remember(invoke.owner());
                        to.with(invoke);
                    }
                    default -> to.with(element);
                }
            }
        })));
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
        to.invokestatic(functions, callee.copy(), invoke.typeSymbol());
    }

    private void field(CodeBuilder to, FieldInstruction field) {
        if (!field.owner().asInternalName().equals(emittedName)) {
            throw FluxionException.unsupported("a class file of its own for a function that needs the table " + field.name().stringValue());
        }
        to.getstatic(self, field.name().stringValue(), field.typeSymbol());
    }

    private void remember(ClassEntry owner) {
        String name = owner.asInternalName();
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
