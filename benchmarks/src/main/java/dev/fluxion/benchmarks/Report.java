package dev.fluxion.benchmarks;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints comparisons as they come, and writes them as JSON in the end. */
final class Report {
    private final String name;
    private final Contest contest;
    private final PrintStream out;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Machine machine = Machine.here();

    Report(String name, Contest contest, PrintStream out) {
        this.name = name;
        this.contest = contest;
        this.out = out;
        out.printf("%n## %s%n%s%n%n| job | Fluxion | peer | its time | ratio | quartiles |%n| --- | ---: | --- | ---: | ---: | --- |%n", name, machine.text());
    }

    /** Measures and prints. */
    List<Row> compare(String job, Contender product, List<Contender> peers) throws Exception {
        List<Row> measured = contest.run(job, product, peers);
        measured.forEach(this::add);
        return measured;
    }

    /** The same of work on many rows; times are for one of them. */
    List<Row> compareRows(String job, int rows, Contender product, List<Contender> peers) throws Exception {
        List<Row> each = contest.run(job, product, peers).stream().map(row -> new Row(row.job(), row.peer(), row.nanos() / rows, row.peerNanos() / rows, row.ratio(),
                row.low(), row.high())).toList();
        each.forEach(this::add);
        return each;
    }

    /** The same of work that is slow for its first second or two. */
    List<Row> compareSteady(String job, Contender product, List<Contender> peers) throws Exception {
        List<Row> measured = contest.untilSteady().run(job, product, peers);
        measured.forEach(this::add);
        return measured;
    }

    /** The same of work that several threads share. */
    List<Row> compareThreads(String job, Contender product, List<Contender> peers) throws Exception {
        List<Row> measured = contest.byWall().run(job, product, peers);
        measured.forEach(this::add);
        return measured;
    }

    /** A comparison that was measured elsewhere. */
    void add(Row row) {
        rows.add(row);
        if (Double.isNaN(row.ratio())) {
            out.printf(Locale.ROOT, "| %s | %s | %s | – | – | – |%n", row.job(), time(row.nanos()), row.peer());
            return;
        }
        String quartiles = row.hasQuartiles() ? String.format(Locale.ROOT, "%.3g–%.3g", row.low(), row.high()) : "–";
        out.printf(Locale.ROOT, "| %s | %s | %s | %s | %.3g | %s |%n", row.job(), time(row.nanos()), row.peer(), time(row.peerNanos()), row.ratio(), quartiles);
    }

    /** Something to be said beside the table. */
    void note(String text) {
        notes.add(text);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    void finish(Path folder) throws IOException {
        notes.forEach(note -> out.println(System.lineSeparator() + note));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", name);
        all.put("machine", machine.asMap());
        all.put("rows", rows.stream().map(Row::asMap).toList());
        all.put("notes", notes);
        Files.createDirectories(folder);
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(all) + System.lineSeparator());
        out.println(System.lineSeparator() + "as JSON: " + file);
    }

    static String time(double nanos) {
        if (nanos < 1e3) {
            return String.format(Locale.ROOT, "%.3g ns", nanos);
        }
        return nanos < 1e6 ? String.format(Locale.ROOT, "%.3g µs", nanos / 1e3) : String.format(Locale.ROOT, "%.4g ms", nanos / 1e6);
    }
}
