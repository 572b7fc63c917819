package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.fluxion.symbolic.Size;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sizes that steps use, computed once for each call from those that have names: methods find them in an array. */
final class SizeTable {
    static final ClassDesc INTS = CD_int.arrayType();
    static final ClassDesc HELPERS = SizedCalls.class.describeConstable().orElseThrow();
    private static final String METHOD = "sizes";
    private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc LONGS = MethodTypeDesc.of(CD_long, CD_long, CD_long);

    private final ClassDesc self;
    private final List<String> names;
    private final Map<Size, Integer> places = new LinkedHashMap<>();
    private final Set<Size> lengths = new HashSet<>();

    /** @param names of the sizes that others are computed from, which come first */
    SizeTable(ClassDesc self, List<String> names) {
        this.self = self;
        this.names = List.copyOf(names);
        names.forEach(name -> length(Size.named(name)));
    }

    /** A number that is no size unless it is 0 or more. */
    Size length(Size size) {
        place(size);
        lengths.add(size);
        return size;
    }

    private int place(Size size) {
        return places.computeIfAbsent(size, each -> places.size());
    }

    /** Puts the value of a size on the stack. */
    void load(CodeBuilder code, int table, Size size) {
        if (size.isLiteral() && size.literal() == (int) size.literal()) {
            code.loadConstant((int) size.literal());
        } else {
            code.aload(table).loadConstant(place(size)).iaload();
        }
    }

    /** From the values of all names, which lie on the stack, to the array. */
    void make(CodeBuilder code) {
        code.invokestatic(self, METHOD, type());
    }

    private MethodTypeDesc type() {
        return MethodTypeDesc.of(INTS, Collections.nCopies(names.size(), CD_int));
    }

    /** The method that computes all that has been asked for. */
    void emit(ClassBuilder builder) {
        builder.withMethodBody(METHOD, type(), ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, code -> {
            code.loadConstant(places.size()).newarray(TypeKind.INT);
            places.forEach((size, place) -> {
                code.dup().loadConstant(place);
                value(code, size);
                code.loadConstant(size.toString()).invokestatic(HELPERS, lengths.contains(size) ? "length" : "whole", MethodTypeDesc.of(CD_int, CD_long, CD_String))
                        .iastore();
            });
            code.areturn();
        });
    }

    private void value(CodeBuilder code, Size size) {
        code.loadConstant(0L);
        size.terms().forEach((monomial, coefficient) -> {
            code.loadConstant((long) coefficient);
            for (String name : monomial.isEmpty() ? new String[0] : monomial.split("\\*")) {
                code.iload(names.indexOf(name)).i2l().invokestatic(MATH, "multiplyExact", LONGS);
            }
            code.invokestatic(MATH, "addExact", LONGS);
        });
    }
}
