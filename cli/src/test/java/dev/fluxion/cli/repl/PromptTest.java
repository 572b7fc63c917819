package dev.fluxion.cli.repl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.cli.script.Display;
import dev.fluxion.cli.script.PlainDisplay;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PromptTest {
    private static final Display QUIET = new PlainDisplay(output -> { });

    @TempDir
    Path folder;

    private static String pipe(String text) throws IOException {
        StringWriter all = new StringWriter();
        PrintWriter out = new PrintWriter(all);
        Prompt.onPipe(new BufferedReader(new StringReader(text)), out, out, QUIET);
        return all.toString();
    }

    @Test
    void entriesOfSeveralLinesAreOne() throws IOException {
        assertThat(pipe("""
                f(x) = (x +
                   1)^2
                for k in 1..2 {

                    print(f(k))
                }
                f(9)
                """)).isEqualTo("4\n9\n100\n");
    }

    @Test
    void twoEmptyLinesGiveUpAnEntry() throws IOException {
        assertThat(pipe("(1 + 2\n\n\n3 + 4\n")).contains("error: ").endsWith("7\n");
    }

    @Test
    void mistakesKeepTheSession() throws IOException {
        assertThat(pipe("a = 2\na = sinn(3)\nb = 1 2\n:nonsense\na + 1\n")).contains("did you mean sin?", "input:1:5", "there is no command :nonsense")
                .endsWith("\n3\n");
    }

    @Test
    void commandsAreAnsweredAndMayBeShortened() throws IOException {
        assertThat(pipe(":names\n")).isEqualTo("nothing has a name yet\n");
        assertThat(pipe("g(x, y) = x/y\nX in R[n, 3]\nparam w in R[3]\nc = 5/2\n:n\n")).isEqualTo("X in R[n, 3]\nc = 5/2\ng(x, y) = x/y\nn   (a size)\nparam w in R[3]\n");
        assertThat(pipe("x^2/3\n:latex\n")).contains("\\frac");
        assertThat(pipe("a = 1\n:reset\na\n")).isEqualTo("a\n");
        assertThat(pipe("1\n:q\n2\n")).isEqualTo("1\n");
        assertThat(pipe(":r x\n")).contains(":r may be :run or :reset");
        assertThat(pipe(":help\n")).contains(":quit", ":latex", "Ctrl-C");
        assertThat(pipe(":help\n").lines()).allMatch(line -> line.length() <= 80);
        assertThat(pipe(":help integrate\n:help foo\n")).isEqualTo("integrate is a function of the language\nnothing is known of foo\n");
        assertThat(pipe(":help tanh\n")).contains("tanh(", "1 - y^2");
        assertThat(pipe(":run nowhere.flx\n")).isEqualTo("error: cannot read nowhere.flx\n");
        Path script = Files.writeString(folder.resolve("s.flx"), "h = 7\n");
        assertThat(pipe(":run " + script + "\nh + 1\n")).isEqualTo("8\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1", "[1, 2", "for k in 1..3 {", "x = ", "1 +", "f(x,", "\"\"\"prose", "if c > 0 { print(1) } else {", "{x > 0: x,"})
    void theseAskForAnotherLine(String text) {
        assertThat(Entries.isUnfinished(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1 + 2", "(1))", "\"lone", ":help (", "f(x) = x", "x = {a > 0: 1, else: 2}", "| x |", "a\ud800(", "x # ("})
    void theseDoNot(String text) {
        assertThat(Entries.isUnfinished(text)).isFalse();
    }

    @Test
    void namesOfTheLanguageAndOfTheSessionAreCompleted() {
        Repl repl = new Repl(text -> { }, text -> { }, QUIET);
        repl.accept("loss_of(x) = x\nlogits in R[n]");
        Completions completions = new Completions(() -> repl);
        assertThat(completions.names("lo")).contains("log", "log10", "logits", "loss_of", "logdet", "load");
        assertThat(completions.names(":")).containsExactly(":help", ":latex", ":names", ":quit", ":reset", ":run");
        assertThat(completions.names("sho")).containsExactly("show");
        for (String command : List.of("fit", "load", "save", "accuracy", "curves", "images", "table", "plot", "print", "contours", "histogram", "column", "sample")) {
            assertThat(completions.names(command)).contains(command);
        }
    }

    @Test
    void wordsAreColouredByTheirKind() {
        var coloured = new Colours().highlight(null, "2*sin(x) # half ?");
        assertThat(coloured.toString()).isEqualTo("2*sin(x) # half ?");
        assertThat(coloured.styleAt(0)).isEqualTo(AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN));
        assertThat(coloured.styleAt(2)).isEqualTo(AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE));
        assertThat(coloured.styleAt(6)).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(new Colours().highlight(null, "\ud800 \0 \"").toString()).isEqualTo("\ud800 \0 \"");
    }

    /** A terminal that is typed on. */
    private final class Typed implements AutoCloseable {
        final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        final LineDisciplineTerminal terminal = new LineDisciplineTerminal("test", "xterm", shown, StandardCharsets.UTF_8);
        final Path history = folder.resolve("history");
        final Thread thread = new Thread(() -> Prompt.onTerminal(terminal, QUIET, history, true));

        Typed() throws IOException {
            thread.start();
            await(() -> shown().contains("> "));
        }

        String shown() {
            return shown.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "");
        }

        void type(String text) throws IOException {
            terminal.processInputBytes(text.getBytes(StandardCharsets.UTF_8));
        }

        void await(BooleanSupplier condition) {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as(this::shown).isLessThan(end);
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() throws Exception {
            type("\u0004");
            thread.join(Duration.ofSeconds(10));
            terminal.close();
        }
    }

    @Test
    void controlDEndsAndTheHistoryIsKept() throws Exception {
        try (Typed typed = new Typed()) {
            typed.type("123*2\r");
            typed.await(() -> typed.shown().contains("246"));
            typed.type("\u0004");
            typed.thread.join();
        }
        assertThat(folder.resolve("history")).content().contains("123*2");
    }

    @Test
    void controlCDropsTheLineAndNotTheSession() throws Exception {
        try (Typed typed = new Typed()) {
            typed.type("a = 41\r(1 + ");
            typed.await(() -> typed.shown().contains("(1 + "));
            typed.type("\u0003");
            typed.type("a + 1\r");
            typed.await(() -> typed.shown().contains("42"));
        }
    }

    @Test
    void controlCStopsTheWorkAndNotTheSession() throws Exception {
        try (Typed typed = new Typed()) {
            typed.type("a = 41; print(\"begun\"); for k in 1..10000000 { b = k }; print(\"finished\")\r");
            typed.await(() -> typed.shown().contains("begun\r\n") || typed.shown().contains("begun\n"));
            Thread.sleep(50);
            typed.terminal.raise(Terminal.Signal.INT);
            typed.await(() -> typed.shown().contains("interrupted"));
            typed.type("a + 1\r");
            typed.await(() -> typed.shown().contains("42"));
            assertThat(typed.shown()).doesNotContain("finished\n").doesNotContain("finished\r");
        }
    }

    @Test
    void aWordInTheMiddleOfALineIsCompleted() {
        var word = (org.jline.reader.CompletingParsedLine) new Entries().parse("2*sig(x)", 5, org.jline.reader.Parser.ParseContext.COMPLETE);
        assertThat(word.word()).isEqualTo("sig");
        assertThat(List.of(word.wordCursor(), word.rawWordLength())).containsExactly(3, 3);
    }
}
