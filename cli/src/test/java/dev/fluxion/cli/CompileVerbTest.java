package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void mistakesAreTold() throws Exception {
        assertThat(run("f(x) = x\ng(x) = besselj(0, x)", "--explain")).startsWith("1\n").contains("unknown function besselj", "2 | g(x) = besselj(0, x)");
        assertThat(run("x = 1")).startsWith("1\n").contains("defines no function");
        assertThat(run("X in R[n]\nsum(X .* X)", "--explain")).startsWith("1\n").contains("tensors in a kernel of scalars: 'X' has shape [n]");
        assertThat(run("f(x) = x\nF(x) = x", "-o", folder.resolve("h.jar").toString())).startsWith("1\n").contains("two functions would become the class F");
        for (String name : new String[] {"1x", "class.x", "java.util", "a..b", ""}) {
            assertThat(run("f(x) = x", "-o", folder.resolve("h.jar").toString(), "--package", name)).as(name).startsWith("1\n").contains("no name of a package");
        }
        assertThat(run("_(x) = x", "-o", folder.resolve("h.jar").toString())).startsWith("1\n").contains("'_' is no name of a class");
        assertThat(run("f(x) = x\nF(x) = x", "-o", folder.resolve("h.jar").toString())).doesNotContain("class formula.");
        assertThat(folder.resolve("h.jar")).doesNotExist();
    }
}
