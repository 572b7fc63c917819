package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.codegen.MatrixProducts;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.WindowKernel;
import dev.fluxion.codegen.WindowSum.Axis;
import dev.fluxion.codegen.WindowSum.Window;
import dev.fluxion.codegen.WindowSum;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSumsTest {
    private Random random = new Random(0);

    /** Sizes of an array, whose axes lie in a random order. */
    private final class Layout {
        private final List<Integer> sizes = new ArrayList<>();

        int axis(int size) {
            sizes.add(size);
            return sizes.size() - 1;
        }

        int entries() {
            return sizes.stream().reduce(1, (a, b) -> a * b);
        }

        int[] strides(boolean inOrder) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, sizes.size()).boxed().toList());
            if (!inOrder) {
                Collections.shuffle(order, random);
            }
            int[] strides = new int[sizes.size()];
            int stride = 1;
            for (int axis : order.reversed()) {
                strides[axis] = stride;
                stride *= sizes.get(axis);
            }
            return strides;
        }
    }

    private record Case(WindowSum sum, int x, int w, int y) {}

    /** Places or taps are many where they are in lanes. */
    private Case anyCase(boolean many, boolean inOrder) {
        Layout x = new Layout();
        Layout w = new Layout();
        Layout y = new Layout();
        int[] kinds = random.ints(1 + random.nextInt(4), 0, 3).sorted().toArray();
        int[] sizes = random.ints(kinds.length, 1, 11).toArray();
        for (int i = 0; i < kinds.length; i++) {
            (kinds[i] == 0 ? x : kinds[i] == 1 ? w : x).axis(sizes[i]);
            (kinds[i] == 0 ? y : kinds[i] == 1 ? y : w).axis(sizes[i]);
        }
        int axes = 1 + random.nextInt(3);
        int longest = axes == 3 ? 7 : axes == 2 ? 18 : 70;
        int[] lengths = random.ints(axes, 1, longest).toArray();
        int[] places = random.ints(axes, 1, many ? longest : 4).toArray();
        int[] taps = random.ints(axes, 1, many ? 4 : longest).toArray();
        for (int i = 0; i < axes; i++) {
            x.axis(lengths[i]);
            y.axis(places[i]);
            w.axis(taps[i]);
        }
        return placed(kinds, sizes, lengths, places, taps, List.of(x, w, y), inOrder);
    }

    private Case placed(int[] kinds, int[] sizes, int[] lengths, int[] places, int[] taps, List<Layout> layouts, boolean inOrder) {
        List<int[]> strides = layouts.stream().map(layout -> layout.strides(inOrder)).toList();
        int[] next = new int[3];
        List<List<Axis>> axes = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < kinds.length; i++) {
            int x = kinds[i] == 1 ? 0 : strides.get(0)[next[0]++];
            int w = kinds[i] == 0 ? 0 : strides.get(1)[next[1]++];
            int y = kinds[i] == 2 ? 0 : strides.get(2)[next[2]++];
            axes.get(kinds[i]).add(new Axis(sizes[i], x, w, y));
        }
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            windows.add(new Window(lengths[i], strides.get(0)[next[0]++], places[i], strides.get(2)[next[2]++], taps[i], strides.get(1)[next[1]++],
                    step(), step(), random.nextInt(7) - 3, random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1));
        }
        return new Case(new WindowSum(axes.get(0), axes.get(1), axes.get(2), windows), layouts.get(0).entries(), layouts.get(1).entries(), layouts.get(2).entries());
    }

    private int step() {
        int step = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
        return random.nextInt(4) == 0 ? -step : step;
    }

    private double[] numbers(int entries) {
        return random.doubles(entries, -1, 1).toArray();
    }

    private static float[] single(double[] numbers) {
        float[] single = new float[numbers.length];
        IntStream.range(0, single.length).forEach(i -> single[i] = (float) numbers[i]);
        return single;
    }

    private static Object run(WindowKernel kernel, Precision precision, double[] x, double[] w, int entries) {
        boolean isSingle = precision == Precision.FLOAT;
        Object y = precision.array(entries);
        kernel.run(isSingle ? single(x) : x, isSingle ? single(w) : w, y);
        return y;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void randomWindowsGiveWhatPlainSumsGive(boolean many) {
        try (WorkerPool pool = new WorkerPool(2)) {
            for (long seed = 0; seed < 400; seed++) {
                random = new Random(seed);
                Case one = anyCase(many, seed % 2 == 0);
                double[] x = numbers(one.x);
                double[] w = numbers(one.w);
                double[] expected = (double[]) run(MatrixProducts.PLAIN.windows(one.sum, Precision.DOUBLE), Precision.DOUBLE, x, w, one.y);
                double[] wide = (double[]) run(WindowSums.kernel(one.sum, Precision.DOUBLE, pool), Precision.DOUBLE, x, w, one.y);
                float[] single = (float[]) run(WindowSums.kernel(one.sum, Precision.FLOAT, pool), Precision.FLOAT, x, w, one.y);
                double terms = one.sum.operations() / 2.0 / one.sum.results();
                for (int i = 0; i < expected.length; i++) {
                    // Each of so many terms below 1 is rounded once, as are the entries of both factors in single precision.
                    assertThat(Math.abs(wide[i] - expected[i])).as("seed %d, entry %d of %s", seed, i, one).isLessThanOrEqualTo(terms * terms * Math.ulp(1.0));
                    assertThat(Math.abs(single[i] - expected[i])).as("seed %d, entry %d of %s", seed, i, one).isLessThanOrEqualTo((terms + 2) * terms * Math.ulp(1f));
                }
            }
        }
    }

    @Test
    void whatIsLargeIsStagedInParts() {
        try (WorkerPool pool = new WorkerPool(1)) {
            for (Case large : List.of(network(2, 8, 60, 58, 3, 1), network(2, 8, 61, 30, 3, 2), network(33, 12, 17, 5, 13, 1))) {
                double[] x = numbers(large.x);
                double[] w = numbers(large.w);
                double[] expected = (double[]) run(MatrixProducts.PLAIN.windows(large.sum, Precision.DOUBLE), Precision.DOUBLE, x, w, large.y);
                double[] actual = (double[]) run(WindowSums.kernel(large.sum, Precision.DOUBLE, pool), Precision.DOUBLE, x, w, large.y);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-10); // some thousand terms below 1
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void bitsDoNotDependOnTheNumberOfThreads(int workers) {
        try (WorkerPool one = new WorkerPool(1);
                WorkerPool many = new WorkerPool(workers)) {
            for (Case large : List.of(network(16, 8, 13, 11, 3, 1), network(9, 4, 11, 3, 9, 1), network(5, 3, 40, 38, 3, 1),
                    network(3, 2, 30, 3, 28, 1), network(3, 8, 60, 58, 3, 1))) {
                double[] x = numbers(large.x);
                double[] w = numbers(large.w);
                assertThat((float[]) run(WindowSums.kernel(large.sum, Precision.FLOAT, many), Precision.FLOAT, x, w, large.y))
                        .isEqualTo((float[]) run(WindowSums.kernel(large.sum, Precision.FLOAT, one), Precision.FLOAT, x, w, large.y));
                assertThat((double[]) run(WindowSums.kernel(large.sum, Precision.DOUBLE, many), Precision.DOUBLE, x, w, large.y))
                        .isEqualTo((double[]) run(WindowSums.kernel(large.sum, Precision.DOUBLE, one), Precision.DOUBLE, x, w, large.y));
            }
        }
    }

    /** A batch of 64 images with so many channels, square. */
    private static Case network(int rows, int channels, int length, int places, int taps, int step) {
        int batch = 64;
        int plane = places * places;
        WindowSum sum = new WindowSum(List.of(new Axis(batch, channels * length * length, 0, rows * plane)), List.of(new Axis(rows, 0, channels * taps * taps, plane)),
                List.of(new Axis(channels, length * length, taps * taps, 0)),
                List.of(new Window(length, length, places, places, taps, taps, step, 1, 0, 1), new Window(length, 1, places, 1, taps, 1, step, 1, 0, 1)));
        return new Case(sum, batch * channels * length * length, rows * channels * taps * taps, batch * rows * plane);
    }

    @Test
    void everyTileGivesTheBitsOfOneWithoutLanes() {
        for (Precision precision : Precision.values()) {
            int lanes = WindowTiles.of(precision).places(1);
            for (int rows : new int[] {4, 8}) {
                for (int vectors = 1; vectors <= 2; vectors++) {
                    Object w = anyNumbers(precision, rows * 9 + 1);
                    Object x = anyNumbers(precision, 200);
                    int[] lines = random.ints(9, 0, 100).toArray();
                    Object inLanes = precision.array(rows * 40);
                    Object plain = precision.array(rows * 40);
                    WindowTileEmitter.tile(precision, rows, vectors, lanes).run(9, w, 1, x, 3, lines, inLanes, 2, 35);
                    new PlainWindowTile(rows, vectors * lanes).run(9, w, 1, x, 3, lines, plain, 2, 35);
                    assertThat(inLanes).as("%d rows, %d vectors, %s", rows, vectors, precision).isEqualTo(plain);
                }
            }
            for (int rows = 1; rows <= 8; rows++) {
                int columns = 1 + rows % 3;
                Object w = anyNumbers(precision, rows * 50);
                Object x = anyNumbers(precision, 200);
                int[] starts = random.ints(7, 0, 100).toArray();
                Object inLanes = anyNumbers(precision, rows * columns * DotTile.PARTS + 3);
                Object plain = precision == Precision.FLOAT ? ((float[]) inLanes).clone() : ((double[]) inLanes).clone();
                int[] ends = rows % 2 == 0 ? starts : random.ints(7, 0, 100).toArray();
                DotTileEmitter.tile(precision, rows, columns, lanes).run(2, 1, w, 1, 49, 16, x, 11, starts, ends, 2, inLanes, 3);
                new PlainDotTile(rows, columns).run(2, 1, w, 1, 49, 16, x, 11, starts, ends, 2, plain, 3);
                assertThat(inLanes).as("%d rows, %d columns, %s", rows, columns, precision).isEqualTo(plain);
            }
        }
    }

    private Object anyNumbers(Precision precision, int entries) {
        double[] numbers = numbers(entries);
        return precision == Precision.FLOAT ? single(numbers) : numbers;
    }

    /** Prints the bits of sums. */
    static final class Printed {
        private Printed() {}

        static String bits() {
            List<Object> results = new ArrayList<>();
            WindowSumsTest test = new WindowSumsTest();
            try (WorkerPool pool = new WorkerPool(1)) {
                for (Case one : List.of(network(9, 3, 11, 9, 3, 1), network(9, 3, 11, 3, 9, 1), network(2, 2, 9, 4, 2, 2),
                        network(9, 8, 11, 9, 3, 1), network(5, 8, 11, 9, 3, 1))) {
                    double[] x = test.numbers(one.x);
                    double[] w = test.numbers(one.w);
                    for (Precision precision : Precision.values()) {
                        results.add(run(WindowSums.kernel(one.sum, precision, pool), precision, x, w, one.y));
                    }
                }
            }
            return Lanes.AVAILABLE + " " + Arrays.deepHashCode(results.toArray());
        }

        public static void main(String[] arguments) {
            System.out.println(bits());
        }
    }

    @Test
    void withoutTheVectorModuleTheBitsAreTheSame() throws Exception {
        assertThat(bitsOfAnother()).isEqualTo(Printed.bits().replace("true", "false"));
    }

    @Test
    void withNarrowerVectorsTheBitsAreTheSame() throws Exception {
        String[] narrower = {"-XX:UseAVX=2", "--add-modules", "jdk.incubator.vector"};
        assertThat(bitsOfAnother(narrower)).isEqualTo(Printed.bits());
    }

    private static String bitsOfAnother(String... options) throws Exception {
        String classes = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", "")).filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+IgnoreUnrecognizedVMOptions"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes + File.pathSeparator + Path.of("target", "test-classes").toAbsolutePath(), Printed.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    @Test
    void whatIsNoNumberStaysInTheWindowsThatReadIt() {
        WindowSum forward = network(2, 1, 20, 18, 3, 1).sum;
        WindowSum backward = network(2, 1, 20, 3, 18, 1).sum;
        try (WorkerPool pool = new WorkerPool(1)) {
            for (WindowSum sum : List.of(forward, backward)) {
                int[] sizes = {64 * 400, 2 * sum.taps(), 64 * 2 * sum.places()};
                double[] x = numbers(sizes[0]);
                x[5 * 400 + 19] = Double.NaN; // the end of the first line of the sixth image
                double[] w = numbers(sizes[1]);
                double[] expected = (double[]) run(MatrixProducts.PLAIN.windows(sum, Precision.DOUBLE), Precision.DOUBLE, x, w, sizes[2]);
                double[] actual = (double[]) run(WindowSums.kernel(sum, Precision.DOUBLE, pool), Precision.DOUBLE, x, w, sizes[2]);
                assertThat(IntStream.range(0, sizes[2]).filter(i -> Double.isNaN(actual[i])).toArray())
                        .isEqualTo(IntStream.range(0, sizes[2]).filter(i -> Double.isNaN(expected[i])).toArray()).hasSizeBetween(1, 10);
            }
        }
    }

    @Test
    void windowsThatNoArrayHoldsAreRefused() {
        int length = 8192;
        int taps = 8152; // the gradient of a convolution with 41 by 41 factors
        WindowSum sum = new WindowSum(List.of(), List.of(), List.of(), List.of(new Window(length, length, 41, 41, taps, taps, 1, 1, 0, 1),
                new Window(length, 1, 41, 1, taps, 1, 1, 1, 0, 1)));
        try (WorkerPool pool = new WorkerPool(1)) {
            assertThatThrownBy(() -> WindowSums.kernel(sum, Precision.FLOAT, pool)).isInstanceOfSatisfying(FluxionException.class, e -> {
                assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.LIMIT);
                assertThat(e).hasMessageStartingWith("a sum over windows would copy 2,738,");
            });
        }
    }

    @Test
    void callsAllocateNothingOnceWarm() {
        Case forward = network(8, 2, 12, 10, 3, 1);
        Case backward = network(8, 2, 12, 3, 10, 1);
        try (WorkerPool pool = new WorkerPool(2)) {
            Allocations allocations = new Allocations();
            assertThat(allocations.helpers()).isPositive();
            for (Case one : List.of(forward, backward)) {
                WindowKernel kernel = WindowSums.kernel(one.sum, Precision.FLOAT, pool);
                Object x = anyNumbers(Precision.FLOAT, one.x);
                Object w = anyNumbers(Precision.FLOAT, one.w);
                Object y = Precision.FLOAT.array(one.y);
                long least = Long.MAX_VALUE;
                long end = System.nanoTime() + 30_000_000_000L;
                while (least > 0 && System.nanoTime() < end) {
                    long before = allocations.bytes();
                    for (int i = 0; i < 20; i++) {
                        kernel.run(x, w, y);
                    }
                    least = Math.min(least, allocations.bytes() - before);
                }
                assertThat(least).isZero();
            }
        }
    }
}
