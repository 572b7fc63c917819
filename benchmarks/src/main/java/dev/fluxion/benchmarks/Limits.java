package dev.fluxion.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ratios that must not be exceeded. */
final class Limits {
    private Limits() {}

    /** What a report broke, or lacks, of the limits of a group. */
    static List<String> broken(Path file, String group, List<Row> rows) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split("\t");
            if (cells.length == 4 && cells[0].equals(group)) {
                rows.stream().filter(row -> row.job().equals(cells[1]) && row.peer().equals(cells[2])).findFirst().ifPresentOrElse(row -> {
                    if (!((row.hasQuartiles() ? row.low() : row.ratio()) <= Double.parseDouble(cells[3]))) {
                        broken.add(String.format(Locale.ROOT, "REGRESSION: %s beside %s is at %.3g, limit %s", cells[1], cells[2], row.ratio(), cells[3]));
                    }
                }, () -> broken.add("MISSING: " + cells[1] + " beside " + cells[2]));
            }
        }
        return broken;
    }
}
