package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Contractions with a known tensor that is mostly zero and has all labels there are: one term for each of its other entries. */
final class SparseProducts {
    private static final int LEAST_ENTRIES = 512;
    private static final int ZEROS_FOR_ONE = 16; // a term is gathered, which takes several times as long as one in a row

    private SparseProducts() {}

    /** The node of the product, its coefficient apart, if one of the factors is such a tensor. */
    static Optional<Integer> of(NodeTable table, List<Operand> factors, List<Integer> order, List<Integer> dims) {
        return factors.size() < 2 ? Optional.empty() : factors.stream().filter(factor -> isMostlyZero(table, factor) && hasAll(factor, factors, order))
                .findFirst().map(factor -> product(table, factor, factors, order, dims));
    }

    private static boolean isMostlyZero(NodeTable table, Operand factor) {
        return table.get(factor.node()) instanceof Node.Data data && data.count() >= LEAST_ENTRIES
                && Arrays.stream(Entries.array(data.entries())).filter(entry -> entry != 0).count() * ZEROS_FOR_ONE <= data.count();
    }

    private static boolean hasAll(Operand factor, List<Operand> factors, List<Integer> order) {
        return new HashSet<>(factor.axes()).size() == factor.axes().size() && factor.axes().containsAll(order)
                && factors.stream().allMatch(other -> factor.axes().containsAll(other.axes()));
    }

    private static int product(NodeTable table, Operand factor, List<Operand> factors, List<Integer> order, List<Integer> dims) {
        Node.Data data = (Node.Data) table.get(factor.node());
        List<Operand> others = factors.stream().filter(other -> other != factor).toList();
        List<Double> coefficients = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        List<List<Integer>> places = new ArrayList<>();
        others.forEach(other -> places.add(new ArrayList<>()));
        double[] entries = Entries.array(data.entries());
        for (int entry = 0; entry < entries.length; entry++) {
            double coefficient = entries[entry];
            if (coefficient != 0) {
                int[] index = index(entry, data.dims());
                coefficients.add(coefficient);
                targets.add(place(index, factor, order, dims));
                for (int i = 0; i < others.size(); i++) {
                    places.get(i).add(place(index, factor, others.get(i).axes(), table.get(others.get(i).node()).dims()));
                }
            }
        }
        return table.enter(new Node.Sparse(List.copyOf(coefficients), List.copyOf(targets), others.stream().map(Operand::node).toList(),
                places.stream().map(List::copyOf).toList(), dims));
    }

    private static int[] index(int entry, List<Integer> dims) {
        List<Integer> strides = LoopBodies.strides(dims);
        return IntStream.range(0, dims.size()).map(axis -> entry / strides.get(axis) % dims.get(axis)).toArray();
    }

    private static int place(int[] index, Operand factor, List<Integer> labels, List<Integer> dims) {
        List<Integer> strides = LoopBodies.strides(dims);
        return IntStream.range(0, labels.size()).map(axis -> index[factor.axes().indexOf(labels.get(axis))] * strides.get(axis)).sum();
    }
}
