package dev.fluxion.symbolic.print;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Views;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Products with indicators by the names of what they do: slices, {@code vec}, {@code reshape}, {@code kron}, {@code concat}. A form is guessed,
 * built and taken only if it is the product.
 */
final class ViewForm {
    /** A part of a concatenation, and where it begins, counted from 0. */
    private record Part(Expression expression, Size start) {}

    private final Presenter presenter;

    ViewForm(Presenter presenter) {
        this.presenter = presenter;
    }

    static boolean isView(Product product) {
        return product.factors().stream().anyMatch(factor -> factor instanceof Indicator indicator && indicator.unit().isEmpty());
    }

    Tree tree(Product product) {
        return slice(product).or(() -> kronecker(product)).or(() -> reshaped(product)).or(() -> concatenation(List.of(product), product.shape()))
                .or(() -> diagonal(product)).or(() -> kroneckers(product)).orElseGet(() -> new IndexForm(presenter, product).tree());
    }

    // diag(vec(X))
    private Optional<Tree> diagonal(Product product) {
        if (product.shape().rank() != 2 || product.deltas().size() != 1 || Math.max(product.deltas().getFirst().first(), product.deltas().getFirst().second()) != 1) {
            return Optional.empty();
        }
        ProductBuilder builder = new ProductBuilder();
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> label == 1 ? -1 : builder.label(product.size(label))).toArray(); // one label for both axes
        for (int i = 0; i < product.factors().size(); i++) {
            builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label == 1 ? 0 : label]).toArray());
        }
        Tree call = Write.call("diag", presenter.present(builder.build(labels[0])));
        return Optional.of(new Fractions(presenter).around(product.coefficient(), List.of(), List.of(), call));
    }

    // A product with a sum, multiplied out, where each term is a Kronecker product: kron(A', I(n)) + kron(I(n), A).
    private Optional<Tree> kroneckers(Product product) {
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Sum sum && !presenter.isNamed(sum)) {
                List<Expression> factors = new ArrayList<>(product.factors());
                List<Expression> terms = new ArrayList<>();
                for (Expression term : sum.terms()) {
                    factors.set(i, term);
                    terms.add(product.withOperands(factors));
                }
                if (terms.stream().allMatch(term -> term instanceof Product p && kronecker(p).isPresent())) {
                    return Optional.of(presenter.present(Sum.of(product.shape(), terms)));
                }
            }
        }
        return Optional.empty();
    }

    // The other label of the only indicator that an axis occurs in, if the axis occurs nowhere else and they differ by a constant.
    private static Optional<int[]> shifted(Product product, int axis) {
        int found = -1;
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.labels(i).contains(axis)) {
                if (found >= 0 || !(product.factors().get(i) instanceof Indicator) || product.labels(i).size() != 2) {
                    return Optional.empty();
                }
                found = i;
            }
        }
        if (found < 0 || product.deltas().stream().anyMatch(delta -> delta.first() == axis || delta.second() == axis)) {
            return Optional.empty();
        }
        Indicator indicator = (Indicator) product.factors().get(found);
        int other = product.labels(found).get(product.labels(found).get(0) == axis ? 1 : 0);
        boolean opposite = indicator.coefficient(0).plus(indicator.coefficient(1)).equals(Size.ZERO)
                && (indicator.coefficient(0).isOne() || indicator.coefficient(1).isOne());
        return opposite && other >= product.shape().rank() ? Optional.of(new int[] {found, other}) : Optional.empty();
    }

    // Position of the other label minus that of the axis.
    private static Size shift(Product product, int indicator, int axis) {
        Indicator equation = (Indicator) product.factors().get(indicator);
        int own = product.labels(indicator).indexOf(axis);
        return equation.coefficient(own).isOne() ? equation.offset() : equation.offset().negate();
    }

    private Optional<Tree> slice(Product product) {
        List<Integer> dropped = new ArrayList<>();
        int[] out = IntStream.range(0, product.shape().rank()).toArray();
        List<Tree> subscripts = new ArrayList<>();
        for (int axis = 0; axis < out.length; axis++) {
            Optional<int[]> tie = shifted(product, axis);
            if (tie.isEmpty()) {
                subscripts.add(new Tree.Range(null, null, Span.NONE));
                continue;
            }
            int other = tie.get()[1];
            Size start = shift(product, tie.get()[0], axis);
            Size end = start.plus(product.size(axis));
            Indicator indicator = (Indicator) product.factors().get(tie.get()[0]);
            if (!indicator.hasRoom(start) || !indicator.hasRoom(product.size(other).minus(end))) {
                return Optional.empty();
            }
            dropped.add(tie.get()[0]);
            out[axis] = other;
            subscripts.add(new Tree.Range(Presenter.size(start.plus(Size.ONE)), Presenter.size(end), Span.NONE));
        }
        if (dropped.isEmpty() || IntStream.of(out).distinct().count() != out.length) {
            return Optional.empty();
        }
        Expression whole = without(product, dropped, out);
        return Optional.of(new Tree.Element(presenter.present(whole), subscripts, Span.NONE));
    }

    private static Expression without(Product product, List<Integer> dropped, int[] out) {
        ProductBuilder builder = new ProductBuilder();
        builder.coefficient(product.coefficient());
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> -1).toArray();
        for (int label : out) {
            labels[label] = builder.label(product.size(label));
        }
        for (int i = 0; i < product.factors().size(); i++) {
            if (!dropped.contains(i)) {
                for (int label : product.labels(i)) {
                    labels[label] = labels[label] < 0 ? builder.label(product.size(label)) : labels[label];
                }
                builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        return builder.build(IntStream.of(out).map(label -> labels[label]).toArray());
    }

    /** The tensor of which this vector holds all entries in column-major order, or the vector itself. */
    static Expression unvectored(Expression vector) {
        return vector instanceof Product product ? unreshaped(product).orElse(vector) : vector;
    }

    private Optional<Tree> reshaped(Product product) {
        return unreshaped(product).map(inner -> {
            List<Tree> operands = new ArrayList<>(List.of(presenter.present(inner)));
            boolean vector = product.shape().rank() == 1;
            if (!vector) {
                product.shape().sizes().forEach(size -> operands.add(Presenter.size(size)));
            }
            return Write.call(vector ? "vec" : "reshape", operands);
        });
    }

    private static Optional<Expression> unreshaped(Product product) {
        List<Integer> indicators = IntStream.range(0, product.factors().size()).filter(i -> product.factors().get(i) instanceof Indicator).boxed().toList();
        if (indicators.size() != 1 || !product.deltas().isEmpty()) {
            return Optional.empty();
        }
        int found = indicators.getFirst();
        int rank = product.shape().rank();
        Indicator indicator = (Indicator) product.factors().get(found);
        List<Integer> inside = new ArrayList<>(product.labels(found).stream().filter(label -> label >= rank).toList());
        List<Integer> outside = product.labels(found).stream().filter(label -> label < rank).sorted().toList();
        boolean unshared = outside.stream().noneMatch(label -> IntStream.range(0, product.factors().size())
                .anyMatch(i -> i != found && product.labels(i).contains(label)));
        if (inside.isEmpty() || outside.isEmpty() || !unshared || outside.getLast() - outside.getFirst() != outside.size() - 1) {
            return Optional.empty();
        }
        inside.sort(Comparator.comparing(label -> magnitude(indicator.coefficient(product.labels(found).indexOf(label)))));
        List<Integer> axes = new ArrayList<>(IntStream.range(0, outside.getFirst()).boxed().toList());
        axes.addAll(inside);
        IntStream.range(outside.getLast() + 1, rank).forEach(axes::add);
        Expression inner = without(product, List.of(found), axes.stream().mapToInt(Integer::intValue).toArray());
        if (!inner.shape().entries().equals(product.shape().entries()) || !Views.reshape(inner, product.shape()).equals(product)) {
            return Optional.empty();
        }
        return Optional.of(inner);
    }

    // Orders weights of digits: each is the one before times a size.
    private static long magnitude(Size weight) {
        return Math.abs(weight.value(name -> 97));
    }

    private Optional<Tree> kronecker(Product product) {
        List<Expression> matrices = matrices(product);
        if (matrices.size() == 1) {
            tied(product).ifPresent(size -> matrices.add(identity(size)));
        }
        if (matrices.size() != 2 || product.shape().rank() != Math.max(matrices.getFirst().shape().rank(), matrices.getLast().shape().rank())) {
            return Optional.empty();
        }
        List<Expression> front = new ArrayList<>(product.factors().stream().filter(Expression::isScalar).toList());
        front.add(Constant.of(product.coefficient()));
        Expression scalar = Product.of(front);
        for (int form = 0; form < 8; form++) {
            Expression a = turned(matrices.get(form & 1), (form & 2) != 0);
            Expression b = turned(matrices.get(1 - (form & 1)), (form & 4) != 0);
            if (Elementwise.product(scalar, Views.kronecker(a, b)).equals(product) || Elementwise.product(scalar, Views.flatKronecker(a, b)).equals(product)) {
                Tree call = Write.call("kron", presenter.present(a), presenter.present(b));
                return Optional.of(new Fractions(presenter).around(product.coefficient(), front.subList(0, front.size() - 1), List.of(), call));
            }
        }
        return Optional.empty();
    }

    // Factors that hang together over labels that no indicator has, each with the two labels that indicators have.
    private static List<Expression> matrices(Product product) {
        Set<Integer> open = new TreeSet<>();
        List<Set<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < product.factors().size(); i++) {
            if (product.factors().get(i) instanceof Indicator) {
                open.addAll(product.labels(i));
            }
        }
        for (int i = 0; i < product.factors().size(); i++) {
            Set<Integer> joined = new TreeSet<>(product.labels(i));
            if (!joined.isEmpty() && !(product.factors().get(i) instanceof Indicator)) {
                parts.removeIf(part -> part.stream().anyMatch(label -> !open.contains(label) && joined.contains(label)) && joined.addAll(part));
                parts.add(joined);
            }
        }
        List<Expression> matrices = new ArrayList<>();
        for (Set<Integer> part : parts) {
            List<Integer> axes = part.stream().filter(open::contains).toList();
            if (axes.size() == 2 || axes.size() == 1) {
                matrices.add(part(product, part, axes));
            }
        }
        return matrices.size() == parts.size() ? matrices : new ArrayList<>();
    }

    private static Expression part(Product product, Set<Integer> part, List<Integer> axes) {
        ProductBuilder builder = new ProductBuilder();
        Map<Integer, Integer> labels = new HashMap<>();
        part.forEach(label -> labels.put(label, builder.label(product.size(label))));
        for (int i = 0; i < product.factors().size(); i++) {
            boolean inside = !product.labels(i).isEmpty() && !(product.factors().get(i) instanceof Indicator) && part.containsAll(product.labels(i));
            if (inside) {
                builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(labels::get).toArray());
            }
        }
        return builder.build(axes.stream().mapToInt(labels::get).toArray());
    }

    // The size of the only label that indicators alone have.
    private static Optional<Size> tied(Product product) {
        List<Integer> labels = IntStream.range(product.shape().rank(), product.labelCount()).filter(label -> IntStream.range(0, product.factors().size())
                .allMatch(i -> product.factors().get(i) instanceof Indicator || !product.labels(i).contains(label))).boxed().toList();
        return labels.size() == 1 ? Optional.of(product.size(labels.getFirst())) : Optional.empty();
    }

    private static Expression identity(Size size) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = {builder.label(size), builder.label(size)};
        return builder.delta(labels[0], labels[1]).build(labels);
    }

    private static Expression turned(Expression matrix, boolean turn) {
        return turn && matrix.shape().rank() == 2 ? dev.fluxion.symbolic.elaborate.LinearAlgebra.transpose(matrix) : matrix;
    }

    /** The sum of terms as a concatenation with zeros between them, if each lies in a range of its own along one axis. */
    Optional<Tree> concatenation(List<Expression> terms, Shape shape) {
        for (int axis = 0; axis < shape.rank(); axis++) {
            List<Part> parts = parts(terms, axis);
            if (parts.size() == terms.size()) {
                Optional<List<Expression>> filled = filled(parts, axis, shape);
                int along = axis;
                if (filled.isPresent() && Views.concatenation(filled.get(), along).equals(Elementwise.sum(terms))) {
                    List<Tree> operands = new ArrayList<>(filled.get().stream().map(presenter::present).toList());
                    if (axis > 0) {
                        operands.add(Write.number(axis + 1));
                    }
                    return Optional.of(Write.call("concat", operands));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Part> parts(List<Expression> terms, int axis) {
        List<Part> parts = new ArrayList<>();
        for (Expression term : terms) {
            if (term instanceof Product product && shifted(product, axis).isPresent()) {
                int[] tie = shifted(product, axis).get();
                int[] out = IntStream.range(0, product.shape().rank()).toArray();
                out[axis] = tie[1];
                parts.add(new Part(without(product, List.of(tie[0]), out), shift(product, tie[0], axis).negate()));
            }
        }
        return parts;
    }

    private static Optional<List<Expression>> filled(List<Part> parts, int axis, Shape shape) {
        Map<Size, Part> byStart = new HashMap<>();
        parts.forEach(part -> byStart.put(part.start, part));
        List<Expression> filled = new ArrayList<>();
        Size position = Size.ZERO;
        List<Part> left = new ArrayList<>(parts.stream().sorted(Comparator.comparing(part -> magnitude(part.start))).toList());
        for (Part part : left) {
            Size gap = part.start.minus(position);
            if (!gap.isNeverNegative()) {
                return Optional.empty();
            }
            zeros(gap, axis, shape, filled);
            filled.add(part.expression);
            position = part.start.plus(part.expression.shape().size(axis));
        }
        Size rest = shape.size(axis).minus(position);
        if (!rest.isNeverNegative()) {
            return Optional.empty();
        }
        zeros(rest, axis, shape, filled);
        return Optional.of(filled);
    }

    private static void zeros(Size count, int axis, Shape shape, List<Expression> into) {
        if (!count.equals(Size.ZERO)) {
            List<Size> sizes = new ArrayList<>(shape.sizes());
            sizes.set(axis, count);
            into.add(Elementwise.zero(new Shape(sizes)));
        }
    }
}
