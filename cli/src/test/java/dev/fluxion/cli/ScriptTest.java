package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    private static final String CLASSIFIER = """
            X in R[m, 784];  Y in R[m, 10] onehot
            param W1 in R[784, 32] = he();  param b1 in R[32] = 0
            param W2 in R[32, 10]  = he();  param b2 in R[10] = 0
            P = softmax(relu(X*W1 + b1)*W2 + b2)
            loss = -sum(Y .* log(P)) / m
            """;

    private static List<String> run(Files files, String script) {
        List<String> printed = new ArrayList<>();
        new Session(output -> printed.add(output.text()), files, new PlainDisplay(output -> { })).run(new Source("script", script));
        return printed;
    }

    @Test
    void aClassifierLearnsDrawsSavesAndLoads(@TempDir Path folder) {
        String data = Path.of("").toAbsolutePath().getParent().resolve("examples/data/fashion-mnist").toString();
        Files files = name -> name.equals(data) ? Path.of(data) : folder.resolve(name);
        List<String> printed = run(files, CLASSIFIER + """
                load("%s")
                fit(loss, X = train_images, Y = train_labels, predict = P, epochs = 2, batch = 100, seed = 1)
                accuracy(P, test_labels, X = test_images)
                save("p.safetensors")
                curves("loss.png")
                images("grid.png", P, test_labels, X = test_images)
                show(grad(loss), write = "derivation")
                """.formatted(data));
        String accuracy = printed.stream().filter(line -> line.startsWith("accuracy")).findFirst().orElseThrow();
        assertThat(Double.parseDouble(accuracy.split(" ")[1])).isGreaterThan(0.75);
        for (String file : List.of("p.safetensors", "loss.png", "grid.png", "derivation.tex", "derivation.png", "derivation.svg", "derivation.html",
                "derivation.md")) {
            assertThat(folder.resolve(file)).isNotEmptyFile();
        }
        List<String> again = run(files, CLASSIFIER + """
                load("%s")
                load("p.safetensors")
                accuracy(P, test_labels, X = test_images)
                """.formatted(data));
        assertThat(again.getLast()).isEqualTo(accuracy);
    }

    @Test
    void theDerivationOfALossNamesTheRulesOfATextbook() {
        String text = String.join("\n", run(Files.NONE, CLASSIFIER + "show grad(loss)"));
        assertThat(text).contains("stable form: logarithm of softmax", "softmax with cross-entropy", "product rule for matrices", "chain rule",
                "δ introduced", "∂loss/∂W2 = H'*delta_2", "checked at 3 points");
    }

    @Test
    void aMistypedOperandIsToldBeforeTheTraining() {
        String data = Path.of("").toAbsolutePath().getParent().resolve("examples/data/fashion-mnist").toString();
        List<String> epochs = new ArrayList<>();
        Session session = new Session(output -> { }, name -> Path.of(data), new PlainDisplay(output -> epochs.add(output.text())));
        assertThatThrownBy(() -> session.run(new Source("script", CLASSIFIER + """
                load("%s")
                fit(loss, X = train_images, Y = train_labels, epoch = 1)
                """.formatted(data)))).isInstanceOf(FluxionException.class).hasMessageContaining("no operand epoch");
        assertThat(epochs).isEmpty();
    }

    private static final String DATA = Path.of("").toAbsolutePath().getParent().resolve("examples/data/fashion-mnist").toString();

    @Test
    void parametersTrainedInDoublePrecisionAreSavedAndLoadedInIt(@TempDir Path folder) throws IOException {
        String script = CLASSIFIER + """
                load("%s")
                fit(loss, X = train_images, Y = train_labels, predict = P, epochs = 1, batch = 500, precision = "%s")
                accuracy(P, test_labels, X = test_images)
                save("p.safetensors")
                load("p.safetensors")
                accuracy(P, test_labels, X = test_images)
                """;
        Files files = name -> name.equals(DATA) ? Path.of(DATA) : folder.resolve(name);
        List<Long> sizes = new ArrayList<>();
        for (String precision : List.of("single", "double")) {
            List<String> printed = run(files, script.formatted(DATA, precision));
            assertThat(printed.getLast()).startsWith("accuracy").isEqualTo(printed.get(printed.size() - 4));
            sizes.add(java.nio.file.Files.size(folder.resolve("p.safetensors")));
        }
        long entries = 784 * 32 + 32 + 32 * 10 + 10;
        assertThat(sizes.getLast() - sizes.getFirst()).isBetween(4 * entries - 64, 4 * entries + 64);
        assertThatThrownBy(() -> run(files, script.formatted(DATA, "half"))).hasMessageContaining("there is no precision \"half\"");
    }

    /** A process that is asked to end, as by Ctrl-C, while it trains. */
    @Test
    void aProcessAskedToEndSaysHowToGoOnAndTheNextOneDoes(@TempDir Path folder) throws Exception {
        Path script = folder.resolve("train.flx");
        String checkpoint = folder.resolve("run.safetensors").toString();
        java.nio.file.Files.writeString(script, CLASSIFIER + """
                load("%s")
                fit(loss, X = train_images, Y = train_labels, predict = P, epochs = %d, batch = 100, checkpoint = "%s")
                accuracy(P, test_labels, X = test_images)
                """.formatted(DATA, 1_000, checkpoint));
        String command = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(command, "-cp", System.getProperty("java.class.path"), "dev.fluxion.cli.Main", "run", script.toString())
                .redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("epoch 2/1000")) {
                    process.toHandle().destroy(); // the process itself would close its output
                }
            }
        }
        assertThat(process.waitFor()).as(output.toString()).isEqualTo(143); // 128 + SIGTERM; after Ctrl-C it is 130
        assertThat(output.toString()).contains("error: the training was interrupted after step", "hint: run it again to go on from " + checkpoint);
        Files files = name -> Path.of(name);
        String shorter = java.nio.file.Files.readString(script).replace("epochs = 1000", "epochs = %d".formatted(epoch(output.toString()) + 1));
        assertThat(run(files, shorter)).anyMatch(line -> line.startsWith("going on from run.safetensors, after step"));
        assertThat(Path.of(checkpoint)).doesNotExist();
    }

    private static int epoch(String output) {
        return (int) output.lines().filter(line -> line.startsWith("epoch ")).count();
    }

    @Test
    void aStrangersScriptReachesNoFile() {
        assertThatThrownBy(() -> run(Files.NONE, "save(\"x.safetensors\")")).isInstanceOf(FluxionException.class)
                .hasMessageContaining("reaches no files");
        assertThatThrownBy(() -> run(Files.below(Path.of("src")), "save(\"../x.safetensors\")")).hasMessageContaining("not below the folder");
    }

    @Test
    void statementsOfEveryKindRun() {
        assertThat(run(Files.NONE, """
                c = 3
                f(x, y) = c*x^2 + y
                f(2, 1)
                for k in 1..2 { print("k", k) }
                if c > 2 { print("large") } else { print("small") }
                A = [1, 2; 3, 4]
                C[i, j] = A[j, i]
                C
                diff(f(x, y), x)
                """)).containsExactly("13", "k 1", "k 2", "large", "A' = [1, 3; 2, 4]", "6*x");
    }

    @Test
    void mistakesInSeveralStatementsAreAllReported() {
        FluxionException mistakes = org.junit.jupiter.api.Assertions.assertThrows(FluxionException.class,
                () -> run(Files.NONE, "a = (1 +\nb = 2 3\nc = 1\nd = *\n"));
        assertThat(mistakes.diagnostics().size()).isGreaterThanOrEqualTo(2);
    }

}
