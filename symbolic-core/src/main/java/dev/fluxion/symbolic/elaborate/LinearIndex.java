package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Size;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An index written as a combination of labels with ranges, such as {@code 2*i - 1}: coefficients by label, and a constant. The value counts from 1
 * as labels do.
 */
record LinearIndex(Map<String, Size> coefficients, Size constant) {
    /** The labels with ranges that a tree mentions. */
    static Set<String> labels(Scope scope, Tree tree) {
        Set<String> found = new HashSet<>();
        Deque<Tree> pending = new ArrayDeque<>(List.of(tree));
        while (!pending.isEmpty()) {
            Tree next = pending.pop();
            if (next instanceof Tree.Name name && scope.label(name.name()).isPresent()) {
                found.add(name.name());
            }
            Trees.parts(next).forEach(pending::push);
        }
        return found;
    }

    /** Reads a tree; one that is not linear in labels is a diagnostic. */
    static LinearIndex read(Elaborator elaborator, Tree tree) {
        if (tree instanceof Tree.Prefix prefix && prefix.operator() == Tree.PrefixOperator.MINUS) { // -2 is no size
            return read(elaborator, prefix.operand()).times(Size.of(-1));
        }
        if (labels(elaborator.scope(), tree).isEmpty()) {
            return new LinearIndex(Map.of(), elaborator.wholeNumber(tree));
        }
        return switch (tree) {
            case Tree.Name name -> new LinearIndex(Map.of(name.name(), Size.ONE), Size.ZERO);
            case Tree.Chain chain -> chain(elaborator, chain);
            default -> throw notLinear(tree);
        };
    }

    private static dev.fluxion.grammar.FluxionException notLinear(Tree tree) {
        return Problems.unsupported("an index that is no sum of labels with whole factors", tree.span());
    }

    private static LinearIndex chain(Elaborator elaborator, Tree.Chain chain) {
        LinearIndex value = read(elaborator, chain.first());
        for (Tree.Link link : chain.links()) {
            LinearIndex operand = read(elaborator, link.operand());
            value = switch (link.operator()) {
                case PLUS -> value.plus(operand);
                case MINUS -> value.plus(operand.times(Size.of(-1)));
                case TIMES, TIMES_IMPLICIT -> {
                    if (!value.coefficients.isEmpty() && !operand.coefficients.isEmpty()) {
                        throw notLinear(chain);
                    }
                    yield operand.coefficients.isEmpty() ? value.times(operand.constant) : operand.times(value.constant);
                }
                case DIVIDE, TIMES_EACH, DIVIDE_EACH, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR -> throw notLinear(chain);
            };
        }
        return value;
    }

    LinearIndex plus(LinearIndex other) {
        Map<String, Size> sum = new LinkedHashMap<>(coefficients);
        other.coefficients.forEach((label, coefficient) -> sum.merge(label, coefficient, Size::plus));
        return new LinearIndex(sum, constant.plus(other.constant));
    }

    LinearIndex times(Size factor) {
        Map<String, Size> product = new LinkedHashMap<>();
        coefficients.forEach((label, coefficient) -> product.put(label, coefficient.times(factor)));
        return new LinearIndex(product, constant.times(factor));
    }

    /** The value where every label has its first value. */
    Size atFirst(Scope scope) {
        Size value = constant;
        for (var term : coefficients.entrySet()) {
            value = value.plus(term.getValue().times(scope.label(term.getKey()).orElseThrow().first()));
        }
        return value;
    }

    /** The least value, or the largest. */
    Size extreme(Scope scope, boolean largest) {
        Size value = atFirst(scope);
        for (var term : coefficients.entrySet()) {
            boolean rises = term.getValue().isNeverNegative();
            if (rises == largest) {
                value = value.plus(term.getValue().times(scope.label(term.getKey()).orElseThrow().count().minus(Size.ONE)));
            }
        }
        return value;
    }
}
