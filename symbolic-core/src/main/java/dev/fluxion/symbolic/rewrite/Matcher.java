package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Matches patterns modulo commutativity and associativity, with backtracking: every way to match is offered to a continuation until one
 * accepts. In sums and products the last free wildcard takes what the rest of the pattern leaves.
 *
 * <p>Source: matching modulo associativity and commutativity, F. Baader, T. Nipkow, Term Rewriting and All That (1998), chapter 10.
 */
final class Matcher {
    private static final Comparator<Expression> WILDCARDS_LAST = Comparator.comparingInt(Matcher::place);

    private final Budget budget;

    Matcher(Budget budget) {
        this.budget = budget;
    }

    /** Offers every match of the whole of {@code target}. */
    boolean match(Expression pattern, Expression target, Wildcards known, Predicate<Wildcards> next) {
        budget.tick(1);
        if (Wildcards.isWildcard(pattern)) {
            Wildcards more = known.with((Symbol) pattern, target);
            return more != null && next.test(more);
        }
        if (!known.values().isEmpty() && known.knows(pattern)) {
            return known.of(pattern).equals(target) && next.test(known);
        }
        return switch (pattern) {
            case Sum p -> target instanceof Sum t && sum(p.terms(), t.terms(), known, next);
            case Product p -> product(p, target, known, next);
            case Power p -> target instanceof Power t
                    && match(p.base(), t.base(), known, more -> match(p.exponent(), t.exponent(), more, next));
            case Apply p -> target instanceof Apply t && p.operator() == t.operator() && operands(p, t, known, next);
            default -> pattern.equals(target) && next.test(known);
        };
    }

    private boolean operands(Apply pattern, Apply target, Wildcards known, Predicate<Wildcards> next) {
        List<Expression> p = pattern.operands();
        List<Expression> t = target.operands();
        if (p.size() != t.size()) {
            return false;
        }
        return inOrder(p, t, known, next) || pattern.operator().symmetric() && p.size() == 2 && inOrder(p, t.reversed(), known, next);
    }

    private boolean inOrder(List<Expression> patterns, List<Expression> targets, Wildcards known, Predicate<Wildcards> next) {
        if (patterns.isEmpty()) {
            return next.test(known);
        }
        return match(patterns.getFirst(), targets.getFirst(), known,
                more -> inOrder(patterns.subList(1, patterns.size()), targets.subList(1, targets.size()), more, next));
    }

    private boolean sum(List<Expression> patterns, List<Expression> terms, Wildcards known, Predicate<Wildcards> next) {
        return patterns.size() <= terms.size() && pick(wildcardsLast(patterns), terms, known, true, next);
    }

    private boolean product(Product pattern, Expression target, Wildcards known, Predicate<Wildcards> next) {
        boolean plain = target instanceof Product t && t.isScalar() && !t.isContraction() || target instanceof Constant;
        Numeral coefficient = coefficient(target);
        if (!plain || pattern.coefficient().signum() < 0 && coefficient.signum() >= 0) {
            return false;
        }
        Numeral ratio = coefficient.times(pattern.coefficient().reciprocal());
        List<Expression> patterns = wildcardsLast(pattern.factors());
        List<Expression> factors = new ArrayList<>(factors(target));
        if (!ratio.isOne() || factors.isEmpty()) {
            factors.addFirst(Constant.of(ratio));
        }
        return patterns.size() <= factors.size() && pick(patterns, factors, known, false, next);
    }

    // Every node is held against dozens of rules: no streams, and nothing is made before something matches.
    static List<Expression> wildcardsLast(List<Expression> patterns) {
        if (patterns.size() == 1) {
            return patterns;
        }
        List<Expression> ordered = new ArrayList<>(patterns);
        ordered.sort(WILDCARDS_LAST);
        return ordered;
    }

    private static int place(Expression pattern) {
        return !Wildcards.isWildcard(pattern) ? pattern.depth() : Wildcards.isNumeric(pattern) ? Integer.MAX_VALUE - 1 : Integer.MAX_VALUE;
    }

    static List<Expression> without(int place, List<Expression> items) {
        List<Expression> others = new ArrayList<>(items);
        others.remove(place);
        return others;
    }

    private boolean pick(List<Expression> patterns, List<Expression> items, Wildcards known, boolean sum, Predicate<Wildcards> next) {
        Expression first = patterns.getFirst();
        if (patterns.size() == 1) {
            if (items.size() > 1 && !(Wildcards.isWildcard(first) && !Wildcards.isNumeric(first))) {
                return false;
            }
            return match(first, sum ? Sum.of(items) : Product.of(items), known, next);
        }
        for (int i = 0; i < items.size(); i++) {
            int place = i;
            if (match(first, items.get(i), known, more -> pick(patterns.subList(1, patterns.size()), without(place, items), more, sum, next))) {
                return true;
            }
        }
        return false;
    }

    /** Receives what a partial match leaves over. */
    @FunctionalInterface
    interface Rest {
        /** Whether this match is taken. */
        boolean test(Wildcards wildcards, Expression rest);
    }

    /** Offers every way in which a term is a multiple of the pattern; {@code rest} is the other factor. */
    boolean multiple(Expression pattern, Expression term, Wildcards known, Rest next) {
        return part(wildcardsLast(factors(pattern)), factors(term), known,
                (more, rest) -> next.test(more, Product.of(Constant.of(coefficient(term).times(coefficient(pattern).reciprocal())), rest)));
    }

    static Numeral coefficient(Expression term) {
        return term instanceof Constant c ? c.value() : term instanceof Product p ? p.coefficient() : Rational.ONE;
    }

    static List<Expression> factors(Expression term) {
        return switch (term) {
            case Constant c -> List.of();
            case Product p when p.isScalar() && !p.isContraction() -> p.factors();
            default -> List.of(term);
        };
    }

    private boolean part(List<Expression> patterns, List<Expression> items, Wildcards known, Rest next) {
        if (patterns.isEmpty()) {
            return next.test(known, Product.of(items));
        }
        for (int i = 0; i < items.size(); i++) {
            int place = i;
            if (factor(patterns.getFirst(), items.get(i), known, (more, rest) -> {
                List<Expression> left = without(place, items);
                if (!rest.equals(Constant.ONE)) {
                    left.add(rest);
                }
                return part(patterns.subList(1, patterns.size()), left, more, next);
            })) {
                return true;
            }
        }
        return false;
    }

    // sin(x)^4 is sin(x)^2 times sin(x)^2
    private boolean factor(Expression pattern, Expression item, Wildcards known, Rest next) {
        if (match(pattern, item, known, more -> next.test(more, Constant.ONE))) {
            return true;
        }
        int wanted = exponent(pattern);
        int given = exponent(item);
        if (wanted == 0 || given == 0 || Math.abs(given) <= Math.abs(wanted) || wanted > 0 != given > 0) {
            return false;
        }
        return match(base(pattern), base(item), known, more -> next.test(more, Power.of(base(item), (long) given - wanted)));
    }

    /** A whole exponent; 1 for what is no power, 0 if the exponent is none. */
    static int exponent(Expression factor) {
        if (!(factor instanceof Power p)) {
            return 1;
        }
        return p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt() ? r.intValue() : 0;
    }

    static Expression base(Expression factor) {
        return factor instanceof Power p && exponent(p) != 0 ? p.base() : factor;
    }
}
