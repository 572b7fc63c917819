package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every elementwise row of the table, compiled, against the row's own value. */
class OperatorRowsTest {
    private static final double[] POINTS = {0, -0.0, 0.5, -0.5, 1, -1, 2, -3.7, 19.5, 1e-300, -1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Double.NaN};

    static Collection<Operator> rows() {
        return Operators.rows(Operator.Kind.ELEMENTWISE);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theClassOfEveryRowComputesItsValueToTheBit(Operator row) {
        List<Symbol> inputs = new ArrayList<>();
        row.operands().forEach(name -> inputs.add(Symbol.of("v_" + name)));
        Expression applied = Apply.of(row, List.copyOf(inputs));
        VectorFunction compiled = Kernels.compile(List.of(applied), inputs);
        ArrayInterpreter interpreter = new ArrayInterpreter(Kernels.program(List.of(applied), inputs));
        List<Symbol> order = applied.operands().stream().map(Symbol.class::cast).toList();
        double[] at = new double[inputs.size()];
        double[] arguments = new double[inputs.size()];
        double[] out = new double[1];
        int combinations = (int) Math.pow(POINTS.length, at.length);
        for (int code = 0; code < combinations; code++) {
            for (int k = 0, rest = code; k < at.length; k++, rest /= POINTS.length) {
                at[k] = POINTS[rest % POINTS.length];
                arguments[order.indexOf(inputs.get(k))] = at[k];
            }
            compiled.apply(at, out);
            long bits = Double.doubleToLongBits(out[0]);
            assertThat(bits).as("%s at %s", row, java.util.Arrays.toString(at)).isEqualTo(Double.doubleToLongBits(row.value(arguments)));
            assertThat(bits).isEqualTo(Double.doubleToLongBits(interpreter.run(at)[0]));
        }
    }
}
