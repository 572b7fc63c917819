package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How difference quotients are brought to their limits, by function: the resource {@code limit-definition.txt}. */
final class LimitTable {
    /** A line: a rule, and the formula in letters that it leads to. */
    record Row(String rule, Tree formula) {}

    private static final Map<String, List<Row>> ROWS = load();

    private LimitTable() {}

    static Optional<List<Row>> rows(String key) {
        return Optional.ofNullable(ROWS.get(key));
    }

    static Map<String, List<Row>> all() {
        return ROWS;
    }

    private static Map<String, List<Row>> load() {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        String key = "";
        for (String line : Resource.lines(LimitTable.class, "limit-definition.txt")) {
            int bar = line.indexOf('|');
            if (bar < 0) {
                key = line.strip();
                rows.put(key, new ArrayList<>());
            } else {
                Source shown = new Source("limits", line.substring(bar + 1).strip());
                rows.get(key).add(new Row(line.substring(0, bar).strip(), Budget.apart(() -> Reader.expression(shown))));
            }
        }
        return rows;
    }
}
