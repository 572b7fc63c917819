package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person does without a word when a formula is copied to the next line: {@code x^(3 - 1)} becomes {@code x^2}, a term 0 and a factor 1
 * are left out, and so are brackets of products within products.
 */
final class Tidying {
    private Tidying() {}

    /** The tidied formula; derivatives that are still to be taken stay the same objects. */
    static Tree line(Tree tree) {
        Map<String, Tree> pending = new HashMap<>();
        Tree named = Trees.rewrite(tree, part -> {
            if (!(part instanceof Tree.Leibniz)) {
                return part;
            }
            String name = "pending " + pending.size(); // no name of the language has a blank
            pending.put(name, part);
            return Write.name(name);
        });
        return Trees.rewrite(tidy(named), part -> part instanceof Tree.Name name && pending.containsKey(name.name()) ? pending.get(name.name()) : part);
    }

    private static Tree tidy(Tree tree) {
        return Trees.rewrite(tree, part -> switch (part) {
            case Tree.Power power -> power(power);
            case Tree.Chain chain -> chain(chain);
            default -> part;
        });
    }

    private static Tree power(Tree.Power power) {
        Optional<Rational> exponent = power.exponent() instanceof Tree.Chain chain && isSum(chain) ? value(chain) : Optional.empty();
        if (exponent.isEmpty()) {
            return power;
        }
        return exponent.get().isOne() ? tidy(power.base()) : new Tree.Power(tidy(power.base()), number(exponent.get()), power.elementwise(), Span.NONE);
    }

    private static Tree number(Rational value) {
        return value.isWhole() ? Write.number(value.numerator()) : Write.over(Write.number(value.numerator()), Write.number(value.denominator()));
    }

    // The value of a small formula of numbers.
    private static Optional<Rational> value(Tree tree) {
        return switch (tree) {
            case Tree.Number n -> Optional.of(Rational.of(n.value()));
            case Tree.Prefix p when p.operator() == Tree.PrefixOperator.MINUS -> value(p.operand()).map(v -> Rational.ZERO.minus(v));
            case Tree.Chain c -> chainValue(c);
            default -> Optional.empty();
        };
    }

    private static Optional<Rational> chainValue(Tree.Chain chain) {
        Optional<Rational> total = value(chain.first());
        for (Tree.Link link : chain.links()) {
            Optional<Rational> next = value(link.operand());
            if (total.isEmpty() || next.isEmpty() || link.operator() == Tree.Infix.DIVIDE && next.get().isZero()) {
                return Optional.empty();
            }
            Rational left = total.get();
            Rational right = next.get();
            total = switch (link.operator()) {
                case PLUS -> Optional.of(left.plus(right));
                case MINUS -> Optional.of(left.minus(right));
                case TIMES, TIMES_IMPLICIT -> Optional.of(left.times(right));
                case DIVIDE -> Optional.of(left.times(right.reciprocal()));
                case TIMES_EACH, DIVIDE_EACH, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR -> Optional.empty();
            };
        }
        return total;
    }

    private static Tree chain(Tree.Chain chain) {
        if (isSum(chain)) {
            return sum(chain);
        }
        return isProduct(chain) ? product(chain) : chain;
    }

    private static boolean isSum(Tree.Chain chain) {
        return chain.links().getFirst().operator() == Tree.Infix.PLUS || chain.links().getFirst().operator() == Tree.Infix.MINUS;
    }

    private static boolean isProduct(Tree tree) {
        return tree instanceof Tree.Chain chain && switch (chain.links().getFirst().operator()) {
            case TIMES, TIMES_IMPLICIT, DIVIDE -> true;
            case TIMES_EACH, DIVIDE_EACH, PLUS, MINUS, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, AND, OR -> false;
        };
    }

    private static boolean is(Tree tree, int value) {
        return tree instanceof Tree.Number n && n.value().compareTo(java.math.BigDecimal.valueOf(value)) == 0;
    }

    private static Tree sum(Tree.Chain chain) {
        Tree total = tidy(chain.first());
        boolean empty = is(total, 0);
        for (Tree.Link link : chain.links()) {
            Tree term = tidy(link.operand());
            if (is(term, 0)) {
                continue;
            }
            boolean sum = link.operator() == Tree.Infix.PLUS && term instanceof Tree.Chain inner && isSum(inner);
            if (empty) {
                total = link.operator() == Tree.Infix.MINUS ? Write.minus(term) : term;
            } else if (sum) {
                Tree.Chain inner = (Tree.Chain) term;
                total = Write.chain(total, Tree.Infix.PLUS, inner.first());
                for (Tree.Link each : inner.links()) {
                    total = Write.chain(total, each.operator(), each.operand());
                }
            } else {
                total = Write.chain(total, link.operator(), term);
            }
            empty = false;
        }
        return empty ? Write.number(0) : total;
    }

    private static Tree product(Tree.Chain chain) {
        List<Tree.Link> links = new ArrayList<>();
        links.add(new Tree.Link(Tree.Infix.TIMES, tidy(chain.first()), Span.NONE));
        chain.links().forEach(link -> links.add(new Tree.Link(link.operator(), tidy(link.operand()), Span.NONE)));
        List<Tree.Link> flat = new ArrayList<>();
        for (Tree.Link link : links) {
            boolean signed = !flat.isEmpty() && link.operand() instanceof Tree.Chain inner && inner.first() instanceof Tree.Number n && n.value().signum() < 0;
            if (link.operator() != Tree.Infix.DIVIDE && isProduct(link.operand()) && !signed) {
                Tree.Chain inner = (Tree.Chain) link.operand();
                flat.add(new Tree.Link(Tree.Infix.TIMES, inner.first(), Span.NONE));
                flat.addAll(inner.links());
            } else {
                flat.add(link);
            }
        }
        boolean divides = flat.size() > 1 && flat.get(1).operator() == Tree.Infix.DIVIDE;
        for (int i = flat.size() - 1; i >= 0 && flat.size() > 1; i--) {
            boolean first = i == 0 && divides;
            boolean numerator = i + 1 < flat.size() && flat.get(i + 1).operator() == Tree.Infix.DIVIDE && i > 0;
            if (is(flat.get(i).operand(), 1) && !first && (!numerator || flat.get(i).operator() != Tree.Infix.DIVIDE)) {
                flat.remove(i);
                divides = flat.size() > 1 && flat.get(1).operator() == Tree.Infix.DIVIDE;
            }
        }
        Tree first = flat.getFirst().operand();
        return flat.size() == 1 ? first : new Tree.Chain(first, flat.subList(1, flat.size()), Span.NONE);
    }
}
