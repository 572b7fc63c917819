package dev.fluxion.codegen;

import dev.fluxion.codegen.Node.Operand;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * One labelled product to nodes: factors with the same labels are multiplied entry by entry, what is left is contracted two by two, the
 * cheapest pair first, as matrix products where labels allow and as loops where not.
 *
 * <p>Source: greedy order of pairwise contractions, D. G. A. Smith, J. Gray, opt_einsum (Journal of Open Source Software 3, 2018).
 */
final class ContractionLowering {
    private final NodeTable table;
    private final Product product;
    private final int[] sizes;
    private final Set<Integer> out;
    private final List<Operand> groups = new ArrayList<>();
    private final List<Operand> scalars = new ArrayList<>();
    private final List<Integer> equations = new ArrayList<>(); // factors that are indicators
    private final IntUnaryOperator nodes;
    private final ToIntFunction<Size> values;
    private double coefficient;
    private IntUnaryOperator renamed = IntUnaryOperator.identity(); // of labels that are tied

    ContractionLowering(NodeTable table, Product product, IntUnaryOperator nodes, ToIntFunction<Size> sizes) {
        this.table = table;
        this.product = product;
        this.sizes = IntStream.range(0, product.labelCount()).map(label -> sizes.applyAsInt(product.size(label))).toArray();
        this.out = new TreeSet<>(IntStream.range(0, product.shape().rank()).boxed().toList());
        this.nodes = nodes;
        this.values = sizes;
        coefficient = product.coefficient().doubleValue();
        Shifts shifts = new Shifts(product, this.sizes, sizes);
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Indicator indicator) {
                requireRoom(indicator);
            }
            if (shifts.replace(i)) {
                continue;
            }
            if (product.factors().get(i) instanceof Indicator) {
                equations.add(i);
            } else {
                add(nodes.applyAsInt(i), product.labels(i));
            }
        }
        groups.replaceAll(group -> shifts.apply(table, group));
    }

    private void add(int node, List<Integer> labels) {
        if (table.isNumber(node)) {
            coefficient *= table.numberOf(node);
        } else if (labels.isEmpty()) {
            scalars.add(new Operand(node, labels));
        } else {
            groups.add(new Operand(node, labels));
        }
    }

    int lower() {
        if (!product.deltas().isEmpty()) {
            return diagonal();
        }
        if (!product.isContraction()) {
            addDense(equations, IntUnaryOperator.identity());
            groups.addAll(scalars);
            return table.times(coefficient, groups, dims(out));
        }
        Optional<NodeTable.Gathered> gathered = gathered();
        int result = contraction(new ArrayList<>(out));
        gathered.ifPresent(how -> table.keep(result, how));
        return result;
    }

    private Optional<NodeTable.Gathered> gathered() {
        boolean one = !equations.isEmpty() && groups.size() == 1 && scalars.isEmpty() && coefficient == 1;
        return one ? Optional.of(new NodeTable.Gathered(sizes, groups.getFirst(), equations.stream().map(this::equation).toList())) : Optional.empty();
    }

    // Ties are between axes of the result: compute with one label for those that are tied, and put that on the diagonal.
    private int diagonal() {
        int[] first = IntStream.range(0, sizes.length).toArray();
        for (Product.Delta delta : product.deltas()) {
            int keep = Math.min(first[delta.first()], first[delta.second()]);
            int drop = Math.max(first[delta.first()], first[delta.second()]);
            for (int i = 0; i < first.length; i++) {
                first[i] = first[i] == drop ? keep : first[i];
            }
        }
        groups.replaceAll(group -> new Operand(group.node(), group.axes().stream().map(label -> first[label]).toList()));
        renamed = label -> first[label];
        List<Integer> axes = out.stream().map(label -> first[label]).toList();
        List<Integer> kept = new ArrayList<>(new LinkedHashSet<>(axes));
        out.retainAll(kept);
        int inner = contraction(kept);
        return table.enter(new Node.Diagonal(inner, axes.stream().map(kept::indexOf).toList(), IntStream.range(0, axes.size())
                .mapToObj(axis -> sizes[axis]).toList()));
    }

    private void requireRoom(Indicator indicator) {
        for (Size room : indicator.required()) {
            if (values.applyAsInt(room) < 0) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "an index leaves its axis: " + room + " is " + values.applyAsInt(room), Span.NONE));
            }
        }
    }

    private void addDense(List<Integer> indicators, IntUnaryOperator rename) {
        indicators.forEach(i -> add(nodes.applyAsInt(i), product.labels(i).stream().map(rename::applyAsInt).toList()));
    }

    private Optional<Integer> windows(List<Integer> order, List<Equation> tied) {
        return WindowLowering.of(table, sizes, order, groups, tied).or(() -> LineLowering.windows(table, sizes, order, groups, tied))
                .or(() -> LineLowering.shares(table, sizes, order, groups, tied));
    }

    private Equation equation(int factor) {
        Indicator indicator = (Indicator) product.factors().get(factor);
        List<Long> coefficients = IntStream.range(0, indicator.shape().rank()).mapToObj(axis -> (long) values.applyAsInt(indicator.coefficient(axis))).toList();
        return new Equation(product.labels(factor).stream().map(renamed::applyAsInt).toList(), coefficients, values.applyAsInt(indicator.offset()));
    }

    private void solveEquations() {
        IndicatorLowering lowering = new IndicatorLowering(table, sizes, out, groups);
        equations.forEach(i -> lowering.add((Indicator) product.factors().get(i), product.labels(i).stream().map(renamed::applyAsInt).toList(),
                values::applyAsInt));
        List<Integer> left = lowering.solve().stream().map(equations::get).toList();
        List<Integer> vectors = left.stream().filter(i -> product.labels(i).size() == 1).toList();
        equations.clear();
        if (vectors.isEmpty() || vectors.size() == left.size()) {
            addDense(left, renamed);
        } else { // what carries their labels now lets the others be solved
            addDense(vectors, renamed);
            left.stream().filter(i -> !vectors.contains(i)).forEach(equations::add);
            solveEquations();
        }
    }

    private int contraction(List<Integer> order) {
        if (!equations.isEmpty()) {
            mergeEqualLabels();
            Optional<Integer> windows = windows(order, equations.stream().map(this::equation).toList());
            if (windows.isPresent()) {
                return scaled(windows.get());
            }
            solveEquations();
        } else if (groups.stream().anyMatch(group -> table.gathered(group.node()).isPresent())) {
            Optional<Integer> windows = windows(order, List.of());
            if (windows.isPresent()) {
                return scaled(windows.get());
            }
        }
        List<Integer> carried = order.stream().filter(label -> groups.stream().anyMatch(group -> group.axes().contains(label))).toList();
        if (carried.size() < order.size()) { // the rest repeats
            int whole = contraction(carried);
            return table.times(1, List.of(new Operand(whole, carried.stream().map(order::indexOf).toList())), dims(order));
        }
        Optional<Integer> sparse = SparseProducts.of(table, groups, order, dims(order));
        if (sparse.isPresent()) {
            return scaled(sparse.get());
        }
        mergeEqualLabels();
        gather();
        while (groups.size() > 2) {
            contractCheapestPair();
        }
        // Scaled at the end, where the loop that uses it does so in passing: products that differ by a factor alone are then one.
        if (groups.size() == 2) {
            return pair(groups.get(0), groups.get(1), order);
        }
        int only = groups.isEmpty() ? total(List.of(), order, List.of()) : total(groups, order, summed(order));
        return scaled(only);
    }

    private List<Integer> summed(List<Integer> order) {
        Set<Integer> labels = new TreeSet<>();
        groups.forEach(group -> labels.addAll(group.axes()));
        labels.removeAll(order);
        return List.copyOf(labels);
    }

    private List<Integer> dims(Collection<Integer> labels) {
        return labels.stream().map(label -> sizes[label]).toList();
    }

    private long volume(Collection<Integer> labels) {
        return labels.stream().mapToLong(label -> sizes[label]).reduce(1, (a, b) -> a * b);
    }

    private static Set<Integer> labels(Operand group) {
        return new TreeSet<>(group.axes());
    }

    // Factors on the same labels, and diagonals of single factors, become tensors whose axes are distinct labels.
    private void mergeEqualLabels() {
        List<Operand> merged = new ArrayList<>();
        while (!groups.isEmpty()) {
            Set<Integer> labels = labels(groups.getFirst());
            List<Operand> same = groups.stream().filter(group -> labels(group).equals(labels)).toList();
            groups.removeAll(same);
            merged.add(multiplied(same));
        }
        groups.addAll(merged);
    }

    private Operand multiplied(List<Operand> factors) {
        Operand widest = factors.stream().max(Comparator.comparingInt(group -> labels(group).size())).orElseThrow();
        List<Integer> order = new ArrayList<>(new LinkedHashSet<>(widest.axes()));
        return new Operand(table.times(1, renamed(factors, order), dims(order)), order);
    }

    private static List<Operand> renamed(List<Operand> factors, List<Integer> order) {
        return factors.stream().map(factor -> new Operand(factor.node(), factor.axes().stream().map(label -> position(label, order)).toList())).toList();
    }

    private static int position(int label, List<Integer> order) {
        int position = order.indexOf(label);
        if (position < 0) {
            throw new IllegalStateException("label " + label + " is no axis of a loop over " + order);
        }
        return position;
    }

    // A vector that scales rows or columns of a matrix is multiplied into it: no contraction is saved by keeping it apart.
    private void mergeIntoLarger() {
        for (int i = 0; i < groups.size(); i++) {
            Operand small = groups.get(i);
            Operand large = groups.stream().filter(group -> group != small && labels(group).containsAll(small.axes()))
                    .min(Comparator.comparingInt((Operand group) -> table.get(group.node()) instanceof Node.Pointwise ? 0 : 1)
                            .thenComparingLong(group -> volume(group.axes()))).orElse(small);
            if (large != small) {
                groups.removeIf(group -> group == small || group == large); // by identity: a product may meet itself
                groups.add(multiplied(List.of(large, small)));
                i = -1;
            }
        }
    }

    private void contractCheapestPair() {
        int bestLeft = 0;
        int bestRight = 1;
        long least = Long.MAX_VALUE;
        for (int left = 0; left < groups.size(); left++) {
            for (int right = left + 1; right < groups.size(); right++) {
                Set<Integer> all = labels(groups.get(left));
                all.addAll(groups.get(right).axes());
                long cost = volume(all);
                if (cost < least) {
                    least = cost;
                    bestLeft = left;
                    bestRight = right;
                }
            }
        }
        Operand right = groups.remove(bestRight);
        Operand left = groups.remove(bestLeft);
        Set<Integer> needed = new TreeSet<>(out);
        groups.forEach(group -> needed.addAll(group.axes()));
        Set<Integer> kept = new LinkedHashSet<>(left.axes());
        kept.addAll(right.axes());
        kept.retainAll(needed);
        List<Integer> order = List.copyOf(kept);
        groups.add(new Operand(pair(left, right, order), order));
        gather();
    }

    private void gather() {
        mergeIntoLarger();
        if (groups.size() > 1) {
            groups.replaceAll(this::withoutPrivateSums);
        }
    }

    // A label that is summed and occurs in one group only is summed before the groups meet.
    private Operand withoutPrivateSums(Operand group) {
        Set<Integer> needed = new TreeSet<>(out);
        groups.stream().filter(other -> other != group).forEach(other -> needed.addAll(other.axes()));
        List<Integer> kept = group.axes().stream().filter(needed::contains).toList();
        if (kept.size() == group.axes().size()) {
            return group;
        }
        List<Integer> gone = group.axes().stream().filter(label -> !kept.contains(label)).toList();
        return new Operand(total(List.of(group), kept, gone), kept);
    }

    private int scaled(int node) {
        List<Operand> all = new ArrayList<>(scalars);
        all.addFirst(table.whole(node));
        return table.times(coefficient, all, table.get(node).dims());
    }

    private int total(List<Operand> factors, List<Integer> order, List<Integer> summed) {
        Set<Integer> present = new TreeSet<>();
        factors.forEach(factor -> present.addAll(factor.axes()));
        if (!summed.isEmpty() && !present.containsAll(order)) {
            List<Integer> own = order.stream().filter(present::contains).toList();
            return spread(total(factors, own, summed), own, order);
        }
        List<Integer> loop = new ArrayList<>(order);
        loop.addAll(summed);
        if (summed.isEmpty()) {
            return table.times(1, renamed(factors, order), dims(order));
        }
        List<Operand> renamed = renamed(factors, loop);
        Operand operand = renamed.size() == 1 ? renamed.getFirst() : table.whole(table.times(1, renamed, dims(loop)));
        return table.enter(new Node.Total(operand, dims(summed), dims(order)));
    }

    // The same along the labels that a tensor does not have: summed once, and read again and again.
    private int spread(int node, List<Integer> labels, List<Integer> order) {
        return table.times(1, renamed(List.of(new Operand(node, labels)), order), dims(order));
    }

    private int pair(Operand left, Operand right, List<Integer> order) {
        List<Integer> inner = left.axes().stream().filter(label -> right.axes().contains(label) && !order.contains(label)).toList();
        boolean shared = left.axes().stream().anyMatch(label -> right.axes().contains(label) && order.contains(label));
        List<Integer> own = order.stream().filter(label -> left.axes().contains(label) || right.axes().contains(label)).toList();
        int product = inner.isEmpty() || shared
                ? total(List.of(left, right), own, all(left, right).stream().filter(label -> !own.contains(label)).toList())
                : matrices(left, right, inner, own);
        int result = own.size() < order.size() ? spread(product, own, order) : product;
        return isLast(left, right) ? scaled(result) : result;
    }

    private boolean isLast(Operand left, Operand right) {
        return groups.size() == 2 && groups.contains(left) && groups.contains(right);
    }

    private static List<Integer> all(Operand left, Operand right) {
        Set<Integer> labels = labels(left);
        labels.addAll(right.axes());
        return List.copyOf(labels);
    }

    private int matrices(Operand left, Operand right, List<Integer> inner, List<Integer> order) {
        if (right.axes().contains(order.isEmpty() ? -1 : order.getFirst())) {
            return matrices(right, left, inner, order);
        }
        List<Integer> rows = order.stream().filter(left.axes()::contains).toList();
        List<Integer> columns = order.stream().filter(right.axes()::contains).toList();
        Operand a = arranged(left, rows, inner);
        Operand b = arranged(right, inner, columns);
        List<Integer> made = joined(rows, columns);
        boolean transposeLeft = !a.axes().equals(joined(rows, inner));
        boolean transposeRight = !b.axes().equals(joined(inner, columns));
        int multiplied = table.enter(new Node.MatrixMultiply(a.node(), transposeLeft, b.node(), transposeRight, Math.toIntExact(volume(rows)),
                Math.toIntExact(volume(columns)), Math.toIntExact(volume(inner)), dims(made)));
        boolean isGram = a.node() == b.node() && transposeLeft != transposeRight;
        if (isGram || isLast(left, right) && product.isSymmetric() && made.equals(List.of(0, 1))) {
            table.keepSymmetric(multiplied);
        }
        return table.times(1, renamed(List.of(new Operand(multiplied, made)), order), dims(order));
    }

    // The tensor as a matrix of these rows and columns or its transpose; any other order of axes is copied first.
    private Operand arranged(Operand operand, List<Integer> rows, List<Integer> columns) {
        List<Integer> straight = joined(rows, columns);
        if (operand.axes().equals(straight) || operand.axes().equals(joined(columns, rows))) {
            return operand;
        }
        return new Operand(table.times(1, renamed(List.of(operand), straight), dims(straight)), straight);
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        List<Integer> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
