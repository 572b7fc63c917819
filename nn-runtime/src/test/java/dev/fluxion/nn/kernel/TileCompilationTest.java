package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.codegen.Precision;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A method that is too large for the first compiler may stay as it is for good: the second is asked with what the first one's code has counted. */
class TileCompilationTest {
    private static final int DEPTH = 63;
    private static final int CALLS = 300;
    private static final int LONG_DEPTH = 20_000; // in one call: its loop is compiled while it runs

    /** Runs the tallest tiles of every form and precision until the first compiler has been asked for each, from its start and from its loop. */
    static final class AllTiles {
        private AllTiles() {}

        public static void main(String[] arguments) {
            for (Precision precision : Precision.values()) {
                for (boolean across : new boolean[] {false, true}) {
                    TileForm form = new TileForm(12, Tiles.VECTORS, across);
                    run(form, precision, CALLS, DEPTH);
                    run(form, precision, 1, LONG_DEPTH);
                }
            }
            System.out.println("all run");
        }

        private static void run(TileForm form, Precision precision, int calls, int depth) {
            int lanes = Tiles.of(precision).width(1);
            int width = form.vectors() * lanes;
            int stride = form.across() ? form.rows() : depth;
            Object a = precision.array(form.rows() * depth);
            Object b = precision.array(width * depth);
            Object c = precision.array(form.rows() * width);
            Tile tile = TileEmitter.tile(form, precision, lanes);
            for (int call = 0; call < calls; call++) {
                tile.run(depth, a, 0, stride, b, 0, c, 0, width, call % 2 == 0);
            }
        }
    }

    @Test
    void theFirstCompilerTakesTheTallestTiles() throws Exception {
        List<String> compiled = compiledTiles();
        assertThat(compiled).contains("all run").noneMatch(line -> line.contains("COMPILE SKIPPED"));
        assertThat(compiled.stream().filter(line -> line.contains("Emitted") && line.contains("::run ") && line.contains("%"))).hasSizeGreaterThanOrEqualTo(4);
        assertThat(compiled.stream().filter(line -> line.contains("Emitted") && line.contains("::run ") && !line.contains("%"))).hasSizeGreaterThanOrEqualTo(4);
    }

    private static List<String> compiledTiles() throws Exception {
        String classes = Stream.of(System.getProperty("java.class.path"), System.getProperty("jdk.module.path", ""), Path.of("target", "test-classes").toAbsolutePath().toString())
                .filter(path -> !path.isEmpty()).collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "-XX:TieredStopAtLevel=3", "-XX:Tier3BackEdgeThreshold=5000", "-Xbatch", "-XX:+PrintCompilation", "-cp", classes, AllTiles.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }
}
