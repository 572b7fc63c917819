package dev.fluxion.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every library that ships is named, with its licence, in NOTICE. */
class NoticeTest {
    private static final Map<String, String> SHIPPED = Map.of("antlr4-runtime", "ANTLR 4 runtime", "commons-", "Apache Commons", "jackson-", "Jackson core, jackson-jr",
            "jlatexmath", "JLaTeXMath", "jline-", "JLine", "picocli", "picocli", "progressbar", "progressbar");
    private static final List<String> FOR_TESTS =
            List.of("junit-", "opentest4j", "apiguardian", "assertj", "byte-buddy", "jqwik", "archunit", "slf4j", "jspecify", "surefire", "commons-math3");

    @Test
    void everyLibraryIsNamed() throws IOException {
        String notice = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("NOTICE"));
        List<String> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).getFileName().toString()).filter(jar -> !jar.startsWith("fluxion-"))
                .filter(jar -> FOR_TESTS.stream().noneMatch(jar::startsWith)).toList();
        assertThat(jars).hasSizeGreaterThan(10).allSatisfy(jar -> assertThat(SHIPPED.keySet()).anyMatch(jar::startsWith));
        assertThat(notice).contains(SHIPPED.values());
    }
}
