package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class files, beside nothing but the platform, against the kernels of the same formulas. */
class ExportedTest {
    private static final int POINTS = 40;

    static Collection<Operator> rows() {
        return Operators.rows(Operator.Kind.ELEMENTWISE);
    }

    private static Map<String, byte[]> files(Expression value, List<Expression> gradient, List<Symbol> inputs) {
        return Kernels.classFiles(value, gradient, inputs, Mode.FAST, "formula", "F");
    }

    private static void assertEqualToKernel(Expression value, List<Expression> gradient, List<Symbol> inputs) throws ReflectiveOperationException {
        Object alone = new Alone(files(value, gradient, inputs)).loadClass("formula.F").getConstructor().newInstance();
        ScalarKernel kernel = Kernels.compile(value, gradient, inputs);
        var method = alone.getClass().getMethod("valueAndGradient", double[].class, double[].class);
        Random random = new Random(1);
        for (int i = 0; i < POINTS; i++) {
            double[] at = random.doubles(inputs.size(), -4, 4).map(x -> random.nextInt(3) == 0 ? Math.rint(x) : x).toArray();
            double[] expected = new double[at.length];
            double[] found = new double[at.length];
            assertThat((Double) method.invoke(alone, at, found)).isEqualTo((Double) kernel.valueAndGradient(at, expected));
            assertThat(found).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowAndItsDerivativesStandAlone(Operator row) throws ReflectiveOperationException {
        List<Symbol> inputs = row.operands().stream().map(name -> Symbol.of("v_" + name)).toList();
        Expression value = Apply.of(row, List.copyOf(inputs));
        assertEqualToKernel(value, inputs.stream().map(input -> derivative(value, input)).toList(), inputs);
    }

    // Some have none by their orders.
    private static Expression derivative(Expression value, Symbol by) {
        try {
            return Fluxion.gradient(value, List.of(by), Mode.FAST).getFirst();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return value;
        }
    }

    @Test
    void formulasWithThousandsOfNumbersStandAlone() throws ReflectiveOperationException {
        StringBuilder text = new StringBuilder("0");
        for (int i = 1; i <= 6_500; i++) {
            text.append(" + ").append(i).append(".25*x_").append(i % 7).append("^").append(2 + i / 7 % 900);
        }
        List<Symbol> inputs = IntStream.range(0, 7).mapToObj(i -> Symbol.of("x_" + i)).toList();
        Expression value = Fluxion.parse(text.toString());
        assertEqualToKernel(value, Fluxion.gradient(value, inputs, Mode.FAST), inputs);
    }

    @Test
    void whatAFormulaNeedsHasNoNameThatAnotherMayTake() {
        List<Symbol> inputs = List.of(Symbol.of("x"));
        Expression value = Fluxion.parse("digamma(x)");
        assertThat(files(value, Fluxion.gradient(value, inputs, Mode.FAST), inputs).keySet())
                .contains("formula/F.class", "formula/F$Functions.class").doesNotContain("formula/FFunctions.class");
    }
}
