package dev.fluxion.typeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, links, pipes and folders as targets. */
class AtomicFilesTest {
    @TempDir
    private Path folder;

    @Test
    void aLinkStaysAndItsTargetGetsTheContent() throws IOException {
        Path target = Files.writeString(folder.resolve("target.txt"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("target.txt"));
        AtomicFiles.write(link, "new");
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(target).isRegularFile().hasContent("new");
    }

    @Test
    void aLinkToAFileThatIsNotThereYetMakesIt() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("later.txt"));
        AtomicFiles.write(link, "new");
        assertThat(link).isSymbolicLink();
        assertThat(folder.resolve("later.txt")).hasContent("new");
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(folder.resolve("b"), Path.of("a"));
        assertThat(reason(link)).isEqualTo("it is a link that leads nowhere");
    }

    @Test
    void aPipeIsWrittenToAndStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        CompletableFuture<byte[]> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readAllBytes(pipe);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        AtomicFiles.write(pipe, "through");
        assertThat(read.get()).asString().isEqualTo("through");
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(folder.toFile().list()).containsExactly("pipe");
    }

    @Test
    void whatCannotBeWrittenIsSaidWithoutNamesOfClasses() throws IOException {
        assertThat(reason(folder)).isEqualTo("it is a folder");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(reason(file.resolve("below.txt"))).isEqualTo(file + " is no folder");
    }

    private static String reason(Path file) {
        return AtomicFiles.reason(catchThrowableOfType(IOException.class, () -> AtomicFiles.write(file, "text")));
    }
}
