package dev.fluxion.nn.kernel;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.fluxion.codegen.Precision;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Emits what is done with entries of arrays in a precision, alone or in lanes; makes classes of it.
 *
 * <p>Source: JEP 508, Vector API (2025); JEP 484, Class-File API (2025).
 */
final class Entries {
    static final ClassDesc SELF = ClassDesc.of("dev.fluxion.nn.kernel.Emitted");

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final String PACKAGE = "jdk.incubator.vector.";
    private static final ClassDesc ANY_VECTOR = ClassDesc.of(PACKAGE + "Vector");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc ASSOCIATIVE = ClassDesc.of(PACKAGE + "VectorOperators$Associative");
    private static final ClassDesc BINARY = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    private static final ClassDesc TERNARY = ClassDesc.of(PACKAGE + "VectorOperators$Ternary");

    private final CodeBuilder code;
    private final Precision precision;
    private final ClassDesc vector;

    Entries(CodeBuilder code, Precision precision) {
        this.code = code;
        this.precision = precision;
        vector = vector(precision);
    }

    private static ClassDesc vector(Precision precision) {
        return ClassDesc.of(PACKAGE + (precision == Precision.FLOAT ? "FloatVector" : "DoubleVector"));
    }

    /** An instance of a new class. */
    static <T> T instance(Class<T> type, Consumer<ClassBuilder> members) {
        byte[] bytes = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG).build(SELF, builder -> {
            builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withInterfaceSymbols(type.describeConstable().orElseThrow());
            builder.withMethodBody("<init>", MTD_void, 0, code -> code.aload(0).invokespecial(CD_Object, "<init>", MTD_void).return_());
            members.accept(builder);
        });
        try {
            MethodHandles.Lookup defined = LOOKUP.defineHiddenClass(bytes, true);
            return type.cast(defined.findConstructor(defined.lookupClass(), MethodType.methodType(void.class)).invoke());
        } catch (RuntimeException | Error e) {
            throw e; // want of memory is none of an emitter's mistakes
        } catch (Throwable e) {
            throw new IllegalStateException("an emitted class is refused", e);
        }
    }

    /** The lanes as a constant of a class, which the compiler needs. */
    static void declareLanes(ClassBuilder builder, Precision precision) {
        ClassDesc vector = vector(precision);
        builder.withField("LANES", SPECIES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        builder.withField("CLASS", CD_Class, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        builder.withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC, code -> code.getstatic(vector, "SPECIES_PREFERRED", SPECIES).putstatic(SELF, "LANES", SPECIES)
                .getstatic(SELF, "LANES", SPECIES).invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES))
                .invokevirtual(CD_Object, "getClass", MethodTypeDesc.of(CD_Class)).putstatic(SELF, "CLASS", CD_Class).return_());
    }

    TypeKind kind() {
        return precision == Precision.FLOAT ? TypeKind.FLOAT : TypeKind.DOUBLE;
    }

    ClassDesc entry() {
        return precision == Precision.FLOAT ? CD_float : CD_double;
    }

    ClassDesc array() {
        return entry().arrayType();
    }

    /** Puts 0 on the stack. */
    void zero() {
        if (precision == Precision.FLOAT) {
            code.fconst_0();
        } else {
            code.dconst_0();
        }
    }

    /** The local variable that holds an argument as an array of the precision. */
    int cast(int argument) {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(argument).checkcast(array()).astore(local);
        return local;
    }

    /** A loop over a counter from 0 by steps while it is below what {@code pushEnd} pushes. */
    void loop(int counter, int step, Runnable pushEnd, Runnable body) {
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(counter).labelBinding(top).iload(counter);
        pushEnd.run();
        code.if_icmpge(end);
        body.run();
        code.iinc(counter, step).goto_(top).labelBinding(end);
    }

    /** Local variables that hold so many vectors, each as it is pushed. */
    int[] locals(int count, IntFunction<Runnable> push) {
        int[] locals = new int[count];
        for (int i = 0; i < count; i++) {
            push.apply(i).run();
            locals[i] = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(locals[i]);
        }
        return locals;
    }

    /** A vector of the entry that is pushed. */
    void broadcast(Runnable pushEntry) {
        code.getstatic(SELF, "LANES", SPECIES);
        pushEntry.run();
        code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, entry()));
    }

    void zeros() {
        code.getstatic(SELF, "LANES", SPECIES).invokestatic(vector, "zero", MethodTypeDesc.of(vector, SPECIES));
    }

    /** Loads from the array and index that are pushed. */
    void load(Runnable place) {
        code.getstatic(SELF, "LANES", SPECIES);
        place.run();
        code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array(), CD_int));
    }

    /** Stores the vector on the stack, of which it is said of what class it is, to the array and index that are pushed. */
    void store(Runnable place) {
        code.getstatic(SELF, "CLASS", CD_Class).swap().invokevirtual(CD_Class, "cast", MethodTypeDesc.of(CD_Object, CD_Object)).checkcast(vector);
        place.run();
        code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array(), CD_int));
    }

    /** Adds a vector that is pushed to the one on the stack. */
    void add(Runnable push) {
        code.getstatic(OPERATORS, "ADD", ASSOCIATIVE);
        push.run();
        code.invokevirtual(vector, "lanewise", MethodTypeDesc.of(vector, BINARY, ANY_VECTOR));
    }

    /** Adds the two entries on the stack. */
    void addNumbers() {
        if (precision == Precision.FLOAT) {
            code.fadd();
        } else {
            code.dadd();
        }
    }

    /**
     * Multiplies two vectors of local variables and adds a third. This is what the method {@code fma} does, but of what class the first is is found by what this place has
     * met, and not by what that method has met anywhere.
     */
    void multiplyAdd(int left, int right, int addend) {
        code.aload(left).getstatic(OPERATORS, "FMA", TERNARY).aload(right).aload(addend);
        code.invokevirtual(vector, "lanewise", MethodTypeDesc.of(vector, TERNARY, ANY_VECTOR, ANY_VECTOR));
    }
}
