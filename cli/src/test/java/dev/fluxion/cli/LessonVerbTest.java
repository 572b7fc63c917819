package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LessonVerbTest {
    private static final String SCRIPT = """
            \"""
            # A *parabola* of $x$ & more
            Text with $x^2$, `code` and *emphasis with $y$*.

            - first
            - second

            $$\\frac{d}{dx} x^2$$
            \"""
            f = x^2
            show diff(f, x)
            f
            table([1, 2], [1, 4], head = ["$n$", "square"])
            plot(f, x = -1..1, title = "<b>", file = "parabola.png")
            print("done")
            """;

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        StringWriter printed = new StringWriter();
        CommandLine command = FluxionCommand.commandLine();
        command.setOut(new PrintWriter(printed));
        command.setErr(new PrintWriter(printed));
        return command.execute(arguments);
    }

    @Test
    void aScriptBecomesOnePageThatNeedsNothingElse() throws IOException {
        Path script = Files.writeString(folder.resolve("one.flx"), SCRIPT);
        assertThat(run("lesson", script.toString(), "-o", folder.resolve("out").toString())).isZero();
        String html = Files.readString(folder.resolve("out/one.html"));
        assertThat(html).startsWith("<!DOCTYPE html>").contains("<em>parabola</em>", "&amp; more", "<code>code</code>", "<li>first</li>", "power rule", "square</th>",
                "<td class=\"number\">4</td>", "data:image/", "alt=\"&lt;b&gt;", "prefers-color-scheme: dark", "done");
        assertThat(html).containsPattern("<em>emphasis with <span class=\"math\"><svg");
        assertThat(Pattern.compile("(?:src|href|srcset)=\"(?!data:|#)").matcher(html).find()).isFalse();
        assertThat(html).doesNotContain("<script").doesNotContain("href=\"http");
        assertThat(folder.resolve("out/parabola.png")).exists();
    }

    @Test
    void aFolderBecomesATourWithContents() throws IOException {
        Path scripts = Files.createDirectory(folder.resolve("tour"));
        Files.writeString(scripts.resolve("01-first.flx"), "\"\"\"\n# First\n\"\"\"\n1 + 1\n");
        Files.writeString(scripts.resolve("02-second.flx"), "\"\"\"\n# Second\n\"\"\"\n2 + 2\n");
        assertThat(run("lesson", scripts.toString(), "-o", folder.resolve("out").toString())).isZero();
        assertThat(Files.readString(folder.resolve("out/index.html"))).contains("<a href=\"01-first.html\">First</a>", "<a href=\"02-second.html\">Second</a>");
        assertThat(Files.readString(folder.resolve("out/01-first.html"))).contains("href=\"index.html\"", "href=\"02-second.html\"");
    }

    @Test
    void whatALessonWritesItReadsAgainAndNothingElseIsTouched() throws IOException {
        Files.writeString(folder.resolve("data.csv"), "x,y\n1,2\n2,4\n3,6\n");
        Path saved = Files.writeString(folder.resolve("w.safetensors"), "precious");
        Path script = Files.writeString(folder.resolve("one.flx"), """
                d = load("data.csv")
                column(d, "y")
                param w in R = 2
                save("w.safetensors")
                load("w.safetensors")
                plot(x, x = 0..1, file = "pictures/line.png")
                show(diff(x^2, x), write = "pictures/derivation")
                """);
        assertThat(run("lesson", script.toString(), "-o", folder.resolve("out").toString())).isZero();
        assertThat(saved).hasContent("precious");
        assertThat(folder.resolve("out/w.safetensors")).isNotEmptyFile();
        assertThat(folder.resolve("out/pictures").toFile().list()).containsExactlyInAnyOrder("line.png", "derivation.tex", "derivation.png",
                "derivation.svg", "derivation.html", "derivation.md");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("data.csv", "w.safetensors", "one.flx", "out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.png", "/tmp/fluxion-outside.png", "a/../../outside.png"})
    void aLessonWritesBelowItsFolderAlone(String name) throws IOException {
        Path script = Files.writeString(folder.resolve("one.flx"), "plot(x, x = 0..1, file = \"" + name + "\")\n");
        assertThat(run("lesson", script.toString(), "-o", folder.resolve("out").toString())).isZero();
        assertThat(folder.resolve("out").toFile().list()).containsExactlyInAnyOrder("one.html", Path.of(name).getFileName().toString());
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("one.flx", "out");
    }

    @Test
    void theShippedDataIsReachedAndAFileIsNoFolderForPages() throws IOException {
        Path script = Files.writeString(folder.resolve("one.flx"), "load(\"fashion-mnist\")\n");
        assertThat(run("lesson", script.toString(), "-o", folder.resolve("out").toString())).isZero();
        assertThat(run("lesson", script.toString(), "-o", script.toString())).isEqualTo(Failures.USER);
        assertThat(run("lesson", script.toString(), "-o", script.resolve("below").toString())).isEqualTo(Failures.USER);
    }

    @Test
    void aScriptThatFailsLeavesNoPage() throws IOException {
        Path script = Files.writeString(folder.resolve("bad.flx"), "1 +\n");
        assertThat(run("lesson", script.toString(), "-o", folder.resolve("out").toString())).isEqualTo(Failures.USER);
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(run("lesson", folder.resolve("none.flx").toString(), "-o", folder.resolve("out").toString())).isEqualTo(Failures.USER);
    }
}
