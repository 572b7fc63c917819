package dev.fluxion.codegen;

import dev.fluxion.symbolic.Condition.Relation;
import dev.fluxion.symbolic.operator.Activations;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.List;
import java.util.Map;

/**
 * Functions in the bodies of loops, written with exponentials and arithmetic, which have lanes. Every tier executes what is written here, so that all of
 * them give the same bits; in double precision these are within four units in the last place of the true value where that is an ordinary number (tested to
 * that), in single precision within six.
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

    /** A function of one number. */
    @FunctionalInterface
    private interface Form {
        int of(ProgramBuilder code, int x);
    }

    private static final Map<Operator, Form> FORMS = Map.of(Elementary.EXPONENTIAL, ProgramBuilder::exponential, Elementary.HYPERBOLIC_TANGENT, LoopFunctions::tangent,
            Activations.SIGMOID, LoopFunctions::sigmoid, Activations.SOFTPLUS, LoopFunctions::softplus);

    private LoopFunctions() {}

    /** The same program with these functions written out. */
    static Program inLanes(Program body) {
        if (body.instructions().stream().noneMatch(instruction -> instruction instanceof Instruction.Invoke invoke && FORMS.containsKey(invoke.operator()))) {
            return body;
        }
        ProgramBuilder code = new ProgramBuilder(body.inputs());
        int[] values = new int[body.instructions().size()];
        for (int i = 0; i < values.length; i++) {
            Instruction instruction = body.instructions().get(i);
            List<Integer> operands = instruction.operands().stream().map(operand -> values[operand]).toList();
            values[i] = instruction instanceof Instruction.Invoke invoke && FORMS.containsKey(invoke.operator())
                    ? FORMS.get(invoke.operator()).of(code, operands.getFirst()) : code.copy(instruction.withOperands(operands));
        }
        return code.build(body.outputs().stream().map(output -> values[output]).toList());
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

    private static int tangent(ProgramBuilder code, int x) {
        int size = code.invoke(Stepwise.ABSOLUTE, List.of(x));
        int bounded = code.select(Relation.GREATER, size, code.number(SATURATED), code.number(SATURATED), size);
        int e = vanishing(code, code.add(bounded, bounded));
        int large = code.quotient(code.subtract(code.number(1), e), code.add(code.number(1), e));
        int square = code.scale(x, x);
        int small = code.multiplyAdd(code.scale(x, square), polynomial(code, TANGENT, square), x);
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

    private static int polynomial(ProgramBuilder code, double[] coefficients, int x) {
        int value = code.number(coefficients[coefficients.length - 1]);
        for (int i = coefficients.length - 2; i >= 0; i--) {
            value = code.multiplyAdd(value, x, code.number(coefficients[i]));
        }
        return value;
    }
}
