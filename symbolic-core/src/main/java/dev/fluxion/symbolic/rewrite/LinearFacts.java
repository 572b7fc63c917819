package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows for sums and symbols from what is assumed of other sums: with {@code q - p > 0} and {@code r - q > 0}, {@code r - p} is positive, and
 * with {@code p > 0} so is {@code q}.
 *
 * <p>Source: multiples of inequalities are added, A. Schrijver, Theory of Linear and Integer Programming (1986), §7.3 (Farkas's lemma).
 */
final class LinearFacts {
    private static final int DEEPEST = 3; // facts that are added up
    private static final int MOST_TERMS = 12;
    private static final int MOST_FACTS = 12;

    private final Map<Sum, Interval> sums;
    private final Assumptions assumptions;
    private final Optional<Facts> facts;

    LinearFacts(Assumptions assumptions) {
        this.sums = assumptions.sums();
        this.assumptions = assumptions;
        this.facts = sums.isEmpty() ? Optional.empty() : Optional.of(Facts.apart(assumptions)); // so that the work ends
    }

    /** Numbers that hold all values of an expression. */
    Interval bounds(Expression expression) {
        boolean useful = !sums.isEmpty() && sums.size() <= MOST_FACTS * 2 && expression.isScalar()
                && (expression instanceof Sum || expression instanceof Symbol symbol && symbol.isVariable());
        return useful ? bounds(expression, DEEPEST) : Interval.ALL;
    }

    private Interval bounds(Expression expression, int depth) {
        List<Expression> terms = terms(expression);
        Interval all = Interval.ALL;
        if (depth == 0 || terms.size() > MOST_TERMS) {
            return all;
        }
        for (Map.Entry<Sum, Interval> fact : sums.entrySet()) {
            for (Expression term : terms) {
                Rational times = times(term, fact.getKey());
                if (times.signum() != 0) {
                    Expression rest = Sum.of(Stream.concat(terms.stream(), fact.getKey().terms().stream()
                            .map(each -> Elementwise.product(Constant.of(times.negate()), each))).toList());
                    if (terms(rest).size() <= terms.size()) {
                        all = all.and(fact.getValue().times(Interval.around(times)).plus(plain(rest, depth - 1)));
                    }
                }
            }
        }
        return all;
    }

    // Term by term, with what is assumed of each and of the whole.
    private Interval plain(Expression expression, int depth) {
        Interval terms = terms(expression).stream().map(this::term).reduce(Interval::plus).orElse(Interval.ALL);
        return terms.and(assumptions.bounds(expression)).and(bounds(expression, depth));
    }

    private Interval term(Expression term) {
        if (term instanceof Symbol symbol && symbol.isVariable()) {
            return assumptions.bounds(term);
        }
        if (term instanceof Product product && product.factors().size() == 1 && product.factors().getFirst() instanceof Symbol symbol && symbol.isVariable()) {
            return Interval.around(product.coefficient()).times(assumptions.bounds(symbol));
        }
        return facts.orElseThrow().bounds(term);
    }

    private static List<Expression> terms(Expression expression) {
        return expression instanceof Sum sum ? sum.terms() : List.of(expression);
    }

    // By which number a fact is to be multiplied so that it has the term too; 0 if there is none.
    private static Rational times(Expression term, Sum fact) {
        Expression kernel = kernel(term);
        for (Expression other : fact.terms()) {
            if (!(other instanceof Constant) && kernel(other).equals(kernel) && coefficient(term) instanceof Rational a && coefficient(other) instanceof Rational b) {
                return a.dividedBy(b);
            }
        }
        return Rational.ZERO;
    }

    private static Expression kernel(Expression term) {
        return term instanceof Product product ? product.withCoefficient(Rational.ONE) : term;
    }

    private static Numeral coefficient(Expression term) {
        return term instanceof Product product ? product.coefficient() : Rational.ONE;
    }
}
