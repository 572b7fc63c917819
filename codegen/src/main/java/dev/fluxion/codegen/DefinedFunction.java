package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Functions that are defined by operations which round as IEEE 754 says: with lanes, without and in the interpreter they have the same bits. */
public enum DefinedFunction {
    /** {@code e^x}. */
    EXPONENTIAL(Elementary.EXPONENTIAL, Exponential.class, "of", Exponential::of, Exponential::of),
    /** The natural logarithm. */
    LOGARITHM(Elementary.LOGARITHM, Logarithm.class, "of", Logarithm::of, Logarithm::of),
    /** The sine. */
    SINE(Elementary.SINE, Waves.class, "sine", Waves::sine, Waves::sine),
    /** The cosine. */
    COSINE(Elementary.COSINE, Waves.class, "cosine", Waves::cosine, Waves::cosine);

    /** A function in single precision. */
    @FunctionalInterface
    private interface Single {
        float of(float x);
    }

    private final Operator operator;
    private final ClassDesc owner;
    private final String method;
    private final DoubleUnaryOperator value;
    private final Single single;

    DefinedFunction(Operator operator, Class<?> owner, String method, DoubleUnaryOperator value, Single single) {
        this.operator = operator;
        this.owner = owner.describeConstable().orElseThrow();
        this.method = method;
        this.value = value;
        this.single = single;
    }

    /** That of an instruction of the table's functions, if there is one. */
    static Optional<DefinedFunction> of(Instruction instruction) {
        return Arrays.stream(values()).filter(function -> instruction instanceof Instruction.Invoke invoke && invoke.operator() == function.operator).findFirst();
    }

    String text() {
        return operator.name();
    }

    /** Who has its method, of one number in double and one in single precision. */
    ClassDesc owner() {
        return owner;
    }

    String method() {
        return method;
    }

    double value(double x) {
        return value.applyAsDouble(x);
    }

    float value(float x) {
        return single.of(x);
    }
}
