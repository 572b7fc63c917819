package dev.fluxion.symbolic.distribution;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.distribution.Distribution.Edge;
import dev.fluxion.symbolic.distribution.Distribution.Formula;
import dev.fluxion.symbolic.resource.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The table of distributions: the resource {@code distributions.flx}, read when the first formula of one is asked for.
 *
 * <p>Source: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), chapter 26; N. L. Johnson, S. Kotz, N. Balakrishnan,
 * Continuous Univariate Distributions (2nd ed., 1994); divergences after M. Gil, F. Alajaji, T. Linder, Rényi Divergence Measures for Commonly
 * Used Univariate Continuous Distributions (2013).
 */
public final class Distributions {
    private static final String RESOURCE = "distributions.flx";
    private static final List<String> LINES = Resource.lines(Distributions.class, RESOURCE);
    private static final Set<String> NAMES = LINES.stream().filter(Distributions::isHeader).map(line -> line.substring(0, line.indexOf('(')))
            .collect(java.util.stream.Collectors.toCollection(java.util.LinkedHashSet::new));

    private Distributions() {}

    private static final class Table {
        private static final Map<String, Distribution> ROWS = read();
    }

    /** The names of all families, in table order. */
    public static Set<String> names() {
        return java.util.Collections.unmodifiableSet(NAMES);
    }

    /** Whether a name is that of a family. */
    public static boolean isName(String name) {
        return NAMES.contains(name);
    }

    /** The row of a family. */
    public static Optional<Distribution> named(String name) {
        return isName(name) ? Optional.of(Table.ROWS.get(name)) : Optional.empty();
    }

    /** All rows, in table order. */
    public static Collection<Distribution> rows() {
        return Table.ROWS.values();
    }

    private static boolean isHeader(String line) {
        return !line.startsWith(" ");
    }

    private static Map<String, Distribution> read() {
        Map<String, Distribution> rows = new LinkedHashMap<>();
        for (int from = 0; from < LINES.size();) {
            int to = from + 1;
            while (to < LINES.size() && !isHeader(LINES.get(to))) {
                to++;
            }
            Distribution row = row(LINES.get(from), LINES.subList(from + 1, to));
            rows.put(row.name(), row);
            from = to;
        }
        return java.util.Collections.unmodifiableMap(rows);
    }

    private static Distribution row(String header, List<String> entries) {
        String name = header.substring(0, header.indexOf('('));
        List<String> parameters = Arrays.asList(header.substring(name.length() + 1, header.length() - 1).split(", "));
        Map<Formula, Tree> formulas = new EnumMap<>(Formula.class);
        Map<String, Tree> conditions = new LinkedHashMap<>();
        List<Edge> edges = new ArrayList<>();
        for (String entry : entries) {
            String[] parts = entry.strip().split("\\s+", 2);
            switch (parts[0]) {
                case "where" -> Arrays.stream(parts[1].split("; ")).forEach(text -> {
                    String[] said = text.split(" \\| ");
                    conditions.put(said[said.length - 1], Distribution.tree(name, said[0]));
                });
                case "edge" -> {
                    String[] sides = parts[1].split(" => ");
                    edges.add(new Edge(Distribution.tree(name, sides[0]), Distribution.tree(name, sides[1])));
                }
                default -> formulas.put(Formula.valueOf(parts[0].toUpperCase(Locale.ROOT)), Distribution.tree(name, parts[1]));
            }
        }
        return new Distribution(name, parameters, formulas, conditions, edges);
    }
}
