package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.fluxion.codegen.Precision;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A method that is too large for the first compiler may stay as it is for good: the second is asked with what the first one's code has counted. And what that has met
 * elsewhere may cost objects here.
 */
class TileCompilationTest {
    private static final int DEPTH = 63;
    private static final int CALLS = 300;
    private static final int LONG_DEPTH = 20_000; // in one call: its loop is compiled while it runs

    /**
     * Runs the tallest tiles of every form and precision, those of windows and of dot products, until the first compiler has been asked for each, from its start and from its loop, and compares what they
     * give with what is computed without lanes.
     */
    static final class AllTiles {
        private AllTiles() {}

        public static void main(String[] arguments) {
            for (Precision precision : Precision.values()) {
                int rows = Tiles.of(precision).rows();
                for (TileForm form : List.of(new TileForm(rows, Tiles.VECTORS, false, 0), new TileForm(rows, Tiles.VECTORS, true, 0))) {
                    run(form, precision, CALLS, DEPTH);
                    run(form, precision, 1, LONG_DEPTH);
                }
                run(new TileForm(rows, Tiles.VECTORS, false, LeftRows.DISTANCE), precision, CALLS, DEPTH);
                runWindows(precision, CALLS, DEPTH);
                runWindows(precision, 1, LONG_DEPTH);
                runDots(precision, CALLS, DEPTH);
                runDots(precision, 1, LONG_DEPTH);
            }
            System.out.println("all run with " + Tiles.of(Precision.FLOAT).rows() + " rows");
        }

        private static void run(TileForm form, Precision precision, int calls, int depth) {
            int lanes = Tiles.of(precision).width(1);
            int width = form.vectors() * lanes;
            int stride = form.across() ? form.rows() : Math.max(depth, form.distance());
            Object a = numbers(precision, form.rows() * Math.max(depth, stride));
            Object b = numbers(precision, width * depth);
            Object c = precision.array(form.rows() * width);
            Object plain = precision.array(form.rows() * width);
            Tile tile = TileEmitter.tile(form, precision, lanes);
            for (int call = 0; call < calls; call++) {
                tile.run(depth, a, 0, stride, b, 0, c, 0, width, call % 2 == 1);
            }
            tile.run(depth, a, 0, stride, b, 0, c, 0, width, false);
            ScalarTileEmitter.tile(form, precision, lanes).run(depth, a, 0, stride, b, 0, plain, 0, width, false);
            compare(form, c, plain);
            if (form.across()) {
                TileInPlace inPlace = TileEmitter.inPlace(form, precision, lanes);
                for (int call = 0; call < calls; call++) {
                    inPlace.run(depth, a, 0, stride, b, 0, c, 0, width, width);
                }
                compare(form, c, plain);
            }
        }

        private static void runWindows(Precision precision, int calls, int depth) {
            WindowTiles tiles = WindowTiles.of(precision);
            int width = tiles.places();
            Object w = numbers(precision, tiles.rows() * depth);
            Object x = numbers(precision, 2 * width);
            int[] lines = IntStream.range(0, depth).map(i -> i % width).toArray();
            Object y = precision.array(tiles.rows() * width);
            Object plain = precision.array(tiles.rows() * width);
            WindowTile tile = WindowTileEmitter.tile(precision, tiles.rows(), width / tiles.places(1), tiles.places(1));
            for (int call = 0; call < calls; call++) {
                tile.run(depth, w, 0, x, 0, lines, y, 0, width);
            }
            new PlainWindowTile(tiles.rows(), width).run(depth, w, 0, x, 0, lines, plain, 0, width);
            compare("windows", y, plain);
        }

        private static void runDots(Precision precision, int calls, int turns) {
            WindowTiles tiles = WindowTiles.of(precision);
            int rows = tiles.dotRows();
            int columns = tiles.dotColumns();
            int stride = DotTile.PARTS * (turns + 1);
            Object w = numbers(precision, rows * stride);
            Object x = numbers(precision, columns * stride);
            int[] starts = IntStream.range(0, columns).map(i -> i * stride).toArray();
            int[] ends = IntStream.range(0, columns).map(i -> i * stride + turns * DotTile.PARTS).toArray();
            Object sums = precision.array(rows * columns * DotTile.PARTS);
            Object plain = precision.array(rows * columns * DotTile.PARTS);
            DotTile tile = DotTileEmitter.tile(precision, rows, columns, tiles.places(1));
            for (int call = 0; call < calls; call++) {
                tile.run(1, turns, w, 0, stride, 0, x, 0, starts, ends, 0, sums, 0);
                new PlainDotTile(rows, columns).run(1, turns, w, 0, stride, 0, x, 0, starts, ends, 0, plain, 0);
            }
            compare("dot products", sums, plain);
        }

        private static void compare(Object form, Object c, Object plain) {
            if (!Arrays.deepEquals(new Object[] {c}, new Object[] {plain})) {
                throw new IllegalStateException("other bits of " + form);
            }
        }

        private static Object numbers(Precision precision, int count) {
            Object numbers = precision.array(count);
            for (int i = 0; i < count; i++) {
                Array.setFloat(numbers, i, i * 0.37F % 1 - 0.5F);
            }
            return numbers;
        }
    }

    /** Works with vectors of another width, then by classes of its own that the arguments name, and prints how many bytes a round of that allocates in the end. */
    static final class AmongWidths {
        private static final int CLASSES = 16;
        private static final int ROUNDS = 300;
        private static final int CALLS = 1_000;
        private static final int COLUMNS = 24;
        private static final int ROWS = 8;
        private static final int LANES = Tiles.of(Precision.FLOAT).width(1);

        private AmongWidths() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            OtherWidth.use(Precision.FLOAT);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long worst = 0;
            for (int i = 0; i < CLASSES; i++) {
                Runnable work = work(arguments[0], i);
                long allocated = Long.MAX_VALUE;
                for (int round = 0; round < ROUNDS; round++) {
                    long before = threads.getCurrentThreadAllocatedBytes();
                    for (int call = 0; call < CALLS; call++) {
                        work.run();
                    }
                    allocated = Math.min(allocated, threads.getCurrentThreadAllocatedBytes() - before);
                }
                worst = Math.max(worst, allocated);
            }
            System.out.println(worst + " bytes");
        }

        private static Runnable work(String name, int number) {
            float[] from = new float[ROWS * 2 * COLUMNS];
            float[] to = new float[ROWS * 2 * COLUMNS];
            return switch (name) {
                case "stores" -> {
                    Packing packing = PackingEmitter.packing(Precision.FLOAT, LANES);
                    yield () -> packing.store(from, 2 * COLUMNS, ROWS, COLUMNS, to, 0, COLUMNS, number % 4 == 3);
                }
                case "windows" -> {
                    WindowTile tile = WindowTileEmitter.tile(Precision.FLOAT, 4, 1 + number % 2, LANES);
                    int[] lines = new int[8];
                    yield () -> tile.run(lines.length, from, 0, from, 0, lines, to, 0, 2 * LANES);
                }
                case "dots" -> {
                    DotTile tile = DotTileEmitter.tile(Precision.FLOAT, 2, 2, LANES);
                    int[] columns = new int[2];
                    int[] ends = number % 2 == 0 ? columns : new int[] {DotTile.PARTS, DotTile.PARTS};
                    yield () -> tile.run(2, 2, from, 0, 2 * DotTile.PARTS, 0, from, 0, columns, ends, 0, to, 0);
                }
                default -> throw new IllegalArgumentException(name);
            };
        }
    }

    /** Adds and stores vectors of another width, then runs tall tiles of odd and even depths, and prints how many bytes a round of them allocates in the end. */
    static final class TilesAmongWidths {
        private static final int ROUND = 50; // calls
        private static final long MOST_NANOS = 8_000_000_000L; // to be compiled in, for even depths and then for both: what was never run is left out at first

        private TilesAmongWidths() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            long worst = 0;
            for (Precision precision : Precision.values()) {
                OtherWidth.use(precision);
                for (boolean across : List.of(false, true)) {
                    worst = Math.max(worst, allocated(new TileForm(Tiles.of(precision).rows(), Tiles.VECTORS, across, 0), precision));
                }
            }
            System.out.println(worst + " bytes");
        }

        private static long allocated(TileForm form, Precision precision) {
            int lanes = Tiles.of(precision).width(1);
            int width = form.vectors() * lanes;
            Object a = precision.array(form.rows() * (DEPTH + 1));
            Object b = precision.array(width * (DEPTH + 1));
            Object c = precision.array(form.rows() * width);
            Tile tile = TileEmitter.tile(form, precision, lanes);
            return Math.max(allocated(even -> tile.run(DEPTH + 1, a, 0, form.across() ? form.rows() : DEPTH + 1, b, 0, c, 0, width, even)), allocated(even -> {
                int depth = even ? DEPTH + 1 : DEPTH;
                tile.run(depth, a, 0, form.across() ? form.rows() : depth, b, 0, c, 0, width, true);
                tile.run(depth, a, 0, form.across() ? form.rows() : depth, b, 0, c, 0, width, false);
            }));
        }

        private static long allocated(Consumer<Boolean> call) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long allocated = Long.MAX_VALUE;
            for (long start = System.nanoTime(); allocated > 0 && System.nanoTime() - start < MOST_NANOS;) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int number = 0; number < ROUND; number++) {
                    call.accept(number % 2 == 0);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            return allocated;
        }
    }

    /** By reflection, as tests are compiled without the module. */
    private static final class OtherWidth {
        private static final int TIMES = 30_000;

        private OtherWidth() {}

        static void use(Precision precision) throws ReflectiveOperationException {
            boolean single = precision == Precision.FLOAT;
            Object array = precision.array(64);
            Class<?> any = Class.forName("jdk.incubator.vector.Vector");
            Class<?> vector = Class.forName("jdk.incubator.vector." + (single ? "FloatVector" : "DoubleVector"));
            Class<?> species = Class.forName("jdk.incubator.vector.VectorSpecies");
            boolean half = Tiles.of(precision).width(1) * precision.bytes() > 32;
            Object other = vector.getField(half ? "SPECIES_256" : "SPECIES_64").get(null);
            Method load = vector.getMethod("fromArray", species, array.getClass(), int.class);
            Method add = vector.getMethod("add", any);
            Method multiplyAdd = vector.getMethod("fma", any, any);
            Method store = vector.getMethod("intoArray", array.getClass(), int.class);
            for (int i = 0; i < TIMES; i++) {
                Object loaded = load.invoke(null, other, array, 0);
                store.invoke(add.invoke(multiplyAdd.invoke(loaded, loaded, loaded), loaded), array, 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stores", "windows", "dots"})
    void vectorsOfOtherWidthsMakeNoObjectsOfThoseAtWork(String work) throws Exception {
        assertThat(output(AmongWidths.class, List.of(work))).last().isEqualTo("0 bytes");
    }

    @Test
    void vectorsOfOtherWidthsAndOddDepthsMakeNoObjectsOfSums() throws Exception {
        assertThat(output(TilesAmongWidths.class, List.of())).last().isEqualTo("0 bytes");
    }

    @Test
    void theFirstCompilerTakesTheTallestTiles() throws Exception {
        List<String> compiled = output(AllTiles.class, List.of(), "-XX:TieredStopAtLevel=3", "-XX:Tier3BackEdgeThreshold=5000", "-Xbatch", "-XX:+PrintCompilation");
        assertThat(compiled).anyMatch(line -> line.startsWith("all run")).noneMatch(line -> line.contains("COMPILE SKIPPED"));
        assertThat(compiled.stream().filter(line -> line.contains("Emitted") && line.contains("::run ") && line.contains("%"))).hasSizeGreaterThanOrEqualTo(10);
        assertThat(compiled.stream().filter(line -> line.contains("Emitted") && line.contains("::run ") && !line.contains("%"))).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void withSixteenRegistersTilesOfSixRowsHaveTheirBitsCompiledOrNot() throws Exception {
        assertThat(output(AllTiles.class, List.of(), "-XX:UseAVX=2", "-XX:+IgnoreUnrecognizedVMOptions")).last().asString().matches("all run with (6|4) rows"); // 4 where vectors have 128 bits
    }

    private static List<String> output(Class<?> main, List<String> arguments, String... options) throws Exception {
        String classes = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", ""), Path.of("target", "test-classes").toAbsolutePath().toString())
                .filter(path -> !path.isEmpty()).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes, main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
