package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Asymptotic;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions as sums of terms with one sine or cosine each, by the angle of that.
 *
 * <p>Source: products of sines and cosines, DLMF §4.21(i).
 */
final class WaveSums {
    private static final int LARGEST_POWER = 12;

    /** A sine or cosine, of angle 0 where there is none, with its factor. */
    private record Term(Expression factor, boolean sine, Expression angle) {
        Expression expression() {
            return Product.of(factor, Apply.of(sine ? Elementary.SINE : Elementary.COSINE, angle));
        }
    }

    private final Symbol x;
    private final Budget budget;

    private WaveSums(Symbol x, Budget budget) {
        this.x = x;
        this.budget = budget;
    }

    /** The terms, added up for each angle; those without waves have the angle 0. */
    static Map<Expression, Expression> byAngle(Expression f, Symbol x, Budget budget) {
        WaveSums sums = new WaveSums(x, budget);
        Map<Expression, Expression> groups = new LinkedHashMap<>();
        for (Expression written : Parts.terms(Polynomials.expand(f, budget))) {
            for (Term term : sums.terms(written)) {
                Expression opposite = Elementwise.negate(term.angle);
                groups.merge(groups.containsKey(opposite) ? opposite : term.angle, sums.tidy(term.expression()), Elementwise::sum);
            }
        }
        groups.values().removeIf(Elementwise::isZero);
        return groups;
    }

    private Expression tidy(Expression expression) {
        return Simplifier.tidy(expression, Assumptions.NONE, budget);
    }

    private List<Term> terms(Expression product) {
        List<Term> terms = List.of(new Term(Constant.ONE, false, Constant.ZERO));
        for (Expression factor : Parts.factors(product)) {
            int times = Parts.wholeExponent(factor);
            boolean wave = Parts.base(factor) instanceof Apply apply && apply.operator().asymptotic() == Asymptotic.WAVE && Parts.depends(apply, x);
            for (int i = 0; wave && times <= LARGEST_POWER && i < times; i++) {
                terms = times(terms, (Apply) Parts.base(factor));
            }
            if (!wave || times < 1 || times > LARGEST_POWER) {
                terms = terms.stream().map(term -> new Term(Product.of(term.factor, factor), term.sine, term.angle)).toList();
            }
        }
        return terms;
    }

    private List<Term> times(List<Term> terms, Apply wave) {
        boolean sine = wave.operator() == Elementary.SINE;
        List<Term> products = new ArrayList<>();
        for (Term term : terms) {
            budget.tick(4);
            Expression half = Product.of(Constant.of(Rational.HALF), term.factor);
            boolean odd = term.sine != sine;
            boolean falling = term.sine && sine; // sin a sin b has -cos(a + b)
            products.add(new Term(falling ? Elementwise.negate(half) : half, odd, Elementwise.sum(term.angle, wave.operand())));
            products.add(new Term(sine && odd ? Elementwise.negate(half) : half, odd, Elementwise.difference(term.angle, wave.operand())));
        }
        return products;
    }
}
