package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Products with random labels: diagonals, broadcasts, sums, ties and outer products in any mixture. */
class RandomContractionTest {
    private final List<Symbol> symbols = new ArrayList<>();
    private final Map<String, Value> values = new HashMap<>();
    private Random random = new Random(0);

    private Expression tensor(int[] dims) {
        Shape shape = new Shape(Arrays.stream(dims).mapToObj(Size::of).toList());
        Symbol symbol = Symbol.of("t" + symbols.size(), shape, Symbol.Role.VARIABLE, Set.of());
        symbols.add(symbol);
        values.put(symbol.name(), new Value(dims, random.doubles(Arrays.stream(dims).reduce(1, (a, b) -> a * b), -1, 1).toArray()));
        return random.nextInt(3) == 0 ? Apply.of(Elementary.EXPONENTIAL, symbol) : symbol;
    }

    private Expression product() {
        ProductBuilder builder = new ProductBuilder();
        int[] sizes = random.ints(5, 1, 4).toArray();
        int[] labels = IntStream.of(sizes).map(size -> builder.label(Size.of(size))).toArray();
        builder.coefficient(Rational.of(random.nextInt(7) - 3, 1 + random.nextInt(3)));
        for (int factor = random.nextInt(6); factor >= 0; factor--) {
            int[] chosen = random.ints(random.nextInt(4), 0, labels.length).toArray();
            Expression tensor = tensor(IntStream.of(chosen).map(label -> sizes[label]).toArray());
            builder.factor(tensor, IntStream.of(chosen).map(label -> labels[label]).toArray());
        }
        for (int i = 0; i < labels.length; i++) {
            int j = random.nextInt(labels.length);
            if (i != j && sizes[i] == sizes[j] && random.nextInt(4) == 0) {
                builder.delta(labels[i], labels[j]);
            }
        }
        List<Integer> out = new ArrayList<>(IntStream.range(0, labels.length).boxed().toList());
        Collections.shuffle(out, random);
        return builder.build(out.subList(0, random.nextInt(4)).stream().mapToInt(i -> labels[i]).toArray());
    }

    @Test
    void classesOfRandomProductsGiveWhatTheReferenceGives() throws ReflectiveOperationException {
        for (long seed = 0; seed < 300; seed++) {
            random = new Random(seed);
            symbols.clear();
            Expression product = product();
            ArrayFunction function = new ArrayFunction(product, List.of(), symbols, symbols.stream().map(Symbol::name).toList(), List.of());
            double[][] at = symbols.stream().map(symbol -> values.get(symbol.name()).entries()).toArray(double[][]::new);
            double[] found = Alone.Formula.of(function).value(Map.of(), at);
            double[] expected = Evaluator.evaluate(product, values).entries();
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.abs(found[i] - expected[i])).as("seed %d: %s%n%s", seed, product, Kernels.explain(function, Mode.FAST))
                        .isLessThan(1e-11 * (1 + Math.abs(expected[i])));
            }
        }
    }

    @Test
    void kernelsOfRandomProductsGiveWhatTheReferenceGives() {
        for (long seed = 0; seed < 600; seed++) {
            random = new Random(seed);
            symbols.clear();
            Expression product = product();
            TensorProgram program = TensorKernels.program(List.of(product), symbols, Map.of());
            double[][] at = symbols.stream().map(symbol -> values.get(symbol.name()).entries()).toArray(double[][]::new);
            double[] interpreted = new TensorInterpreter(program).run(at)[0];
            double[] compiled = new double[interpreted.length];
            TensorKernels.compile(List.of(product), symbols, Map.of(), Precision.DOUBLE, MatrixProducts.PLAIN).run(at, new Object[] {compiled});
            double[] expected = Evaluator.evaluate(product, values).entries();
            assertThat(compiled).as("seed %d: %s", seed, program.explain(Precision.DOUBLE)).isEqualTo(interpreted);
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.abs(compiled[i] - expected[i])).as("seed %d: %s%n%s", seed, product, program.explain(Precision.DOUBLE))
                        .isLessThan(1e-11 * (1 + Math.abs(expected[i])));
            }
        }
    }
}
