package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.MatrixProducts;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.TensorKernel;
import dev.fluxion.codegen.TensorKernels;
import dev.fluxion.grammar.Source;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loss of a small classifier with two hidden layers, as scripts write it. */
class CompiledGradientTest {
    private static final int ROWS = 6;
    private static final List<Symbol> DATA = List.of(symbol("X", Symbol.Role.VARIABLE, Set.of(), "m", "5"),
            symbol("Y", Symbol.Role.VARIABLE, Set.of(Symbol.Property.ONEHOT), "m", "3"));
    private static final List<Symbol> PARAMETERS = List.of(symbol("W1", Symbol.Role.PARAMETER, Set.of(), "5", "4"),
            symbol("b1", Symbol.Role.PARAMETER, Set.of(), "4"), symbol("W2", Symbol.Role.PARAMETER, Set.of(), "4", "4"),
            symbol("b2", Symbol.Role.PARAMETER, Set.of(), "4"), symbol("W3", Symbol.Role.PARAMETER, Set.of(), "4", "3"),
            symbol("b3", Symbol.Role.PARAMETER, Set.of(), "3"));
    private static final String LOSS = "-sum(Y .* log(softmax(relu(relu(X*W1 + b1)*W2 + b2)*W3 + b3)))/m";

    private static Symbol symbol(String name, Symbol.Role role, Set<Symbol.Property> properties, String... sizes) {
        List<Size> all = java.util.Arrays.stream(sizes).map(size -> Character.isDigit(size.charAt(0)) ? Size.of(Long.parseLong(size)) : Size.named(size))
                .toList();
        return Symbol.of(name, new Shape(all), role, properties);
    }

    private static Expression loss() {
        Names names = Names.strict();
        DATA.forEach(names::declare);
        PARAMETERS.forEach(names::declare);
        return Language.parse(new Source("loss", LOSS), names);
    }

    private static Map<Symbol, Value> point(double scale) {
        RandomStream random = RandomStream.seeded(11);
        Map<Symbol, Value> point = new LinkedHashMap<>();
        List<Symbol> all = new ArrayList<>(DATA);
        all.addAll(PARAMETERS);
        for (Symbol symbol : all) {
            int[] sizes = symbol.shape().sizes().stream().mapToInt(size -> (int) size.value(name -> ROWS)).toArray();
            double[] entries = new double[java.util.Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = symbol.name().equals("Y") ? (i % 3 == i / 3 % 3 ? 1 : 0) : random.nextGaussian() * scale;
            }
            point.put(symbol, new Value(sizes, entries));
        }
        return point;
    }

    private static double[][] compiled(List<Expression> outputs, Map<Symbol, Value> point) {
        TensorKernel kernel = TensorKernels.compile(outputs, List.copyOf(point.keySet()), Map.of("m", (long) ROWS), Precision.DOUBLE,
                MatrixProducts.PLAIN);
        double[][] out = outputs.stream().map(output -> new double[(int) output.shape().sizes().stream().mapToLong(size -> size.value(name -> ROWS))
                .reduce(1, (a, b) -> a * b)]).toArray(double[][]::new);
        kernel.run(point.values().stream().map(Value::entries).toArray(double[][]::new), out);
        return out;
    }

    private static double interpretedLoss(Map<Symbol, Value> point) {
        return Evaluator.evaluate(loss(), byName(point)).scalar();
    }

    private static Map<String, Value> byName(Map<Symbol, Value> point) {
        Map<String, Value> at = new HashMap<>();
        point.forEach((symbol, value) -> at.put(symbol.name(), value));
        return at;
    }

    private static List<Expression> gradients() {
        Expression stable = Stabilizer.stabilize(loss()).expression();
        Adjoints adjoints = Adjoints.of(stable, PARAMETERS);
        return PARAMETERS.stream().map(adjoints::gradient).toList();
    }

    @Test
    void theKernelsGradientEqualsTheInterpreters() {
        Map<Symbol, Value> point = point(0.7);
        double[][] compiled = compiled(gradients(), point);
        for (int p = 0; p < PARAMETERS.size(); p++) {
            double[] interpreted = Evaluator.evaluate(gradients().get(p), byName(point)).entries();
            for (int i = 0; i < interpreted.length; i++) {
                assertThat(compiled[p][i]).as("%s[%d]", PARAMETERS.get(p).name(), i)
                        .isNotNaN().isCloseTo(interpreted[i], org.assertj.core.data.Offset.offset(1e-14)); // sums of at most 30 products of size 1
            }
        }
    }

    @Test
    void theKernelsGradientEqualsCentralDifferencesOfTheLoss() {
        Map<Symbol, Value> point = point(0.7);
        double[][] compiled = compiled(gradients(), point);
        for (int p = 0; p < PARAMETERS.size(); p++) {
            double[] entries = point.get(PARAMETERS.get(p)).entries();
            for (int i = 0; i < entries.length; i++) {
                double kept = entries[i];
                entries[i] = kept + 1e-6;
                double above = interpretedLoss(point);
                entries[i] = kept - 1e-6;
                double below = interpretedLoss(point);
                entries[i] = kept;
                assertThat(compiled[p][i]).as("%s[%d]", PARAMETERS.get(p).name(), i)
                        .isCloseTo((above - below) / 2e-6, org.assertj.core.data.Offset.offset(1e-8)); // h^2 and 1e-16/h
            }
        }
    }

    @Test
    void logitsOfAThousandGiveFiniteLossAndGradients() {
        Map<Symbol, Value> point = point(0.7);
        java.util.Arrays.fill(point.get(PARAMETERS.getLast()).entries(), 1000);
        point.get(PARAMETERS.getLast()).entries()[1] = -1000;
        List<Expression> outputs = new ArrayList<>(gradients());
        outputs.add(Stabilizer.stabilize(loss()).expression());
        for (double[] output : compiled(outputs, point)) {
            for (double entry : output) {
                assertThat(entry).isFinite();
            }
        }
    }

    @Test
    void trainingGivesTheSameBitsOnOneTwoAndThreeThreads() {
        Tensor one = trained(1);
        assertThat(trained(2)).isEqualTo(one);
        assertThat(trained(3)).isEqualTo(one);
    }

    private static Tensor trained(int threads) {
        RandomStream random = RandomStream.seeded(3);
        int n = 400;
        float[] x = new float[n * 5];
        float[] y = new float[n * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int row = 0; row < n; row++) {
            y[row * 3 + (x[row * 5] > 0.5 ? 2 : x[row * 5 + 1] > 0 ? 1 : 0)] = 1;
        }
        Map<Symbol, FloatTensor> data = new LinkedHashMap<>();
        data.put(DATA.get(0), new FloatTensor(TensorShape.of(n, 5), x));
        data.put(DATA.get(1), new FloatTensor(TensorShape.of(n, 3), y));
        Map<Symbol, Tensor> start = new LinkedHashMap<>();
        point(0.5).forEach((symbol, value) -> start.put(symbol, new DoubleTensor(TensorShape.of(value.sizes()), value.entries())));
        try (CompiledKernels kernels = new CompiledKernels(threads)) {
            Trainer.Settings settings = new Trainer.Settings(Optimizer.named("adam"), 4, 200, 5);
            return new Trainer(loss(), PARAMETERS, data, Optional.empty(), settings, kernels, progress -> { }).train(start).get(PARAMETERS.getFirst());
        }
    }
}
