package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What someone meets who trains a first classifier: predictions, labels and data of other forms than are asked for. */
class FitMistakesTest {
    private static final String CLASSIFIER = "X in R[m, 2]; Y in R[m, 2] onehot; Z in R[m, 2]; param W in R[2, 2] = 1; param b in R[2] = 0; P = softmax(X*W + b)\n"
            + "A = [1, 2; 4, 5; 3, 1]; lab = [0, 1, 1]\n";

    @TempDir
    Path folder;

    private static List<String> printed(String script) {
        List<String> lines = new ArrayList<>();
        new Session(output -> lines.add(output.text()), Files.ALL, new PlainDisplay(output -> { })).run(new Source("script", script));
        return lines;
    }

    private static void assertRefused(String statement, String marked, String message, String hint) {
        String script = CLASSIFIER + statement;
        assertThatThrownBy(() -> printed(script)).isInstanceOfSatisfying(FluxionException.class, e -> {
            Diagnostic diagnostic = e.diagnostic();
            assertThat(diagnostic.message()).contains(message);
            assertThat(diagnostic.hint()).contains(hint);
            assertThat(script.substring(diagnostic.span().start(), diagnostic.span().end())).isEqualTo(marked);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"b|this has shape [2]", "sum(P)|this is a number", "sum(P, 2)|this has shape [m]"})
    void predictionsThatAreNoMatrixAreShownWhereTheyStand(String predicted, String problem) {
        String message = "a row for each example and a column for each class, but " + problem;
        assertRefused("fit(-sum(Y .* log(P)), X = A, Y = onehot(lab + 1, 2), epochs = 1, predict = " + predicted + ")", predicted, message, "leave predict out");
        assertRefused("accuracy(" + predicted + ", onehot(lab + 1, 2), X = A)", predicted, message, "a matrix of the shape of the labels");
    }

    @Test
    void oneColumnOfScoresHasNoAccuracy() {
        assertRefused("accuracy(A*[1; 2], [5; 1; 1], X = A)", "A*[1; 2]", "one column here, of which every row is right", "a column for each class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"L", "onehot(column(d, \"species\"), 3)", "1*L"})
    void accuracyAndImagesTakeTheDataThatFitTakes(String labels) {
        String script = "X in R[m, 4]; Y in R[m, 3] onehot; param W in R[4, 3] = 0; P = softmax(X*W)\nd = load(\"iris\"); x = matrix(d); s = column(d, \"species\"); L = onehot(s, 3)\n"
                + "fit(cross_entropy(P, Y), X = x, Y = " + labels + ", optimizer = adam(rate = 0.1), epochs = 100, seed = 1)\naccuracy(P, " + labels + ", X = matrix(d))\n";
        List<String> lines = printed(script + "images(\"" + folder.resolve("a.png") + "\", P, " + labels + ", X = x)");
        assertThat(lines.getLast()).startsWith("images drawn");
        assertThat(lines.get(lines.size() - 2)).matches("accuracy 0\\.9.*of 150\\)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Y|onehot(lab, 2)|'Y' is declared onehot, but row 1 holds no 1|classes count from 1: onehot(labels + 1, 2) if labels count from 0",
        "Y|lab|'Y' has shape [m, 2], but its data [3]|onehot(labels, 2), or onehot(labels + 1, 2) if they count from 0",
        "Z|[0, 1, 2]|'Z' has shape [m, 2], but its data [3]|onehot(labels, 2), or onehot(labels + 1, 2) if they count from 0"})
    void numbersOfClassesAreToldToBecomeRows(String variable, String labels, String message, String hint) {
        String fit = "fit(-sum(" + variable + " .* log(P)), X = A, " + variable + " = " + labels + ", epochs = 1)";
        assertRefused(fit, fit, message, hint);
    }

    @Test
    void rowsOfOtherNumbersAreNotTakenForThoseOfClasses() {
        String fit = "fit(sum(Z .* P), X = A, Z = [0.5, 1, 2], epochs = 1)";
        assertThatThrownBy(() -> printed(CLASSIFIER + fit)).isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().hint()).isEmpty());
    }

    @Test
    void labelsWithoutAClassAreNotCountedAsWrong() {
        assertRefused("accuracy(P, onehot(lab, 2), X = A)", "onehot(lab, 2)", "row 1 of the labels has no class: its largest number is 0.0", "classes count from 1: onehot(labels + 1, 2)");
        assertRefused("accuracy(P, lab, X = A)", "lab", "labels have a row and a column for each score", "onehot(labels, 2)");
        assertThat(printed(CLASSIFIER + "accuracy(P, onehot(lab + 1, 2), X = A)").getLast()).isEqualTo("accuracy 0.3333 (1 of 3)"); // all scores are ties
    }
}
