package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {
    private static final double[] AT = {0.7, 1.3, 0.9, 4};

    private static Map<String, Double> at(List<Symbol> inputs) {
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(inputs.get(i).name(), inputs.get(i).name().equals("n") ? 4 : AT[i]);
        }
        return values;
    }

    /** Values, gradients and second derivatives by the class, the array interpreter, rows in lanes, words and the reference interpreter. */
    @ParameterizedTest
    @ValueSource(strings = {"fold(y = b, t = 1..7: a*y*(1 - y)/2)", "fold(y = a, v = b, t = 1..60: y + v*c/10, v - y*c/10)",
        "fold(y = a, t = 1..n: a*y + t)", "fold(y = 1, k = 1..30: 1 + k*a/y)", "fold(y = a, k = 1..6: (y + a/y)/2)", "fold(y = 0, k = 0..9: y*a + (10 - k))",
        "fold(y = a, t = 1..4: fold(z = y, u = 1..t: cos(z)*a + t*y))", "fold(y = a, t = 1..5: {y > 0.7: sin(y), else: 2*y})",
        "fold(y = a, t = 3..2: sin(y*b))", "fold(y = a, t = 1..n + 0.5: sin(y*b))", "fold(p = a, q = b, t = 1..5: q, p)", "a*fold(y = b, t = 1..9: tanh(a*y)) + exp(b)",
        "fold(y = b, t = 1..4: y + fold(z = a, u = 1..3: z*y/2)*fold(z = b, u = 1..3: sin(z) + t))", "fold(y = b, t = -3..3: a*y + gamma(t + 5))",
        "fold(x = a, y = b, k = 1..8: x + (0.1*y + 0.05*(-sin(x)))*c, y - 0.1*sin(x + 0.05*y)*c)"})
    void everyTierGivesTheValuesOfTheInterpreter(String text) {
        Expression f = Language.parse(text);
        List<Symbol> inputs = Substitution.variables(f);
        List<Symbol> by = inputs.stream().filter(symbol -> !symbol.name().equals("n")).toList();
        List<Expression> outputs = new ArrayList<>(List.of(f));
        outputs.addAll(Differentiation.gradient(f, by));
        by.forEach(symbol -> outputs.add(Differentiation.derivative(f, symbol)));
        by.forEach(symbol -> outputs.addAll(Differentiation.gradient(outputs.get(1), by)));
        outputs.add(Differentiation.derivative(outputs.get(1), by.getLast()));
        Map<String, Double> at = at(inputs);
        double[] given = inputs.stream().mapToDouble(symbol -> at.get(symbol.name())).toArray();
        for (Mode mode : List.of(Mode.STRICT, Mode.FAST)) {
            Program program = Lowering.lower(outputs, inputs, mode);
            double[] defined = new ArrayInterpreter(program).run(given);
            double[] compiled = new double[outputs.size()];
            Kernels.compile(outputs, inputs, mode).apply(given, compiled);
            assertThat(compiled).as(program.toString()).isEqualTo(defined);
            double[] words = new double[outputs.size()];
            new FlatProgram(program).apply(given, words);
            assertThat(words).isEqualTo(defined);
            double[][] rows = new double[outputs.size()][5];
            Kernels.rows(outputs, inputs, mode).run(java.util.Arrays.stream(given).mapToObj(x -> new double[] {x, x, x, x, x}).toArray(double[][]::new), rows);
            for (int i = 0; i < defined.length; i++) {
                double expected = Evaluator.scalar(outputs.get(i), at);
                assertThat(rows[i]).containsOnly(Double.valueOf(rows[i][0]));
                assertNear(rows[i][0], expected, outputs.get(i));
                assertNear(defined[i], expected, outputs.get(i));
            }
        }
    }

    // Products are put together anew, and errors grow from step to step.
    private static void assertNear(double actual, double expected, Expression of) {
        if (!(Double.isNaN(actual) && Double.isNaN(expected))) {
            assertThat(Math.abs(actual - expected)).as("%s is %s instead of %s", of, actual, expected).isLessThanOrEqualTo(1e-11 * Math.max(1, Math.abs(expected)));
        }
    }

    @Test
    void theBodyMayBeLong() {
        StringBuilder body = new StringBuilder("sin(y + t)");
        for (int i = 1; i < 900; i++) {
            body.append(" + sin(y*").append(i).append(" + a)/").append(1000 + i);
        }
        Expression f = Language.parse("fold(y = b, t = 1..5: (" + body + ")/3)");
        double[] out = new double[1];
        List<Symbol> inputs = Substitution.variables(f);
        Kernels.compile(List.of(f), inputs, Mode.STRICT).apply(new double[] {0.3, 0.4}, out);
        assertThat(out).isEqualTo(new ArrayInterpreter(Lowering.lower(List.of(f), inputs, Mode.STRICT)).run(0.3, 0.4));
        assertNear(out[0], Evaluator.scalar(f, Map.of("a", 0.3, "b", 0.4)), f);
    }

    @Test
    void instructionsDoNotGrowWithTheRounds() {
        Expression few = Language.parse("fold(y = b, t = 1..7: tanh(a*y))").diff("a");
        Expression many = Language.parse("fold(y = b, t = 1..70000: tanh(a*y))").diff("a");
        List<Symbol> inputs = Substitution.variables(few);
        assertThat(Lowering.lower(List.of(many), inputs, Mode.FAST).instructions()).hasSameSizeAs(Lowering.lower(List.of(few), inputs, Mode.FAST).instructions());
    }

    @Test
    void tooManyRoundsAndInterruptsEndTheWork() {
        List<Symbol> inputs = List.of(Symbol.of("a"), Symbol.of("n"));
        VectorFunction kernel = Kernels.compile(List.of(Language.parse("fold(y = a, t = 1..n: sin(y))")), inputs);
        assertThatThrownBy(() -> kernel.apply(new double[] {1, 1e9}, new double[1])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("indices");
        assertThatThrownBy(() -> kernel.apply(new double[] {1, Double.POSITIVE_INFINITY}, new double[1])).hasMessageContaining("indices");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> kernel.apply(new double[] {1, 9e7}, new double[1])).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatStaysTheSameIsComputedOnce() {
        Program program = Lowering.lower(List.of(Language.parse("fold(y = b, t = 1..7: exp(a)*y + sin(a*b))")), List.of(Symbol.of("a"), Symbol.of("b")), Mode.STRICT);
        assertThat(program.toString()).contains("exp(").contains("sin(").contains("rounds[1] of [2] operations(");
    }
}
