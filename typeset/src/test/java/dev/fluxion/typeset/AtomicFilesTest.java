package dev.fluxion.typeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
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
    void aFileBelowDevIsReplacedLikeAnyOther() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeThat(Files.isWritable(shared)).isTrue();
        Path file = Files.createTempFile(shared, "fluxion", ".txt");
        try {
            AtomicFiles.write(file, "first");
            AtomicFiles.write(file, "second");
            assertThat(file).hasContent("second");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void thePermissionsOfTheOldFileStay() throws IOException {
        Path file = Files.writeString(folder.resolve("script.sh"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        AtomicFiles.write(file, "new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rwxr-x--x");
        assertThat(file).hasContent("new");
    }

    @Test
    void filesThatBelongTogetherAreWrittenAllOrNot() throws IOException {
        Path old = Files.writeString(folder.resolve("a.txt"), "old");
        Path blocked = Files.createDirectory(folder.resolve("c.txt"));
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        contents.put(old, "new".getBytes(StandardCharsets.UTF_8));
        contents.put(folder.resolve("made/here/b.txt"), new byte[1]);
        contents.put(blocked, new byte[1]);
        assertThatThrownBy(() -> AtomicFiles.writeAll(contents)).isInstanceOf(IOException.class);
        assertThat(old).hasContent("old");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.txt", "c.txt");
        contents.remove(blocked);
        AtomicFiles.writeAll(contents);
        assertThat(old).hasContent("new");
        assertThat(folder.resolve("made/here").toFile().list()).containsExactly("b.txt");
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
