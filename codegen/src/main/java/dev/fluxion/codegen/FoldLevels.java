package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which nodes are computed where some are folds: level by level, in each the folds first, which depend on none of it and may be executed together. */
final class FoldLevels {
    private final Topology topology;
    private final int[] levels;

    FoldLevels(Topology topology) {
        this.topology = topology;
        levels = new int[topology.size()];
        for (int i = 0; i < levels.length; i++) {
            for (int operand : topology.operands(i)) {
                levels[i] = Math.max(levels[i], levels[operand]);
            }
            levels[i] += isRepeated(i) ? 1 : 0;
        }
    }

    /** How many levels there are. */
    int count() {
        return 1 + Arrays.stream(levels).max().orElse(-1);
    }

    /** The folds of a level, in order. */
    List<Fold> folds(int level) {
        return nodes(level).filter(this::isRepeated).mapToObj(i -> (Fold) topology.nodes().get(i)).toList();
    }

    /** The other nodes of a level, in order, without those that folds repeat. */
    int[] others(int level) {
        return nodes(level).filter(i -> !isRepeated(i)).toArray();
    }

    private IntStream nodes(int level) {
        return IntStream.range(0, levels.length).filter(i -> levels[i] == level && topology.nodes().get(i).reach() == 0);
    }

    // What refers to a binder is part of what a fold repeats.
    private boolean isRepeated(int index) {
        Expression node = topology.nodes().get(index);
        return node instanceof Fold && node.reach() == 0;
    }
}
