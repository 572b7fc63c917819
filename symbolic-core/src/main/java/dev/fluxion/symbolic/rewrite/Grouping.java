package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.print.Operations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shortens by the distributive law alone: takes common factors out of some terms of a sum, and signs into a factor.
 *
 * <p>Source: by definition: the distributive law.
 */
final class Grouping {
    private Grouping() {}

    /** The expression with common factors taken out, largest groups first, where that is shorter. */
    static Expression grouped(Expression expression) {
        if (!(expression instanceof Sum sum) || !sum.isScalar()) {
            return expression;
        }
        Expression factor = mostCommon(sum);
        if (factor == null) {
            return sum;
        }
        List<Expression> inside = new ArrayList<>();
        List<Expression> rest = new ArrayList<>();
        for (Expression term : sum.terms()) {
            (contains(term, factor) ? inside : rest).add(term);
        }
        Expression inverse = Power.of(factor, -1);
        if (inside.size() < 2 || !Product.of(factor, inverse).equals(Constant.ONE)) {
            return sum;
        }
        Expression divided = Sum.of(inside.stream().map(term -> Product.of(term, inverse)).toList());
        if (Operations.count(divided) >= Operations.count(Sum.of(inside))) {
            return sum; // divided by a number, roots of that number keep it
        }
        Expression quotient = grouped(divided);
        List<Expression> parts = new ArrayList<>();
        parts.add(Product.of(factor, quotient));
        parts.add(grouped(Sum.of(rest)));
        Expression result = signed(Sum.of(parts));
        return Operations.count(result) < Operations.count(sum) ? result : sum;
    }

    private static Expression mostCommon(Sum sum) {
        Map<Expression, Integer> counts = new LinkedHashMap<>();
        for (Expression term : sum.terms()) {
            Numeral coefficient = Matcher.coefficient(term);
            if (coefficient instanceof Rational r && !r.abs().equals(Rational.ONE)) {
                counts.merge(Constant.of(r.abs()), 1, Integer::sum);
            }
            for (Expression factor : Matcher.factors(term)) {
                counts.merge(Matcher.base(factor), Matcher.exponent(factor) > 0 ? 1 : 0, Integer::sum);
                if (Matcher.exponent(factor) < 0) {
                    counts.merge(Power.of(Matcher.base(factor), -1), 1, Integer::sum);
                }
            }
        }
        return counts.entrySet().stream().filter(entry -> entry.getValue() > 1)
                .max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(null);
    }

    private static boolean contains(Expression term, Expression factor) {
        if (factor instanceof Constant c) {
            return Matcher.coefficient(term) instanceof Rational r && r.abs().equals(c.value());
        }
        boolean below = factor instanceof Power p && Matcher.exponent(p) == -1;
        Expression base = below ? ((Power) factor).base() : factor;
        return Matcher.factors(term).stream()
                .anyMatch(each -> Matcher.base(each).equals(base) && (below ? Matcher.exponent(each) < 0 : Matcher.exponent(each) > 0));
    }

    /** A product with its sign taken into the first sum, or odd function of one, that becomes no longer by it; inside of all that it holds, too. */
    static Expression signed(Expression expression) {
        return switch (expression) {
            case Sum s when s.isScalar() -> shorter(s, Sum.of(s.terms().stream().map(Grouping::signed).toList()));
            case Product p when p.isScalar() && !p.isContraction() && p.coefficient().signum() < 0 -> {
                for (Expression factor : p.factors()) {
                    Optional<Expression> opposite = Matcher.exponent(factor) % 2 != 0 ? opposite(Matcher.base(factor)) : Optional.empty();
                    if (opposite.isPresent()) {
                        Expression flipped = Power.of(opposite.get(), Matcher.exponent(factor));
                        Expression result = Product.of(p, Power.of(factor, -1), flipped, Constant.MINUS_ONE);
                        if (Operations.count(result) < Operations.count(p)) {
                            yield result;
                        }
                    }
                }
                yield p;
            }
            default -> expression;
        };
    }

    // Of 1 - x and sin(1 - x): x - 1 and sin(x - 1).
    private static Optional<Expression> opposite(Expression base) {
        if (base instanceof Apply a && a.isScalar() && a.operator().parity() == Operator.Parity.ODD && a.operand() instanceof Sum s) {
            return Optional.of(Apply.of(a.operator(), TableRules.signChanged(s)));
        }
        return base instanceof Sum s ? Optional.of(TableRules.signChanged(s)) : Optional.empty();
    }

    private static Expression shorter(Expression first, Expression second) {
        return Operations.count(second) < Operations.count(first) ? second : first;
    }

    /** Scaled so that a sum with fractional coefficients is one fraction: {@code x/2 + y/2} is {@code (x + y)/2}. */
    static Expression overCommonNumber(Expression expression) {
        if (!(expression instanceof Sum sum) || !sum.isScalar()) {
            return expression;
        }
        Rational common = Rational.ONE;
        for (Expression term : sum.terms()) {
            if (!(Matcher.coefficient(term) instanceof Rational r)) {
                return expression;
            }
            common = Rational.of(common.numerator().multiply(r.denominator()).divide(Divisors.greatestCommon(common.numerator(), r.denominator())), java.math.BigInteger.ONE);
        }
        Constant scale = Constant.of(common);
        Expression scaled = Sum.of(sum.terms().stream().map(term -> Product.of(scale, term)).toList());
        return shorter(sum, Elementwise.quotient(scaled, scale));
    }
}
