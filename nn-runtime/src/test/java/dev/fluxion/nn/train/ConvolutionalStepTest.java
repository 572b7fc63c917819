package dev.fluxion.nn.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.Step;
import dev.fluxion.codegen.TensorInterpreter;
import dev.fluxion.codegen.TensorKernel;
import dev.fluxion.grammar.Source;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loss and gradients of a small convolutional network. */
class ConvolutionalStepTest {
    private static final List<Symbol> SYMBOLS = List.of(symbol("X", 20, 2, 12, 12), symbol("Y", 20, 3), symbol("K", 5, 2, 3, 3), symbol("c", 5), symbol("L", 6, 5, 3, 3),
            symbol("W", 24, 3));
    private static final String LOSS = "-sum(Y .* log(softmax(reshape(maxpool(relu(conv(maxpool(relu(conv(X, K, 1, 1) + reshape(c, 5, 1, 1)), 2), L)), 2), 20, 24)*W)))/20";

    private static Symbol symbol(String name, int... sizes) {
        return Symbol.of(name, Shape.of(Arrays.stream(sizes).mapToObj(Size::of).toArray(Size[]::new)), Symbol.Role.PARAMETER, Set.of());
    }

    private static List<Expression> outputs() {
        Names names = Names.strict();
        SYMBOLS.forEach(names::declare);
        Expression loss = Stabilizer.stabilize(Language.parse(new Source("loss", LOSS), names)).expression();
        Adjoints adjoints = Adjoints.of(loss, SYMBOLS);
        List<Expression> outputs = new ArrayList<>(List.of(loss));
        SYMBOLS.stream().filter(symbol -> !symbol.name().equals("Y")).forEach(symbol -> outputs.add(adjoints.gradient(symbol)));
        return outputs;
    }

    private static float[][] point(TensorKernel kernel) {
        RandomStream random = RandomStream.seeded(5);
        float[][] point = kernel.program().inputs().stream().map(float[]::new).toArray(float[][]::new);
        for (float[] entries : point) {
            for (int i = 0; i < entries.length; i++) {
                entries[i] = (float) (0.3 * random.nextGaussian());
            }
        }
        return point;
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBitsNearThoseOfTheInterpreter() {
        float[][] expected = {};
        for (int threads : new int[] {1, 2, 3, 8}) {
            try (CompiledKernels kernels = new CompiledKernels(threads)) {
                TensorKernel kernel = kernels.kernel(outputs(), SYMBOLS, Map.of(), Precision.FLOAT);
                assertThat(kernel.program().steps()).filteredOn(Step.Windows.class::isInstance).hasSize(6);
                float[][] at = point(kernel);
                float[][] results = kernel.program().outputs().stream().map(float[]::new).toArray(float[][]::new);
                kernel.run(at, results);
                expected = threads == 1 ? results : expected;
                assertThat(results).as("%d threads", threads).isDeepEqualTo(expected);
                if (threads == 1) {
                    requireNear(results, new TensorInterpreter(kernel.program()).run(Arrays.stream(at).map(ConvolutionalStepTest::wide).toArray(double[][]::new)));
                }
            }
        }
    }

    private static double[] wide(float[] entries) {
        double[] wide = new double[entries.length];
        Arrays.setAll(wide, i -> entries[i]);
        return wide;
    }

    private static void requireNear(float[][] results, double[][] expected) {
        for (int i = 0; i < results.length; i++) {
            double largest = Arrays.stream(expected[i]).map(Math::abs).max().orElse(0);
            for (int k = 0; k < results[i].length; k++) {
                assertThat(Math.abs(results[i][k] - expected[i][k])).as("output %d, entry %d", i, k).isLessThanOrEqualTo(1e-4 * largest); // sums of some thousand terms
            }
        }
    }

    @Test
    void aSteadyRunAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (CompiledKernels kernels = new CompiledKernels(1)) {
            TensorKernel kernel = kernels.kernel(outputs(), SYMBOLS, Map.of(), Precision.FLOAT);
            float[][] at = point(kernel);
            float[][] results = kernel.program().outputs().stream().map(float[]::new).toArray(float[][]::new);
            // Vectors are objects until their loops are compiled, which takes as long as the machine needs.
            long allocated = Long.MAX_VALUE;
            long end = System.nanoTime() + 60_000_000_000L;
            while (allocated > 0 && System.nanoTime() < end) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 20; i++) {
                    kernel.run(at, results);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            assertThat(allocated).as("bytes of 20 runs").isZero();
        }
    }
}
