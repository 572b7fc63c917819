package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
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
    private final Map<Integer, Integer> fixed = new HashMap<>(); // labels whose place in another graph is known
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

    /** No factors. */
    static FactorGraph none() {
        return new FactorGraph();
    }

    /** The factors of both, each with labels of its own. */
    FactorGraph and(FactorGraph other) {
        FactorGraph both = new FactorGraph();
        both.labels = labels + other.labels;
        both.axes.addAll(axes);
        both.fixed.putAll(fixed);
        both.factors.addAll(factors);
        other.axes.forEach(axis -> both.axes.add(axis + labels));
        other.fixed.forEach((axis, place) -> both.fixed.put(axis + labels, place));
        other.factors.forEach(factor -> both.factors.add(new Factor(factor.expression, factor.labels.stream().map(label -> label + labels).toList())));
        return both;
    }

    /**
     * What has to be among the other factors for a quotient by {@code term^power} to stay bounded: whatever with axes the term is a product of, to that power.
     *
     * @param term of a sum that is divided by; nothing is found where it may be negative although the numbers in front of it are positive
     * @param labels of the axes of that sum in the product
     */
    static Optional<FactorGraph> ofTerm(Product term, Expression power, List<Integer> labels) {
        FactorGraph graph = new FactorGraph();
        if (term.coefficient().signum() <= 0 || !term.deltas().isEmpty()) {
            return Optional.empty();
        }
        graph.labels = term.labelCount();
        graph.axes.addAll(IntStream.range(0, graph.labels).boxed().toList());
        if (term.shape().rank() == labels.size()) {
            IntStream.range(0, labels.size()).forEach(axis -> graph.fixed.put(axis, labels.get(axis)));
        }
        Optional<FactorGraph> vector = times(Constant.of(2), power).filter(Constant.ONE::equals).flatMap(one -> ofDefinite(term));
        if (vector.isPresent()) {
            return vector;
        }
        List<Factor> roots = new ArrayList<>();
        for (int i = 0; i < term.factors().size(); i++) {
            if (!term.labels(i).isEmpty()) {
                Expression factor = term.factors().get(i);
                Optional<Expression> root = isNeverNegative(factor) ? root(factor, power) : Optional.empty();
                if (root.isEmpty()) {
                    return Optional.empty();
                }
                roots.add(new Factor(root.get(), term.labels(i)));
            }
        }
        graph.add(roots);
        return roots.isEmpty() ? Optional.empty() : Optional.of(graph);
    }

    /** The same for one number in front of a term. */
    static Optional<FactorGraph> ofNumber(Expression number, Expression power) {
        Expression base = number instanceof Power p ? p.base() : number;
        if (base instanceof Product sum && sum.isContraction()) {
            Optional<FactorGraph> entry = times(exponent(number), power).flatMap(all -> ofTerm(sum, all, List.of()));
            if (entry.isPresent()) {
                return entry;
            }
        }
        return root(number, power).map(root -> {
            FactorGraph graph = new FactorGraph();
            graph.add(List.of(new Factor(root, List.of())));
            return graph;
        });
    }

    // x in x'*S*x for a declared positive definite S or its inverse
    private static Optional<FactorGraph> ofDefinite(Product form) {
        FactorGraph all = new FactorGraph();
        all.labels = form.labelCount();
        all.add(List.of(new Factor(form, List.of())));
        all.factors.removeIf(factor -> factor.labels.isEmpty());
        for (Factor middle : all.factors) {
            Expression matrix = middle.expression instanceof MatrixFunction m && m.operator() == TensorRows.INVERSE ? m.operands().getFirst() : middle.expression;
            if (matrix instanceof Symbol s && s.is(Symbol.Property.POSITIVE_DEFINITE)) {
                FactorGraph left = all.side(middle, middle.labels.getFirst());
                FactorGraph right = all.side(middle, middle.labels.getLast());
                right.fixed.put(middle.labels.getLast(), middle.labels.getFirst());
                if (left.size() == right.size() && 2 * left.size() + 1 == all.size() && left.contains(right)) {
                    return Optional.of(left);
                }
            }
        }
        return Optional.empty();
    }

    // What hangs on a label of a factor, without that factor.
    private FactorGraph side(Factor without, int label) {
        FactorGraph side = new FactorGraph();
        side.labels = labels;
        side.axes.add(label);
        Set<Integer> reached = new HashSet<>(Set.of(label));
        for (boolean grows = true; grows;) {
            grows = false;
            for (Factor factor : factors) {
                if (factor != without && !side.factors.contains(factor) && factor.labels.stream().anyMatch(reached::contains)) {
                    side.factors.add(factor);
                    reached.addAll(factor.labels);
                    grows = true;
                }
            }
        }
        return side;
    }

    /** Whether this is a power that is never negative, of what may be 0. */
    static boolean isNeverNegative(Expression factor) {
        Expression base = factor instanceof Power p ? p.base() : factor;
        Expression exponent = exponent(factor);
        boolean even = exponent instanceof Constant c && c.value() instanceof Rational r && r.signum() > 0 && r.isInteger() && !r.numerator().testBit(0);
        boolean positive = exponent instanceof Constant c ? c.value().signum() > 0 : exponent.isScalar();
        return even || positive && base instanceof Apply a && a.operator() == Stepwise.ABSOLUTE;
    }

    private static Optional<Expression> root(Expression factor, Expression power) {
        return times(exponent(factor), power).map(all -> Power.of(factor instanceof Power p ? p.base() : factor, all));
    }

    // Multiplied out; nothing for a number that is not positive.
    private static Optional<Expression> times(Expression exponent, Expression power) {
        List<Expression> terms = power instanceof Sum sum ? sum.terms() : List.of(power);
        Expression all = Elementwise.sum(terms.stream().map(term -> Elementwise.product(exponent, term)).toList());
        return all instanceof Constant c && (c.value().signum() <= 0 || c.value().doubleValue() > LARGEST) ? Optional.empty() : Optional.of(all);
    }

    // Whether it vanishes where the wanted factor does, as fast or faster.
    private static boolean serves(Expression found, Expression wanted) {
        return found.equals(wanted) || exponent(found).isScalar() && exponent(wanted).isScalar() && size(found).equals(size(wanted))
                && Elementwise.difference(exponent(found), exponent(wanted)) instanceof Constant c && c.value().signum() >= 0;
    }

    // What it is a power of, without signs.
    private static Expression size(Expression factor) {
        Expression base = factor instanceof Power p ? p.base() : factor;
        return base instanceof Apply a && a.operator() == Stepwise.ABSOLUTE ? a.operand() : base;
    }

    private static Expression exponent(Expression factor) {
        return factor instanceof Power p ? p.exponent() : Constant.ONE;
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
                    int copies = (int) Math.min(c.value().doubleValue(), LARGEST - factors.size());
                    IntStream.range(0, copies).forEach(copy -> open.push(new Factor(p.base(), factor.labels)));
                    Numeral rest = c.value().plus(Rational.of(-copies));
                    if (rest.signum() > 0 && rest.compareTo(Rational.ONE) < 0) {
                        open.push(new Factor(Power.of(p.base(), Constant.of(rest)), factor.labels));
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
            places.putAll(entry.fixed);
        }

        boolean from(int next) {
            if (next == taken.length) {
                return sumsAlone();
            }
            Factor wanted = entry.factors.get(next);
            for (Factor factor : factors) {
                if (++tries < TRIES && serves(factor.expression, wanted.expression) && !isTaken(factor, next)) {
                    taken[next] = factor;
                    if (isAt(factor.labels, wanted, next) || factor.expression.isSymmetric() && isAt(factor.labels.reversed(), wanted, next)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isAt(List<Integer> found, Factor wanted, int next) {
            List<Integer> fresh = place(wanted.labels, found);
            if (agrees(wanted.labels, found) && from(next + 1)) {
                return true;
            }
            fresh.forEach(places::remove);
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
