package dev.fluxion.cli.script;

import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.Picture;
import dev.fluxion.typeset.plot.Animation;
import dev.fluxion.typeset.Chart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plot in which one name takes one value after the other: {@code frames(h = 2..0.1, count = 20)} or {@code frames(h = [2, 1, 1/2])}. A command may
 * come before each frame, {@code frames(k = 1..20, each = fit(…))}, some frames may be drawn as pictures too, {@code stills = [1, 5]}, and each may
 * say where it stands, {@code caption = ["round", 16*k]}.
 */
final class Frames {
    private static final int MOST = 500;
    private static final int USUAL = 20;
    private static final Set<String> OPTIONS = Set.of("count", "each", "stills", "caption");

    private final Session session;
    private final Plots plots;

    Frames(Session session, Plots plots) {
        this.session = session;
        this.plots = plots;
    }

    /**
     * The operands of {@code frames}.
     *
     * @param name what takes the values
     * @param each done before each frame
     * @param stills numbers of frames, from 1, that are drawn as pictures too
     * @param caption texts and expressions that follow the title of each frame
     */
    private record Film(String name, double[] values, Optional<Tree.Call> each, List<Integer> stills, List<Tree> caption) {}

    void draw(Tree.Call call, List<Plots.Written> parts, Tree.Call frames) throws IOException {
        Film film = film(frames);
        Operands options = new Operands(call, session.elaborator());
        PlotRequest request = PlotRequest.of(options, new Numerics(session), session);
        options.finish();
        List<Chart> charts = new ArrayList<>();
        List<Output> last = new ArrayList<>();
        for (double value : film.values()) {
            session.during(film.name(), SpaceParts.constant(value), () -> {
                last.clear();
                film.each().ifPresent(command -> last.addAll(session.unheard(() -> session.networks().perform(command))));
                charts.add(plots.chart(call, parts, request.titled(title(request.title(), film.caption()))));
            });
        }
        last.forEach(session::print);
        write(Animation.inOneFrame(charts), film, request);
    }

    private Film film(Tree.Call frames) {
        Operands operands = new Operands(frames, session.elaborator());
        int count = operands.whole("count", USUAL, MOST);
        Optional<Tree.Call> each = operands.named("each").map(this::command);
        List<Integer> stills = operands.named("stills").map(tree -> Arrays.stream(new Numerics(session).value(tree).entries()).mapToObj(k -> (int) k).toList())
                .orElse(List.of());
        Tree.Named name = frames.named().stream().filter(named -> !OPTIONS.contains(named.name())).findFirst()
                .orElseThrow(() -> Operands.problem("'frames' needs a name and its values", frames, "write frames(h = 2..0.1, count = 20)"));
        operands.named(name.name());
        List<Tree> caption = operands.named("caption").map(Frames::entries).orElse(List.of());
        operands.finish();
        double[] values = values(name.value(), count);
        if (values.length == 0) {
            throw Operands.problem("an animation without values has no frames", frames, "");
        }
        if (values.length > MOST) {
            throw Operands.problem("an animation has at most " + MOST + " frames", frames, "");
        }
        stills.stream().filter(still -> still < 1 || still > values.length).findFirst().ifPresent(still -> {
            throw Operands.problem("there is no frame " + still + " of " + values.length, operands.named("stills").orElseThrow(), "");
        });
        return new Film(name.name(), values, each, stills, caption);
    }

    private static List<Tree> entries(Tree tree) {
        return tree instanceof Tree.Array array && array.rows().size() == 1 ? array.rows().getFirst() : List.of(tree);
    }

    private String title(String title, List<Tree> caption) {
        Numerics numerics = new Numerics(session);
        String words = caption.stream().map(tree -> tree instanceof Tree.Text text ? text.value() : Readable.number(numerics.number(tree)))
                .collect(Collectors.joining(" "));
        return title.isEmpty() || words.isEmpty() ? title + words : title + ", " + words;
    }

    private Tree.Call command(Tree tree) {
        if (tree instanceof Tree.Call call && session.networks().names().contains(call.name())) {
            return call;
        }
        throw Operands.problem("a command is expected before each frame", tree, "write each = fit(loss, …)");
    }

    private double[] values(Tree tree, int count) {
        Numerics numerics = new Numerics(session);
        if (tree instanceof Tree.Range range) {
            double from = numerics.number(range.from());
            double to = numerics.number(range.to());
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = count == 1 ? from : from + i * (to - from) / (count - 1);
            }
            return values;
        }
        Value value = numerics.value(tree);
        return value.entries();
    }

    // A .gif moves, with its last frame as a .png beside it; a .png is a still of the last frame, with all frames numbered beside it.
    private void write(List<Chart> charts, Film film, PlotRequest request) throws IOException {
        String name = request.file().orElseGet(plots::nextName);
        int dot = name.lastIndexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        List<Picture> pictures = charts.stream().map(chart -> chart.picture(request.width(), request.height(), request.theme())).toList();
        Files files = session.files();
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        String told;
        if (name.endsWith(".gif")) {
            contents.put(files.writable(name), Animation.gif(pictures, Lesson.FRAME_MILLISECONDS));
            told = Plural.of(pictures.size(), "frame") + " drawn in " + name + ", and the last in " + stem + ".png";
            for (int still : film.stills()) {
                put(pictures.get(still - 1), files.writable(still(stem, still)), contents);
            }
        } else if (name.endsWith(".png")) {
            for (int i = 0; i < pictures.size(); i++) {
                put(pictures.get(i), files.writable(still(stem, i + 1)), contents);
            }
            told = Plural.of(pictures.size(), "frame") + " drawn in " + still(stem, 1) + " to " + still(stem, pictures.size()) + ", and the last in " + stem + ".png";
        } else {
            throw Operands.problem("an animation ends in .gif or .png, not as '" + name + "' does", new Tree.Text(name, false, dev.fluxion.grammar.Span.NONE), "");
        }
        put(pictures.getLast(), files.writable(stem + ".png"), contents);
        AtomicFiles.writeAll(contents);
        film.stills().forEach(still -> session.drawn(charts.get(still - 1), request.width(), request.height(),
                "frame " + still + " drawn in " + still(stem, still), List.of()));
        session.drawn(charts.getLast(), request.width(), request.height(), told, name.endsWith(".gif") ? charts : List.of());
    }

    private static String still(String stem, int frame) {
        return String.format(Locale.ROOT, "%s-%03d.png", stem, frame);
    }

    private static void put(Picture picture, Path file, Map<Path, byte[]> contents) {
        contents.put(file, Chart.encoded(picture, file));
    }
}
