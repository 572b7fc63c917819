package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.fluxion.codegen.Instruction.Add;
import dev.fluxion.codegen.Instruction.Divide;
import dev.fluxion.codegen.Instruction.Invoke;
import dev.fluxion.codegen.Instruction.Multiply;
import dev.fluxion.codegen.Instruction.MultiplyAdd;
import dev.fluxion.codegen.Instruction.Negate;
import dev.fluxion.codegen.Instruction.Raise;
import dev.fluxion.codegen.Instruction.Root;
import dev.fluxion.codegen.Instruction.Select;
import dev.fluxion.codegen.Instruction.Subtract;
import dev.fluxion.symbolic.Condition.Relation;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Emits operations on vectors of a precision. Operations and lanes are constants of the class, which the compiler needs to see them as such. */
final class LaneOperations {
    private static final int LONGEST_INLINED = 325; // bytes: FreqInlineSize of HotSpot
    private static final String PACKAGE = "jdk.incubator.vector.";
    static final ClassDesc ANY_VECTOR = ClassDesc.of(PACKAGE + "Vector");
    static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    private static final ClassDesc SHUFFLE = ClassDesc.of(PACKAGE + "VectorShuffle");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    static final ClassDesc UNARY = ClassDesc.of(PACKAGE + "VectorOperators$Unary");
    static final ClassDesc BINARY = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    static final ClassDesc ASSOCIATIVE = ClassDesc.of(PACKAGE + "VectorOperators$Associative");
    private static final ClassDesc COMPARISON = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
    private static final ClassDesc CONVERSION = ClassDesc.of(PACKAGE + "VectorOperators$Conversion");
    private static final ClassDesc DOUBLES = ClassDesc.of(PACKAGE + "DoubleVector");
    private static final String FIELD = "SPECIES";
    private static final String WIDE = "WIDE_SPECIES";

    private final CodeBuilder code;
    private final ClassDesc self;
    private final Precision precision;
    private final ClassDesc vector;
    private final IntConsumer push;

    /**
     * @param self the class that is emitted, which has a constant by {@link #declareSpecies}
     * @param push puts the vector of a value on the stack
     */
    LaneOperations(CodeBuilder code, ClassDesc self, Precision precision, IntConsumer push) {
        this.code = code;
        this.self = self;
        this.precision = precision;
        this.vector = vector(precision);
        this.push = push;
    }

    static ClassDesc vector(Precision precision) {
        return ClassDesc.of(PACKAGE + (precision == Precision.FLOAT ? "FloatVector" : "DoubleVector"));
    }

    /** The constant that holds the lanes. */
    static void declareSpecies(ClassBuilder builder, ClassDesc self, Precision precision) {
        declareSpecies(builder, self, vector(precision), "SPECIES_PREFERRED", code -> { });
    }

    /** The constant that holds the lanes, which those of a field are, and what else is emitted when the class is initialised. */
    static void declareSpecies(ClassBuilder builder, ClassDesc self, ClassDesc owner, String field, Consumer<CodeBuilder> others) {
        builder.withField(FIELD, SPECIES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        builder.withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC, code -> {
            code.getstatic(owner, field, SPECIES).putstatic(self, FIELD, SPECIES);
            others.accept(code);
            code.return_();
        });
    }

    /**
     * The constants of a class that adds up in double precision: vectors of as many numbers in both precisions.
     */
    static void declareWide(ClassBuilder builder, ClassDesc self, Precision precision) {
        builder.withField(FIELD, SPECIES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        builder.withField(WIDE, SPECIES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        ClassDesc functions = LaneFunctions.class.describeConstable().orElseThrow();
        builder.withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC, code -> {
            code.getstatic(DOUBLES, "SPECIES_PREFERRED", SPECIES).dup().putstatic(self, WIDE, SPECIES);
            if (precision == Precision.FLOAT) {
                code.pop().getstatic(functions, "SINGLE", SPECIES);
            }
            code.putstatic(self, FIELD, SPECIES).return_();
        });
    }

    /**
     * Makes a method too long to become part of its callers: the compiler puts only so much into one method, and operations of vectors that it leaves out
     * are very slow.
     */
    static void keepApart(CodeBuilder code) {
        for (int i = 0; i <= LONGEST_INLINED; i++) {
            code.nop();
        }
    }

    /** Puts a vector of zeros in double precision on the stack. */
    void wideZero() {
        code.getstatic(self, WIDE, SPECIES).dconst_0();
        code.invokestatic(DOUBLES, "broadcast", MethodTypeDesc.of(DOUBLES, SPECIES, CD_double));
    }

    /** Makes the vector on the stack one in double precision. */
    void widen() {
        if (precision == Precision.FLOAT) {
            code.getstatic(OPERATORS, "F2D", CONVERSION).getstatic(self, WIDE, SPECIES).iconst_0();
            code.invokevirtual(vector, "convertShape", MethodTypeDesc.of(ANY_VECTOR, CONVERSION, SPECIES, CD_int)).checkcast(DOUBLES);
        }
    }

    /** Adds the two vectors in double precision on the stack. */
    void addWide() {
        code.invokevirtual(DOUBLES, "add", MethodTypeDesc.of(DOUBLES, ANY_VECTOR));
    }

    /** Puts a number of the vector in double precision on the stack there in its place. */
    void lane(int number) {
        code.loadConstant(number).invokevirtual(DOUBLES, "lane", MethodTypeDesc.of(CD_double, CD_int));
    }

    private ClassDesc entry() {
        return precision == Precision.FLOAT ? CD_float : CD_double;
    }

    private void species() {
        code.getstatic(self, FIELD, SPECIES);
    }

    /** Puts the number of lanes on the stack. */
    void length() {
        species();
        code.invokeinterface(SPECIES, "length", MethodTypeDesc.of(CD_int));
    }

    /** Puts a vector of equal entries on the stack. */
    void constant(double value) {
        broadcast(() -> {
            if (precision == Precision.FLOAT) {
                code.loadConstant((float) value);
            } else {
                code.loadConstant(value);
            }
        });
    }

    /** A vector of the entry that {@code pushEntry} pushes. */
    void broadcast(Runnable pushEntry) {
        species();
        pushEntry.run();
        code.invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, entry()));
    }

    /** Loads from the array and index that {@code place} pushes. */
    void load(Runnable place) {
        species();
        place.run();
        code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, entry().arrayType(), CD_int));
    }

    /** Stores the vector on the stack to the array and index that {@code place} pushes. */
    void store(Runnable place) {
        place.run();
        code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, entry().arrayType(), CD_int));
    }

    /** Adds the two vectors on the stack. */
    void add() {
        code.invokevirtual(vector, "add", MethodTypeDesc.of(vector, ANY_VECTOR));
    }

    /** Of the vector below the shuffle on the stack, the lanes that it names. */
    void rearrange() {
        code.invokevirtual(vector, "rearrange", MethodTypeDesc.of(vector, SHUFFLE));
    }

    /** Of two vectors below a mask on the stack, lanes of the second where it is set, of the first elsewhere. */
    void blend() {
        code.invokevirtual(vector, "blend", MethodTypeDesc.of(vector, ANY_VECTOR, MASK));
    }

    /** Whether an operation has lanes that give the bits of the scalar one for all numbers. */
    static boolean has(Instruction instruction) {
        return !(instruction instanceof Raise) && !(instruction instanceof Instruction.Repeat) && !(instruction instanceof Instruction.Evaluate)
                && (!(instruction instanceof Invoke invoke) || Lanes.isExact(invoke.operator()));
    }

    /** Puts on the stack whether a function whose operations are written out may be computed in all lanes of its operand. */
    void isOrdinary(Instruction.Evaluate evaluate) {
        new DefinedLanes(code, this, precision).isOrdinary(evaluate.function(), () -> push.accept(evaluate.operand()));
    }

    /** Puts the value of an instruction on the stack. */
    void compute(Instruction instruction) {
        switch (instruction) {
            case Instruction.Number n -> constant(n.value());
            case Add a -> binary("add", a.left(), a.right());
            case Subtract s -> binary("sub", s.left(), s.right());
            case Multiply m -> binary("mul", m.left(), m.right());
            case Divide d -> binary("div", d.left(), d.right());
            case MultiplyAdd m -> {
                m.operands().forEach(push::accept);
                code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, ANY_VECTOR, ANY_VECTOR));
            }
            case Negate n -> unary("neg", n.operand());
            case Root r -> unary("sqrt", r.operand());
            case Invoke i -> exact(i);
            case Select s -> select(s);
            case Instruction.Input i -> throw new IllegalStateException("an input is loaded, not computed");
            case Raise r -> throw new IllegalStateException("powers have no lanes");
            case Instruction.Evaluate e -> new DefinedLanes(code, this, precision).compute(e.function(), () -> push.accept(e.operand()));
            case Instruction.Repeat r -> throw new IllegalStateException("rounds have no lanes");
        }
    }

    private void binary(String method, int left, int right) {
        push.accept(left);
        push.accept(right);
        code.invokevirtual(vector, method, MethodTypeDesc.of(vector, ANY_VECTOR));
    }

    private void unary(String method, int operand) {
        push.accept(operand);
        code.invokevirtual(vector, method, MethodTypeDesc.of(vector));
    }

    private void exact(Invoke invoke) {
        boolean two = invoke.arguments().size() == 2;
        push.accept(invoke.arguments().getFirst());
        code.getstatic(OPERATORS, invoke.operator().vectorLane(), two ? ASSOCIATIVE : UNARY);
        if (two) {
            push.accept(invoke.arguments().get(1));
            code.invokevirtual(vector, "lanewise", MethodTypeDesc.of(vector, BINARY, ANY_VECTOR));
        } else {
            code.invokevirtual(vector, "lanewise", MethodTypeDesc.of(vector, UNARY));
        }
    }

    private void select(Select select) {
        push.accept(select.otherwise());
        push.accept(select.then());
        push.accept(select.left());
        compare(name(select.relation()), () -> push.accept(select.right()));
        code.invokevirtual(vector, "blend", MethodTypeDesc.of(vector, ANY_VECTOR, MASK));
    }

    /** Puts the mask of the lanes on the stack in which the vector there and the one that is pushed compare so. */
    void compare(String relation, Runnable right) {
        code.getstatic(OPERATORS, relation, COMPARISON);
        right.run();
        code.invokevirtual(vector, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY_VECTOR));
    }

    private static String name(Relation relation) {
        return switch (relation) {
            case EQUAL -> "EQ";
            case NOT_EQUAL -> "NE";
            case LESS -> "LT";
            case LESS_EQUAL -> "LE";
            case GREATER -> "GT";
            case GREATER_EQUAL -> "GE";
        };
    }
}
