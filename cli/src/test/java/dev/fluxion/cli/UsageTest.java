package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** What the command makes of its arguments, and how it ends. */
class UsageTest {
    private record Answer(int status, String out, String err) {}

    private static Answer answer(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = FluxionCommand.commandLine(arguments).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
        return new Answer(status, out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "diff     | -(x^3)     | x | -3*x^2",
        "diff     | -x         | x | -1",
        "diff     | -h*x^2     | x | -2*h*x",
        "diff     | -V^2*x     | x | -V^2",
        "diff     | --x        | x | 1",
        "diff     | -o         | o | -1",
        "simplify | -x*x       |   | -x^2",
        "grad     | -x^2       |   | x: -2*x",
        "eval     | -1/4       |   | -1/4 = -0.25",
        "eval     | -1         |   | -1",
        "eval     | -floor(10*sin(pi/6)) | | -5",
        "eval     | -floor(log(x)/log(10)) | x=1000 | -3",
        "eval     | -y         | y=-2 | 2"})
    void aFormulaMayBeginWithAMinus(String verb, String formula, String operand, String result) {
        Answer answer = answer(Stream.of(verb, formula, operand).filter(word -> word != null).toArray(String[]::new));
        assertThat(answer.err).isEmpty();
        assertThat(answer.out.strip()).isEqualTo(result);
        assertThat(answer.status).isZero();
    }

    private static Answer answerTo(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)));
        try {
            return answer(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aHyphenIsStandardInput(@TempDir Path folder) {
        assertThat(answerTo("f(x) = x^2\nf(3)\n", "run", "-")).isEqualTo(new Answer(0, "9\n", ""));
        assertThat(answerTo("x^2*y", "compile", "-", "-o", folder.resolve("g.jar").toString()).out).startsWith("f: class formula.F in");
        assertThat(answerTo("x^2/3", "render", "-", "--svg", folder.resolve("g.svg").toString())).isEqualTo(new Answer(0, "", ""));
        for (String verb : List.of("run", "compile")) {
            assertThat(answerTo("1 +\n", verb, "-").err).contains("standard input:1:");
            assertThat(answerTo("\u00ff", verb, "-").err).contains("standard input is not UTF-8 text");
        }
    }

    @Test
    void aFormulaIsNoFileToDraw(@TempDir Path folder) {
        assertThat(answer("render", "x^2/3", "--svg", folder.resolve("g.svg").toString()).err).contains("there is no file x^2/3", "hint: render takes a file", "render - ");
    }

    @Test
    void examplesNameFilesThatExist() {
        Pattern file = Pattern.compile("examples/\\S+");
        List<String> named = FluxionCommand.commandLine("--help").getSubcommands().values().stream()
                .flatMap(verb -> Arrays.stream(verb.getCommandSpec().usageMessage().footer())).flatMap(line -> file.matcher(line).results().map(MatchResult::group)).toList();
        assertThat(named).isNotEmpty().allSatisfy(name -> assertThat(Path.of("..", name)).exists());
    }

    @Command(name = "failing")
    private record Failing(Supplier<Error> error) implements Runnable {
        @Override
        public void run() {
            throw error.get();
        }
    }

    @Test
    void whatIsUsedUpIsAMistakeAndOtherErrorsAreBugs() {
        assertThat(ending(StackOverflowError::new)).isEqualTo("1 error: depth: this nests too deep");
        assertThat(ending(OutOfMemoryError::new)).isEqualTo("1 error: memory: this needs more than there is");
        assertThat(ending(() -> new LinkageError("broken"))).startsWith("70 internal error: java.lang.LinkageError: broken\nThis is a bug in Fluxion.");
    }

    private static String ending(Supplier<Error> error) {
        StringWriter err = new StringWriter();
        int status = Usage.of(CommandSpec.forAnnotatedObject(new Failing(error))).setExecutionExceptionHandler(Failures::report)
                .setErr(new PrintWriter(err, true)).execute();
        return status + " " + err.toString().strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            numerator   | tensor(i, j, k, l: A[i, k]*I(d)[j, l]) | numerator layout: [m, d] of the function, [n, d] of X
            denominator | tensor(i, j, k, l: A[k, i]*I(d)[j, l]) | denominator layout: [n, d] of X, [m, d] of the function
            vec         | kron(I(d), A)                          | vec layout: [d*m] of the function, [d*n] of X
            """)
    void aLayoutThatIsAskedForIsPrinted(String layout, String derivative, String description) {
        Answer answer = answer("diff", "A*X", "X", "--declare", "A in R[m, n]; X in R[n, d]", "--layout", layout);
        assertThat(answer.out).isEqualToNormalizingNewlines(derivative + "\n" + description + "\n");
        assertThat(answer("diff", "A*X", "A", "--declare", "A in R[m, n]; X in R[d, n]").err).contains("did you mean A*X'?", "declared at declarations:1");
        assertThat(answer("diff", "A*X", "X", "--layout", "wide").err).contains("'wide' is none of numerator, denominator, vec");
    }

    @Test
    void whatFollowsTwoHyphensIsAFormula() {
        assertThat(answer("diff", "--steps", "--", "-x", "x").out).contains("-1");
    }

    @ParameterizedTest
    @CsvSource({"dif, diff", "evl, eval", "simplfy, simplify", "jsonlines, jsonl", "completoin, completion"})
    void aMistypedVerbIsToldTheRightOne(String typed, String meant) {
        Answer answer = answer(typed, "x^2", "x");
        assertThat(answer.err).startsWith("there is no verb '" + typed + "'\nDid you mean: ").contains("fluxion " + meant).endsWith("Try 'fluxion --help'.\n");
        assertThat(answer.status).isEqualTo(Usage.WRONG);
    }

    @Test
    void aMistypedOptionIsAnErrorAndNoVariable() {
        Answer answer = answer("diff", "x^2", "x", "--stesp");
        assertThat(answer.err).startsWith("Unknown option: '--stesp'\n").contains("--steps").endsWith("Try 'fluxion diff --help'.\n");
        assertThat(answer.status).isEqualTo(Usage.WRONG);
    }

    static Stream<List<String>> wrong() {
        return Stream.of(List.of(), List.of("diff"), List.of("diff", "x"), List.of("eval", "x", "y"), List.of("render", "x.tex"), List.of("--nothing"),
                List.of("jsonl", "extra"), List.of("jsonl", "--files", "no/such/folder"), List.of("compile"), List.of("lesson", "x.flx"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongUsageEndsWithTwoAndSaysWhatIsMissing(List<String> arguments) {
        Answer answer = answer(arguments.toArray(String[]::new));
        assertThat(answer.status).isEqualTo(Usage.WRONG);
        assertThat(answer.out).isEmpty();
        assertThat(answer.err).contains("Try 'fluxion").hasLineCount(answer.err.contains("Possible") ? 3 : 2);
    }

    static Stream<List<String>> mistaken() {
        return Stream.of(List.of("eval", "1 +"), List.of("eval", "x"), List.of("diff", "x^2", "1"), List.of("run", "no/such/file.flx"), List.of("simplify", "sin"));
    }

    @ParameterizedTest
    @MethodSource("mistaken")
    void aMistakeOfTheUserEndsWithOne(List<String> arguments) {
        Answer answer = answer(arguments.toArray(String[]::new));
        assertThat(answer.err).startsWith("error: ");
        assertThat(answer.status).isEqualTo(Failures.USER);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bad.tex | 'y\n\n  \\frac{a\n'  | error: '}' is missing at the end | bad.tex:3:10",
        "bad.tex | '\n\\foo{b}'          | error: cannot be read           | bad.tex:2:1",
        "bad.flx | 'x^2 +\n  sni(3)'      | error: unknown function sni     | bad.flx:2:3"})
    void aFormulaThatCannotBeDrawnHasItsPlaceInTheFile(String name, String text, String message, String place, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.replace("\\n", "\n").replace("\\\\", "\\"));
        Answer answer = answer("render", file.toString(), "--png", folder.resolve("picture.png").toString());
        assertThat(answer.err).startsWith(message).contains(folder.resolve(place).toString());
        assertThat(answer.status).isEqualTo(Failures.USER);
        assertThat(folder.resolve("picture.png")).doesNotExist();
    }

    @Test
    void aFailureMakesNoFolders(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("bad.flx"), "f(x) = sni(x)\nf(1)\nplot(sni(x), x = 0..1, file = \"" + folder.resolve("new/x.png") + "\")\n");
        assertThat(answer("compile", script.toString(), "-o", folder.resolve("jars/f.jar").toString()).status).isEqualTo(Failures.USER);
        assertThat(answer("lesson", script.toString(), "-o", folder.resolve("pages").toString()).status).isEqualTo(Failures.USER);
        assertThat(answer("run", script.toString()).status).isEqualTo(Failures.USER);
        Files.writeString(script, "plot(sni(x), x = 0..1, file = \"" + folder.resolve("new/x.png") + "\")\n");
        assertThat(answer("run", script.toString()).status).isEqualTo(Failures.USER);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(script);
        }
    }

    @Test
    void aLessonIntoAFileIsRefusedBeforeItRuns(@TempDir Path folder) throws IOException {
        Path script = Files.writeString(folder.resolve("a.flx"), "1 + 1\n");
        Answer answer = answer("lesson", script.toString(), "-o", script.toString());
        assertThat(answer.err).startsWith("error: cannot write into ").contains("it is no folder").doesNotContain("ran ");
        assertThat(answer.status).isEqualTo(Failures.USER);
    }

    @ParameterizedTest
    @CsvSource({"'', xterm-256color, true", "1, xterm-256color, false", "yes, xterm, false", "'', dumb, false", "'', dumb-color, false"})
    void noColorAndDumbTerminalsAreRespected(String value, String terminal, boolean coloured) {
        assertThat(ReplVerb.colours(Map.of("NO_COLOR", value), terminal)).isEqualTo(coloured);
        assertThat(ReplVerb.colours(Map.of(), terminal)).isEqualTo(!terminal.startsWith("dumb"));
    }

    @Test
    void everyVerbIsNamedAsItNamesItself() {
        FluxionCommand.commandLine().getSubcommands().forEach((name, verb) -> assertThat(verb.getCommandSpec().userObject().getClass()
                .getAnnotation(Command.class).name()).isEqualTo(name));
    }

    static Stream<String> verbs() {
        return FluxionCommand.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasHelpWithExamplesThatNameIt(String verb) {
        Answer answer = answer(verb, "--help");
        assertThat(answer.status).isZero();
        assertThat(answer.out).contains("Example").contains("  fluxion " + verb).doesNotContain("\u001b");
        assertThat(answer(verb, "-h").out).isEqualTo(answer.out);
        assertThat(answer(verb, "--version").out).startsWith("fluxion ");
    }

    @Test
    void helpHasExamplesAndTheVersionIsOneLine() {
        assertThat(answer("--help").out).contains("Examples:", "Exit status").contains(verbs().toList());
        assertThat(answer("--version").out).matches("fluxion \\S+ \\(Java 25\\S*\\)\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"fluxion di | diff", "fluxion diff --st | --steps", "fluxion jsonl --f | --files", "fluxion co | compile completion"})
    void bashCompletesVerbsAndOptions(String typed, String completed, @TempDir Path folder) throws IOException, InterruptedException {
        Path script = Files.writeString(folder.resolve("fluxion.bash"), answer("completion").out);
        String[] words = typed.split(" ");
        String quoted = String.join(" ", Arrays.stream(words).map(word -> "'" + word + "'").toList());
        String program = "source " + script + "; COMP_WORDS=(" + quoted + "); COMP_CWORD=" + (words.length - 1) + "; _complete_fluxion; echo ${COMPREPLY[@]}";
        List<String> command = new ArrayList<>(List.of("bash", "-c", program));
        Process bash = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip().split(" "))
                .containsExactlyInAnyOrder(completed.split(" "));
    }
}
