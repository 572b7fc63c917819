package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Partial derivatives of every elementwise row of the table at special numbers, computed in every way: to the bit as the interpreter of the same program,
 * lanes but for the stated units in the last place, and the same class of number as the interpreter of expressions gives.
 */
class OperatorGradientsTest {
    private static final double[] POINTS = {0, -0.0, 0.5, -0.5, 1, -1, 2, -3.7, 19.5, 1e-300, -1e300, Double.MIN_VALUE, -Double.MIN_NORMAL / 3,
        Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
    private static final double[] SINGLES = {0, -0.0, 0.5, -0.5, 1, -1, 2, -3.75, 9.5, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.NaN};
    // Of functions in lanes, times the functions of a derivative.
    private static final double ULPS = 16;

    static Collection<Operator> rows() {
        return Operators.rows(Operator.Kind.ELEMENTWISE);
    }

    private static List<Symbol> symbols(Operator row, Shape shape) {
        return row.operands().stream().map(name -> Symbol.of("v_" + name, shape, Symbol.Role.VARIABLE, Set.of())).toList();
    }

    // Of what is applied, by each operand that the table knows a derivative by.
    private static Map<Symbol, Expression> derivatives(Expression function, List<Symbol> inputs) {
        Map<Symbol, Expression> derivatives = new LinkedHashMap<>();
        for (Symbol input : inputs) {
            try {
                derivatives.put(input, Differentiation.derivative(function, input));
            } catch (FluxionException e) {
                e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            }
        }
        return derivatives;
    }

    // Every combination of points, one column for each input.
    private static double[][] columns(int inputs, double[] points) {
        int count = (int) Math.pow(points.length, inputs);
        double[][] columns = new double[inputs][count];
        for (int code = 0; code < count; code++) {
            for (int k = 0, rest = code; k < inputs; k++, rest /= points.length) {
                columns[k][code] = points[rest % points.length];
            }
        }
        return columns;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void classesAndLanesGiveWhatTheInterpretersGive(Operator row) {
        List<Symbol> inputs = symbols(row, Shape.SCALAR);
        Map<Symbol, Expression> byInput = derivatives(Apply.of(row, List.copyOf(inputs)), inputs);
        List<Symbol> names = List.copyOf(byInput.keySet());
        List<Expression> derivatives = List.copyOf(byInput.values());
        double[][] columns = columns(inputs.size(), POINTS);
        for (Mode mode : Mode.values()) {
            VectorFunction function = Kernels.compile(derivatives, inputs, mode);
            ArrayInterpreter interpreter = new ArrayInterpreter(Kernels.program(derivatives, inputs, mode));
            double[][] results = new double[derivatives.size()][columns[0].length];
            Kernels.rows(derivatives, inputs, mode).run(columns, results);
            double[] out = new double[derivatives.size()];
            for (int i = 0; i < columns[0].length; i++) {
                double[] at = at(columns, i);
                function.apply(at, out);
                double[] expected = interpreter.run(at);
                for (int k = 0; k < out.length; k++) {
                    String about = "%s by %s in mode %s at %s".formatted(row, names.get(k), mode, Arrays.toString(at));
                    assertThat(Double.doubleToLongBits(out[k])).as(about).isEqualTo(Double.doubleToLongBits(expected[k]));
                    requireNear(about + " in lanes", results[k][i], expected[k], ULPS * Math.ulp(expected[k]));
                    if (mode == Mode.STRICT && isOrdinary(at)) {
                        double reference = Evaluator.scalar(derivatives.get(k), point(inputs, at));
                        requireNear(about + " by the reference", out[k], reference, 1e-12 * (Math.abs(reference) + 1e-300));
                    }
                }
            }
        }
    }

    private static double[] at(double[][] columns, int row) {
        return java.util.stream.IntStream.range(0, columns.length).mapToDouble(k -> columns[k][row]).toArray();
    }

    // The interpreter of expressions takes reciprocals where kernels divide: they overflow for subnormal numbers, and their rounding moves places of jumps.
    private static boolean isOrdinary(double[] at) {
        return at.length == 1 || Arrays.stream(at).noneMatch(x -> x != 0 && Math.abs(x) < 1e-290 || x == -3.7);
    }

    private static Map<String, Double> point(List<Symbol> inputs, double[] at) {
        Map<String, Double> point = new HashMap<>();
        for (int k = 0; k < at.length; k++) {
            point.put(inputs.get(k).name(), at[k]);
        }
        return point;
    }

    @ParameterizedTest
    @ValueSource(strings = {"x^(1/3)", "x^0.3", "x^(-1/2)", "x^(3/2)", "x^y"})
    void minusInfinityToABrokenPowerIsNoNumber(String text) {
        Expression formula = Fluxion.parse(text);
        double[] at = {Double.NEGATIVE_INFINITY, 0.5};
        double[] out = new double[1];
        Kernels.compile(List.of(formula), List.of(Symbol.of("x"), Symbol.of("y"))).apply(at, out);
        assertThat(out[0]).isNaN();
        assertThat(Evaluator.scalar(formula, Map.of("x", at[0], "y", at[1]))).isNaN();
        assertThat(Kernels.rows(List.of(formula), List.of(Symbol.of("x"), Symbol.of("y"))).values(new double[] {at[0]}, new double[] {at[1]})[0]).isNaN();
    }

    /** The root of -0 is -0, and so on in products and quotients: an infinity by the reciprocal hangs on the sign. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, -0.5, 1.5, -1.5, 2.5, -2.5, 3.5, -3.5, 1, -1, 2, -2, 3, -3, 4, -4, 1.7, -1.7})
    void powersOfZerosAndInfinitiesAreTheSameInAllTiers(double exponent) {
        List<Symbol> inputs = List.of(Symbol.of("x"), Symbol.of("y"));
        Expression known = Fluxion.parse("x^(" + (exponent == 1.7 || exponent == -1.7 ? exponent + "" : Math.round(2 * exponent) + "/2") + ")");
        List<Expression> both = List.of(known, Fluxion.parse("x^y"));
        for (double base : new double[] {0.0, -0.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, -1.5}) {
            Double expected = Evaluator.scalar(known, Map.of("x", base));
            assertThat((Double) new ScalarValues(known).at(Map.of("x", base))).as("%s at %s", known, base).isEqualTo(expected);
            for (Mode mode : Mode.values()) {
                double[] out = new double[2];
                Kernels.compile(both, inputs, mode).apply(new double[] {base, exponent}, out);
                double[][] rows = new double[2][1];
                Kernels.rows(both, inputs, mode).run(new double[][] {{base}, {exponent}}, rows);
                assertThat(List.of(out[0], out[1], rows[0][0], rows[1][0])).as("%s at %s in mode %s", known, base, mode).allMatch(expected::equals, "value of the interpreter, " + expected);
            }
        }
    }

    private static void requireNear(String about, double found, double expected, double tolerance) {
        assertThat(Double.isNaN(found)).as("%s: %s, %s", about, found, expected).isEqualTo(Double.isNaN(expected));
        if (!Double.isNaN(found) && found != expected) {
            assertThat(Math.abs(found - expected)).as("%s: %s, %s", about, found, expected).isLessThanOrEqualTo(tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void loopsOverTensorsGiveWhatTheInterpreterGives(Operator row) {
        double[][] columns = columns(row.operands().size(), SINGLES);
        List<Symbol> inputs = symbols(row, new Shape(List.of(Size.named("n"))));
        Map<String, Long> sizes = Map.of("n", (long) columns[0].length);
        Expression applied = Apply.of(row, List.copyOf(inputs));
        Map<String, Value> values = new HashMap<>();
        for (int k = 0; k < columns.length; k++) {
            values.put(inputs.get(k).name(), Value.of(new int[] {columns[k].length}, columns[k]));
        }
        Map<Symbol, Expression> gradients = derivatives(Formulas.parse("sum(f)", names(applied)), inputs);
        for (Symbol input : gradients.keySet()) {
            Expression gradient = gradients.get(input);
            double[] expected = Evaluator.evaluate(gradient, values, sizes).entries();
            for (Precision precision : Precision.values()) {
                Object found = precision.array(expected.length);
                Object[] given = Arrays.stream(columns).map(precision::array).toArray();
                TensorKernels.compile(List.of(gradient), inputs, sizes, precision, MatrixProducts.PLAIN).run(given, new Object[] {found});
                for (int i = 0; i < expected.length; i++) {
                    double own = Precision.entry(found, i);
                    String about = "%s by %s in %s at %s: %s, %s".formatted(row, input, precision, Arrays.toString(at(columns, i)), own, expected[i]);
                    boolean beyond = precision == Precision.FLOAT && (Math.abs(expected[i]) > Float.MAX_VALUE / 4 || Math.abs(expected[i]) < 1e-30);
                    if (!beyond) {
                        requireNear(about, own, expected[i], (precision == Precision.FLOAT ? 1e-4 : 1e-12) * (1 + Math.abs(expected[i])));
                    }
                }
            }
        }
    }

    private static Names names(Expression applied) {
        Names names = Names.strict();
        names.bind("f", applied);
        return names;
    }
}
