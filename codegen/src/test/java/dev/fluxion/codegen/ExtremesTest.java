package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives of largest and smallest entries, which loops over places compute: equal shares of ties, in both precisions, for any number of threads. */
class ExtremesTest {
    private static final Map<String, Long> SIZES = Map.of("n", 23L, "k", 9L, "d", 18L);
    private static final String DECLARED = "P n,d; C k,d; A n,k; T n,k,d; x n; y k";
    private final Tensors tensors = new Tensors(SIZES, DECLARED);

    private static final String DISTANCES = "tensor(s, j: sum(b: (C[j,b] - P[s,b])^2))";

    @ParameterizedTest
    @ValueSource(strings = {"sum(min(" + DISTANCES + ", axis = 2))", "sum(max(" + DISTANCES + ", axis = 2))", "sum(max(" + DISTANCES + ", axis = 1))",
        "sum(min(tensor(s, j: sum(b: abs(C[j,b] - P[s,b]))), axis = 2).^2)", "max(x)", "min(x)^2", "max(A)", "sum(max(T, axis = 2).^2)", "sum(min(T, axis = 1))",
        "sum(max(T, axis = 3))", "max(x .* x)*min(y)", "x'*max(A, axis = 2)", "y'*min(A, axis = 1)", "sum(max(A .* A, axis = 2) .* exp(x))",
        "sum(max(tensor(s, j: x[s]*y[j]), axis = 2))", "sum(max(tensor(s, j: A[s,j]*y[j]), axis = 2) .* min(A, axis = 2))", "sum(max(A*C, axis = 2))",
        "sum(max(tensor(s, j: A[s,j] + sum(b: C[j,b])), axis = 1))", "sum(exp(max(A, axis = 2)))"})
    void derivativesAreThoseOfTheInterpreters(String text) {
        Expression function = tensors.parse(text);
        for (Symbol variable : tensors.symbols) {
            Expression derivative = Differentiation.derivative(function, variable);
            for (DoubleUnaryOperator rounding : List.<DoubleUnaryOperator>of(x -> x, Math::rint, x -> 1)) { // many ties, and nothing else
                double[][] at = tensors.values(-2, 2);
                Arrays.stream(at).forEach(entries -> Arrays.setAll(entries, i -> rounding.applyAsDouble(entries[i])));
                require(derivative, at);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 40, 100, 129})
    void lanesFindTheSamePlaces(int count) {
        double[] special = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.0, -0.0, 1, 2, 2, Double.MIN_VALUE, Double.NaN};
        Random random = new Random(count);
        for (int round = 0; round < 200; round++) {
            int kinds = round % special.length + 1; // NaN in the last alone
            double[] x = random.ints(count + 3, 0, kinds).mapToDouble(i -> special[i]).toArray();
            for (boolean smallest : new boolean[] {false, true}) {
                double[] found = new double[Extremes.stored(count)];
                double[] expected = found.clone();
                int places = Extremes.oneByOne(x, 3, 1, count, smallest, expected, 0);
                assertThat(Extremes.inLanes(x, 3, count, smallest, found, 0)).isEqualTo(places);
                assertThat(Arrays.copyOf(found, Extremes.HEAD + places)).containsExactly(Arrays.copyOf(expected, Extremes.HEAD + places));
            }
        }
    }

    private void require(Expression derivative, double[][] at) {
        TensorProgram program = TensorKernels.program(List.of(derivative), tensors.symbols, SIZES);
        double[] expected = Evaluator.evaluate(derivative, tensors.named(at), SIZES).entries();
        double[] interpreted = new TensorInterpreter(program).run(at)[0];
        assertNear(interpreted, expected, 1e-12);
        for (Parallel parallel : List.of(Parallel.SEQUENTIAL, backwards(3))) {
            double[] found = new double[expected.length];
            TensorKernels.compile(List.of(derivative), tensors.symbols, SIZES, Precision.DOUBLE, MatrixProducts.PLAIN, parallel).run(at, new Object[] {found});
            assertThat(found).as(program.explain(Precision.DOUBLE)).containsExactly(interpreted);
        }
        float[] single = new float[expected.length];
        Object[] rounded = Arrays.stream(at).map(Tensors::floats).toArray();
        double[][] wide = Arrays.stream(rounded).map(entries -> IntStream.range(0, ((float[]) entries).length).mapToDouble(i -> ((float[]) entries)[i]).toArray())
                .toArray(double[][]::new);
        TensorKernels.compile(List.of(derivative), tensors.symbols, SIZES, Precision.FLOAT, MatrixProducts.PLAIN).run(rounded, new Object[] {single});
        double[] exact = Evaluator.evaluate(derivative, tensors.named(wide), SIZES).entries();
        assertNear(IntStream.range(0, single.length).mapToDouble(i -> single[i]).toArray(), exact, 1e-4);
    }

    private static Parallel backwards(int threads) {
        return new Parallel() {
            @Override
            public int threads() {
                return threads;
            }

            @Override
            public void run(int tasks, java.util.function.IntConsumer task) {
                IntStream.range(0, tasks).map(i -> tasks - 1 - i).forEach(task);
            }
        };
    }

    private static void assertNear(double[] found, double[] expected, double tolerance) {
        double scale = 1 + Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).as("entry %d: %s, %s", i, found[i], expected[i]).isLessThanOrEqualTo(tolerance * scale);
        }
    }

    @Test
    void sumsOverTheNearestVisitNothingElse() {
        Expression cost = tensors.parse("sum(min(" + DISTANCES + ", axis = 2))");
        TensorProgram program = TensorKernels.program(Differentiation.gradient(cost, List.of(tensors.symbol("C"), tensors.symbol("P"))), tensors.symbols, SIZES);
        assertThat(program.steps()).as(program.explain(Precision.DOUBLE)).filteredOn(Step.Chosen.class::isInstance).hasSize(2);
        assertThat(program.steps()).noneMatch(Step.Shares.class::isInstance);
    }

    @Test
    void sharesThatAreWantedThemselvesAreStored() {
        Expression share = Differentiation.derivative(tensors.parse("sum(max(A, axis = 2))"), tensors.symbol("A"));
        TensorProgram program = TensorKernels.program(List.of(share), tensors.symbols, SIZES);
        assertThat(program.steps()).as(program.explain(Precision.DOUBLE)).anyMatch(Step.Shares.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void allEntriesOfALineWithNanShareItAndZerosOfBothSignsTie(Precision precision) {
        double infinity = Double.NEGATIVE_INFINITY;
        double[] x = {1, Double.NaN, 3, 2, 0.0, -1, -0.0, 0.0, infinity, infinity, infinity, infinity};
        Object found = precision.array(3 * Extremes.stored(4));
        Extremes.find(new Step.Extremes(0, 1, 3, 4, 1, false), 0, 3, precision.array(x), found);
        assertThat(numbers(found, 0, 6)).containsExactly(4, Double.NaN, 0, 1, 2, 3);
        assertThat(numbers(found, 6, 11)).containsExactly(3, precision == Precision.FLOAT ? 1 / 3f : 1 / 3.0, 0, 2, 3);
        assertThat(numbers(found, 12, 18)).containsExactly(4, 0.25, 0, 1, 2, 3);
        Object shares = precision.array(12);
        Extremes.share(new Step.Shares(0, 1, 3, 4, 1), 0, 3, found, shares);
        double third = precision == Precision.FLOAT ? 1 / 3f : 1 / 3.0;
        assertThat(numbers(shares, 0, 12)).containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN, third, 0, third, third, 0.25, 0.25, 0.25, 0.25);
    }

    private static double[] numbers(Object array, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> Precision.entry(array, i)).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(min(" + DISTANCES + ", axis = 2))", "max(x)", "min(x)^2", "sum(max(A, axis = 2))", "sum(max(T, axis = 3))"})
    void whatIsNoNumberStaysNone(String text) {
        Expression function = tensors.parse(text);
        for (Symbol variable : tensors.symbols) {
            double[][] at = tensors.values(-2, 2);
            Arrays.stream(at).forEach(entries -> entries[1] = Double.NaN);
            requireSame(Differentiation.derivative(function, variable), at);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"max(x)", "min(x)", "sum(max(A, axis = 2))", "sum(min(T, axis = 1))"})
    void infinitiesAreLargestAndSmallest(String text) {
        Expression function = tensors.parse(text);
        for (double infinity : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            double[][] at = tensors.values(-2, 2);
            Arrays.stream(at).forEach(entries -> entries[1] = entries[2] = infinity);
            tensors.symbols.forEach(variable -> requireSame(Differentiation.derivative(function, variable), at));
        }
    }

    private void requireSame(Expression derivative, double[][] at) {
        double[] expected = Evaluator.evaluate(derivative, tensors.named(at), SIZES).entries();
        for (Precision precision : Precision.values()) {
            Object found = precision.array(expected.length);
            Object[] given = Arrays.stream(at).map(precision::array).toArray();
            TensorKernels.compile(List.of(derivative), tensors.symbols, SIZES, precision, MatrixProducts.PLAIN).run(given, new Object[] {found});
            for (int i = 0; i < expected.length; i++) {
                double own = Precision.entry(found, i);
                assertThat(Double.isNaN(own)).as("%s in %s, entry %d: %s, %s", derivative, precision, i, own, expected[i]).isEqualTo(Double.isNaN(expected[i]));
                assertThat(Double.isNaN(own) || Math.abs(own - expected[i]) <= 1e-4 * (1 + Math.abs(expected[i]))).isTrue();
            }
        }
    }
}
