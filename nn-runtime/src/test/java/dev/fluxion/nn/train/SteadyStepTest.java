package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Source;
import dev.fluxion.nn.kernel.Allocations;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A step that has run for a while takes no memory, and gives the same bits on any number of threads. */
class SteadyStepTest {
    private static final int BATCH = 64;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final Symbol X = Symbol.of("X", Shape.of(Size.named("m"), Size.of(100)), Symbol.Role.VARIABLE, Set.of());
    private static final Symbol Y = Symbol.of("Y", Shape.of(Size.named("m"), Size.of(10)), Symbol.Role.VARIABLE, Set.of());
    private static final List<Symbol> PARAMETERS = List.of(parameter("W1", 100, 64), parameter("b1", 64), parameter("W2", 64, 10), parameter("b2", 10));

    private static Symbol parameter(String name, int... sizes) {
        return Symbol.of(name, Shape.of(java.util.Arrays.stream(sizes).mapToObj(Size::of).toArray(Size[]::new)), Symbol.Role.PARAMETER, Set.of());
    }

    /** A compiled step with arrays of its own. */
    static final class Step {
        private final Trainer.Kernel kernel;
        private final Object[] inputs;
        private final Object[] outputs;
        private final int trained;
        private int done;

        Step(String optimizer, boolean inPlace, CompiledKernels kernels) {
            Names names = Names.strict();
            Stream.concat(Stream.of(X, Y), PARAMETERS.stream()).forEach(names::declare);
            Expression loss = Language.parse(new Source("loss", "-sum(Y .* log(softmax(relu(X*W1 + b1)*W2 + b2)))/m"), names);
            TrainingStep step = TrainingStep.of(loss, PARAMETERS, List.of(X, Y), Optimizer.named(optimizer), List.of());
            kernel = inPlace ? kernels.compile(step, Map.of("m", (long) BATCH), Precision.FLOAT)
                    : kernels.compile(step.outputs(), step.inputs(), Map.of("m", (long) BATCH), Precision.FLOAT);
            RandomStream random = RandomStream.seeded(1);
            inputs = step.inputs().stream().map(symbol -> start(symbol, random)).toArray();
            trained = step.trained().size();
            assertThat(kernel.updates()).hasSize(inPlace ? trained : 0);
            outputs = IntStream.range(0, step.outputs().size())
                    .mapToObj(i -> kernel.updates().containsKey(i) ? inputs[kernel.updates().get(i)] : new float[entries(step.outputs().get(i))]).toArray();
            for (int row = 0; row < BATCH; row++) {
                ((float[]) inputs[1])[row * 10 + random.nextInt(10)] = 1;
            }
        }

        private static int entries(Expression expression) {
            return expression.shape().sizes().stream().mapToInt(size -> (int) size.value(name -> (long) BATCH)).reduce(1, Math::multiplyExact);
        }

        private static float[] start(Symbol symbol, RandomStream random) {
            float[] values = new float[entries(symbol)];
            for (int i = 0; i < values.length && symbol.shape().rank() == 2 && !symbol.equals(Y) && !symbol.name().contains("."); i++) {
                values[i] = (float) (0.1 * random.nextGaussian());
            }
            return values;
        }

        /** The first weights. */
        float[] weights() {
            return ((float[]) inputs[3]).clone();
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                ((float[]) inputs[2])[0] = ++done;
                kernel.run(inputs, outputs);
                for (int k = 1; k <= trained; k++) {
                    Object next = outputs[outputs.length - k];
                    outputs[outputs.length - k] = inputs[inputs.length - k];
                    inputs[inputs.length - k] = next;
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"sgd, 1", "momentum, 1", "adam, 1", "sgd, 2", "adam, 3"})
    void aSteadyStepAllocatesNothing(String optimizer, int threads) {
        try (CompiledKernels kernels = new CompiledKernels(threads)) {
            Step step = new Step(optimizer, true, kernels);
            Allocations allocations = new Allocations();
            assertThat(allocations.helpers()).isGreaterThanOrEqualTo(threads - 1);
            // Vectors are objects until their loops are compiled, which takes as long as the machine needs: where others use it, more than any number of steps.
            long allocated = Long.MAX_VALUE;
            for (long until = System.nanoTime() + PATIENCE_NANOS; allocated > 0 && System.nanoTime() < until;) {
                long before = allocations.bytes();
                step.run(50);
                allocated = allocations.bytes() - before;
            }
            assertThat(allocated).as("bytes of 50 steps").isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.fluxion.nn.train.Optimizer#names")
    void anyNumberOfThreadsGivesTheSameBitsInPlaceAndApart(String optimizer) {
        float[] expected = null;
        for (int threads : new int[] {1, 2, 3, 8}) {
            for (boolean inPlace : new boolean[] {false, true}) {
                try (CompiledKernels kernels = new CompiledKernels(threads)) {
                    Step step = new Step(optimizer, inPlace, kernels);
                    step.run(5);
                    float[] weights = step.weights();
                    expected = expected == null ? weights : expected;
                    assertThat(weights).as("%d threads, in place: %s", threads, inPlace).isEqualTo(expected);
                }
            }
        }
    }
}
