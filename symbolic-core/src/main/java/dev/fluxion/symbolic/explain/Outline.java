package dev.fluxion.symbolic.explain;

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
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Expressions in outline, with symbols for their parts: for nodes, and for sums and products that canonical form has dissolved in larger ones, as {@code o} in
 * {@code o - t} where {@code o = W*h + b}.
 *
 * <p>Source: by definition: the associative laws of sums and products.
 */
final class Outline {
    private final Map<Expression, Expression> symbols;
    private final Map<Expression, List<Sum>> sums = new HashMap<>(); // by what their first term is a multiple of
    private final Map<Expression, List<Product>> products = new HashMap<>(); // by what their first factor is a power of

    /** @param symbols of the shape of what they stand for */
    Outline(Map<Expression, Expression> symbols) {
        this.symbols = symbols;
        for (Expression part : symbols.keySet()) {
            switch (part) {
                case Sum sum -> sums.computeIfAbsent(body(sum.terms().getFirst()), key -> new ArrayList<>()).add(sum);
                case Product product -> ProductMatch.firstBases(product).forEach(base -> products.computeIfAbsent(base, key -> new ArrayList<>()).add(product));
                case Constant _, Symbol _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                        Indicator _ -> { }
            }
        }
    }

    /** Whether one expression is a sum or product within the other, without being an operand of it. */
    static boolean isDissolved(Expression part, Expression whole) {
        return !part.equals(whole) && switch (whole) {
            case Sum sum -> part instanceof Sum inner && share(sum, inner).isPresent();
            case Product product -> part instanceof Product inner && ProductMatch.of(product, inner).isPresent();
            case Constant _, Symbol _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> false;
        };
    }

    /** The expression in terms of the symbols. */
    Expression in(Expression expression) {
        if (symbols.isEmpty()) {
            return expression;
        }
        Topology topology = Topology.of(expression);
        BitSet needed = needed(topology);
        Expression[] results = new Expression[topology.size()];
        for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
            Expression node = topology.nodes().get(i);
            Expression symbol = symbols.get(node);
            results[i] = symbol != null ? symbol : rebuilt(outlined(node), operand -> {
                OptionalInt known = topology.find(operand);
                return known.isPresent() && needed.get(known.getAsInt()) ? results[known.getAsInt()] : isSymbol(operand) ? operand : in(operand);
            });
        }
        return results[results.length - 1];
    }

    /** Whether a part is a sum or product within one that no symbol hides. */
    boolean dissolvedIn(Expression expression) {
        Topology topology = Topology.of(expression);
        return needed(topology).stream().mapToObj(i -> topology.nodes().get(i)).anyMatch(node -> !symbols.containsKey(node) && dissolved(node).isPresent());
    }

    // Those that no symbol hides.
    private BitSet needed(Topology topology) {
        BitSet needed = new BitSet();
        needed.set(topology.size() - 1);
        for (int i = topology.size() - 1; i >= 0; i--) {
            if (needed.get(i) && !symbols.containsKey(topology.nodes().get(i))) {
                Arrays.stream(topology.operands(i)).forEach(needed::set);
            }
        }
        return needed;
    }

    private static boolean isSymbol(Expression operand) {
        return operand.operands().isEmpty();
    }

    private static Expression rebuilt(Expression node, UnaryOperator<Expression> change) {
        List<Expression> operands = node.operands().stream().map(change).toList();
        return operands.equals(node.operands()) ? node : Elementwise.rebuild(node, operands);
    }

    /** The node with symbols for the sums or products within it; its operands stay as they are. */
    Expression outlined(Expression node) {
        Expression current = node;
        for (Optional<Expression> next = dissolved(current); next.isPresent(); next = dissolved(current)) {
            current = next.get();
        }
        return current;
    }

    private Optional<Expression> dissolved(Expression node) {
        return switch (node) {
            case Sum sum -> candidates(sum.terms().stream().map(Outline::body), sums)
                    .flatMap(part -> share(sum, part).map(share -> Elementwise.sum(scaled(share, symbols.get(part)), difference(sum, part, share))).stream()).findFirst();
            case Product product -> candidates(ProductMatch.bases(product), products)
                    .flatMap(part -> ProductMatch.of(product, part).map(match -> match.with(symbols.get(part))).stream()).findFirst();
            default -> Optional.empty();
        };
    }

    // The largest first.
    private <T extends Expression> Stream<T> candidates(Stream<Expression> keys, Map<Expression, List<T>> parts) {
        return parts.isEmpty() ? Stream.empty() : keys.flatMap(key -> parts.getOrDefault(key, List.of()).stream()).distinct()
                .sorted(Comparator.<T>comparingInt(part -> -part.operands().size()).thenComparing(part -> symbols.get(part).toString()));
    }

    private static Expression scaled(Numeral number, Expression expression) {
        return number.isOne() ? expression : Elementwise.product(Constant.of(number), expression);
    }

    private static Expression difference(Sum sum, Sum part, Numeral share) {
        return Sum.of(sum.shape(), Stream.concat(sum.terms().stream(), part.terms().stream().map(term -> scaled(share.negate(), term))).toList());
    }

    // How often the terms of the part are among those of the sum, if fewer are left without them.
    private static Optional<Numeral> share(Sum sum, Sum part) {
        if (!sum.shape().equals(part.shape()) || part.terms().size() > sum.terms().size()) {
            return Optional.empty();
        }
        Expression first = part.terms().getFirst();
        Expression body = body(first);
        return sum.terms().stream().filter(term -> body(term).equals(body)).map(term -> number(term).times(number(first).reciprocal()))
                .filter(share -> difference(sum, part, share) instanceof Expression rest && count(rest) + part.terms().size() <= sum.terms().size()).findFirst();
    }

    private static int count(Expression expression) {
        return Elementwise.isZero(expression) ? 0 : expression instanceof Sum sum ? sum.terms().size() : 1;
    }

    private static Expression body(Expression term) {
        return switch (term) {
            case Product product -> product.withCoefficient(Rational.ONE);
            case Constant constant -> Constant.ONE;
            default -> term;
        };
    }

    private static Numeral number(Expression term) {
        return switch (term) {
            case Product product -> product.coefficient();
            case Constant constant -> constant.value();
            case Symbol _, Sum _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _,
                    Indicator _ -> Rational.ONE;
        };
    }
}
