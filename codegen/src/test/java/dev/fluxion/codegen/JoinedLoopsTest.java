package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.Expression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinedLoopsTest {
    private static final Map<String, Long> SIZES = Map.of("n", 190L);
    private static final IntUnaryOperator ITSELF = array -> array;
    private final Tensors tensors = new Tensors(SIZES, "A n,n; B n,n; p n; q n");

    /** Tasks from the last to the first, on as many threads as it says to have. */
    private static final class Backwards implements Parallel {
        private final int threads;
        private int runs;

        Backwards(int threads) {
            this.threads = threads;
        }

        @Override
        public int threads() {
            return threads;
        }

        @Override
        public void run(int tasks, IntConsumer task) {
            runs++;
            IntStream.range(0, tasks).map(i -> tasks - 1 - i).forEach(task);
        }
    }

    private static Access access(int array, int offset, Integer... strides) {
        return new Access(array, offset, List.of(strides));
    }

    // Two reads and one write, of 10 by 10 or of ten entries.
    private Loop loop(Access left, Access right, Access write) {
        Program body = ((Loop) TensorKernels.program(List.of(tensors.parse("A + 2*B")), tensors.symbols, SIZES).steps().getFirst()).body();
        return new Loop(write.strides().stream().map(stride -> 10).toList(), write.strides().size(), List.of(left, right), body, write);
    }

    @Test
    void rowsThatDependOnTheSameRowAloneAreJoined() {
        Loop first = loop(access(0, 0, 10, 1), access(1, 0, 0, 1), access(2, 0, 10, 1));
        Loop diagonal = loop(access(2, 0, 11), access(1, 0, 1), access(2, 0, 11));
        Loop reversed = loop(access(2, 9, 10, -1), access(0, 0, 1, 0), access(3, 0, 10, 1));
        assertThat(JoinedLoops.from(List.of(first, diagonal, reversed), 0, ITSELF)).containsExactly(first, diagonal, reversed);
        assertThat(JoinedLoops.from(List.of(first, diagonal, reversed), 2, ITSELF)).isEmpty();
    }

    /** Each of many loops is looked at once and not again for each that follows. */
    @Test
    void joiningTakesTimeLikeTheNumberOfLoops() {
        AtomicInteger asked = new AtomicInteger();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            steps.add(loop(access(0, 0, 10, 1), access(i + 1, 0, 10, 1), access(i + 2, 0, 10, 1)));
        }
        assertThat(JoinedLoops.from(steps, 0, array -> {
            asked.incrementAndGet();
            return array;
        })).hasSize(1_000);
        assertThat(asked.get()).isLessThanOrEqualTo(3_000);
    }

    @ParameterizedTest
    @CsvSource({"a later row, 10, 10, 1", "the row before, -10, 10, 1", "one row for all, 0, 0, 1", "beyond the end of the row, 1, 10, 1", "down a column, 0, 1, 10",
        "steeper than the diagonal, 0, 12, 1", "rows from the end, 90, -10, 1"})
    void whatReadsOtherRowsThanItsOwnIsNotJoined(String what, int offset, int row, int column) {
        Loop first = loop(access(0, 0, 10, 1), access(1, 0, 0, 1), access(2, 0, 10, 1));
        Loop second = loop(access(2, offset, row, column), access(1, 0, 1, 0), access(3, 0, 10, 1));
        assertThat(JoinedLoops.from(List.of(first, second), 0, ITSELF)).as(what).isEmpty();
        Loop over = loop(access(0, 0, 10, 1), access(0, 0, 10, 1), access(2, 0, 10, 1));
        assertThat(JoinedLoops.from(List.of(second, over), 0, ITSELF)).as("what is read of %s, and then written over", what).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"diag(p) - p*q' + A", "diag(p) + diag(q) - A.*B + 2*p*p'", "diag(sum(A, 2)) - exp(A)*2", "diag(p)*2 - (A + A')"})
    void theBitsAreThoseOfOneLoopAfterTheOther(String text) {
        Expression formula = tensors.parse(text);
        double[][] at = tensors.values(-1, 1);
        double[] expected = new TensorInterpreter(TensorKernels.program(List.of(formula), tensors.symbols, SIZES)).run(at)[0];
        for (int threads : new int[] {1, 2, 3, 8}) {
            double[] found = new double[expected.length];
            TensorKernels.compile(List.of(formula), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN, new Backwards(threads)).run(at, new Object[] {found});
            assertThat(Arrays.equals(found, expected)).as("%s on %d threads", text, threads).isTrue();
        }
    }

    @Test
    void aDiagonalIsHandedToThreadsWithTheRestOfItsRows() {
        Backwards parallel = new Backwards(2);
        double[][] at = tensors.values(-1, 1);
        TensorKernel kernel = TensorKernels.compile(Stream.of("diag(p) - p*q'", "diag(q) - 2*q*q'").map(tensors::parse).toList(), tensors.symbols, SIZES, Precision.DOUBLE,
                MatrixProducts.PLAIN, parallel);
        assertThat(kernel.program().steps()).hasSize(4).allMatch(Loop.class::isInstance);
        kernel.run(at, new Object[] {new double[190 * 190], new double[190 * 190]});
        assertThat(parallel.runs).as(kernel.explain()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p*p' + A", "A + 0*B + p'"})
    void whatAnotherThreadMayStillReadIsNotChangedInPlace(String text) {
        List<Expression> formulas = List.of(tensors.parse(text), tensors.parse("p - q/8"));
        int changed = IntStream.range(0, tensors.symbols.size()).filter(i -> tensors.symbols.get(i).name().equals("p")).findFirst().orElseThrow();
        double[][] at = tensors.values(-1, 1);
        double[][] expected = new TensorInterpreter(TensorKernels.program(formulas, tensors.symbols, SIZES)).run(at);
        TensorKernel kernel = TensorKernels.compile(formulas, tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN, new Backwards(2), Map.of(1, changed));
        assertThat(kernel.program().updates()).containsEntry(1, changed);
        double[] found = new double[expected[0].length];
        kernel.run(at, new Object[] {found, at[changed]});
        assertThat(Arrays.equals(found, expected[0])).as(kernel.explain()).isTrue();
        assertThat(at[changed]).containsExactly(expected[1]);
    }
}
