package dev.fluxion.codegen;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of a sum that is a polynomial with known coefficients in one expression.
 *
 * @param base what it is a polynomial in
 * @param coefficients by exponent, highest last
 * @param rest the other terms
 */
record Horner(Expression base, TreeMap<Integer, Double> coefficients, List<Expression> rest) {
    private static final int FEWEST_TERMS = 3;
    private static final int LARGEST_EXPONENT = 64;

    private record Term(Expression base, int exponent, double coefficient) {}

    /** The polynomial of a sum with the most terms, where one is long enough to gain from the scheme. */
    static Optional<Horner> of(Sum sum) {
        Map<Expression, List<Expression>> byBase = new LinkedHashMap<>();
        for (Expression term : sum.terms()) {
            parse(term).filter(parsed -> parsed.exponent > 0)
                    .ifPresent(parsed -> byBase.computeIfAbsent(parsed.base, base -> new ArrayList<>()).add(term));
        }
        return byBase.keySet().stream().max(Comparator.comparingInt(base -> byBase.get(base).size())).map(base -> in(base, sum))
                .filter(found -> found.coefficients.size() >= FEWEST_TERMS && found.coefficients.lastKey() > 1);
    }

    private static Horner in(Expression base, Sum sum) {
        TreeMap<Integer, Double> coefficients = new TreeMap<>();
        List<Expression> rest = new ArrayList<>();
        for (Expression term : sum.terms()) {
            Optional<Term> parsed = parse(term).filter(each -> each.exponent == 0 || each.base.equals(base));
            parsed.ifPresentOrElse(each -> coefficients.put(each.exponent, each.coefficient), () -> rest.add(term));
        }
        return new Horner(base, coefficients, rest);
    }

    private static Optional<Term> parse(Expression term) {
        return switch (term) {
            case Constant c -> Optional.of(new Term(c, 0, c.value().doubleValue()));
            case Product p when p.isElementwise() && p.factors().size() == 1 -> power(p.factors().getFirst(), p.coefficient().doubleValue());
            case Product p -> Optional.empty();
            default -> power(term, 1);
        };
    }

    private static Optional<Term> power(Expression factor, double coefficient) {
        if (!(factor instanceof Power power) || !(power.exponent() instanceof Constant)) {
            return Optional.of(new Term(factor, 1, coefficient));
        }
        return power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() > 0
                && r.intValue() <= LARGEST_EXPONENT ? Optional.of(new Term(power.base(), r.intValue(), coefficient)) : Optional.empty();
    }
}
