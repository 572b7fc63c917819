package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Diagonal;
import dev.fluxion.symbolic.Sum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums with terms that are zero outside a diagonal: those terms stay small, and are added where they are not zero. */
final class DiagonalSums {
    private final NodeTable table;

    DiagonalSums(NodeTable table) {
        this.table = table;
    }

    /** The sum of nodes of the given sizes. */
    int of(List<Integer> terms, List<Integer> dims) {
        Map<List<Integer>, List<Integer>> cores = new LinkedHashMap<>(); // by the axes that they lie along
        List<Integer> dense = new ArrayList<>();
        for (int term : terms) {
            if (table.get(term) instanceof Diagonal diagonal) {
                cores.computeIfAbsent(diagonal.axes(), axes -> new ArrayList<>()).add(diagonal.node());
            } else {
                dense.add(term);
            }
        }
        int total = dense.isEmpty() ? -1 : total(dense, dims);
        for (var entry : cores.entrySet()) {
            int core = total(entry.getValue(), table.get(entry.getValue().getFirst()).dims());
            total = table.enter(total < 0 ? new Diagonal(core, entry.getKey(), dims) : new Node.Raised(total, core, entry.getKey(), dims));
        }
        return total;
    }

    private int total(List<Integer> nodes, List<Integer> dims) {
        return nodes.size() == 1 ? nodes.getFirst()
                : table.pointwise(Sum.of(List.copyOf(table.placeholders(nodes.size()))), nodes.stream().map(table::whole).toList(), dims);
    }
}
