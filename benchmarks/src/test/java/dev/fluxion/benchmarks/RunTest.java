package dev.fluxion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What benchmarks/run decides before anything is built or run. */
class RunTest {
    private static String said(int status, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", Path.of("run").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(status);
        return said;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--briefly scalar      | unknown option --briefly",
        "-h                    | unknown option -h",
        "nonsense              | unknown name nonsense",
        "scalar nonsense gemm  | unknown name nonsense",
        "--brief               | no name is given"})
    void whatIsUnknownIsNamed(String arguments, String problem) throws IOException, InterruptedException {
        assertThat(said(2, arguments.split(" "))).startsWith("benchmarks: " + problem + "\nusage: benchmarks/run [--brief] [--guard] [--avx2] NAME…");
    }

    @Test
    void theListIsThatOfTheComparisons() throws IOException, InterruptedException {
        String usage = said(0, "--help").strip();
        assertThat(usage.substring(usage.indexOf("one of ") + "one of ".length()).split(" ")).containsExactlyInAnyOrder(Main.names().toArray(String[]::new));
    }
}
