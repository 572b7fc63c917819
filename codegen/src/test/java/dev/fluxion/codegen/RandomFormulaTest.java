package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random tensor formulas: the printed form reads back as an expression of the same shape and value, derivatives agree with differences, kernels
 * with the interpreter. {@code -Dfluxion.formulas=20000 -Dfluxion.seed=…} runs a campaign.
 */
class RandomFormulaTest {
    private static final int FORMULAS = Integer.getInteger("fluxion.formulas", 150);
    private static final long SEED = Long.getLong("fluxion.seed", 20260731L);
    private static final double STEP = 1e-5;
    private static final int MOST_ENTRIES = 3000; // of a derivative that is held against differences

    @Test
    void randomFormulasHoldInEveryWay() {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < FORMULAS; i++) {
            Random random = new Random(SEED + i);
            RandomFormulas formulas = new RandomFormulas(random);
            String text = formulas.formula(formulas.shape(), 1 + random.nextInt(i % 10 == 0 ? 5 : 3));
            try {
                String problem = problem(text, random);
                if (!problem.isEmpty()) {
                    wrong.add("seed " + (SEED + i) + ": " + text + "\n    " + problem);
                }
            } catch (RuntimeException e) {
                wrong.add("seed " + (SEED + i) + ": " + text + "\n    " + e);
            }
        }
        assertThat(wrong).isEmpty();
    }

    static String problem(String text, Random random) {
        Tensors tensors = new Tensors(RandomFormulas.SIZES, RandomFormulas.DECLARATIONS);
        Map<String, Value> data = tensors.named(tensors.values(0.3, 1.3));
        Expression function = tensors.parse(text);
        String problem = held(tensors, function, data);
        List<String> variables = RandomFormulas.variables(text);
        if (!problem.isEmpty() || variables.isEmpty()) {
            return problem;
        }
        Symbol by = tensors.symbol(variables.get(random.nextInt(variables.size())));
        Expression stable = Stabilizer.stabilize(function).expression();
        Expression derivative = Differentiation.derivative(stable, by);
        if (Evaluator.evaluate(derivative, data, RandomFormulas.SIZES).entries().length > MOST_ENTRIES) {
            return "";
        }
        problem = held(tensors, derivative, data);
        return problem.isEmpty() ? slopes(function, derivative, by, data) : problem;
    }

    private static String held(Tensors tensors, Expression expression, Map<String, Value> data) {
        Value value = Evaluator.evaluate(expression, data, RandomFormulas.SIZES);
        String printed = expression.toString();
        Expression again = tensors.parse(printed);
        if (!again.shape().equals(expression.shape())) {
            return "printed as " + printed + " of shape " + again.shape() + " and not " + expression.shape();
        }
        String difference = difference(value, Evaluator.evaluate(again, data, RandomFormulas.SIZES), 1e-9);
        if (!difference.isEmpty()) {
            return "printed as " + printed + ": " + difference;
        }
        try {
            String compiled = difference(value, compiled(tensors, expression, data), 1e-9);
            return compiled.isEmpty() ? "" : "compiled " + printed + ": " + compiled;
        } catch (FluxionException e) {
            return "compiling " + printed + ": " + e.getMessage();
        }
    }

    private static Value compiled(Tensors tensors, Expression expression, Map<String, Value> data) {
        TensorKernel kernel = TensorKernels.compile(List.of(expression), tensors.symbols, RandomFormulas.SIZES, Precision.DOUBLE,
                MatrixProducts.PLAIN);
        Object[] inputs = tensors.symbols.stream().map(symbol -> data.get(symbol.name()).entries()).toArray();
        int[] sizes = expression.shape().sizes().stream().mapToInt(size -> (int) size.value(RandomFormulas.SIZES::get)).toArray();
        double[] result = new double[java.util.Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        kernel.run(inputs, new Object[] {result});
        assertThat(result).as("%s (to the bit)", expression).isEqualTo(new TensorInterpreter(kernel.program()).results(inputs)[0]);
        return new Value(sizes, result);
    }

    private static String difference(Value expected, Value actual, double tolerance) {
        for (int i = 0; i < expected.entries().length; i++) {
            double x = expected.entries()[i];
            double y = actual.entries()[i];
            boolean same = Double.compare(x, y) == 0 || Math.abs(x - y) <= tolerance * (1 + Math.abs(x));
            if (!same) {
                return "entry " + i + " is " + y + ", expected " + x;
            }
        }
        return "";
    }

    private static String slopes(Expression function, Expression derivative, Symbol by, Map<String, Value> data) {
        double[] claimed = Evaluator.evaluate(derivative, data, RandomFormulas.SIZES).entries();
        double[] here = Evaluator.evaluate(function, data, RandomFormulas.SIZES).entries();
        double[] entries = data.get(by.name()).entries();
        for (int i = 0; i < entries.length; i++) {
            double at = entries[i];
            entries[i] = at + STEP;
            double[] above = Evaluator.evaluate(function, data, RandomFormulas.SIZES).entries().clone();
            entries[i] = at - STEP;
            double[] below = Evaluator.evaluate(function, data, RandomFormulas.SIZES).entries().clone();
            entries[i] = at;
            for (int k = 0; k < above.length; k++) {
                double slope = (above[k] - below[k]) / (2 * STEP);
                double bend = Math.abs(above[k] - 2 * here[k] + below[k]) / STEP; // large at kinks, and where differences say little
                double error = Math.abs(claimed[k * entries.length + i] - slope);
                if (!(error <= 1e-4 * (1 + Math.abs(slope)) + 10 * bend + 1e-6 * Math.abs(here[k]))) {
                    return "by " + by.name() + " is " + derivative + ": " + claimed[k * entries.length + i] + " at " + k + ", " + i
                            + ", but differences give " + slope;
                }
            }
        }
        return "";
    }
}
