package dev.fluxion.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.cli.script.Files;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts from strangers reach. */
class JsonLinesFilesTest {
    @TempDir
    Path folder;

    private Path open;

    @BeforeEach
    void fill() throws IOException {
        open = java.nio.file.Files.createDirectory(folder.resolve("open"));
        java.nio.file.Files.writeString(open.resolve("lib.flx"), "half(x) = x/2\n");
        java.nio.file.Files.writeString(open.resolve("wrong.flx"), "a = 1\nb = a +* 2\n");
        java.nio.file.Files.writeString(folder.resolve("secret.flx"), "print(\"secret\")\n");
        java.nio.file.Files.createSymbolicLink(open.resolve("link.flx"), folder.resolve("secret.flx"));
    }

    private Map<String, Object> run(Files files, String script) throws IOException {
        return new JsonLines(files).answer(JSON.std.asString(Map.of("op", "run", "script", script)));
    }

    private static String error(Map<String, Object> answer) {
        assertThat(answer.get("ok")).isEqualTo(false);
        Map<?, ?> error = (Map<?, ?>) answer.get("error");
        return error.get("code") + ": " + error.get("message") + (error.containsKey("line") ? " " + error.get("line") + ":" + error.get("column") : "");
    }

    @Test
    void theOpenFolderIsReached() throws IOException {
        assertThat(run(Files.below(open), "import \"lib.flx\"\nhalf(8)").toString()).contains("ok=true", "text=4");
        assertThat(run(Files.below(open), "param w in R = 2\nsave(\"w.safetensors\")").toString()).contains("ok=true");
        assertThat(open.resolve("w.safetensors")).isNotEmptyFile();
    }

    @Test
    void nothingOutsideIsReached() throws IOException {
        for (String statement : new String[] {"import \"../secret.flx\"", "import \"link.flx\"", "import \"" + folder + "/secret.flx\"",
            "save(\"../w.safetensors\")", "load(\"/usr/share/datasets\")", "load(\"fashion-mnist\")", "x = 1; show(grad(x^2), write = \"../d\")"}) {
            String answer = error(run(Files.below(open), statement));
            assertThat(answer).as(statement).doesNotStartWith("internal");
            assertThat(error(run(Files.NONE, statement))).as(statement).doesNotStartWith("internal");
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("open", "secret.flx");
    }

    @Test
    void aMistakeInAnImportedFileIsPlacedThere() throws IOException {
        assertThat(error(run(Files.below(open), "\n\nimport \"wrong.flx\""))).startsWith("syntax: wrong.flx: ").endsWith(" 2:8");
    }
}
