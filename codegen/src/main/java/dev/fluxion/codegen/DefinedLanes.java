package dev.fluxion.codegen;

import static dev.fluxion.codegen.LaneOperations.ANY_VECTOR;
import static dev.fluxion.codegen.LaneOperations.BINARY;
import static dev.fluxion.codegen.LaneOperations.MASK;
import static dev.fluxion.codegen.LaneOperations.OPERATORS;
import static dev.fluxion.codegen.LaneOperations.UNARY;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Emits {@link DefinedFunction}s of vectors, written out, as a call that is compiled as one gives its vector as an object: the operations of their methods
 * of one number, in their order.
 */
final class DefinedLanes {
    private static final MethodTypeDesc JOIN = MethodTypeDesc.of(MASK, MASK);

    private final CodeBuilder code;
    private final LaneOperations lanes;
    private final boolean single;
    private final ClassDesc vector;
    private final ClassDesc bits;
    private final ClassDesc integer;

    /** @param lanes emits the arithmetic */
    DefinedLanes(CodeBuilder code, LaneOperations lanes, Precision precision) {
        this.code = code;
        this.lanes = lanes;
        single = precision == Precision.FLOAT;
        vector = LaneOperations.vector(precision);
        bits = ClassDesc.of("jdk.incubator.vector." + (single ? "IntVector" : "LongVector"));
        integer = single ? CD_int : CD_long;
    }

    /** Puts on the stack whether the operations serve for all lanes of the operand; others are computed by the method of one number. */
    void isOrdinary(DefinedFunction function, Runnable operand) {
        operand.run();
        switch (function) {
            case EXPONENTIAL -> {
                absolute();
                lanes.compare("LT", () -> lanes.constant(single ? Exponential.SINGLE_MOST : Exponential.MOST));
            }
            case SINE, COSINE -> {
                absolute();
                lanes.compare("LE", () -> lanes.constant(single ? Waves.SINGLE_MOST : Waves.MOST));
            }
            case LOGARITHM -> {
                lanes.compare("GE", () -> lanes.constant(single ? Float.MIN_NORMAL : Double.MIN_NORMAL));
                operand.run();
                lanes.compare("LE", () -> lanes.constant(single ? Float.MAX_VALUE : Double.MAX_VALUE));
                code.invokevirtual(MASK, "and", JOIN);
            }
        }
        code.invokevirtual(MASK, "allTrue", MethodTypeDesc.of(CD_boolean));
    }

    /** Puts the function of the operand on the stack. */
    void compute(DefinedFunction function, Runnable operand) {
        switch (function) {
            case EXPONENTIAL -> exponential(operand);
            case LOGARITHM -> logarithm(operand);
            case SINE -> {
                int size = size(operand);
                code.aload(size);
                fused(number(Waves.INVERSE, Waves.SINGLE_INVERSE), this::rounder);
                int shifted = kept();
                code.aload(shifted);
                rounder();
                binary("sub");
                wave(size, shifted, kept());
                asBits(operand);
                with("and", single ? Integer.MIN_VALUE : Long.MIN_VALUE);
                flipped();
                asNumbers();
            }
            case COSINE -> {
                int size = size(operand);
                code.aload(size);
                fused(number(Waves.INVERSE, Waves.SINGLE_INVERSE), () -> lanes.constant(0.5));
                rounder();
                binary("add");
                int shifted = kept();
                code.aload(shifted);
                rounder();
                binary("sub");
                lanes.constant(0.5);
                binary("sub");
                wave(size, shifted, kept());
                asNumbers();
            }
        }
    }

    private double number(double inDouble, float inSingle) {
        return single ? inSingle : inDouble;
    }

    private void exponential(Runnable x) {
        x.run();
        fused(number(Exponential.BINARY, Exponential.SINGLE_BINARY), this::rounder);
        int shifted = kept();
        code.aload(shifted);
        rounder();
        binary("sub");
        int n = kept();
        code.aload(n);
        fused(-number(Exponential.LN2_REST, Exponential.SINGLE_LN2_REST), () -> {
            code.aload(n);
            fused(-number(Exponential.LN2, Exponential.SINGLE_LN2), x);
        });
        int s = kept();
        int square = product(s, s);
        code.aload(square);
        exponentialTail(s, square);
        code.aload(s);
        fused();
        lanes.constant(1);
        binary("add");
        asBits();
        asBits(() -> code.aload(shifted));
        shift("LSHL", single ? 23 : 52);
        code.invokevirtual(bits, "add", MethodTypeDesc.of(bits, ANY_VECTOR));
        asNumbers();
    }

    private void exponentialTail(int s, int square) {
        if (single) {
            horner(s, Exponential.SINGLE_C6, Exponential.SINGLE_C5, Exponential.SINGLE_C4, Exponential.SINGLE_C3, Exponential.SINGLE_C2);
            return;
        }
        horner(square, Exponential.C11, Exponential.C9, Exponential.C7, Exponential.C5, Exponential.C3);
        code.aload(s);
        horner(square, Exponential.C10, Exponential.C8, Exponential.C6, Exponential.C4, Exponential.C2);
        fused();
    }

    private void logarithm(Runnable x) {
        asBits(x);
        with("add", single ? Logarithm.SINGLE_ONE - Logarithm.SINGLE_ROOT : Logarithm.ONE - Logarithm.ROOT);
        int moved = kept();
        code.aload(moved);
        shift("LSHR", single ? 23 : 52);
        with("or", single ? Logarithm.SINGLE_WHOLE : Logarithm.WHOLE);
        asNumbers();
        lanes.constant(number(Logarithm.BIAS, Logarithm.SINGLE_BIAS));
        binary("sub");
        int k = kept();
        code.aload(moved);
        with("and", single ? Logarithm.SINGLE_MANTISSA : Logarithm.MANTISSA);
        with("add", single ? Logarithm.SINGLE_ROOT : Logarithm.ROOT);
        asNumbers();
        lanes.constant(1);
        binary("sub");
        int f = kept();
        code.aload(f).aload(f);
        lanes.constant(2);
        binary("add");
        binary("div");
        int s = kept();
        int z = product(s, s);
        code.aload(product(f, f));
        lanes.constant(0.5);
        binary("mul");
        int half = kept();
        times(k, number(Logarithm.LN2_HIGH, Logarithm.SINGLE_LN2_HIGH));
        code.aload(half);
        code.aload(s).aload(half);
        logarithmTail(z);
        code.aload(z);
        binary("mul");
        binary("add");
        times(k, number(Logarithm.LN2_LOW, Logarithm.SINGLE_LN2_LOW));
        fused();
        binary("sub");
        code.aload(f);
        binary("sub");
        binary("sub");
    }

    private int size(Runnable operand) {
        operand.run();
        absolute();
        return kept();
    }

    // Puts the bits of the sine of x = n pi + r on the stack.
    private void wave(int x, int shifted, int n) {
        code.aload(n);
        fused(-number(Waves.PI_1, Waves.SINGLE_PI_1), () -> code.aload(x));
        int first = kept();
        times(n, number(Waves.PI_2, Waves.SINGLE_PI_2));
        int product = kept();
        code.aload(first).aload(product);
        binary("sub");
        int r = kept();
        code.aload(n);
        fused(-number(Waves.PI_3, Waves.SINGLE_PI_3), () -> {
            code.aload(first).aload(r);
            binary("sub");
            code.aload(product);
            binary("sub");
        });
        int low = kept();
        int z = product(r, r);
        code.aload(r);
        code.aload(product(z, r));
        sineTail(z);
        code.aload(low).aload(z);
        fused(-0.5, () -> lanes.constant(1));
        binary("mul");
        fused();
        binary("add");
        asBits();
        asBits(() -> code.aload(shifted));
        shift("LSHL", single ? Integer.SIZE - 1 : Long.SIZE - 1);
        flipped();
    }

    private void flipped() {
        code.getstatic(OPERATORS, "XOR", LaneOperations.ASSOCIATIVE).swap();
        code.invokevirtual(bits, "lanewise", MethodTypeDesc.of(bits, BINARY, ANY_VECTOR));
    }

    private void absolute() {
        code.getstatic(OPERATORS, "ABS", UNARY).invokevirtual(vector, "lanewise", MethodTypeDesc.of(vector, UNARY));
    }

    private void rounder() {
        lanes.constant(number(Exponential.ROUNDER, Exponential.SINGLE_ROUNDER));
    }

    // From the highest coefficient on.
    private void horner(int x, double... coefficients) {
        lanes.constant(coefficients[0]);
        for (int i = 1; i < coefficients.length; i++) {
            code.aload(x);
            lanes.constant(coefficients[i]);
            fused();
        }
    }

    private void logarithmTail(int z) {
        if (single) {
            horner(z, Logarithm.SINGLE_Z4, Logarithm.SINGLE_Z3, Logarithm.SINGLE_Z2, Logarithm.SINGLE_Z1);
        } else {
            horner(z, Logarithm.Z7, Logarithm.Z6, Logarithm.Z5, Logarithm.Z4, Logarithm.Z3, Logarithm.Z2, Logarithm.Z1);
        }
    }

    private void sineTail(int z) {
        if (single) {
            horner(z, Waves.SINGLE_S9, Waves.SINGLE_S7, Waves.SINGLE_S5, Waves.SINGLE_S3);
        } else {
            horner(z, Waves.S17, Waves.S15, Waves.S13, Waves.S11, Waves.S9, Waves.S7, Waves.S5, Waves.S3);
        }
    }

    private void fused() {
        code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, ANY_VECTOR, ANY_VECTOR));
    }

    // The vector on the stack times a number, and an addend.
    private void fused(double factor, Runnable addend) {
        lanes.constant(factor);
        addend.run();
        fused();
    }

    private void times(int x, double factor) {
        code.aload(x);
        lanes.constant(factor);
        binary("mul");
    }

    private int product(int left, int right) {
        code.aload(left).aload(right);
        binary("mul");
        return kept();
    }

    private void binary(String method) {
        code.invokevirtual(vector, method, MethodTypeDesc.of(vector, ANY_VECTOR));
    }

    private int kept() {
        int local = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(local);
        return local;
    }

    private void asBits(Runnable x) {
        x.run();
        asBits();
    }

    private void asBits() {
        code.invokevirtual(vector, single ? "reinterpretAsInts" : "reinterpretAsLongs", MethodTypeDesc.of(bits));
    }

    private void asNumbers() {
        code.invokevirtual(bits, single ? "reinterpretAsFloats" : "reinterpretAsDoubles", MethodTypeDesc.of(vector));
    }

    private void pushBits(long value) {
        if (single) {
            code.loadConstant((int) value);
        } else {
            code.loadConstant(value);
        }
    }

    private void with(String method, long value) {
        pushBits(value);
        code.invokevirtual(bits, method, MethodTypeDesc.of(bits, integer));
    }

    private void shift(String direction, long places) {
        code.getstatic(OPERATORS, direction, BINARY);
        pushBits(places);
        code.invokevirtual(bits, "lanewise", MethodTypeDesc.of(bits, BINARY, integer));
    }
}
