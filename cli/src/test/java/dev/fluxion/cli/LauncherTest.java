package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bin/fluxion decides before it starts the virtual machine. */
class LauncherTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 + 1                                | script",
        "diff(x^2, x)                         | script",
        "fit_quality = 3                      | script",
        "profit(x) = 2*x                      | script",
        "fit(loss, epochs = 3)                | session",
        "accuracy(y, k, x = X)                | session",
        "images(y, 3, x = X)                  | session",
        "show speed(loss, n = 10)             | session",
        "show program(loss, n = 10)           | session",
        "speeds = 3                           | script",
        "data = load(\"iris.csv\")            | session",
        "import \"networks.flx\"               | session"})
    void aScriptThatMayTrainGetsTheVectorModule(String script, String profile) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("a script.flx"), script + "\n");
        assertThat(profileOf(file.toString())).isEqualTo(profile);
    }

    @Test
    void oneOfSeveralFilesIsEnough() throws IOException, InterruptedException {
        Path plain = Files.writeString(folder.resolve("plain.flx"), "1 + 1\n");
        Path training = Files.writeString(folder.resolve("training.flx"), "fit(loss)\n");
        assertThat(profileOf(plain.toString(), training.toString())).isEqualTo("session");
    }

    @Test
    void standardInputIsNotReadBeforehand() throws IOException, InterruptedException {
        assertThat(profileOf("-")).isEqualTo("session");
    }

    @Test
    void aFileThatIsMissingIsLeftToTheCommand() throws IOException, InterruptedException {
        assertThat(profileOf(folder.resolve("missing.flx").toString())).isEqualTo("script");
    }

    @Test
    void aStartCacheServesOnlyWhereItWasMade() throws IOException, InterruptedException {
        Path start = Files.createDirectories(folder.resolve("start"));
        Files.writeString(start.resolve("answer.aot"), "");
        Files.writeString(start.resolve("place"), folder + "\n");
        String question = "target=" + folder + "; start_cache_is_here answer && echo here || echo elsewhere";
        assertThat(said(question)).isEqualTo("here");
        assertThat(said(question.replace("is_here answer", "is_here script"))).isEqualTo("elsewhere");
        Files.writeString(start.resolve("place"), folder.resolve("before it was moved") + "\n");
        assertThat(said(question)).isEqualTo("elsewhere");
    }

    private static String profileOf(String... arguments) throws IOException, InterruptedException {
        return said("profile_of_script \"$@\"", arguments);
    }

    private static String said(String script, String... arguments) throws IOException, InterruptedException {
        Path options = Path.of("..", "bin", "java-options.sh").toAbsolutePath().normalize();
        List<String> command = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", ". \"$0\"; " + script, options.toString()));
        command.addAll(List.of(arguments));
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes());
        assertThat(bash.waitFor()).isZero();
        return said.strip();
    }
}
