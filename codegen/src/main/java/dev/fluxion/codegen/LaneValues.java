package dev.fluxion.codegen;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
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
import dev.fluxion.codegen.RowSchedule.Part;
import dev.fluxion.symbolic.Condition.Relation;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Emits one loop over rows in the lanes of vectors. Operations and lanes are constants of the class, which the compiler needs to see them as such. */
final class LaneValues extends RowValues {
    private static final String PACKAGE = "jdk.incubator.vector.";
    private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "DoubleVector");
    private static final ClassDesc ANY_VECTOR = ClassDesc.of(PACKAGE + "Vector");
    private static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc UNARY = ClassDesc.of(PACKAGE + "VectorOperators$Unary");
    private static final ClassDesc BINARY = ClassDesc.of(PACKAGE + "VectorOperators$Binary");
    private static final ClassDesc ASSOCIATIVE = ClassDesc.of(PACKAGE + "VectorOperators$Associative");
    private static final String FIELD = "SPECIES";

    LaneValues(CodeBuilder code, Program program, RowSchedule schedule, Part part) {
        super(code, program, schedule, part);
    }

    /** The constant that holds the lanes. */
    static void declareSpecies(ClassBuilder builder, boolean needed) {
        if (needed) {
            builder.withField(FIELD, SPECIES, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            builder.withMethodBody("<clinit>", MTD_void, ClassFile.ACC_STATIC,
                    code -> code.getstatic(VECTOR, "SPECIES_PREFERRED", SPECIES).putstatic(RowEmitter.SELF, FIELD, SPECIES).return_());
        }
    }

    private void species() {
        code.getstatic(RowEmitter.SELF, FIELD, SPECIES);
    }

    @Override
    protected TypeKind kind() {
        return TypeKind.REFERENCE;
    }

    @Override
    protected void constant(double value) {
        species();
        code.loadConstant(value).invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, CD_double));
    }

    @Override
    protected void load(Runnable place) {
        species();
        place.run();
        code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, doubles(), CD_int));
    }

    @Override
    protected void store(int value, Runnable place) {
        push(value);
        place.run();
        code.invokevirtual(VECTOR, "intoArray", MethodTypeDesc.of(CD_void, doubles(), CD_int));
    }

    @Override
    protected void step(int index) {
        code.iload(index);
        species();
        code.invokeinterface(SPECIES, "length", MethodTypeDesc.of(CD_int)).iadd().istore(index);
    }

    @Override
    protected void compute(Instruction instruction) {
        switch (instruction) {
            case Instruction.Number n -> constant(n.value());
            case Add a -> binary("add", a.left(), a.right());
            case Subtract s -> binary("sub", s.left(), s.right());
            case Multiply m -> binary("mul", m.left(), m.right());
            case Divide d -> binary("div", d.left(), d.right());
            case MultiplyAdd m -> {
                push(m.left());
                push(m.right());
                push(m.addend());
                code.invokevirtual(VECTOR, "fma", MethodTypeDesc.of(VECTOR, VECTOR, VECTOR));
            }
            case Negate n -> unary("neg", n.operand());
            case Root r -> unary("sqrt", r.operand());
            case Invoke i -> exact(i);
            case Select s -> select(s);
            case Instruction.Input i -> throw new IllegalStateException("an input is loaded, not computed");
            case Raise r -> throw new IllegalStateException("powers have no lanes");
        }
    }

    private void binary(String method, int left, int right) {
        push(left);
        push(right);
        code.invokevirtual(VECTOR, method, MethodTypeDesc.of(VECTOR, ANY_VECTOR));
    }

    private void unary(String method, int operand) {
        push(operand);
        code.invokevirtual(VECTOR, method, MethodTypeDesc.of(VECTOR));
    }

    private void exact(Invoke invoke) {
        boolean two = invoke.arguments().size() == 2;
        push(invoke.arguments().getFirst());
        code.getstatic(OPERATORS, invoke.operator().vectorLane(), two ? ASSOCIATIVE : UNARY);
        if (two) {
            push(invoke.arguments().get(1));
            code.invokevirtual(VECTOR, "lanewise", MethodTypeDesc.of(VECTOR, BINARY, ANY_VECTOR));
        } else {
            code.invokevirtual(VECTOR, "lanewise", MethodTypeDesc.of(VECTOR, UNARY));
        }
    }

    private void select(Select select) {
        ClassDesc comparison = ClassDesc.of(PACKAGE + "VectorOperators$Comparison");
        push(select.otherwise());
        push(select.then());
        push(select.left());
        code.getstatic(OPERATORS, name(select.relation()), comparison);
        push(select.right());
        code.invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, comparison, ANY_VECTOR));
        code.invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY_VECTOR, MASK));
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
