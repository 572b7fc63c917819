package dev.fluxion.cli.script;

import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.typeset.DerivationPage;
import dev.fluxion.typeset.LessonPage;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.plot.Animation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script that was run to be read: its prose, its statements and what they gave. */
public final class Lesson {
    /** How long a frame of an animation is seen. */
    static final int FRAME_MILLISECONDS = 120;
    private static final Pattern HEADING = Pattern.compile("(?m)^\\s*#\\s+(.+)$");

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
            case Output.Tabled table -> new LessonPage.Table(table.head(), table.rows(), table.below());
            case Output.Drawn drawn -> new LessonPage.Drawn(drawn.chart(), drawn.width(), drawn.height(), moving(drawn));
            case Output.Plain plain -> new LessonPage.Result(output.text(), output.latex());
        });
    }

    // On each ground a film of its own: a GIF cannot follow the reader's setting.
    private static Optional<LessonPage.Moving> moving(Output.Drawn drawn) {
        return drawn.moving().isEmpty() ? Optional.empty() : Optional.of(new LessonPage.Moving(gif(drawn, Theme.LIGHT), gif(drawn, Theme.DARK)));
    }

    private static byte[] gif(Output.Drawn drawn, Theme theme) {
        return Animation.gif(drawn.moving().stream().map(chart -> chart.picture(drawn.width(), drawn.height(), theme)).toList(), FRAME_MILLISECONDS);
    }
}
