package dev.fluxion.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LeastSquaresTest {
    private static final double DIGITS = 1e-8;
    private static final List<String> STARTS = List.of("start1", "start2");

    private static Fit fit(String model, Map<String, Double> start, Map<String, double[]> columns, double[] response) {
        Map<Symbol, Double> from = new LinkedHashMap<>();
        start.forEach((name, value) -> from.put(Symbol.of(name), value));
        Map<Symbol, double[]> data = new LinkedHashMap<>();
        columns.forEach((name, column) -> data.put(Symbol.of(name), column));
        return LeastSquares.fit(Language.parse(model), from, data, response, () -> true);
    }

    private static Map<String, Double> start(Object... pairs) {
        Map<String, Double> start = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            start.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
        }
        return start;
    }

    /** NIST Statistical Reference Datasets, nonlinear regression: eleven certified digits. */
    @TestFactory
    Stream<DynamicTest> certifiedParametersAreReachedFromBothStarts() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<String, Object> problem : problems()) {
            for (String from : STARTS) {
                tests.add(DynamicTest.dynamicTest(problem.get("name") + " " + from, () -> check(problem, from)));
            }
        }
        assertThat(tests).hasSize(32);
        return tests.stream();
    }

    private static List<Map<String, Object>> problems() throws IOException {
        List<Map<String, Object>> problems = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(LeastSquaresTest.class.getResourceAsStream("nist.jsonl"), StandardCharsets.UTF_8))) {
            for (String line : in.lines().toList()) {
                problems.add(JSON.std.mapFrom(line));
            }
        }
        return problems;
    }

    /** Each number of the table in the documentation is a claim: the digits, of eleven certified ones, that are right in every parameter. */
    @Test
    void thePageTellsHowManyDigitsAreReached() throws IOException {
        List<String> page = Files.readAllLines(Path.of("").toAbsolutePath().getParent().resolve("docs/statistics.md"));
        List<String> reached = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Map<String, Object> problem : problems()) {
            List<Fit> fits = STARTS.stream().map(from -> solved(problem, from)).toList();
            List<Integer> digits = List.of(parameters(problem, fits.get(0)), parameters(problem, fits.get(1)), errors(problem, fits), squares(problem, fits));
            String start = "| " + problem.get("name") + " | ";
            String row = page.stream().filter(line -> line.startsWith(start)).findFirst().orElse(start + "? | ? | 11 | 11 | 11 | 11 |");
            List<String> cells = List.of(row.split(" *\\| *"));
            told.add(row);
            reached.add(start + problem.get("params").toString().split(",").length + " | " + problem.get("n") + " | "
                    + IntStream.range(0, 4).mapToObj(i -> Integer.toString(Math.min(digits.get(i), Integer.parseInt(cells.get(4 + i)))))
                    .collect(Collectors.joining(" | ")) + " |");
        }
        assertThat(told).isEqualTo(reached);
    }

    private static int parameters(Map<String, Object> problem, Fit fit) {
        return digits(texts(problem.get("certified")), fit.estimates().values().stream().map(Fit.Estimate::value).toList());
    }

    private static int errors(Map<String, Object> problem, List<Fit> fits) {
        return fits.stream().mapToInt(fit -> digits(texts(problem.get("sd")), fit.estimates().values().stream().map(Fit.Estimate::standardError)
                .toList())).min().orElseThrow();
    }

    private static int squares(Map<String, Object> problem, List<Fit> fits) {
        return fits.stream().mapToInt(fit -> digits(List.of(problem.get("rss").toString()), List.of(fit.rss()))).min().orElseThrow();
    }

    private static int digits(List<String> certified, List<Double> values) {
        return IntStream.range(0, values.size()).mapToDouble(i -> {
            double truth = Double.parseDouble(certified.get(i));
            double error = Math.abs(values.get(i) - truth) / Math.abs(truth);
            return error == 0 ? 11 : Math.clamp(-Math.log10(error), 0, 11);
        }).mapToInt(digits -> (int) digits).min().orElseThrow();
    }

    private static void check(Map<String, Object> problem, String from) {
        List<String> names = texts(problem.get("params"));
        Fit fit = solved(problem, from);
        for (int j = 0; j < names.size(); j++) {
            Fit.Estimate estimate = fit.estimates().get(names.get(j));
            double certified = Double.parseDouble(texts(problem.get("certified")).get(j));
            double error = Double.parseDouble(texts(problem.get("sd")).get(j));
            assertThat(estimate.value()).as(names.get(j)).isCloseTo(certified, offset(DIGITS * Math.abs(certified)));
            boolean exact = problem.get("name").equals("Lanczos1"); // its residuals are the rounding of the data
            assertThat(estimate.standardError()).as("standard error of " + names.get(j)).isCloseTo(error, offset((exact ? 1e-2 : 1e-6) * error));
        }
        assertThat(fit.residuals()).hasSize(((Number) problem.get("n")).intValue());
        assertThat(fit.degreesOfFreedom()).isEqualTo(((Number) problem.get("dof")).intValue());
    }

    private static Fit solved(Map<String, Object> problem, String from) {
        List<String> names = texts(problem.get("params"));
        Map<String, Double> start = new LinkedHashMap<>();
        names.forEach(name -> start.put(name, Double.valueOf(texts(problem.get(from)).get(names.indexOf(name)))));
        Map<String, double[]> columns = new HashMap<>();
        List<String> heads = texts(problem.get("data_columns"));
        List<?> rows = (List<?>) problem.get("data");
        heads.forEach(head -> columns.put(head, rows.stream().mapToDouble(row -> Double.parseDouble(texts(row).get(heads.indexOf(head)))).toArray()));
        Expression response = Language.parse(problem.get("response").toString());
        double[] y = columns.get("y");
        double[] transformed = IntStream.range(0, y.length).mapToDouble(row -> Evaluator.scalar(response, Map.of("y", y[row]))).toArray();
        return fit(problem.get("model").toString(), start, columns, transformed);
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(Object::toString).toList();
    }

    @Test
    void farStartsReachTheCertifiedEnd() {
        double[] y = {0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603, 0.580, 0.558, 0.538,
            0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406};
        double[] x = IntStream.range(0, 33).mapToDouble(i -> 10.0 * i).toArray();
        Fit osborne = fit("b1 + b2*exp(-x*b4) + b3*exp(-x*b5)", start("b1", 50, "b2", 150, "b3", -100, "b4", 1, "b5", 2), Map.of("x", x), y);
        assertThat(osborne.estimates().get("b5").value()).isCloseTo(0.022122699662, offset(2e-12)); // NIST, MGH17
        double[] onion = {16.08, 33.83, 65.80, 97.20, 191.55, 326.20, 386.87, 520.53, 590.03, 651.92, 724.93, 699.56, 689.96, 637.56, 717.41};
        double[] weeks = IntStream.rangeClosed(1, 15).mapToDouble(i -> i).toArray();
        Fit growth = fit("b1/((1 + exp(b2 - b3*x))^(1/b4))", start("b1", 100, "b2", 10, "b3", 1, "b4", 1), Map.of("x", weeks), onion);
        assertThat(growth.estimates().get("b4").value()).isCloseTo(1.2792483859, offset(1e-9)); // NIST, Rat43
    }

    // Gauss and Newton's steps alone converge slowly here, as the model bends and the residuals are large.
    @Test
    void bothStartsGiveTheSameDigitsOnABentModel() {
        RandomStream random = RandomStream.seeded(3);
        double[] x = IntStream.range(0, 25).mapToDouble(i -> -4868.68 + 90 * i).toArray();
        double[] y = IntStream.range(0, 25).mapToDouble(i -> 0.2 + 6.2e-6 * x[i] - Math.atan(1204 / (x[i] + 181)) / Math.PI
                + 0.01 * (random.nextDouble() - 0.5)).toArray();
        String model = "b1 - b2*x - atan(b3/(x - b4))/pi";
        Fit one = fit(model, start("b1", 0.1, "b2", -0.00001, "b3", 1000, "b4", -100), Map.of("x", x), y);
        Fit two = fit(model, start("b1", 0.2, "b2", -0.000005, "b3", 1200, "b4", -150), Map.of("x", x), y);
        one.estimates().forEach((name, estimate) -> assertThat(two.estimates().get(name).value()).as(name)
                .isCloseTo(estimate.value(), offset(1e-8 * Math.abs(estimate.value()))));
    }

    @Test
    void aLineHasTheTextbookAnswer() {
        Fit line = fit("a + b*x", start("a", 0, "b", 0), Map.of("x", new double[] {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}),
                new double[] {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}); // Anscombe 1973, I
        assertThat(line.estimates().get("a").value()).isCloseTo(3.0000909090909, offset(1e-12));
        assertThat(line.estimates().get("b").value()).isCloseTo(0.5000909090909, offset(1e-12));
        assertThat(line.estimates().get("a").standardError()).isCloseTo(1.12474679, offset(1e-8));
        assertThat(line.estimates().get("b").standardError()).isCloseTo(0.11790550, offset(1e-8));
        assertThat(line.rSquared()).isCloseTo(0.66654246, offset(1e-8));
        assertThat(line.deviation()).isCloseTo(1.23660332, offset(1e-8));
    }

    @Test
    void residualsAreOrthogonalToEveryColumnOfTheJacobian() {
        DoubleUnaryOperator truth = t -> 3 * Math.exp(-0.7 * t) + 0.5;
        RandomStream random = RandomStream.seeded(11);
        double[] x = IntStream.range(0, 200).mapToDouble(i -> i * 0.03).toArray();
        double[] y = IntStream.range(0, 200).mapToDouble(i -> truth.applyAsDouble(x[i]) + 0.2 * (random.nextDouble() - 0.5)).toArray();
        Fit fit = fit("a*exp(-b*x) + c", start("a", 1, "b", 1, "c", 0), Map.of("x", x), y);
        double b = fit.estimates().get("b").value();
        double dot = 0;
        for (int i = 0; i < x.length; i++) {
            dot += fit.residuals()[i] * Math.exp(-b * x[i]);
        }
        assertThat(dot).isCloseTo(0, offset(1e-11));
    }

    @Test
    void whatIsNotDeterminedOrDoesNotConvergeIsNoResult() {
        assertThatThrownBy(() -> fit("a + b", start("a", 1, "b", 1), Map.of(), new double[] {1, 2, 3})).isInstanceOf(FluxionException.class)
                .hasMessageContaining("the Jacobian is singular").hasMessageContaining("the last sum of squared residuals is 2.0");
        assertThatThrownBy(() -> fit("a*exp(b*x)", start("a", 1, "b", 1), Map.of("x", new double[] {1, 2, 3, 4}), new double[] {1, -1, 1, -1}))
                .isInstanceOf(FluxionException.class).hasMessageContaining("last sum of squared residuals");
        assertThatThrownBy(() -> fit("a*log(x)", start("a", 1), Map.of("x", new double[] {1, -2}), new double[] {1, 2}))
                .hasMessageContaining("no value at the starting point, in row 2");
        assertThatThrownBy(() -> fit("a*x", start("a", 1), Map.of("x", new double[] {1, Double.NaN}), new double[] {1, 2}))
                .hasMessageContaining("column x is NaN in row 2");
        assertThatThrownBy(() -> fit("a*z", start("a", 1), Map.of(), new double[] {1})).hasMessageContaining("neither a parameter nor a column");
        assertThatThrownBy(() -> LeastSquares.fit(Language.parse("a^2"), Map.of(Symbol.of("a"), 5.0), Map.of(), new double[] {1, 2}, () -> false))
                .hasMessageContaining("the fit was stopped");
    }

    @Test
    void normalEquationsOfDecimalNumbersAreSolvedExactly() {
        Symbol a = Symbol.of("a");
        Symbol b = Symbol.of("b");
        Map<Symbol, double[]> data = Map.of(Symbol.of("x"), new double[] {0.1, 0.2, 0.4});
        double[] y = {1, 2, 2.5};
        assertThat(ExactLine.solve(Language.parse("a + b*x + x^2"), List.of(a, b), data, y).orElseThrow()).hasToString("{a=4/5, b=289/70}");
        assertThat(ExactLine.solve(Language.parse("a + b^2*x"), List.of(a, b), data, y)).isEmpty();
        assertThat(ExactLine.solve(Language.parse("a + b*exp(x)"), List.of(a, b), data, y)).isEmpty();
        assertThat(ExactLine.solve(Language.parse("a + b"), List.of(a, b), data, y)).isEmpty();
    }
}
