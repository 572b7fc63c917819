package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Parameter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompileVerbTest {
    @TempDir
    private Path folder;

    private String run(String script, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("f.flx"), script);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "compile";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        StringWriter text = new StringWriter();
        CommandLine command = FluxionCommand.commandLine().setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        return command.execute(arguments) + "\n" + text;
    }

    @Test
    void theProgramAndItsSizesAreExplained() throws Exception {
        assertThat(run("f(x, y) = x^2*sin(y)", "--explain")).startsWith("0\n").contains("f of 2 inputs", "value: 3 operations", "v3 = v2 * v2", "return ",
                "gradient: ", "valueAndGradient", "bytes of class file", "value(double,double)double");
    }

    /** Classes of a jar, beside nothing but the platform. */
    private Object instance(URLClassLoader loader, String name) throws Exception {
        return loader.loadClass(name).getConstructor().newInstance();
    }

    @Test
    void theClassesOfAJarNeedNothingButThePlatform() throws Exception {
        Path jar = folder.resolve("f.jar");
        assertThat(run("""
                c = 3
                f(x, y) = c*x^2*sin(y) + erf(x) + if(x > y, relu(x), sigmoid(y)) + lgamma(y)
                wave(t) = sec(t)
                """, "-o", jar.toString(), "--package", "org.example")).startsWith("0\n").contains("wave: class org.example.Wave in");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object f = instance(loader, "org.example.F");
            double[] gradient = new double[2];
            double value = (double) f.getClass().getMethod("valueAndGradient", double[].class, double[].class).invoke(f, new double[] {0.5, 2}, gradient);
            // erf(1/2) and sigmoid(2): Abramowitz and Stegun; lgamma(2) = 0
            assertThat(value).isCloseTo(0.75 * Math.sin(2) + 0.5204998778130465 + 1 / (1 + Math.exp(-2)), org.assertj.core.data.Offset.offset(1e-15));
            assertThat(gradient[0]).isCloseTo(3 * Math.sin(2) + 2 / Math.sqrt(Math.PI) * Math.exp(-0.25), org.assertj.core.data.Offset.offset(1e-15));
            Object wave = instance(loader, "org.example.Wave");
            assertThat((double) wave.getClass().getMethod("value", double.class).invoke(wave, 1.0)).isEqualTo(1 / Math.cos(1));
        }
    }

    @Test
    void aScriptWithoutFunctionsGivesItsLastExpression() throws Exception {
        Path jar = folder.resolve("g.jar");
        assertThat(run("p = a*b\np + a", "-o", jar.toString())).startsWith("0\n").contains("f: class formula.F in");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object f = instance(loader, "formula.F");
            assertThat((double) f.getClass().getMethod("value", double.class, double.class).invoke(f, 2, 3)).isEqualTo(8);
        }
    }

    @Test
    void namesThatDifferByCaseAloneHaveClassesOfTheirOwn() throws Exception {
        Path jar = folder.resolve("names.jar");
        assertThat(run("f(x) = 2*x\nF(x) = x^2\nf2(x) = 3*x\nab(x) = x\naB(x) = 5*x", "-o", jar.toString())).startsWith("0\n").contains("f: class formula.F3 in",
                "F: class formula.F in", "f2: class formula.F2 in", "ab: class formula.Ab in", "aB: class formula.AB2 in");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            for (Map.Entry<String, Double> each : Map.of("F3", 14.0, "F", 49.0, "F2", 21.0, "Ab", 7.0, "AB2", 35.0).entrySet()) {
                Object f = instance(loader, "formula." + each.getKey());
                assertThat(f.getClass().getMethod("value", double.class).invoke(f, 7.0)).as(each.getKey()).isEqualTo(each.getValue());
            }
        }
    }

    private static final String TENSORS = """
            X in R[n, d]
            param w in R[d]
            y in R[n]
            S in R[m, m]
            loss(X, w, y) = sum((X*w - y).^2)/2
            volume(S) = log(abs(det(S)))
            product(S, s) = S*S*s
            """;

    @Test
    void formulasOfTensorsAreWrittenAsAProgrammerWouldDeclareThem() throws Exception {
        Path jar = folder.resolve("t.jar");
        assertThat(run(TENSORS, "-o", jar.toString(), "--explain")).startsWith("0\n").contains("add v0 = a1[i1]; v1 = a0[i0, i1]", """
                loss: class formula.Loss in %1$s
                  double value(double[] X, double[] w, double[] y)
                  void gradient(double[] X, double[] w, double[] y, double[] by_w)
                  double valueAndGradient(double[] X, double[] w, double[] y, double[] by_w)
                volume: class formula.Volume in %1$s
                  double value(int m, double[] S)
                  void gradient(int m, double[] S, double[] by_S)
                  double valueAndGradient(int m, double[] S, double[] by_S)
                product: class formula.Product in %1$s
                  double[] value(int m, double[] S, double s)
                """.formatted(jar));
    }

    /** A method of Java may not have two arguments of one name. */
    @Test
    void argumentsHaveNamesOfTheirOwn() throws Exception {
        Path jar = folder.resolve("n.jar");
        assertThat(run("S in R[m, m]\nparam w in R[m]\nby_w in R[d]\nf(S, w, by_w) = sum(S*w)*sum(by_w)\ng(S, m, by_S) = (m + by_S)*sum(S)", "-o", jar.toString()))
                .startsWith("0\n").contains("void gradient(double[] S, double[] w, double[] by_w, double[] by_w2)\n",
                "double value(int size_m, double[] S, double m, double by_S)\n",
                "void gradient(int size_m, double[] S, double m, double by_S, double[] by_S2, double[] by_m, double[] by_by_S)\n");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            assertThat(instance(loader, "formula.F").getClass().getMethod("gradient", double[].class, double[].class, double[].class, double[].class).getParameters())
                    .extracting(Parameter::getName).containsExactly("S", "w", "by_w", "by_w2");
        }
    }

    @Test
    void parametersThatAreNumbersAreDifferentiatedToo() throws Exception {
        Path jar = folder.resolve("p.jar");
        assertThat(run("X in R[n, d]\nparam w in R[d]\nparam b\nf(X, w, b, c) = sum((X*w + b).^2)*c", "-o", jar.toString())).startsWith("0\n")
                .contains("  void gradient(int n, double[] X, double[] w, double b, double c, double[] by_w, double[] by_b)\n");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object f = instance(loader, "formula.F");
            double[] byW = new double[2];
            double[] byB = new double[1];
            f.getClass().getMethod("gradient", int.class, double[].class, double[].class, double.class, double.class, double[].class, double[].class)
                    .invoke(f, 2, new double[] {1, 2, 3, 4}, new double[] {1, -1}, 0.5, 3.0, byW, byB);
            assertThat(byW).containsExactly(-12, -18); // 6*X'*[-0.5; -0.5]
            assertThat(byB).containsExactly(-6);
        }
    }

    @Test
    void numbersMayMeetInMatrices() throws Exception {
        Path jar = folder.resolve("d.jar");
        assertThat(run("d(a, b) = det([a, 1; 2, b])\ntwice(a) = sum(j = 1..150: a)/75", "-o", jar.toString())).startsWith("0\n")
                .contains("  double valueAndGradient(double a, double b, double[] by_a, double[] by_b)\ntwice: class");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object d = instance(loader, "formula.D");
            double[] byA = new double[1];
            double[] byB = new double[1];
            var method = d.getClass().getMethod("valueAndGradient", double.class, double.class, double[].class, double[].class);
            assertThat((double) method.invoke(d, 5.0, 3.0, byA, byB)).isCloseTo(13, org.assertj.core.data.Offset.offset(1e-14));
            assertThat(byA[0]).isCloseTo(3, org.assertj.core.data.Offset.offset(1e-14));
            assertThat(byB[0]).isCloseTo(5, org.assertj.core.data.Offset.offset(1e-14));
        }
    }

    private static String block(String section, String fence) {
        int from = section.indexOf("```" + fence + "\n") + fence.length() + 4;
        return section.substring(from, section.indexOf("```\n", from));
    }

    @Test
    void theProgramOfThePageOnEmbeddingRunsBesideNothingButTheJar() throws Exception {
        String page = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs/embedding.md"));
        String section = page.substring(page.indexOf("## A jar without Fluxion"));
        Path jar = folder.resolve("loss.jar");
        assertThat(run(block(section, "fluxion"), "-o", jar.toString()).replace(jar.toString(), "loss.jar")).isEqualTo("0\n" + block(section, "text"));
        String text = block(section, "java alone");
        Path program = Files.writeString(folder.resolve("Calls.java"), text);
        ProcessBuilder java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", jar.toString(), program.toString());
        java.environment().remove("JDK_JAVA_OPTIONS");
        Process process = java.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines()).containsExactlyElementsOf(Pattern.compile("println\\(.*\\); +// (.*)").matcher(text).results().map(printed -> printed.group(1)).toList())
                .hasSize(4);
    }

    @Test
    void aJarReplacesNoScript() throws Exception {
        String script = "f(x) = 2*x";
        Path link = folder.resolve("link.jar");
        Files.createSymbolicLink(link, folder.resolve("f.flx"));
        for (Path output : new Path[] {folder.resolve("f.flx"), folder.resolve(".").resolve("f.flx"), link}) {
            assertThat(run(script, "-o", output.toString())).startsWith("1\n").contains("the output " + output + " is the input", "hint: name another file, -o NAME.jar");
            assertThat(folder.resolve("f.flx")).hasContent(script);
        }
        for (String name : new String[] {"g.flx", "g", "g.jar.zip"}) {
            assertThat(run(script, "-o", folder.resolve(name).toString())).startsWith("1\n").contains(name + " does not end in .jar",
                    "hint: write " + name.replaceFirst("[.](flx|zip)$", "") + ".jar");
            assertThat(folder.resolve(name)).doesNotExist();
        }
    }

    @Test
    void mistakesAreTold() throws Exception {
        assertThat(run("f(x) = x\ng(x) = besselj(0, x)", "--explain")).startsWith("1\n").contains("unknown function besselj", "2 | g(x) = besselj(0, x)\n    |        ^^^^^^^");
        assertThat(run("f(x) = x\ng(x) = 3 + atan2(x)", "--explain")).startsWith("1\n").contains("'atan2' takes 2 operands", "2 | g(x) = 3 + atan2(x)\n    |            ^^^^^");
        assertThat(run("x = 1")).startsWith("1\n").contains("defines no function");
        assertThat(run("X in R[n]\nf(t) = t*sum(X)", "--explain")).startsWith("1\n").contains("'X' is no operand of 'f' and has no value", "2 | f(t) = t*sum(X)\n    |              ^\n",
                "hint: write f(t, X) = …");
        for (String option : new String[] {"--explain", "--mode=strict"}) {
            assertThat(run("f(x) = x\ng(x) = integrate(exp(sin(t)), t, 0, x)", option)).startsWith("1\n").contains("unsupported: a compiled integral", "2 | g(x) = integrate",
                    "hint: write a formula without it");
        }
        assertThat(run("x in R[n]\nf(x, s) = sum(x)*sum(j = 1..n: j^s)", "-o", folder.resolve("h.jar").toString())).startsWith("1\n")
                .contains("unsupported: an indexed sum of symbolic length in a class file of a formula of tensors", "hint: give the number of its terms");
        for (String name : new String[] {"1x", "class.x", "java.util", "a..b", ""}) {
            assertThat(run("f(x) = x", "-o", folder.resolve("h.jar").toString(), "--package", name)).as(name).startsWith("1\n").contains("no name of a package");
        }
        assertThat(run("_(x) = x", "-o", folder.resolve("h.jar").toString())).startsWith("1\n").contains("'_' is no name of a class");
        assertThat(run("f(x) = x\n_(x) = x", "-o", folder.resolve("h.jar").toString())).doesNotContain("class formula.");
        assertThat(folder.resolve("h.jar")).doesNotExist();
    }
}
