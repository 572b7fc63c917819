package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans of random formulas of tensors and their gradients have the bits of the interpreter of the same program: in both precisions, on several threads, in
 * the loops that are warm and in those that are not; at NaN, infinities, signed zeros and subnormal numbers, too. No tolerance is needed: each function of
 * an entry is defined by operations that lanes have, or computed without lanes. {@code -Dfluxion.formulas=2000 -Dfluxion.seed=…} runs a campaign.
 */
class TensorTiersTest {
    private static final int FORMULAS = Integer.getInteger("fluxion.formulas", 24); // of a part
    private static final long SEED = Long.getLong("fluxion.seed", 7L);
    private static final List<Integer> THREADS = List.of(1, 2, 3, 8);
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_NORMAL / 4,
        Float.MIN_VALUE, -Float.MIN_NORMAL / 4, Double.MAX_VALUE, -Double.MAX_VALUE, Float.MAX_VALUE, 1, -1, 708.5, -745, 89, -104, 1e5, 0.5};

    /** Several threads, as many as a plan may reckon with. */
    private record Threads(int threads) implements Parallel {
        @Override
        public void run(int tasks, IntConsumer task) {
            IntStream.range(0, tasks).parallel().forEach(task);
        }
    }

    /** Formulas at the same sizes. */
    private record Formulas(List<Expression> outputs, Tensors tensors) {
        TensorKernel kernel(Precision precision, int threads) {
            return TensorKernels.compile(outputs, tensors.symbols, tensors.sizes, precision, MatrixProducts.PLAIN, new Threads(threads));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void plansHaveTheBitsOfTheInterpreter(int part) {
        for (long seed = SEED + 1_000L * part; seed < SEED + 1_000L * part + FORMULAS; seed++) {
            RandomTensors texts = new RandomTensors(seed, 3);
            int depth = seed % 3 == 0 ? 2 + (int) (seed % 2) : 1 + (int) (seed % 2);
            String text = switch ((int) (seed % 4)) {
                case 0 -> texts.vector("n", depth);
                case 1 -> texts.matrix("n", "d", depth);
                default -> texts.scalar(depth + 1);
            };
            boolean small = seed % 3 == 0 || text.contains("kron"); // which has as many entries as both together
            Tensors tensors = new Tensors(small ? Map.of("n", 5L, "d", 3L, "k", 4L) : Map.of("n", 29L, "d", 18L, "k", 16L), RandomTensors.DECLARED);
            Expression function = tensors.parse(text);
            List<Expression> outputs = new ArrayList<>(List.of(function));
            if (function.isScalar()) {
                outputs.addAll(Differentiation.gradient(function, tensors.symbols));
            }
            assertEqualBits("seed %d: %s".formatted(seed, text), new Formulas(outputs, tensors), seed);
        }
    }

    private static void assertEqualBits(String about, Formulas formulas, long seed) {
        for (Precision precision : Precision.values()) {
            List<TensorKernel> kernels = THREADS.stream().map(threads -> formulas.kernel(precision, threads)).toList();
            TensorProgram program = kernels.getFirst().program();
            for (boolean special : new boolean[] {false, true}) {
                Object[] at = inputs(program, precision, special, seed);
                String where = "%s in %s precision%s".formatted(about, precision, special ? " at special numbers" : "");
                Object[] expected = new TensorInterpreter(program, precision).results(at);
                for (int i = 0; i < kernels.size(); i++) {
                    Object[] results = program.outputs().stream().map(precision::array).toArray();
                    kernels.get(i).run(at, results);
                    assertThat(bits(results)).as("%s on %d threads%n%s", where, THREADS.get(i), program.explain(precision)).isEqualTo(bits(expected));
                }
                assertWarmLoopsHaveTheBits(where, program, precision, at);
            }
        }
    }

    private static Object[] inputs(TensorProgram program, Precision precision, boolean special, long seed) {
        Random random = new Random(seed);
        return program.inputs().stream().map(count -> precision.array(random.doubles(count, -0.9, 0.9)
                .map(x -> special && random.nextInt(6) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : x).toArray())).toArray();
    }

    // Step by step, as the arrays of the next one may be those of an earlier one.
    private static void assertWarmLoopsHaveTheBits(String about, TensorProgram program, Precision precision, Object[] at) {
        Object[] arrays = new Object[program.arrays() + 1];
        for (int i = 0; i < program.arrays(); i++) {
            arrays[i] = i < at.length ? at[i] : precision.array(program.entries(i));
        }
        int data = program.inputs().size() + program.outputs().size();
        IntStream.range(0, program.data().size()).forEach(i -> arrays[data + i] = precision.array(Entries.array(program.data().get(i))));
        for (Step step : program.steps()) {
            for (Step simple : simple(step, arrays, precision)) {
                Object[] before = arrays.clone();
                before[simple.result()] = copy(arrays[simple.result()]);
                TensorInterpreter.run(simple, arrays, precision);
                if (simple instanceof Step.Loop loop && loop.iterations() > 0) {
                    for (LoopForm form : forms(loop, precision)) {
                        Object[] found = before.clone();
                        found[loop.result()] = copy(before[loop.result()]);
                        run(form, found);
                        assertThat(bits(new Object[] {found[loop.result()]})).as("%s: %s", about, loop.text()).isEqualTo(bits(new Object[] {arrays[loop.result()]}));
                    }
                }
            }
        }
    }

    private static List<Step> simple(Step step, Object[] arrays, Precision precision) {
        if (!(step instanceof Step.Fused fused)) {
            return List.of(step);
        }
        arrays[arrays.length - 1] = precision.array(fused.product().m() * fused.product().n());
        Step.Fused named = (Step.Fused) fused.withArrays(array -> array == Step.BLOCK ? arrays.length - 1 : array);
        return Stream.concat(Stream.of(named.product()), named.loops().stream()).map(Step.class::cast).toList();
    }

    private static List<LoopForm> forms(Step.Loop loop, Precision precision) {
        boolean hasBlocks = loop.outer() == 2 && !loop.sums();
        return hasBlocks ? List.of(LoopForm.of(loop, precision), LoopForm.inBlocks(loop, precision)) : List.of(LoopForm.of(loop, precision));
    }

    private static void run(LoopForm form, Object[] arrays) {
        Step.Loop loop = form.loop();
        LoopKernel kernel = SharedLoop.emitted(form, form.hasLanes());
        int rows = loop.outer() == 0 ? 1 : loop.sizes().getFirst();
        int turns = form.inBlocks() ? loop.sizes().get(1) : loop.sizes().isEmpty() ? 0 : loop.sizes().get(form.order().axes().getFirst());
        boolean inTurns = form.inBlocks() || form.order().sumsOutside(loop);
        int cut = loop.outer() == 0 ? rows : rows / 3; // as if two threads had shared it
        for (int[] part : cut == rows ? new int[][] {{0, rows}} : new int[][] {{0, cut}, {cut, rows}}) {
            kernel.run(arrays, form.arrays(), part[0], part[1], 0, inTurns ? turns / 2 : turns, arrays);
            if (inTurns) {
                kernel.run(arrays, form.arrays(), part[0], part[1], turns / 2, turns, arrays);
            }
        }
    }

    private static Object copy(Object array) {
        return array instanceof float[] single ? single.clone() : ((double[]) array).clone();
    }

    // Equal objects have equal bits, but for those of NaN.
    private static List<List<Object>> bits(Object[] arrays) {
        return Arrays.stream(arrays).map(array -> IntStream.range(0, Array.getLength(array)).mapToObj(i -> Array.get(array, i)).toList()).toList();
    }

    /** Loops that several threads share are among these. */
    @Test
    void formulasOfThisSizeAreSplit() {
        Tensors tensors = new Tensors(Map.of("n", 29L, "d", 18L, "k", 16L), RandomTensors.DECLARED);
        Formulas formulas = new Formulas(List.of(tensors.parse("tanh(A .* B) .* erf(B)")), tensors);
        List<Integer> tasks = new ArrayList<>();
        Parallel counting = new Parallel() {
            @Override
            public int threads() {
                return 8;
            }

            @Override
            public void run(int count, IntConsumer task) {
                tasks.add(count);
                IntStream.range(0, count).forEach(task);
            }
        };
        TensorKernel kernel = TensorKernels.compile(formulas.outputs, tensors.symbols, tensors.sizes, Precision.DOUBLE, MatrixProducts.PLAIN, counting);
        kernel.run(inputs(kernel.program(), Precision.DOUBLE, true, 1), new Object[] {new double[29 * 29]});
        assertThat(tasks).isNotEmpty().allMatch(count -> count > 1);
    }
}
