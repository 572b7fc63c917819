package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
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
import dev.fluxion.symbolic.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies a formula to tensors with further axes in front, entry by entry along those axes.
 *
 * <p>Source: by definition: the same formula for every index of the axes in front.
 */
final class Batch {
    /**
     * An expression with named axes in front.
     *
     * @param axes names of the leading axes; equal names run together
     */
    record Batched(Expression expression, List<String> axes) {}

    private final Map<Symbol, Batched> replacements;
    private final Map<Expression, Batched> results = new HashMap<>();
    private final Map<String, Size> sizes = new LinkedHashMap<>();
    private final Size inner;

    /** @param inner what {@link RowFormulas#SLICE} stands for */
    Batch(Map<Symbol, Batched> replacements, Size inner) {
        this.replacements = replacements;
        this.inner = inner;
        replacements.values().forEach(batched -> {
            for (int axis = 0; axis < batched.axes.size(); axis++) {
                sizes.put(batched.axes.get(axis), batched.expression.shape().size(axis));
            }
        });
    }

    /** The formula with its symbols replaced, its axes in front in the given order. */
    Expression apply(Expression formula, List<String> axes) {
        for (Expression node : Topology.of(formula).nodes()) {
            results.put(node, lift(node));
        }
        return align(results.get(formula), axes, formula.shape(), formula.shape());
    }

    private Batched lift(Expression node) {
        if (node instanceof Symbol symbol && replacements.get(symbol) instanceof Batched batched) {
            return batched;
        }
        return switch (node) {
            case Constant c -> new Batched(c, List.of());
            case Symbol s -> new Batched(s.role() == Symbol.Role.SIZE ? dev.fluxion.symbolic.Sizes.expression(size(Size.named(s.name()))) : s,
                    List.of());
            case Product p -> product(p);
            case Sum s -> aligned(s);
            case Power p -> aligned(p);
            case Apply a -> aligned(a);
            case Piecewise p -> aligned(p);
            case Reduction r -> {
                Batched operand = results.get(r.operand());
                yield new Batched(Reduction.of(r.operator(), operand.expression, r.axis() + operand.axes.size()), operand.axes);
            }
            case MatrixFunction m when results.get(m.operands().getFirst()).axes.isEmpty() ->
                new Batched(m.withOperands(m.operands().stream().map(operand -> results.get(operand).expression).toList()), List.of());
            case MatrixFunction m -> throw new IllegalStateException("a stack of matrices");
            case ArrayOf a -> throw new IllegalStateException("an array in a row's formula");
            case Selection s -> throw new IllegalStateException("a selection in a row's formula");
            case Indicator i -> throw new IllegalStateException("an indicator in a row's formula");
            case Call c -> throw new IllegalStateException("a named function in a row's formula");
            case Bound b -> throw new IllegalStateException("a binder in a row's formula");
            case Fold f -> throw new IllegalStateException("a binder in a row's formula");
        };
    }

    private Size size(Size formal) {
        return formal.equals(RowFormulas.SLICE) ? inner : formal;
    }

    private Batched aligned(Expression node) {
        List<String> axes = new ArrayList<>();
        node.operands().forEach(operand -> results.get(operand).axes.stream().filter(axis -> !axes.contains(axis)).forEach(axes::add));
        List<Expression> operands = new ArrayList<>();
        for (Expression operand : node.operands()) {
            boolean plain = results.get(operand).expression.isScalar();
            operands.add(plain ? results.get(operand).expression : align(results.get(operand), axes, operand.shape(), node.shape()));
        }
        return new Batched(Elementwise.rebuild(node, operands), axes);
    }

    // The operand with exactly these axes in front, and its own axes or, for a scalar, those of the node it serves.
    private Expression align(Batched operand, List<String> axes, Shape own, Shape wanted) {
        ProductBuilder builder = new ProductBuilder();
        List<Integer> out = new ArrayList<>();
        Map<String, Integer> labels = new HashMap<>();
        for (String axis : axes) {
            labels.put(axis, builder.label(sizes.get(axis)));
            out.add(labels.get(axis));
        }
        List<Integer> trailing = wanted.sizes().stream().map(size -> builder.label(size(size))).toList();
        out.addAll(trailing);
        List<Integer> used = new ArrayList<>(operand.axes.stream().map(labels::get).toList());
        if (!own.isScalar()) {
            used.addAll(trailing);
        }
        builder.factor(operand.expression, used.stream().mapToInt(Integer::intValue).toArray());
        return builder.build(out.stream().mapToInt(Integer::intValue).toArray());
    }

    private Batched product(Product product) {
        ProductBuilder builder = new ProductBuilder();
        builder.coefficient(product.coefficient());
        int[] names = new int[product.labelCount()];
        for (int label = 0; label < names.length; label++) {
            names[label] = builder.label(size(product.size(label)));
        }
        Map<String, Integer> axes = new LinkedHashMap<>();
        for (int i = 0; i < product.factors().size(); i++) {
            Batched factor = results.get(product.factors().get(i));
            List<Integer> labels = new ArrayList<>();
            factor.axes.forEach(axis -> labels.add(axes.computeIfAbsent(axis, name -> builder.label(sizes.get(name)))));
            product.labels(i).forEach(label -> labels.add(names[label]));
            builder.factor(factor.expression, labels.stream().mapToInt(Integer::intValue).toArray());
        }
        product.deltas().forEach(delta -> builder.delta(names[delta.first()], names[delta.second()]));
        List<Integer> out = new ArrayList<>(axes.values());
        for (int axis = 0; axis < product.shape().rank(); axis++) {
            out.add(names[axis]);
        }
        return new Batched(builder.build(out.stream().mapToInt(Integer::intValue).toArray()), List.copyOf(axes.keySet()));
    }
}
