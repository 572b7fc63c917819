package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The factors of a product and of the products among them, with the labels of their axes; numbers in front are left out. */
final class FactorGraph {
    private static final int LARGEST = 100; // factors
    private static final int TRIES = 2_000; // of one factor at the place of another

    private record Factor(Expression expression, List<Integer> labels) {}

    private final List<Factor> factors = new ArrayList<>();
    private final Set<Integer> axes = new HashSet<>(); // labels that are not summed
    private int labels;

    private FactorGraph() {}

    /** A product without one of its factors. */
    static FactorGraph without(Product product, int without) {
        FactorGraph graph = new FactorGraph();
        graph.labels = product.labelCount();
        graph.axes.addAll(IntStream.range(0, product.shape().rank()).boxed().toList());
        graph.add(IntStream.range(0, product.factors().size()).filter(i -> i != without)
                .mapToObj(i -> new Factor(product.factors().get(i), product.labels(i))).toList());
        return graph;
    }

    /** What a sum of squares, and of even powers, squares; nothing for any other contraction. All of its labels are axes. */
    static Optional<FactorGraph> ofRoot(Product squares) {
        FactorGraph graph = new FactorGraph();
        graph.labels = squares.labelCount();
        graph.axes.addAll(IntStream.range(0, graph.labels).boxed().toList());
        List<Factor> roots = new ArrayList<>();
        for (int i = 0; i < squares.factors().size(); i++) {
            if (!squares.labels(i).isEmpty()) {
                long half = halfExponent(squares.factors().get(i));
                if (half == 0) {
                    return Optional.empty();
                }
                roots.add(new Factor(Power.of(((Power) squares.factors().get(i)).base(), half), squares.labels(i)));
            }
        }
        graph.add(roots);
        return roots.isEmpty() || !squares.deltas().isEmpty() ? Optional.empty() : Optional.of(graph);
    }

    private static long halfExponent(Expression factor) {
        boolean even = factor instanceof Power p && p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.signum() > 0
                && r.isInteger() && r.numerator().bitLength() < 8 && !r.numerator().testBit(0);
        return even ? (long) (exponent((Power) factor).doubleValue() / 2) : 0;
    }

    private static Numeral exponent(Power power) {
        return ((Constant) power.exponent()).value();
    }

    int size() {
        return factors.size();
    }

    Expression factor(int index) {
        return factors.get(index).expression;
    }

    /** The same with another factor at one place, of the same shape. */
    FactorGraph replaced(int place, Expression other) {
        FactorGraph graph = new FactorGraph();
        graph.labels = labels;
        graph.axes.addAll(axes);
        List<Factor> changed = new ArrayList<>(factors);
        changed.set(place, new Factor(other, other.isScalar() ? List.of() : factors.get(place).labels));
        graph.add(changed);
        return graph;
    }

    private void add(List<Factor> added) {
        Deque<Factor> open = new ArrayDeque<>(added);
        while (!open.isEmpty()) {
            Factor factor = open.pop();
            switch (factor.expression) {
                case Product p when p.deltas().isEmpty() && factors.size() + open.size() < LARGEST -> parts(p, factor.labels).forEach(open::push);
                case Power p when p.exponent() instanceof Constant c && c.value().compareTo(Rational.ONE) >= 0 && p.base().shape().equals(p.shape()) -> {
                    for (int copies = (int) Math.min(c.value().doubleValue(), LARGEST - factors.size()); copies > 0; copies--) {
                        open.push(new Factor(p.base(), factor.labels));
                    }
                }
                case MatrixFunction m when m.operands().size() == 2 -> { // a solution is the inverse times the right-hand side
                    int inner = labels++;
                    List<Integer> right = new ArrayList<>(factor.labels);
                    right.set(0, inner);
                    factors.add(new Factor(m.operands().getFirst(), List.of(factor.labels.getFirst(), inner)));
                    open.push(new Factor(m.operands().getLast(), right));
                }
                default -> factors.add(factor);
            }
        }
    }

    private List<Factor> parts(Product product, List<Integer> own) {
        int first = labels - own.size();
        labels += product.labelCount() - own.size();
        return IntStream.range(0, product.factors().size()).mapToObj(i -> new Factor(product.factors().get(i),
                product.labels(i).stream().map(label -> label < own.size() ? own.get(label) : (Integer) (first + label)).toList())).toList();
    }

    /** Whether an entry of a tensor is among the factors: all of its own, and nothing else on a label that it sums. */
    boolean contains(FactorGraph entry) {
        return entry.size() <= size() && new Search(entry).from(0);
    }

    private final class Search {
        private final FactorGraph entry;
        private final Factor[] taken;
        private final Map<Integer, Integer> places = new HashMap<>();
        private int tries;

        Search(FactorGraph entry) {
            this.entry = entry;
            this.taken = new Factor[entry.size()];
        }

        boolean from(int next) {
            if (next == taken.length) {
                return sumsAlone();
            }
            Factor wanted = entry.factors.get(next);
            for (Factor factor : factors) {
                if (++tries < TRIES && factor.expression.equals(wanted.expression) && !isTaken(factor, next)) {
                    List<Integer> fresh = place(wanted.labels, factor.labels);
                    taken[next] = factor;
                    if (agrees(wanted.labels, factor.labels) && from(next + 1)) {
                        return true;
                    }
                    fresh.forEach(places::remove);
                }
            }
            return false;
        }

        private boolean isTaken(Factor factor, int count) {
            return IntStream.range(0, count).anyMatch(i -> taken[i] == factor);
        }

        private List<Integer> place(List<Integer> wanted, List<Integer> found) {
            List<Integer> fresh = new ArrayList<>();
            for (int axis = 0; axis < wanted.size(); axis++) {
                if (places.putIfAbsent(wanted.get(axis), found.get(axis)) == null) {
                    fresh.add(wanted.get(axis));
                }
            }
            return fresh;
        }

        private boolean agrees(List<Integer> wanted, List<Integer> found) {
            return IntStream.range(0, wanted.size()).allMatch(axis -> places.get(wanted.get(axis)).equals(found.get(axis)));
        }

        private boolean sumsAlone() {
            Set<Integer> summed = new HashSet<>();
            for (Map.Entry<Integer, Integer> place : places.entrySet()) {
                if (!entry.axes.contains(place.getKey()) && (axes.contains(place.getValue()) || !summed.add(place.getValue()))) {
                    return false;
                }
            }
            boolean shared = places.entrySet().stream().anyMatch(place -> entry.axes.contains(place.getKey()) && summed.contains(place.getValue()));
            return !shared && factors.stream().allMatch(factor -> isTaken(factor, taken.length) || factor.labels.stream().noneMatch(summed::contains));
        }
    }
}
