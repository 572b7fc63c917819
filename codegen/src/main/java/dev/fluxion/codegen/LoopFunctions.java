package dev.fluxion.codegen;

import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.operator.Activations;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Special;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Functions in the bodies of loops, written with those that are defined by operations and arithmetic, which have lanes. Every tier executes what is written here, so that all of
 * them give the same bits; in double precision these are within six units in the last place of the true value where that is an ordinary number (tested to
 * that), in single precision within eight; products with the logistic function have fewer digits where that is subnormal. Zeros keep
 * their signs where the function does.
 *
 * <p>Source: by definition; the polynomials are those of least relative error, computed by Remez's exchange.
 */
final class LoopFunctions {
    private static final double SMALL = 0.3; // where 1 - e^-2x would cancel
    private static final double SATURATED = 20; // from there on the hyperbolic tangent is 1, rounded

    // (tanh(x)/x - 1)/x^2 in powers of x^2, for x up to 0.3.
    private static final double[] TANGENT = {-0x1.5555555555548p-2, 0x1.111111110ec16p-3, -0x1.ba1ba1b5a45b9p-5, 0x1.664f466c19ef9p-6, -0x1.226daad16a38ap-7,
        0x1.d6a9d7da5a1f2p-9, -0x1.79ed5bcf4ac51p-10, 0x1.0776e620b1cd2p-11};

    // (atanh(s)/s - 1)/s^2 in powers of s^2, for s up to 1/3.
    private static final double[] AREA_TANGENT = {0x1.5555555555535p-2, 0x1.99999999a0840p-3, 0x1.2492492085743p-3, 0x1.c71c741f8da66p-4, 0x1.745cb39b41515p-4,
        0x1.3b1de3272868ap-4, 0x1.1067687788110p-4, 0x1.efdd8502966fap-5, 0x1.559c48fae0047p-5, 0x1.5c8a5cccbf3b7p-4};

    // e^(x^2) erfc(x) (1 + 2x) in powers of (x - 3)/(x + 3), for x up to 27.5, where erfc vanishes.
    private static final double[] COMPLEMENT = {0x1.40c522d7e4987p+0, -0x1.15c084bb9e8eep-3, -0x1.85a15c58aa6b7p-5, 0x1.098366a5b4430p-3, -0x1.e88b803a47669p-4,
        0x1.17ca2877fcd4fp-4, -0x1.8574c40c7d31ap-6, 0x1.4b884e2ad4c32p-9, 0x1.ef1bddce5bb2dp-10, -0x1.98db4d45a5c50p-11, -0x1.b912b088ca3fap-14,
        0x1.0659dd0c2b026p-13, 0x1.4c355184ac4f2p-18, -0x1.51308e5e1c9e4p-16, -0x1.89c47591f5e38p-21, 0x1.d1301f11066b0p-19, 0x1.81eaf3e29d8abp-22,
        -0x1.451f821841854p-21, -0x1.3280af2111bc2p-23, 0x1.828b549328e84p-24, 0x1.59f99e6ebeb2fp-25, -0x1.9f5e5998cee74p-28, -0x1.ac8e740810efep-28,
        -0x1.0748622b9b892p-30};
    private static final double MIDDLE = 3;
    private static final double VANISHED = 27.5;

    // erf(x)/x in powers of x^2, for x up to 1/2.
    private static final double[] ERROR = {0x1.20dd750429b6dp+0, -0x1.812746b0379b5p-2, 0x1.ce2f21a03d8aap-4, -0x1.b82ce30f2fd31p-6, 0x1.565bcbfa05589p-8,
        -0x1.c02d4fbc71816p-11, 0x1.f98dbed9fc994p-14, -0x1.f225c317cd16dp-17, 0x1.8b527af7c516bp-20};

    private static final double HALF_OF_LN2 = 0x1.62e42fefa39efp-2;

    /** A function of one number. */
    @FunctionalInterface
    private interface Form {
        int of(ProgramBuilder code, int x);
    }

    private static final Map<Operator, Form> FORMS = Map.of(Elementary.HYPERBOLIC_TANGENT, LoopFunctions::hyperbolicTangent, Elementary.TANGENT, LoopFunctions::tangent,
            Activations.SIGMOID, LoopFunctions::sigmoid, Activations.SOFTPLUS, LoopFunctions::softplus, Activations.GELU, LoopFunctions::gelu,
            Elementary.EXPONENTIAL_LESS_ONE, LoopFunctions::lessOne, Special.ERROR_FUNCTION, LoopFunctions::error, Special.COMPLEMENTARY_ERROR_FUNCTION,
            LoopFunctions::complement);

    private LoopFunctions() {}

    /** The same program with these functions written out. */
    static Program inLanes(Program body) {
        return written(body, LoopFunctions::form);
    }

    /** The same program with those functions written out alone that are defined by operations. */
    static Program defined(Program program) {
        return written(program, LoopFunctions::definedForm);
    }

    private static Program written(Program body, Function<Instruction, Optional<Form>> forms) {
        if (body.instructions().stream().noneMatch(instruction -> forms.apply(instruction).isPresent())) {
            return body;
        }
        ProgramBuilder code = new ProgramBuilder(body.inputs());
        int[] values = new int[body.instructions().size()];
        for (int i = 0; i < values.length; i++) {
            Instruction instruction = body.instructions().get(i);
            List<Integer> operands = instruction.operands().stream().map(operand -> values[operand]).toList();
            values[i] = forms.apply(instruction).map(form -> form.of(code, operands.getFirst())).orElseGet(() -> code.copy(instruction.withOperands(operands)));
        }
        return code.build(body.outputs().stream().map(output -> values[output]).toList());
    }

    private static Optional<Form> definedForm(Instruction instruction) {
        return DefinedFunction.of(instruction).map(function -> (code, x) -> code.evaluate(function, x));
    }

    private static Optional<Form> form(Instruction instruction) {
        return definedForm(instruction).or(() -> instruction instanceof Instruction.Invoke invoke ? Optional.ofNullable(FORMS.get(invoke.operator())) : Optional.empty());
    }

    private static int tangent(ProgramBuilder code, int x) {
        return code.quotient(code.evaluate(DefinedFunction.SINE, x), code.evaluate(DefinedFunction.COSINE, x));
    }

    private static int vanishing(ProgramBuilder code, int size) {
        return code.exponential(code.negate(size));
    }

    // 1/(1 + e^-x), and e^x/(1 + e^x) where e^-x would be large.
    private static int sigmoid(ProgramBuilder code, int x) {
        int e = vanishing(code, code.invoke(Stepwise.ABSOLUTE, List.of(x)));
        int one = code.number(1);
        return code.quotient(code.select(Relation.GREATER_EQUAL, x, code.number(0), one, e), code.add(one, e));
    }

    private static int hyperbolicTangent(ProgramBuilder code, int x) {
        int size = code.invoke(Stepwise.ABSOLUTE, List.of(x));
        int bounded = atMost(code, size, SATURATED);
        int e = vanishing(code, code.add(bounded, bounded));
        int large = code.quotient(code.subtract(code.number(1), e), code.add(code.number(1), e));
        int square = code.scale(x, x);
        int small = code.scale(x, code.multiplyAdd(square, polynomial(code, TANGENT, square), code.number(1)));
        int signed = code.select(Relation.LESS, x, code.number(0), code.negate(large), large);
        return code.select(Relation.LESS, size, code.number(SMALL), small, signed);
    }

    // max(x, 0) + log(1 + e^-|x|), as log(1 + e) = 2 atanh(e/(2 + e))
    private static int softplus(ProgramBuilder code, int x) {
        int e = vanishing(code, code.invoke(Stepwise.ABSOLUTE, List.of(x)));
        int s = code.quotient(e, code.add(code.number(2), e));
        int square = code.scale(s, s);
        int half = code.multiplyAdd(code.scale(s, square), polynomial(code, AREA_TANGENT, square), s);
        return code.multiplyAdd(code.number(2), half, code.invoke(Stepwise.LARGER, List.of(x, code.number(0))));
    }

    // e^x - 1 by the terms behind the first where x is small.
    private static int lessOne(ProgramBuilder code, int x) {
        int small = code.scale(x, code.multiplyAdd(x, polynomial(code, Exponential.TAIL, x), code.number(1)));
        return code.select(Relation.LESS, code.invoke(Stepwise.ABSOLUTE, List.of(x)), code.number(HALF_OF_LN2), small,
                code.subtract(code.exponential(x), code.number(1)));
    }

    private static int atMost(ProgramBuilder code, int x, double bound) {
        return code.select(Relation.GREATER, x, code.number(bound), code.number(bound), x);
    }

    /**
     * {@code erfc(x)} of what is not negative. The square that rounding leaves out of x^2 would be multiplied by its size.
     *
     * @param root whose square is {@code x^2/scale}
     */
    private static int complement(ProgramBuilder code, int x, int root, double scale) {
        int square = code.scale(root, root);
        int rest = code.scale(code.multiplyAdd(root, root, code.negate(square)), code.number(scale));
        int e = vanishing(code, code.scale(square, code.number(scale)));
        int middle = code.number(MIDDLE);
        int t = code.quotient(code.subtract(x, middle), code.add(x, middle));
        int factor = code.quotient(polynomial(code, COMPLEMENT, t), code.multiplyAdd(code.number(2), x, code.number(1)));
        return code.scale(code.multiplyAdd(code.negate(rest), e, e), factor);
    }

    private static int complement(ProgramBuilder code, int x) {
        int size = atMost(code, code.invoke(Stepwise.ABSOLUTE, List.of(x)), VANISHED);
        int right = complement(code, size, size, 1);
        return code.select(Relation.LESS, x, code.number(0), code.subtract(code.number(2), right), right);
    }

    private static int error(ProgramBuilder code, int x) {
        int size = atMost(code, code.invoke(Stepwise.ABSOLUTE, List.of(x)), VANISHED);
        int large = code.subtract(code.number(1), complement(code, size, size, 1));
        int small = code.scale(x, polynomial(code, ERROR, code.scale(x, x)));
        int signed = code.select(Relation.LESS, x, code.number(0), code.negate(large), large);
        return code.select(Relation.LESS, size, code.number(0.5), small, signed);
    }

    // max(x, -0) - |x| erfc(|x|/2^(1/2))/2, which has the sign of x at 0 and where it vanishes, too
    private static int gelu(ProgramBuilder code, int x) {
        int size = atMost(code, code.invoke(Stepwise.ABSOLUTE, List.of(x)), VANISHED * Math.sqrt(2));
        int right = complement(code, code.scale(size, code.number(Math.sqrt(0.5))), size, 0.5);
        return code.multiplyAdd(code.scale(size, code.number(-0.5)), right, code.invoke(Stepwise.LARGER, List.of(x, code.number(-0.0))));
    }

    private static int polynomial(ProgramBuilder code, double[] coefficients, int x) {
        int value = code.number(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            value = code.multiplyAdd(value, x, code.number(coefficients[i]));
        }
        return value;
    }
}
