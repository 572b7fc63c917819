package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whole multiples of logarithms as one: the product of their operands' powers is known.
 *
 * <p>Source: DLMF §4.8(i).
 *
 * @param product of powers of the operands
 * @param value that it has where the sum of the logarithms is 0
 */
record JoinedLogarithms(Expression product, Expression value) {
    private static final int HIGHEST = 12;

    /** Of a sum of at least two logarithms with the unknown in them and of terms without it. */
    static Optional<JoinedLogarithms> of(Expression f, Symbol x, Budget budget) {
        List<Expression> constants = new ArrayList<>();
        List<Expression> factors = new ArrayList<>();
        Operator row = Elementary.LOGARITHM;
        for (Expression term : Parts.terms(Polynomials.expand(f, budget))) {
            Expression logarithm = term instanceof Product p ? p.withCoefficient(Rational.ONE) : term;
            if (logarithm instanceof Apply a && (factors.isEmpty() || a.operator() == row) && Parts.depends(a, x) && isLogarithm(a)) {
                row = a.operator();
                Rational times = term instanceof Product p && p.coefficient() instanceof Rational r ? r : Rational.ONE;
                if (!times.isInt() || Math.abs(times.intValue()) > HIGHEST) {
                    return Optional.empty();
                }
                factors.add(Power.of(a.operand(), times.intValue()));
            } else if (Parts.depends(term, x)) {
                return Optional.empty();
            } else {
                constants.add(term);
            }
        }
        if (factors.size() < 2) {
            return Optional.empty();
        }
        Expression value = power(row, Elementwise.negate(Sum.of(constants))).orElseThrow();
        return Optional.of(new JoinedLogarithms(Product.of(factors), Simplifier.simplify(value, Assumptions.NONE, budget).expression()));
    }

    // To any base: what undoes it is a power of a number.
    private static boolean isLogarithm(Apply apply) {
        Symbol exponent = Symbol.temporary("exponent");
        return apply.operands().size() == 1 && power(apply.operator(), exponent).filter(
                power -> power instanceof Apply a && a.operator() == Elementary.EXPONENTIAL && a.operand().equals(exponent) || power instanceof Power p && p.exponent().equals(exponent) && p.base() instanceof Constant).isPresent();
    }

    private static Optional<Expression> power(Operator row, Expression exponent) {
        return FormulaTable.INVERSIONS.of((Apply) Apply.of(row, exponent));
    }
}
