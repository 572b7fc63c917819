package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Powers whose exponents are whole numbers one after the other along an axis of their own, as in a polynomial with coefficients in a vector. */
final class ConsecutivePowers {
    private static final int LEAST_BASES = 8;
    private static final int MOST_EXPONENT = 1 << 12;
    private static final long MOST_ENTRIES = 1L << 22;

    private ConsecutivePowers() {}

    /** The node of {@code base ^ exponent}, if exponents are such. */
    static Optional<Integer> of(NodeTable table, Operand base, Operand exponent, List<Integer> dims) {
        Operand bases = table.peeled(base);
        Operand exponents = table.peeled(exponent);
        if (!Fusing.AVAILABLE || !(table.get(exponents.node()) instanceof Node.Data data) || !areConsecutive(data) || bases.axes().contains(exponents.axes().getFirst())) {
            return Optional.empty();
        }
        Node under = table.get(bases.node());
        int first = data.entries().getFirst().intValue();
        if (under.count() < LEAST_BASES || (long) under.count() * data.count() > MOST_ENTRIES) {
            return Optional.empty();
        }
        List<Integer> sizes = new ArrayList<>(data.dims());
        sizes.addAll(under.dims());
        List<Integer> axes = new ArrayList<>(exponents.axes());
        axes.addAll(bases.axes());
        int powers = table.enter(new Node.Powers(bases.node(), first, data.count(), List.copyOf(sizes)));
        return Optional.of(table.times(1, List.of(new Operand(powers, axes)), dims));
    }

    private static boolean areConsecutive(Node.Data data) {
        if (data.dims().size() != 1 || data.entries().size() < 2) {
            return false;
        }
        double first = data.entries().getFirst();
        boolean whole = first >= 0 && first == Math.rint(first) && first + data.count() <= MOST_EXPONENT;
        return whole && java.util.stream.IntStream.range(0, data.count()).allMatch(i -> data.entries().get(i) == first + i);
    }
}
