package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Tensors that are computed entry by entry, simplified as the formula of one entry: {@code sin(x).^2 + cos(x).^2} is 1 in every entry.
 *
 * <p>Source: by definition: the same formula for every entry.
 */
final class Entrywise {
    private static final int MOST_NODES = 200;

    private final Shape shape;
    private final Map<Expression, Symbol> names = new HashMap<>();
    private final Map<Symbol, Expression> tensors = new HashMap<>();
    private final Map<Expression, Expression> entries = new HashMap<>();

    private Entrywise(Shape shape) {
        this.shape = shape;
    }

    /** The tensor with the formula of its entries simplified; nothing where that formula is one name. */
    static Optional<Expression> simplified(Expression tensor, UnaryOperator<Expression> simplify) {
        if (tensor.isScalar() || Topology.of(tensor).size() > MOST_NODES) {
            return Optional.empty();
        }
        Entrywise entrywise = new Entrywise(tensor.shape());
        Expression entry = entrywise.entry(tensor);
        return entry instanceof Symbol ? Optional.empty() : entrywise.tensor(simplify.apply(entry)).map(after -> Elementwise.lift(after, tensor.shape()));
    }

    private Expression entry(Expression node) {
        Expression known = entries.get(node);
        if (known == null) {
            known = computed(node);
            entries.put(node, known);
        }
        return known;
    }

    private Expression computed(Expression node) {
        if (node.isScalar()) {
            return Topology.of(node).nodes().stream().allMatch(Expression::isScalar) ? node : name(node);
        }
        if (!node.shape().equals(shape)) {
            return name(node);
        }
        if (node instanceof Sum sum) {
            return Sum.of(sum.terms().stream().map(this::entry).toList());
        }
        if (node instanceof Product product && product.isElementwise()) {
            return Product.of(Constant.of(product.coefficient()), Product.of(product.factors().stream().map(this::entry).toList()));
        }
        return node instanceof Power || node instanceof Apply ? Elementwise.rebuild(node, node.operands().stream().map(this::entry).toList()) : name(node);
    }

    private Symbol name(Expression node) {
        return names.computeIfAbsent(node, key -> {
            Symbol symbol = Symbol.of("entry'" + names.size());
            tensors.put(symbol, key);
            return symbol;
        });
    }

    // Nothing for a formula of other nodes.
    private Optional<Expression> tensor(Expression formula) {
        Map<Expression, Expression> made = new HashMap<>();
        for (Expression node : Topology.of(formula).nodes()) {
            List<Expression> operands = node.operands().stream().map(made::get).toList();
            if (node instanceof Symbol symbol) {
                made.put(node, tensors.getOrDefault(symbol, node));
            } else if (operands.equals(node.operands())) {
                made.put(node, node);
            } else if (node instanceof Sum) {
                made.put(node, Elementwise.sum(operands));
            } else if (node instanceof Product product) {
                made.put(node, Elementwise.product(Constant.of(product.coefficient()), Elementwise.product(operands)));
            } else if (node instanceof Power || node instanceof Apply) {
                boolean whole = operands.stream().anyMatch(operand -> !operand.isScalar());
                made.put(node, Elementwise.rebuild(node, whole ? operands.stream().map(operand -> Elementwise.lift(operand, shape)).toList() : operands));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(made.get(formula));
    }
}
