package dev.fluxion.codegen;

import dev.fluxion.symbolic.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How loops visit the labels of a product of any sizes: as few labels as possible run, the others follow from the equations between them; what lies side by
 * side in memory runs innermost.
 */
final class LabelOrder {
    // Stands for every size that has a name, to compare orders.
    private static final long USUAL_SIZE = 50;
    private static final int MOST_COMPARED = 12; // labels: so many have 4,096 subsets
    private static final double DIVISION = 1.01; // a label that is found by a division costs a little more

    private final List<Size> ranges;
    private final List<Tie> ties;

    private LabelOrder(List<Size> ranges, List<Tie> ties) {
        this.ranges = ranges;
        this.ties = ties;
    }

    /** A label times a coefficient. */
    record Term(int label, Size coefficient) {}

    /** An equation between labels: the terms and the offset add up to 0. */
    record Tie(List<Term> terms, Size offset) {
        List<Term> open(boolean[] known) {
            return terms.stream().filter(term -> !known[term.label]).toList();
        }

        private String text() {
            return terms.stream().map(term -> term.coefficient + "*i" + term.label).collect(Collectors.joining(" + ", "", " + " + offset + " = 0"));
        }
    }

    /** One level of a nest. */
    sealed interface Level {
        /** The labels that have a value from here on. */
        default List<Integer> labels() {
            return switch (this) {
                case Run r -> List.of(r.label);
                case Solve s -> List.of(s.term.label);
                case Split s -> List.of(s.low.label, s.high.label);
                case Test t -> List.of();
            };
        }

        /** What it does, for people. */
        default String text(List<Size> ranges) {
            return switch (this) {
                case Run r -> "i" + r.label + " < " + ranges.get(r.label);
                case Solve s -> "i" + s.term.label + " by " + s.tie.text();
                case Split s -> "i" + s.low.label + " and i" + s.high.label + " by " + s.tie.text();
                case Test t -> "where " + t.tie.text();
            };
        }
    }

    /** A label takes all its values. */
    record Run(int label) implements Level {}

    /** A label follows from the others of an equation, if it has a value then. */
    record Solve(Tie tie, Term term) implements Level {}

    /** Two labels are the rest and the quotient by the size of the lower one. */
    record Split(Tie tie, Term low, Term high) implements Level {}

    /** An equation may hold or not. */
    record Test(Tie tie) implements Level {}

    /**
     * The levels of a nest, outermost first.
     *
     * @param entries what is read and stored
     */
    static List<Level> of(List<Size> ranges, List<Tie> ties, List<SizedStep.Read> entries) {
        LabelOrder order = new LabelOrder(ranges, ties);
        List<Integer> runs = order.fewest().stream().sorted(Comparator.comparingInt(label -> neighbours(label, entries))).toList();
        return order.levels(runs).orElseThrow();
    }

    private static int neighbours(int label, List<SizedStep.Read> entries) {
        return (int) entries.stream().filter(entry -> Size.ONE.equals(entry.strides().get(label))).count();
    }

    private List<Integer> fewest() {
        List<Integer> all = IntStream.range(0, ranges.size()).boxed().toList();
        if (ties.isEmpty() || ranges.size() > MOST_COMPARED) {
            return all;
        }
        List<Integer> best = all;
        double least = cost(all, levels(all).orElseThrow());
        for (int subset = 0; subset < 1 << ranges.size(); subset++) {
            int chosen = subset;
            List<Integer> runs = all.stream().filter(label -> (chosen >> label & 1) != 0).toList();
            Optional<List<Level>> levels = levels(runs);
            if (levels.isPresent() && cost(runs, levels.get()) < least) {
                least = cost(runs, levels.get());
                best = runs;
            }
        }
        return best;
    }

    private double cost(List<Integer> runs, List<Level> levels) {
        double cost = runs.stream().mapToDouble(label -> usual(ranges.get(label))).reduce(1, (a, b) -> a * b);
        long divisions = levels.stream().filter(level -> level instanceof Split || level instanceof Solve s && !isUnit(s.term.coefficient)).count();
        return cost * Math.pow(DIVISION, divisions);
    }

    /** About how large a size is. */
    static double usual(Size size) {
        return Math.max(1, size.value(name -> USUAL_SIZE));
    }

    /** Whether it is 1 or −1. */
    static boolean isUnit(Size coefficient) {
        return coefficient.isLiteral() && Math.abs(coefficient.literal()) == 1;
    }

    // Nothing where labels are left that do not follow from those that run.
    private Optional<List<Level>> levels(List<Integer> runs) {
        List<Level> levels = new ArrayList<>();
        List<Tie> unused = new ArrayList<>(ties);
        boolean[] known = new boolean[ranges.size()];
        settle(levels, unused, known);
        for (int label : runs) {
            if (!known[label]) {
                add(new Run(label), levels, known);
                settle(levels, unused, known);
            }
        }
        return IntStream.range(0, known.length).allMatch(label -> known[label]) ? Optional.of(levels) : Optional.empty();
    }

    private static void add(Level level, List<Level> levels, boolean[] known) {
        levels.add(level);
        level.labels().forEach(label -> known[label] = true);
    }

    private void settle(List<Level> levels, List<Tie> unused, boolean[] known) {
        for (int i = 0; i < unused.size(); i++) {
            Optional<Level> settled = settled(unused.get(i), known);
            if (settled.isPresent()) {
                add(settled.get(), levels, known);
                unused.remove(i);
                i = -1;
            }
        }
    }

    private Optional<Level> settled(Tie tie, boolean[] known) {
        List<Term> open = tie.open(known);
        return switch (open.size()) {
            case 0 -> Optional.of(new Test(tie));
            case 1 -> Optional.of(new Solve(tie, open.getFirst()));
            case 2 -> split(tie, open.getFirst(), open.getLast()).or(() -> split(tie, open.getLast(), open.getFirst()));
            default -> Optional.empty();
        };
    }

    private Optional<Level> split(Tie tie, Term low, Term high) {
        boolean digits = isUnit(low.coefficient) && high.coefficient.equals(ranges.get(low.label).times(low.coefficient));
        return digits ? Optional.of(new Split(tie, low, high)) : Optional.empty();
    }
}
