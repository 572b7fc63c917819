package dev.fluxion.symbolic.fuzz;

import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzers have collected, among it everything that they once found; {@code ./build campaign fuzz} looks for more. */
class CorpusTest {
    private static final Path CORPUS = Path.of("src", "test", "resources", "dev", "fluxion", "symbolic", "fuzz");

    private static Stream<Path> files(String target) throws IOException {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<Path> texts() throws IOException {
        return files("reading");
    }

    static Stream<Path> formulas() throws IOException {
        return files("simplify");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void everyTextIsReadOrDiagnosed(Path file) {
        assertThatNoException().as("%s", file).isThrownBy(() -> ReadingTarget.fuzzerTestOneInput(Files.readAllBytes(file)));
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void everyFormulaKeepsItsValueWhenItIsSimplified(Path file) {
        assertThatNoException().as("%s", file).isThrownBy(() -> SimplifyTarget.fuzzerTestOneInput(Files.readAllBytes(file)));
    }
}
