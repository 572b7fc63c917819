package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.language.Language;
import java.lang.reflect.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops that run without lanes until those are compiled: nobody sees when that is but by the clock. */
class SharedLoopTest {
    private static final Duration LONGEST = Duration.ofMinutes(2); // on a busy machine; a second or two as a rule
    private static final int ROWS = 19;
    private static final int COLUMNS = 50;

    private record Case(String name, LoopForm form, int end) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Program body(String text) {
        return Kernels.program(List.of(Language.parse(text)), List.of(Symbol.of("x"), Symbol.of("y"), Symbol.of("z")), Mode.STRICT);
    }

    private static Access access(int array, Integer... strides) {
        return new Access(array, 0, List.of(strides));
    }

    // Over the entries of a matrix of ROWS by COLUMNS, a row and a column.
    private static Loop entries(int first) {
        return new Loop(List.of(ROWS, COLUMNS), 2, List.of(access(first, COLUMNS, 1), access(1, 0, 1), access(2, 1, 0)), body("x/(2 + y^2) - sqrt(abs(z))*x"),
                access(3, COLUMNS, 1));
    }

    static Stream<Case> cases() {
        Loop rows = new Loop(List.of(COLUMNS, ROWS), 1, List.of(access(0, 1, COLUMNS), access(1, 1, 0), access(2, 0, 1)), body("x*y + z"), access(3, 1, 0));
        Loop crossed = new Loop(List.of(ROWS, COLUMNS), 2, List.of(access(0, 1, ROWS), access(1, 0, 1), access(2, 1, 0)), body("x - y*z"), access(3, COLUMNS, 1));
        Loop parts = new Loop(List.of(ROWS, COLUMNS), 1, List.of(access(0, COLUMNS, 1), access(1, 0, 1), access(2, 1, 0)), body("x*y - z"), access(3, 1, 0));
        return Stream.of(Precision.values()).flatMap(precision -> Stream.of(new Case("entries", LoopForm.of(entries(0), precision), 0),
                new Case("blocks", LoopForm.inBlocks(entries(0), precision), COLUMNS),
                new Case("blocks that are held", LoopForm.inBlocks(entries(Step.BLOCK), precision), COLUMNS),
                new Case("squares", LoopForm.inBlocks(crossed, precision), COLUMNS),
                new Case("sums of rows", LoopForm.of(rows, precision), ROWS), new Case("sums in parts", LoopForm.of(parts, precision), 0)));
    }

    private static Object[] arrays(Precision precision) {
        Random random = new Random(5);
        return Stream.of(ROWS * COLUMNS, COLUMNS, ROWS, ROWS * COLUMNS).map(count -> precision.array(random.doubles(count, -2, 2).toArray())).toArray();
    }

    // Sums grow in what is there.
    private static List<Double> run(Case given, LoopKernel kernel) {
        Object[] arrays = arrays(given.form.precision());
        kernel.run(arrays, given.form.arrays(), 0, given.form.loop().sizes().getFirst(), 0, given.end, arrays[0]);
        List<Double> entries = new ArrayList<>();
        for (int i = 0; i < Array.getLength(arrays[3]); i++) {
            entries.add(Precision.entry(arrays[3], i));
        }
        return entries;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aLoopKeepsItsBitsWhenItGoesOverToLanes(Case given) {
        List<Double> expected = run(given, SharedLoop.emitted(given.form, false));
        SharedLoop loop = SharedLoop.of(given.form.shared());
        assertThat(loop.isWarming()).isEqualTo(Lanes.available());
        for (long until = System.nanoTime() + LONGEST.toNanos(); loop.isWarming() && System.nanoTime() < until;) {
            assertThat(run(given, loop.best())).isEqualTo(expected);
        }
        assertThat(loop.isWarming()).isFalse();
        assertThat(run(given, loop.best())).isEqualTo(expected);
    }

    @Test
    void loopsOfOneFormShareTheirCode() {
        SharedLoop code = SharedLoop.of(line(3, 5, 7, 5_000).shared());
        assertThat(SharedLoop.of(line(9, 4, 2, 5_000 + 64).shared())).isSameAs(code); // other arrays, and as long beyond whole vectors
        assertThat(SharedLoop.of(line(3, 5, 3, 5_000).shared())).isNotSameAs(code); // in place
        assertThat(SharedLoop.of(line(3, 5, 7, 100).shared())).isNotSameAs(code);
        assertThat(SharedLoop.of(line(3, 5, 7, 5_001).shared())).isNotSameAs(code);
    }

    private static LoopForm line(int x, int y, int to, int size) {
        List<Integer> one = List.of(1);
        Program larger = Kernels.program(List.of(Language.parse("{x > y: x, else: y}")), List.of(Symbol.of("x"), Symbol.of("y")), Mode.STRICT);
        return LoopForm.of(new Loop(List.of(size), 1, List.of(new Access(x, 0, one), new Access(y, 0, one)), larger, new Access(to, 0, one)), Precision.FLOAT);
    }

    @Test
    void aBoundLoopGoesOverItsOwnArrays() {
        int size = 5_003;
        BoundLoop loop = new BoundLoop(line(4, 1, 2, size));
        float[] x = new float[size];
        float[] y = new float[size];
        float[] expected = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = i % 7;
            y[i] = i % 5;
            expected[i] = Math.max(i % 7, i % 5);
        }
        for (int turn = 0; turn < 100; turn++) {
            float[] larger = new float[size];
            loop.run(new Object[] {"", y, larger, "", x}, 0, size, 0, 0);
            assertThat(larger).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(min(tensor(s, j: sum(b: (C[j,b] - P[s,b])^2)), axis = 2))", "sum(relu(P*W + x).^2)", "sum(i = 2..n-1: (x[i-1] - 2*x[i] + x[i+1])^2)",
        "max(x)*sum(P .* P)", "sum(softmax(P*W) .* (P*W))", "sum(i = 1..n: x[i]*max(P[i, 1], P[i, 2]))"})
    void everyLoopCanBeExercised(String text) {
        Tensors tensors = new Tensors(Map.of("n", 40L, "k", 20L, "d", 18L), "x n; P n,d; C k,d; W d,n");
        Expression value = tensors.parse(text);
        for (Symbol variable : tensors.symbols) {
            List<Expression> both = List.of(value, Differentiation.derivative(value, variable));
            for (Precision precision : Precision.values()) {
                forms(TensorKernels.program(both, tensors.symbols, tensors.sizes), precision).map(LoopForm::shared).filter(LoopForm::hasLanes)
                        .forEach(form -> assertThatCode(SharedLoop.of(form).exercise()::run).doesNotThrowAnyException());
            }
        }
    }

    private static Stream<LoopForm> forms(TensorProgram program, Precision precision) {
        return program.steps().stream().flatMap(step -> switch (step) {
            case Loop loop -> Stream.of(LoopForm.of(loop, precision));
            case Step.Chosen chosen -> Stream.of(LoopForm.of(chosen, precision));
            case Step.Fused fused -> fused.loops().stream().map(loop -> LoopForm.inBlocks(loop, precision));
            default -> Stream.of();
        });
    }

    @Test
    void whatIsLargeInASingleCallIsInLanesAtOnce() {
        int count = 1 << 22;
        Loop sum = new Loop(List.of(count), 0, List.of(access(0, 1)), Kernels.program(List.of(Language.parse("x^2")), List.of(Symbol.of("x")), Mode.STRICT), access(1, 0));
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        Object[] arrays = {ones, new float[1]};
        BoundLoop loop = new BoundLoop(LoopForm.of(sum, Precision.FLOAT));
        assertThat(loop.isWarming()).isFalse();
        loop.run(arrays, 0, 1, 0, 0);
        assertThat((float[]) arrays[1]).containsExactly(count);
    }
}
