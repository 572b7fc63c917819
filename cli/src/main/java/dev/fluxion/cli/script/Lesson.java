package dev.fluxion.cli.script;

import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.typeset.DerivationPage;
import dev.fluxion.typeset.LessonPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script that was run to be read: its prose, its statements and what they gave. */
public final class Lesson {
    private static final Pattern HEADING = Pattern.compile("(?m)^\\s*#\\s+(.+)$");
    /** An exact value is followed by its decimal form. */
    private static final Pattern DECIMAL = Pattern.compile(" = (-?\\d+\\.\\d+(?:[eE]-?\\d+)?)$");

    private final String name;
    private final String text;
    private final List<LessonPage.Block> blocks = new ArrayList<>();
    private final List<String> code = new ArrayList<>();

    private Lesson(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /** Runs a script. */
    public static Lesson of(Source source, Path file, Files files) {
        String name = file.getFileName().toString().replaceFirst("\\.flx$", "");
        Lesson lesson = new Lesson(name, source.text());
        Session session = new Session(lesson::output, files, progress -> { });
        session.watch(lesson::statement);
        session.run(source, file);
        lesson.endCode();
        return lesson;
    }

    /** The name of its page. */
    public String fileName() {
        return name + ".html";
    }

    /** Its first heading, or the name of the script. */
    public String title() {
        return blocks.stream().filter(block -> block instanceof LessonPage.Prose).map(block -> HEADING.matcher(((LessonPage.Prose) block).text()))
                .filter(Matcher::find).map(found -> found.group(1).replace("$", "")).findFirst().orElse(name);
    }

    /** The page. */
    public LessonPage page(List<LessonPage.Link> links) {
        return new LessonPage(title(), blocks, links);
    }

    /** A page that leads to lessons. */
    public static LessonPage index(String title, List<Lesson> lessons) {
        List<LessonPage.Link> links = lessons.stream().map(lesson -> new LessonPage.Link(lesson.title(), lesson.fileName())).toList();
        String name = title.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + title.substring(1);
        return new LessonPage(name, List.of(new LessonPage.Prose("# " + name), new LessonPage.Contents(links)), List.of());
    }

    private void statement(Statement statement) {
        if (!(statement instanceof Statement.Prose)) {
            Span span = statement.span();
            code.add(text.substring(span.start(), span.end()));
        }
    }

    private void endCode() {
        if (!code.isEmpty()) {
            blocks.add(new LessonPage.Code(String.join("\n", code)));
            code.clear();
        }
    }

    private void output(Output output) {
        endCode();
        blocks.add(switch (output.shape()) {
            case Output.Told told -> new LessonPage.Prose(told.text());
            case Output.Derived derived -> new LessonPage.Steps(DerivationPage.of(derived.derivation(), derived.detail() == Detail.OVERVIEW ? Detail.OVERVIEW
                    : Detail.EVERY));
            case Output.Tabled table -> new LessonPage.Table(table.head(), table.rows());
            case Output.Drawn drawn -> new LessonPage.Drawn(drawn.chart(), drawn.width(), drawn.height(), drawn.moving().flatMap(Lesson::bytes));
            case Output.Plain plain -> result(output);
        });
    }

    private static LessonPage.Block result(Output output) {
        Matcher decimal = DECIMAL.matcher(output.text());
        boolean isDecimal = !output.latex().isEmpty() && decimal.find();
        return new LessonPage.Result(output.text(), isDecimal ? output.latex() + " \\approx " + latex(decimal.group(1)) : output.latex());
    }

    private static String latex(String decimal) {
        String readable = Readable.number(Double.parseDouble(decimal), 8);
        int exponent = readable.indexOf('e');
        return exponent < 0 ? readable : readable.substring(0, exponent) + " \\cdot 10^{" + readable.substring(exponent + 1) + "}";
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Optional.of(java.nio.file.Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
