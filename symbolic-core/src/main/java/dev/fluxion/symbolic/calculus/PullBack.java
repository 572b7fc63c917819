package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Batch;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How the cotangent of a node is passed on to its operands: one rule for each kind of node.
 *
 * <p>Source: S. Laue, M. Mitterreiter, J. Giesen, Computing Higher Order Derivatives of Matrix and Tensor Expressions (NeurIPS 2018); inverse,
 * determinant and the solution of a system: M. B. Giles, Collected Matrix Derivative Results for Forward and Reverse Mode Algorithmic
 * Differentiation (2008).
 */
final class PullBack {
    /** Takes what a rule gives an operand. */
    interface Sink {
        /** A contribution in canonical form. */
        void accept(Expression operand, Expression contribution);

        /**
         * A contribution as the rule puts it together, the cotangent first.
         *
         * @param front labels of the result's axes
         * @param own labels of the operand's axes; one may stand twice
         */
        default void accept(Expression operand, ProductBuilder contribution, int[] front, int[] own) {
            accept(operand, contribution.build(joined(front, contribution.distinct(own))));
        }

        /** Whether contributions of scalars are to be put together as well. */
        default boolean records() {
            return false;
        }
    }

    private final Shape result; // its axes stand in front of every cotangent
    private final List<Symbol> variables;
    private final Predicate<Expression> depends;

    PullBack(Shape result, List<Symbol> variables, Predicate<Expression> depends) {
        this.result = result;
        this.variables = variables;
        this.depends = depends;
    }

    /** What a derivation calls the rule for a node. */
    String rule(Expression node) {
        return switch (node) {
            case Constant c -> "constant";
            case Symbol s -> "variable";
            case Sum s -> "sum rule";
            case Product p -> rule(p);
            case Power p -> !depends.test(p.exponent()) ? "power rule" : depends.test(p.base()) ? "logarithmic differentiation" : "exponential rule";
            case Apply a -> "chain rule";
            case Reduction r -> r.operator().ruleName();
            case MatrixFunction m -> m.operator().ruleName();
            case Piecewise p -> "derivative of each case";
            case Call c -> "chain rule";
            case ArrayOf a -> "derivative of each entry";
            case Selection s -> "derivative of a selected entry";
            case Bound b -> BoundRules.rule(b);
            case Fold f -> FoldRules.RULE;
            case Indicator i -> "constant";
        };
    }

    private static String rule(Product product) {
        List<Integer> tensors = IntStream.range(0, product.factors().size()).filter(i -> !product.factors().get(i).isScalar()
                && !(product.factors().get(i) instanceof Indicator)).boxed().toList();
        if (tensors.isEmpty()) {
            return "product rule";
        }
        boolean matrices = product.shape().rank() <= 2 && tensors.stream().allMatch(i -> product.labels(i).size() <= 2);
        if (tensors.size() > 1) {
            return !product.isContraction() ? "product rule, entry by entry" : matrices && !hasIndicator(product) ? "product rule for matrices"
                    : "product rule under the sum";
        }
        if (hasIndicator(product)) {
            return "the same entries at other places";
        }
        boolean repeats = product.labels(tensors.getFirst()).size() < product.shape().rank();
        return product.isContraction() ? "derivative of a sum of entries" : repeats ? "sum over the axis it is repeated along" : "constant factor rule";
    }

    private static boolean hasIndicator(Product product) {
        return product.factors().stream().anyMatch(Indicator.class::isInstance);
    }

    /** Gives every operand that depends on a variable its contribution; an operand that occurs twice gets two. */
    void contributions(Expression node, Expression cotangent, Sink to) {
        switch (node) {
            case Constant c -> { }
            case Symbol s -> { }
            case Indicator i -> { }
            case Sum s -> s.terms().stream().filter(depends).forEach(term -> sum(term, cotangent, to));
            case Product p -> product(p, cotangent, to);
            case Power p -> power(p, cotangent, to);
            case Apply a -> function(a, cotangent, to);
            case Piecewise p -> piecewise(p, cotangent, to);
            case Reduction r -> to.accept(r.operand(), reduction(r, cotangent));
            case MatrixFunction m -> to.accept(only(m), matrix(m, cotangent));
            case ArrayOf a -> array(a, cotangent, to);
            case Selection s -> to.accept(s.operand(), selection(s, cotangent));
            case Call c -> call(c, cotangent, to);
            case Bound b -> bound(b, cotangent, to);
            case Fold f -> fold(f, cotangent, to);
        }
    }

    private void sum(Expression term, Expression cotangent, Sink to) {
        if (!to.records()) {
            to.accept(term, cotangent);
            return;
        }
        ProductBuilder builder = new ProductBuilder();
        int[] front = resultLabels(builder);
        int[] axes = builder.labels(term.shape());
        to.accept(term, builder.factor(cotangent, joined(front, axes)), front, axes);
    }

    private static Expression only(MatrixFunction function) {
        if (function.operands().size() != 1) {
            throw FluxionException.unsupported("the derivative of '" + function.operator().name() + "' of " + function.operands().size() + " operands");
        }
        return function.operands().getFirst();
    }

    // A binder passes nothing on to its body: its derivative by a variable goes to the variable itself.
    private void bound(Bound bound, Expression cotangent, Sink to) {
        variables.forEach(variable -> through(bound, BoundRules.derivative(bound, variable), variable, cotangent, to));
    }

    // By a single number, tangents beside the states need no pass back and no memory.
    private void fold(Fold fold, Expression cotangent, Sink to) {
        if (variables.size() == 1 && variables.getFirst().isScalar()) {
            through(fold, FoldRules.derivative(fold, variables.getFirst()), variables.getFirst(), cotangent, to);
        } else {
            new FoldRules(fold, result, variables, depends).contributions(cotangent, to::accept);
        }
    }

    private void through(Expression node, Expression slope, Symbol variable, Expression cotangent, Sink to) {
        if (!Elementwise.isZero(slope)) {
            ProductBuilder builder = new ProductBuilder();
            int[] front = resultLabels(builder);
            int[] axes = builder.labels(node.shape());
            int[] own = builder.labels(variable.shape());
            builder.factor(cotangent, joined(front, axes)).factor(slope, joined(axes, own));
            to.accept(variable, builder.build(joined(front, own)));
        }
    }

    private int[] resultLabels(ProductBuilder builder) {
        return builder.labels(result);
    }

    static int[] joined(int[] a, int[] b) {
        return IntStream.concat(IntStream.of(a), IntStream.of(b)).toArray();
    }

    // The rest of the product times the cotangent, summed over every label that the operand does not carry.
    private void product(Product product, Expression cotangent, Sink to) {
        for (int k = 0; k < product.factors().size(); k++) {
            if (depends.test(product.factors().get(k))) {
                withoutFactor(product, k, cotangent, to);
            }
        }
    }

    private void withoutFactor(Product product, int without, Expression cotangent, Sink to) {
        Expression operand = product.factors().get(without);
        // What a case that is not taken passes on is 0, even where what it is multiplied by is not finite: the builder sees to that.
        if (cotangent.isScalar() && product.labelCount() == 0 && !to.records() && !Piecewise.masks(cotangent)) {
            List<Expression> rest = new ArrayList<>(product.factors());
            rest.set(without, cotangent);
            rest.add(Constant.of(product.coefficient()));
            to.accept(operand, Product.of(rest));
            return;
        }
        ProductBuilder builder = new ProductBuilder();
        builder.coefficient(product.coefficient());
        int[] front = resultLabels(builder);
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> builder.label(product.size(label))).toArray();
        int[] axes = java.util.Arrays.copyOf(labels, product.shape().rank());
        builder.factor(cotangent, joined(front, axes));
        for (int i = 0; i < product.factors().size(); i++) {
            if (i != without) {
                builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray());
            }
        }
        product.deltas().forEach(delta -> builder.delta(labels[delta.first()], labels[delta.second()]));
        to.accept(operand, builder, front, product.labels(without).stream().mapToInt(label -> labels[label]).toArray());
    }

    // cotangent .* slope, summed over the node's axes where the operand is a scalar
    private void scaled(Expression cotangent, Expression slope, Expression operand, Shape node, Sink to) {
        if (cotangent.isScalar() && slope.isScalar() && !to.records() && !Piecewise.masks(cotangent)) {
            to.accept(operand, Product.of(cotangent, slope));
            return;
        }
        ProductBuilder builder = new ProductBuilder();
        int[] front = resultLabels(builder);
        int[] axes = builder.labels(node);
        builder.factor(cotangent, joined(front, axes)).factor(slope, slope.isScalar() ? new int[0] : axes);
        to.accept(operand, builder, front, operand.isScalar() ? new int[0] : axes);
    }

    private void power(Power power, Expression cotangent, Sink to) {
        Expression base = power.base();
        Expression exponent = power.exponent();
        if (depends.test(base)) {
            Expression lowered = Power.of(base, Elementwise.sum(exponent, Constant.MINUS_ONE));
            scaled(cotangent, Elementwise.product(exponent, lowered), base, power.shape(), to);
        }
        if (depends.test(exponent) && !Elementwise.isZero(base)) { // 0^x is 0 wherever it can be differentiated
            Expression slope = Elementwise.product(power, Apply.of(Elementary.LOGARITHM, base));
            scaled(cotangent, slope, exponent, power.shape(), to);
        }
    }

    private void function(Apply apply, Expression cotangent, Sink to) {
        for (Ties.Share share : Ties.of(apply, depends)) {
            scaled(cotangent, share.slope(), share.operand(), apply.shape(), to);
        }
    }

    private void piecewise(Piecewise piecewise, Expression cotangent, Sink to) {
        List<Expression> values = new ArrayList<>(piecewise.cases().stream().map(Piecewise.Case::value).toList());
        values.add(piecewise.otherwise());
        for (int i = 0; i < values.size(); i++) {
            if (depends.test(values.get(i))) {
                int chosen = i;
                int[] next = {0};
                Expression share = piecewise.withValues(value -> next[0]++ == chosen ? Constant.ONE : Constant.ZERO);
                scaled(cotangent, share, values.get(i), piecewise.shape(), to);
            }
        }
    }

    private void call(Call call, Expression cotangent, Sink to) {
        for (int i = 0; i < call.operands().size(); i++) {
            if (depends.test(call.operands().get(i))) {
                List<Integer> orders = new ArrayList<>(call.orders());
                orders.set(i, orders.get(i) + 1);
                scaled(cotangent, Call.of(call.name(), call.operands(), orders), call.operands().get(i), Shape.SCALAR, to);
            }
        }
    }

    private List<String> axisNames(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    // The row's formula for one slice, along all other axes and those of the result.
    private Expression reduction(Reduction reduction, Expression cotangent) {
        String text = RowFormulas.pullBack(reduction.operator());
        int rank = reduction.operand().shape().rank();
        int axis = reduction.axis();
        boolean keeps = reduction.operator().keepsAxis();
        List<String> front = axisNames("result", result.rank());
        List<String> other = axisNames("axis", rank - 1);
        List<String> all = new ArrayList<>(front);
        all.addAll(other);
        Map<Symbol, Batch.Batched> replacements = new HashMap<>();
        Shape vector = Shape.of(RowFormulas.SLICE);
        Shape value = keeps ? vector : Shape.SCALAR;
        replacements.put(RowFormulas.tensor("x", vector), new Batch.Batched(axisLast(reduction.operand(), 0, axis), other));
        replacements.put(RowFormulas.tensor(RowFormulas.VALUE, value), new Batch.Batched(keeps ? axisLast(reduction, 0, axis) : reduction, other));
        replacements.put(RowFormulas.tensor(RowFormulas.COTANGENT, value),
                new Batch.Batched(keeps ? axisLast(cotangent, result.rank(), axis) : cotangent, all));
        Expression pulled = new Batch(replacements, Map.of(RowFormulas.SLICE, reduction.operand().shape().size(axis))).apply(RowFormulas.slice(reduction.operator(), text), all);
        return axisBack(pulled, result.rank(), axis);
    }

    // Moves an axis behind all others; the first ones stay.
    static Expression axisLast(Expression operand, int front, int axis) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(operand.shape());
        List<Integer> out = new ArrayList<>(IntStream.of(labels).boxed().toList());
        out.add(out.remove(front + axis));
        return builder.factor(operand, labels).build(out.stream().mapToInt(Integer::intValue).toArray());
    }

    static Expression axisBack(Expression operand, int front, int axis) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(operand.shape());
        List<Integer> out = new ArrayList<>(IntStream.of(labels).boxed().toList());
        out.add(front + axis, out.removeLast());
        return builder.factor(operand, labels).build(out.stream().mapToInt(Integer::intValue).toArray());
    }

    private Expression matrix(MatrixFunction function, Expression cotangent) {
        String text = RowFormulas.pullBack(function.operator());
        Shape square = Shape.of(RowFormulas.SLICE, RowFormulas.SLICE);
        Shape value = RowFormulas.cube(function.operator().valueRank());
        List<String> front = axisNames("result", result.rank());
        Map<Symbol, Batch.Batched> replacements = new HashMap<>();
        replacements.put(RowFormulas.tensor("x", square), new Batch.Batched(function.operands().getFirst(), List.of()));
        replacements.put(RowFormulas.tensor(RowFormulas.VALUE, value), new Batch.Batched(function, List.of()));
        replacements.put(RowFormulas.tensor(RowFormulas.COTANGENT, value), new Batch.Batched(cotangent, front));
        return new Batch(replacements, Map.of(RowFormulas.SLICE, function.operands().getFirst().shape().size(0)))
                .apply(RowFormulas.matrix(function.operator(), text), front);
    }

    private void array(ArrayOf array, Expression cotangent, Sink to) {
        int rank = array.shape().rank();
        for (int i = 0; i < array.operands().size(); i++) {
            if (depends.test(array.operands().get(i))) {
                Expression entry = cotangent;
                long rest = i;
                for (int axis = rank - 1; axis >= 0; axis--) {
                    long size = array.shape().size(axis).literal();
                    entry = Selection.of(entry, result.rank() + axis, rest % size + 1);
                    rest /= size;
                }
                to.accept(array.operands().get(i), entry);
            }
        }
    }

    private Expression selection(Selection selection, Expression cotangent) {
        Shape shape = selection.operand().shape();
        int axis = selection.axis();
        ProductBuilder builder = new ProductBuilder();
        int[] front = resultLabels(builder);
        int[] axes = builder.labels(shape);
        int[] rest = IntStream.range(0, axes.length).filter(i -> i != axis).map(i -> axes[i]).toArray();
        List<Size> room = List.of(shape.size(axis).minus(Size.of(selection.position())));
        builder.factor(cotangent, joined(front, rest)).where(Size.of(1 - selection.position()), Map.of(axes[axis], Size.ONE), room);
        return builder.build(joined(front, axes));
    }
}
