package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.DiagnosticText;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsTest {
    @TempDir
    Path folder;

    private final List<String> printed = new ArrayList<>();

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        java.nio.file.Files.createDirectories(file.getParent());
        return java.nio.file.Files.writeString(file, text);
    }

    private List<String> runFile(Path file, Files files) throws IOException {
        new Session(output -> printed.add(output.text()), files, new PlainDisplay(output -> { }))
                .run(new Source(file.toString(), java.nio.file.Files.readString(file)), file);
        return printed;
    }

    private String failureOf(Path file, Files files) {
        FluxionException e = catchThrowableOfType(FluxionException.class, () -> runFile(file, files));
        return e.diagnostics().stream().map(diagnostic -> DiagnosticText.draw(e.source().orElseThrow(), diagnostic))
                .collect(Collectors.joining("\n")).replace(folder.toString() + "/", "");
    }

    @Test
    void anImportIsFoundBesideItsFileAndRunsOnce() throws IOException {
        write("lib/losses.flx", "import \"parts/square.flx\"\nprint(\"once\")\nloss(p, y) = square(p - y)\n");
        write("lib/parts/square.flx", "square(x) = x^2\n");
        Path main = write("main.flx", "import \"lib/losses.flx\"\nimport \"lib/../lib/losses.flx\"\nloss(3, 1)\n");
        assertThat(runFile(main, Files.ALL)).containsExactly("once", "4");
    }

    @Test
    void filesThatImportEachOtherAreRefused() throws IOException {
        Path main = write("a.flx", "import \"b.flx\"\n");
        write("b.flx", "x = 1\nimport \"a.flx\"\n");
        assertThat(failureOf(main, Files.ALL)).isEqualTo("""
                error: a.flx imports itself, through other files
                  b.flx:2:1
                  2 | import "a.flx"
                    | ^^^^^^^^^^^^^^""");
    }

    @Test
    void aMistakeInAnImportedFileIsShownThere() throws IOException {
        Path main = write("main.flx", "import \"lib.flx\"\n");
        write("lib.flx", "a = 1\nb = 2 3\n");
        assertThat(failureOf(main, Files.ALL)).contains("lib.flx:2:7").contains("2 | b = 2 3");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        Path main = write("main.flx", "x = 1\nimport \"nowhere.flx\"\n");
        assertThat(failureOf(main, Files.ALL)).contains("there is no file nowhere.flx").contains("main.flx:2:1");
    }

    @Test
    void importsObeyTheFolderThatAScriptMayReach() throws IOException {
        write("secret.flx", "secret = 1\n");
        write("open/lib.flx", "import \"../secret.flx\"\n");
        Path open = folder.resolve("open");
        Files below = Files.below(open);
        for (String path : List.of("../secret.flx", folder.resolve("secret.flx").toString(), "x/../../secret.flx", "lib.flx")) {
            Session stranger = new Session(output -> { }, below, new PlainDisplay(output -> { }));
            assertThatThrownBy(() -> stranger.run(new Source("script", "import \"" + path + "\""))).as(path).isInstanceOf(FluxionException.class)
                    .hasMessageContaining("not below the folder");
        }
        assertThatThrownBy(() -> new Session(output -> { }).run(new Source("script", "import \"lib.flx\""))).hasMessageContaining("reaches no files");
    }

    @Test
    void linksOutOfTheFolderAreNotFollowed() throws IOException {
        write("secret.flx", "secret = 1\n");
        write("open/own.flx", "own = 1\n");
        Path open = folder.resolve("open");
        java.nio.file.Files.createSymbolicLink(open.resolve("link.flx"), folder.resolve("secret.flx"));
        java.nio.file.Files.createSymbolicLink(open.resolve("folder"), folder);
        java.nio.file.Files.createSymbolicLink(open.resolve("dangling"), folder.resolve("new.png"));
        java.nio.file.Files.createSymbolicLink(open.resolve("inside.flx"), open.resolve("own.flx"));
        Files below = Files.below(open);
        for (String name : List.of("link.flx", "folder/secret.flx", "folder/new.flx", "dangling", "..", "/etc/passwd", "folder/../../secret.flx")) {
            assertThatThrownBy(() -> below.readable(name)).as(name).isInstanceOf(FluxionException.class);
        }
        assertThat(below.readable("inside.flx")).isEqualTo(open.toRealPath().resolve("inside.flx"));
        assertThat(below.writable("new/folder/picture.png")).isEqualTo(open.toRealPath().resolve("new/folder/picture.png"));
    }
}
