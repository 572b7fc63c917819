package dev.fluxion.symbolic;

import dev.fluxion.grammar.FluxionException;
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
public final class Batch {
    /**
     * An expression with named axes in front.
     *
     * @param axes names of the leading axes; equal names run together
     */
    public record Batched(Expression expression, List<String> axes) {}

    private final Map<Symbol, Batched> replacements;
    private final Map<Expression, Batched> results = new HashMap<>();
    private final Map<String, Size> sizes = new LinkedHashMap<>();
    private final Map<Size, Size> known;

    /**
     * A batch by what symbols stand for.
     *
     * @param known what the names of sizes in the formula stand for, where it is not themselves
     */
    public Batch(Map<Symbol, Batched> replacements, Map<Size, Size> known) {
        this.replacements = replacements;
        this.known = known;
        replacements.values().forEach(batched -> {
            for (int axis = 0; axis < batched.axes.size(); axis++) {
                sizes.put(batched.axes.get(axis), batched.expression.shape().size(axis));
            }
        });
    }

    /**
     * The formula with its symbols replaced, its axes in front in the given order.
     *
     * @throws FluxionException as {@link #apply(Expression)}
     */
    public Expression apply(Expression formula, List<String> axes) {
        return align(apply(formula), axes, formula.shape(), formula.shape());
    }

    /**
     * The formula with its symbols replaced and the axes that it gets by that in front.
     *
     * @throws FluxionException {@code UNSUPPORTED} if something in it is no function of tensors with further axes
     */
    public Batched apply(Expression formula) {
        for (Expression node : Topology.of(formula).nodes()) {
            results.put(node, lift(node));
        }
        return results.get(formula);
    }

    private Batched lift(Expression node) {
        if (node instanceof Symbol symbol && replacements.get(symbol) instanceof Batched batched) {
            return batched;
        }
        return switch (node) {
            case Constant c -> new Batched(c, List.of());
            case Symbol s -> new Batched(s.role() == Symbol.Role.SIZE ? Sizes.expression(size(Size.named(s.name()))) : s, List.of());
            case Product p -> product(p);
            case Sum s -> aligned(s);
            case Power p -> aligned(p);
            case Apply a -> aligned(a);
            case Piecewise p -> aligned(p);
            case Reduction r -> {
                Batched operand = results.get(r.operand());
                yield new Batched(Reduction.of(r.operator(), operand.expression, r.axis() + operand.axes.size()), operand.axes);
            }
            case Selection c -> {
                Batched operand = results.get(c.operand());
                yield new Batched(Selection.of(operand.expression, c.axis() + operand.axes.size(), c.position()), operand.axes);
            }
            case Indicator i -> new Batched(i, List.of());
            case MatrixFunction m -> plain(m, "'" + m.operator().name() + "'");
            case ArrayOf a -> plain(a, "a list of entries");
            case Call c -> plain(c, "'" + c.name() + "'");
            case Bound b -> plain(b, "a sum or integral");
            case Fold f -> plain(f, "a fold");
        };
    }

    // What has no further axes.
    private Batched plain(Expression node, String what) {
        List<Expression> operands = node.operands().stream().map(operand -> results.get(operand).expression).toList();
        if (!node.operands().stream().allMatch(operand -> results.get(operand).axes.isEmpty())) {
            throw FluxionException.unsupported(what + " for every value of a label");
        }
        return new Batched(operands.equals(node.operands()) ? node : Elementwise.rebuild(node, operands), List.of());
    }

    private Size size(Size formal) {
        return known.getOrDefault(formal, formal);
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
