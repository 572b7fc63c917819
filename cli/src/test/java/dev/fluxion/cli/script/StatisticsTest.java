package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data, samples, fits and tables as statements. */
class StatisticsTest {
    @TempDir
    private Path folder;

    private final List<String> printed = new ArrayList<>();

    private Session run(String... lines) throws Exception {
        Session session = new Session(output -> printed.add(output.text()), Files.below(folder), new PlainDisplay(output -> { }));
        session.run(new Source("script", String.join("\n", lines)));
        return session;
    }

    private static double[] entries(Session session, String name) {
        return session.names().value(name).map(Typed::expression).map(Symbol.class::cast).flatMap(session.data()::value).map(Value::entries).orElseThrow();
    }

    private double last() {
        String line = printed.getLast();
        return Double.parseDouble(line.substring(line.lastIndexOf("= ") + 2));
    }

    @Test
    void formulasOfAColumnHaveItsNumbers() throws Exception {
        run("d = load(\"iris\")", "x = column(d, \"sepal_width\")", "mean(x)");
        assertThat(printed.getFirst()).isEqualTo("d: 150 rows of sepal_length, sepal_width, petal_length, petal_width, species (setosa, versicolor, virginica)");
        assertThat(last()).isCloseTo(3.0573333333333333, offset(1e-13));
        run("d = load(\"iris\")", "x = column(d, \"sepal_width\")", "variance(x)");
        assertThat(last()).isCloseTo(0.189979418344519, offset(1e-13));
        run("d = load(\"iris\")", "max(column(d, \"species\"))");
        assertThat(last()).isEqualTo(3);
    }

    @Test
    void aFailedAssignmentNamesNoOtherData() throws Exception {
        Session session = run("d = load(\"iris\")");
        assertThatThrownBy(() -> session.run(new Source("input", "a = column(d, \"nowhere\")"))).hasMessageContaining("nowhere");
        session.run(new Source("input", "sample(normal(0, 1), 3)"));
        assertThat(printed.getLast()).startsWith("sample_1 = ");
    }

    // Levels of R's quantile(x), whose usual definition is the same: 4.3 5.1 5.8 6.4 7.9
    @Test
    void quantilesOfDataAreThoseOfTheirOrder() throws Exception {
        double[] expected = {4.3, 5.1, 5.8, 6.4, 7.9};
        for (int i = 0; i < 5; i++) {
            printed.clear();
            run("d = load(\"iris\")", "x = column(d, \"sepal_length\")", "float(quantile(x, " + i + "/4))", "float(median(x) + mean(x))");
            assertThat(Double.parseDouble(printed.get(1).replaceAll(" .*", ""))).isCloseTo(expected[i], offset(1e-14));
            assertThat(Double.parseDouble(printed.get(2).replaceAll(" .*", ""))).isCloseTo(5.8 + 5.843333333333334, offset(1e-13));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"median([3, 1, 2]); 2", "median([1/3, 1/2]); 5/12 = 0.4166666666666667",
            "quantile([5, 1, 2, 9], 1/10); 13/10 = 1.3", "quantile([7], 1/2); 7", "quantile([1, 2], 1); 2"})
    void quantilesOfExactNumbersAreExact(String text, String value) throws Exception {
        run(text);
        assertThat(printed.getLast()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"median([a, 1]); are not known", "median(zeros(0)); of no data", "quantile([1, 2], 3); from 0 to 1", "quantile([1, 2], p); from 0 to 1",
            "median(I(2)); needs a vector",
        "median(4); needs a vector", "median(); a vector"})
    void whatHasNoQuantileIsTold(String text, String message) {
        assertThatThrownBy(() -> run(text)).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }

    @Test
    void arraysOfFilesAreTensors() throws Exception {
        byte[] idx = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, (byte) 255};
        java.nio.file.Files.write(folder.resolve("t10k-images-idx2-ubyte"), idx);
        String header = "{'descr': '|i1', 'fortran_order': True, 'shape': (3, 2), }";
        byte[] npy = ("\u0093NUMPY\u0001\0" + (char) header.length() + "\0" + header + "\1\2\3\4\5\6").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        java.nio.file.Files.write(folder.resolve("w.npy"), npy);
        run("A = load(\"t10k-images-idx2-ubyte\")", "W = load(\"w.npy\")", "sum(A*W)");
        assertThat(last()).isEqualTo(1 + 4 + 9 + 4 + 10 + 18 + 4 + 10 + 255 * 3 + 16 + 25 + 255 * 6);
        assertThatThrownBy(() -> run("y = 2*load(\"iris\")")).isInstanceOf(FluxionException.class).hasMessageContaining("a table needs a name of its own");
        assertThatThrownBy(() -> run("y = load(\"none.npy\")")).hasMessageContaining("none.npy: there is no such file");
    }

    @Test
    void laterDataDoesNotChangeAnEarlierFormula() throws Exception {
        run("a = load(\"anscombe\")", "x = column(a, \"x1\")", "m = mean(x)", "x = column(a, \"y1\")", "m");
        assertThat(last()).isEqualTo(9);
    }

    @Test
    void aFitReportsAndNamesWhatItFound() throws Exception {
        Session session = run("a = load(\"anscombe\")", "fit(y1 == k + m*x1, data = a, k = 0, m = 1)", "k + 9*m");
        assertThat(printed.get(1)).contains("parameter       value  standard error", "k           3.0000909            1.12  33001/11000",
                "m          0.50009091           0.118   5501/11000",
                "sum of squared residuals 13.76269", "with 9 degrees of freedom", "R² 0.666542", "11 rows");
        assertThat(printed.getLast()).startsWith("8251/1100 = 7.50090909");
        assertThat(Arrays.stream(entries(session, "residuals")).sum()).isCloseTo(0, offset(1e-12));
    }

    @Test
    void vectorsThatAreWrittenDownAreDataOfAFit() throws Exception {
        Session session = run("x = [1, 2, 3, 4]", "y = [3, 5, 7, 9]", "z = [1, 1]", "fit(y == a + b*x, a = 0, b = 0)", "[a, b]");
        assertThat(session.last()).hasToString("Optional[[1, 2]]");
    }

    @Test
    void vectorsOfDataAreFittedRowByRow() throws Exception {
        run("x = sample(uniform(0, 4), 400, seed = 3)", "noise = sample(normal(0, 0.001), 400, seed = 4)", "y = 2*exp(-0.7*x) + noise",
                "z = sample(normal(0, 1), 7)", "a = load(\"anscombe\")", "u = column(a, \"x1\")", "v = column(a, \"y1\")", "fit(v^2 == p + q*u, p = 0, q = 1)");
        assertThat(printed.getLast()).contains("p ", "q ", "11 rows");
    }

    @Test
    void tablesAreAligned() throws Exception {
        run("table(x^2, sqrt(x), x = 0..2)");
        assertThat(printed.getLast()).isEqualTo("x  x^2  sqrt(x)\n─  ───  ───────\n0    0        0\n1    1        1\n2    4  1.41421");
        run("d = load(\"iris\")", "d");
        assertThat(printed.getLast().lines()).hasSize(22);
        assertThat(printed.getLast()).endsWith("… 131 more rows");
    }

    private void follows(String distribution, RealDistribution law) throws Exception {
        double[] sample = entries(run("s = sample(" + distribution + ", 2000, seed = 12)"), "s");
        assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(law, sample)).as(distribution).isGreaterThan(0.01);
        assertThat(entries(run("s = sample(" + distribution + ", 2000, seed = 12)"), "s")).isEqualTo(sample);
        assertThat(entries(run("s = sample(" + distribution + ", 2000, seed = 13)"), "s")).isNotEqualTo(sample);
    }

    @Test
    void samplesFollowTheirDistributionAndTheirSeed() throws Exception {
        follows("normal(2, 3)", new NormalDistribution(2, 3));
        follows("gamma_dist(2.5, 2)", new GammaDistribution(2.5, 0.5));
        follows("student_t(4)", new TDistribution(4));
        double[] counts = entries(run("s = sample(categorical([0.2, 0.3, 0.5]), 10000, seed = 5)"), "s");
        assertThat(Arrays.stream(counts).filter(k -> k == 3).count()).isBetween(4800L, 5200L);
    }

    @Test
    void samplesOfVectorsHaveTheirCovariances() throws Exception {
        double[] rows = entries(run("s = sample(mvnormal([1, -2], [2, 0.5; 0.5, 1]), 20000, seed = 8)"), "s");
        double x = 0;
        double y = 0;
        double xy = 0;
        for (int i = 0; i < rows.length; i += 2) {
            x += rows[i] / 20000;
            y += rows[i + 1] / 20000;
            xy += (rows[i] - 1) * (rows[i + 1] + 2) / 20000;
        }
        assertThat(x).isCloseTo(1, offset(0.05));
        assertThat(y).isCloseTo(-2, offset(0.03));
        assertThat(xy).isCloseTo(0.5, offset(0.05));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "load(\"iris\")|needs a name", "d = load(\"none.csv\")|there is no such file", "d = load(\"../x.csv\")|not below the folder",
        "d = load(\"iris\");d + 1|'d' is a table", "d = load(\"iris\");column(d, \"x\")|there is no column x", "column(3, \"x\")|the name of a loaded table",
        "d = load(\"iris\");fit(petal_length == a + b, data = d, a = 1, b = 1)|the Jacobian is singular",
        "d = load(\"iris\");fit(petal_length == a*petal_width + q, data = d, a = 1)|'q' is neither a parameter nor a column",
        "d = load(\"iris\");fit(petal == a, data = d, a = 1)|'petal' is no column", "d = load(\"iris\");fit(petal_length == a, data = d)|needs parameters",
        "d = load(\"iris\");fit(a == petal_length, data = d, a = 1)|the left side is what was measured",
        "sample(normal(0, s), 4)|whose parameters are numbers", "sample(normal(0, 1), 0)|a whole number from 1", "table(x^2)|has no value here"})
    void mistakesAreTold(String script, String message) {
        assertThatThrownBy(() -> run(script.split(";"))).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }
}
