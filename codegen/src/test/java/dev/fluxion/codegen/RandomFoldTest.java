package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random recurrences of up to three states: forward, reverse, differences, the interpreter and kernels of scalars and of tensors give the same. */
class RandomFoldTest {
    private static final List<Symbol> INPUTS = List.of(Symbol.of("a"), Symbol.of("b"), Symbol.of("c"));
    private static final List<String> STATES = List.of("x", "y", "z");
    private static final List<String> START = List.of("a", "b", "c", "0.3", "0", "sin(a*b)", "a/(1 + c^2)");
    private static final double STEP = 1e-5;

    static IntStream seeds() {
        return IntStream.range(0, 12);
    }

    // Bounded, so that no step leaves the numbers.
    private static String term(SplittableRandom random, List<String> names, int depth) {
        if (depth == 0) {
            return names.get(random.nextInt(names.size()));
        }
        String one = term(random, names, depth - 1);
        String other = term(random, names, depth - 1);
        return switch (random.nextInt(depth == 1 ? 8 : 7)) {
            case 0 -> "sin(" + one + " + " + other + ")";
            case 1 -> "(" + one + " - " + other + ")/2";
            case 2 -> "tanh(" + one + "*" + other + ")";
            case 3 -> one + "/(2 + cos(" + other + "))";
            case 4 -> "exp(-(" + one + ")^2)*" + other;
            case 5 -> "sigmoid(" + one + ")";
            case 6 -> "(" + one + " + t/9)/(1 + (" + other + ")^2)";
            default -> "fold(w = " + one + ", u = 1..2: sin(w*a) + " + other + "/3)";
        };
    }

    private static String formula(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> states = STATES.subList(0, 1 + random.nextInt(3));
        List<String> names = new ArrayList<>(states);
        names.addAll(List.of("a", "b", "c"));
        String starts = states.stream().map(state -> state + " = " + START.get(random.nextInt(START.size()))).collect(Collectors.joining(", "));
        String steps = states.stream().map(state -> term(random, names, 1 + random.nextInt(2))).collect(Collectors.joining(", "));
        return "fold(" + starts + ", t = " + random.nextInt(-1, 3) + "..5: " + steps + ")";
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyWayGivesTheSame(int seed) {
        Expression f = Language.parse(formula(seed));
        List<Expression> reverse = Differentiation.gradient(f, INPUTS);
        List<Expression> outputs = new ArrayList<>(List.of(f));
        outputs.addAll(reverse);
        INPUTS.forEach(input -> outputs.add(Differentiation.derivative(f, input)));
        outputs.addAll(Differentiation.gradient(reverse.getFirst(), INPUTS));
        outputs.add(Differentiation.derivative(outputs.get(4), INPUTS.get(1)));
        outputs.add(Differentiation.derivative(reverse.getFirst(), INPUTS.get(1)));
        double[] at = {0.7, -0.4, 1.1};
        double[] values = outputs.stream().mapToDouble(output -> value(output, at)).toArray();
        for (int i = 0; i < 3; i++) {
            assertNear(values[4 + i], values[1 + i], 1e-11, outputs.get(4 + i));
            assertNear(values[1 + i], slope(f, at, i), 1e-7, outputs.get(1 + i));
            assertNear(values[7 + i], slope(reverse.getFirst(), at, i), 1e-7, outputs.get(7 + i));
        }
        assertNear(values[10], values[8], 1e-11, outputs.get(10));
        assertNear(values[11], values[8], 1e-11, outputs.get(11));
        double[] scalars = new double[outputs.size()];
        Kernels.compile(outputs, INPUTS, Mode.FAST).apply(at, scalars);
        TensorProgram program = TensorKernels.program(outputs, INPUTS, Map.of());
        double[][] tensors = new TensorInterpreter(program).run(new double[] {at[0]}, new double[] {at[1]}, new double[] {at[2]});
        for (int i = 0; i < values.length; i++) {
            assertNear(scalars[i], values[i], 1e-11, outputs.get(i));
            assertNear(tensors[i][0], values[i], 1e-11, outputs.get(i));
            assertNear(value(Language.parse(outputs.get(i).toString()), at), values[i], 1e-11, outputs.get(i));
        }
    }

    private static double value(Expression expression, double[] at) {
        return Evaluator.scalar(expression, Map.of("a", at[0], "b", at[1], "c", at[2]));
    }

    private static double slope(Expression f, double[] at, int input) {
        double[] above = at.clone();
        double[] below = at.clone();
        above[input] += STEP;
        below[input] -= STEP;
        return (value(f, above) - value(f, below)) / (2 * STEP);
    }

    private static void assertNear(double actual, double expected, double tolerance, Expression of) {
        assertThat(Math.abs(actual - expected)).as("%s is %s instead of %s", of, actual, expected).isLessThanOrEqualTo(tolerance * (1 + Math.abs(expected)));
    }
}
