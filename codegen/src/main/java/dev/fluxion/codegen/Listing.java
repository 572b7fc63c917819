package dev.fluxion.codegen;

import dev.fluxion.codegen.ClassEmitter.Emitted;
import dev.fluxion.codegen.ClassEmitter.Method;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.util.List;

/** What compilation made of a formula, for people. */
final class Listing {
    private Listing() {}

    static String of(List<Method> methods, Emitted emitted) {
        StringBuilder text = new StringBuilder();
        for (Method method : methods) {
            if (method.form() != ClassEmitter.Form.DIRECT) {
                long operations = method.program().instructions().stream().filter(instruction -> !instruction.isLeaf()).count();
                text.append(method.name()).append(": ").append(operations).append(operations == 1 ? " operation\n" : " operations\n");
                method.program().toString().lines().forEach(line -> text.append("  ").append(line).append('\n'));
            }
        }
        return text + sizes(emitted);
    }

    /** The sizes of a class and its methods in bytes. */
    static String sizes(Emitted emitted) {
        StringBuilder text = new StringBuilder();
        text.append("bytecode: ").append(emitted.bytes().length).append(" bytes of class file\n");
        ClassFile.of().parse(emitted.bytes()).methods().forEach(method -> method.findAttribute(Attributes.code()).ifPresent(code -> {
            if (!method.methodName().stringValue().startsWith("<")) {
                text.append("  %6d  %s%s%n".formatted(code.codeLength(), method.methodName().stringValue(), method.methodTypeSymbol().displayDescriptor()));
            }
        }));
        return text.toString();
    }
}
