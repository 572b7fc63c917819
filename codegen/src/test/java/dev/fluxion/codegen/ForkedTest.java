package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What needs a virtual machine of its own: one without the vector module, and one with little room for classes. */
class ForkedTest {
    private static final int FORMULAS = Integer.getInteger("fluxion.unloaded", 4_000); // 1000000 in a campaign
    private static final List<String> TEXTS = List.of("x^2*sin(y)", "x*y + exp(-x^2)*y", "x*y + 3*x + 1/10", "relu(x) - relu'(y)*x/y",
    "sqrt(x^2 + y^2)/log(2 + x)", "{x > y: x, else: y^3}");

    static String output(List<String> options, Class<?> main) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        String classes = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", "")).filter(path -> !path.isEmpty())
                .collect(Collectors.joining(java.io.File.pathSeparator));
        // The test classes are patched into the module where there is one.
        String tests = Path.of("target", "test-classes").toAbsolutePath().toString();
        command.addAll(List.of("-cp", classes + java.io.File.pathSeparator + tests, main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }

    /** Bits of scalar kernels, of rows without lanes, and of a loop over tensors. */
    static String bits() {
        List<Long> bits = new ArrayList<>();
        List<Symbol> inputs = List.of(Symbol.of("x"), Symbol.of("y"));
        double[][] columns = {new Random(1).doubles(37, 0.1, 2).toArray(), new Random(2).doubles(37, 0.1, 2).toArray()};
        for (String text : TEXTS) {
            List<Expression> formula = List.of(Fluxion.parse(text));
            VectorFunction function = Kernels.compile(formula, inputs, Mode.STRICT);
            double[] out = new double[1];
            function.apply(new double[] {columns[0][3], columns[1][3]}, out);
            bits.add(Double.doubleToRawLongBits(out[0]));
            Kernels.compile(formula, inputs, Mode.FAST).apply(new double[] {columns[0][3], columns[1][3]}, out); // fused where the machine fuses
            bits.add(Double.doubleToRawLongBits(out[0]));
            Program program = Kernels.program(formula, inputs, Mode.STRICT);
            double[][] results = new double[1][37];
            new RowKernel(program, false).run(columns, results);
            Loop loop = new Loop(List.of(37), 1, List.of(new Access(0, 0, List.of(1)), new Access(1, 0, List.of(1))), program, new Access(2, 0, List.of(1)));
            Object[] arrays = {columns[0], columns[1], new double[37]};
            LoopLanesTest.fast(loop, Precision.DOUBLE).run(arrays, new int[] {0, 1, 2}, 0, 37, 0, 0, arrays);
            Arrays.stream(results[0]).mapToLong(Double::doubleToRawLongBits).forEach(bits::add);
            Arrays.stream((double[]) arrays[2]).mapToLong(Double::doubleToRawLongBits).forEach(bits::add);
        }
        return bits.toString();
    }

    /** Prints whether there are lanes, and the bits. */
    static final class WithoutVectors {
        private WithoutVectors() {}

        public static void main(String[] arguments) {
            double[] values = Fluxion.rows(List.of(Fluxion.parse("x*y + 1")), "x", "y").values(new double[] {1, 2, 3}, new double[] {4, 5, 6});
            System.out.println(Lanes.available() + " " + Lanes.advice().isEmpty() + " " + Arrays.toString(values) + " " + bits());
        }
    }

    /** Compiles many formulas of different structure in turns as scalar kernels with gradients, over rows and over tensors; calls each, and drops it. */
    static final class ManyFormulas {
        private static final List<String> PARTS = List.of("x^2*sin(y)", "exp(x - y)", "x/(1 + y^2)", "sqrt(x + 3)", "log(2 + x*y)", "max(x, y)", "tanh(x)*y", "cos(x*y)",
                "abs(x - y)^3", "atan(y)");
        private static final double[] AT = {0.5, 1.25};

        private ManyFormulas() {}

        public static void main(String[] arguments) {
            int count = Integer.getInteger("formulas");
            List<Symbol> inputs = List.of(Symbol.of("x"), Symbol.of("y"));
            double[] parts = PARTS.stream().mapToDouble(part -> Fluxion.compile(Fluxion.parse(part), "x", "y").value(AT)).toArray();
            for (int i = 0; i < count; i++) {
                StringBuilder text = new StringBuilder(i + "/7");
                double expected = i / 7.0;
                for (int rest = i, place = 1; rest > 0; rest /= PARTS.size(), place++) {
                    text.append(" + ").append(place).append("*(").append(PARTS.get(rest % PARTS.size())).append(')');
                    expected += place * parts[rest % PARTS.size()];
                }
                double found = value(i % 3, Fluxion.parse(text.toString()), inputs);
                if (!(Math.abs(found - expected) <= 1e-12 * Math.abs(expected))) {
                    System.out.println(text + " is " + found + ", not " + expected);
                    return;
                }
            }
            Runtime.getRuntime().gc();
            System.out.println("all compiled");
            report(count);
        }

        private static double value(int way, Expression formula, List<Symbol> inputs) {
            return switch (way) {
                case 0 -> Fluxion.compile(formula, "x", "y").value(AT);
                case 1 -> Kernels.rows(List.of(formula), inputs).values(new double[] {AT[0]}, new double[] {AT[1]})[0];
                default -> {
                    double[] out = new double[1];
                    TensorKernels.compile(List.of(formula), inputs, java.util.Map.of(), Precision.DOUBLE, MatrixProducts.PLAIN).run(
                            new Object[] {new double[] {AT[0]}, new double[] {AT[1]}}, new Object[] {out});
                    yield out[0];
                }
            };
        }

        // For who runs a campaign.
        private static void report(int count) {
            java.lang.management.MemoryUsage heap = java.lang.management.ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            java.lang.management.MemoryUsage rest = java.lang.management.ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
            java.lang.management.ClassLoadingMXBean classes = java.lang.management.ManagementFactory.getClassLoadingMXBean();
            System.err.printf("%d formulas: %d s, %.1f MB of heap and %.1f MB of classes and code in use at the end, %d classes loaded, %d of them unloaded%n", count,
                    java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime() / 1000, heap.getUsed() / 1e6, rest.getUsed() / 1e6,
                    classes.getTotalLoadedClassCount(), classes.getUnloadedClassCount());
        }
    }

    @Test
    void withoutTheVectorModuleEverythingGivesTheSameBits() throws IOException, InterruptedException {
        assertThat(output(List.of("-XX:TieredStopAtLevel=1"), WithoutVectors.class)).isEqualTo("false false [5.0, 11.0, 19.0] " + bits());
    }

    /** Prints a sum over the bits of functions in lanes. */
    static final class Interpreted {
        private Interpreted() {}

        public static void main(String[] arguments) {
            System.out.println(bitsOfLanes(1));
        }
    }

    private static long bitsOfLanes(int times) {
        double[] x = new Random(5).doubles(512, -300, 300).toArray();
        System.arraycopy(new double[] {0.0, -0.0, 1e9, Double.NaN, Math.PI, Double.MIN_VALUE, -1e-300, Double.NEGATIVE_INFINITY}, 0, x, 0, 8);
        double[] out = new double[6 * x.length];
        for (int i = 0; i < times; i++) {
            LaneFunctions.sin(x, 0, out, 0, x.length);
            LaneFunctions.cos(x, 0, out, x.length, x.length);
            LaneFunctions.exp(x, 0, out, 2 * x.length, x.length);
            LaneFunctions.log(x, 0, out, 3 * x.length, x.length);
            ErrorLanes.erf(x, 0, out, 4 * x.length, x.length);
            LaneErrorsTest.complement(x, 0, out, 5 * x.length, x.length);
        }
        return Arrays.hashCode(out);
    }

    @Test
    void functionsInLanesGiveTheSameBitsBeforeAndAfterTheyAreCompiled() throws IOException, InterruptedException {
        assertThat(output(List.of("-Xint", "--add-modules", "jdk.incubator.vector"), Interpreted.class)).isEqualTo(Long.toString(bitsOfLanes(20_000)));
    }

    /** Runs what becomes long methods until the client compiler has seen them: a class of many methods, rows, and a loop with a long body. */
    static final class LongMethods {
        private LongMethods() {}

        public static void main(String[] arguments) {
            List<Symbol> inputs = List.of(Symbol.of("x"), Symbol.of("y"));
            StringBuilder text = new StringBuilder("x");
            for (int i = 1; i < 900; i++) {
                text.append(i % 3 == 0 ? " + sin(" : " - (").append("x*").append(i).append("/7 + y)*(y - ").append(i).append(")");
            }
            List<Expression> formula = List.of(Fluxion.parse(text.toString()));
            VectorFunction function = Kernels.compile(formula, inputs);
            RowKernel rows = Kernels.rows(formula, inputs);
            TensorKernel tensors = TensorKernels.compile(formula, inputs, java.util.Map.of(), Precision.DOUBLE, MatrixProducts.PLAIN);
            double[] out = new double[1];
            double[][] columns = {new double[8], new double[8]};
            for (int i = 0; i < 400; i++) {
                function.apply(new double[] {0.5, 0.25}, out);
                rows.run(columns, new double[1][8]);
                tensors.run(new Object[] {new double[] {0.5}, new double[] {0.25}}, new Object[] {out});
            }
            System.out.println("ran");
        }
    }

    // The client compiler numbers values of a method, and gives up, for good, where there are too many.
    @Test
    void theClientCompilerHasRoomForLongMethods() throws IOException, InterruptedException {
        String output = output(List.of("-XX:+PrintCompilation", "-XX:TieredStopAtLevel=1", "-Xbatch", "--add-modules", "jdk.incubator.vector"), LongMethods.class);
        assertThat(output).contains("ran").contains("RowsOfKernel").doesNotContain("out of virtual registers").doesNotContain("COMPILE SKIPPED: out");
    }

    // A class takes some 10 kB: all of them would not fit by far.
    @Test
    void manyFormulasAreCompiledAndDroppedInLittleMemory() throws IOException, InterruptedException {
        assertThat(output(List.of("-Xmx48m", "-XX:MaxMetaspaceSize=28m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dformulas=" + FORMULAS), ManyFormulas.class))
                .isEqualTo("all compiled");
    }
}
