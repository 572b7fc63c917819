package dev.fluxion.codegen;

import dev.fluxion.codegen.Step.Access;
import dev.fluxion.codegen.Step.Fused;
import dev.fluxion.codegen.Step.Loop;
import dev.fluxion.codegen.Step.Multiply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Loops that only need the entry of a product at their own place follow on each of its blocks, while that is in the cache: biases, activations, masks of
 * cotangents, updates of weights. Arrays of steps are still nodes here, each of which is written once, so that a step may move to where its operands are.
 */
final class Epilogues {
    private final List<Step> steps;
    private final Map<Integer, Integer> writers = new HashMap<>(); // how many steps write a node

    private Epilogues(List<Step> steps) {
        this.steps = new ArrayList<>(steps);
        steps.forEach(step -> writers.merge(step.result(), 1, Integer::sum));
    }

    /** The same steps with what follows a product joined to it. */
    static List<Step> fused(List<Step> steps) {
        Epilogues epilogues = new Epilogues(steps);
        for (int i = 0; i < epilogues.steps.size(); i++) {
            if (epilogues.steps.get(i) instanceof Multiply product) {
                i = epilogues.fuse(i, product);
            }
        }
        return epilogues.steps;
    }

    // The place of the product afterwards.
    private int fuse(int at, Multiply product) {
        Set<Integer> dependent = new HashSet<>(Set.of(product.result()));
        Set<Integer> inside = new HashSet<>(Set.of(product.result()));
        List<Loop> loops = new ArrayList<>();
        BitSet joined = new BitSet();
        for (int i = at + 1; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean depends = step.sources().stream().anyMatch(dependent::contains);
            Optional<Loop> loop = depends ? follower(step, product, inside, dependent) : Optional.empty();
            if (loop.isPresent()) {
                loops.add(loop.get());
                joined.set(i);
                inside.add(step.result());
            }
            if (depends) {
                step.results().forEach(dependent::add);
            }
        }
        return loops.isEmpty() ? at : replace(at, new Fused(product, loops), joined, required(at, joined, inside));
    }

    private Optional<Loop> follower(Step step, Multiply product, Set<Integer> inside, Set<Integer> dependent) {
        if (!(step instanceof Loop given) || given.sums() || writers.get(given.result()) > 1) {
            return Optional.empty();
        }
        return byRows(given, product.m(), product.n()).filter(loop -> isAtPlace(loop.write(), product)
                && loop.reads().stream().allMatch(read -> inside.contains(read.array()) ? isAtPlace(read, product) : !dependent.contains(read.array())));
    }

    /** Whether a loop goes over the entries of a product, and writes one for each at the same place. */
    static boolean fits(Loop loop, Multiply product) {
        return loop.sizes().equals(List.of(product.m(), product.n())) && !loop.sums() && isAtPlace(loop.write(), product);
    }

    /** Whether an access visits the entry of each row and column. */
    static boolean isAtPlace(Access access, Multiply product) {
        return access.offset() == 0 && access.strides().equals(List.of(product.n(), 1));
    }

    // Over so many rows and columns; axes may have been made one, and those of size 1 left out.
    private static Optional<Loop> byRows(Loop loop, int m, int n) {
        if (loop.sizes().equals(List.of(m, n))) {
            return Optional.of(loop);
        }
        if (m == 1 || n == 1 || !loop.sizes().equals(List.of(m * n))) {
            return Optional.empty();
        }
        List<Access> reads = loop.reads().stream().map(read -> byRows(read, n)).toList();
        return Optional.of(new Loop(List.of(m, n), 2, reads, loop.body(), byRows(loop.write(), n)));
    }

    private static Access byRows(Access access, int n) {
        int stride = access.strides().getFirst();
        return new Access(access.array(), access.offset(), List.of(n * stride, stride));
    }

    // What joined steps need and is computed behind the product has to come before it. Operands come before what reads them: one walk back finds all.
    private BitSet required(int product, BitSet joined, Set<Integer> inside) {
        BitSet before = new BitSet();
        Set<Integer> needed = new HashSet<>();
        for (int i = joined.length() - 1; i > product; i--) {
            Step step = steps.get(i);
            if (!joined.get(i) && step.results().stream().anyMatch(needed::contains)) {
                before.set(i);
            }
            if (joined.get(i) || before.get(i)) {
                step.sources().stream().filter(read -> !inside.contains(read)).forEach(needed::add);
            }
        }
        return before;
    }

    private int replace(int at, Fused fused, BitSet joined, BitSet before) {
        List<Step> all = new ArrayList<>(steps.subList(0, at));
        before.stream().mapToObj(steps::get).forEach(all::add);
        int place = all.size();
        all.add(fused);
        for (int i = at + 1; i < steps.size(); i++) {
            if (!joined.get(i) && !before.get(i)) {
                all.add(steps.get(i));
            }
        }
        steps.clear();
        steps.addAll(all);
        return place;
    }
}
