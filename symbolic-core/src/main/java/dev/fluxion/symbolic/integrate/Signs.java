package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Signs of constants and parameters under assumptions, and roots by what is known of them. */
final class Signs {
    /** What is known of a value that is the same for every x. */
    enum Sign { POSITIVE, NEGATIVE, ZERO, UNKNOWN }

    private static final double CERTAIN = 1e-9; // a value this near to 0 is taken to be 0 only if it is the exact zero

    private final Assumptions assumptions;
    private final Budget budget;

    Signs(Assumptions assumptions, Budget budget) {
        this.assumptions = assumptions;
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    Assumptions assumptions() {
        return assumptions;
    }

    Sign of(Expression expression) {
        if (expression.equals(Constant.ZERO)) {
            return Sign.ZERO;
        }
        if (Substitution.variables(expression).isEmpty()) {
            double value = Evaluator.scalar(expression, Map.of());
            return value > CERTAIN ? Sign.POSITIVE : value < -CERTAIN ? Sign.NEGATIVE : Sign.UNKNOWN;
        }
        if (proves(Condition.Relation.GREATER, expression) || isNonzeroEvenPower(expression)) {
            return Sign.POSITIVE;
        }
        Expression negated = Elementwise.negate(expression);
        return proves(Condition.Relation.LESS, expression) || isNonzeroEvenPower(negated) ? Sign.NEGATIVE : Sign.UNKNOWN;
    }

    private boolean proves(Condition.Relation relation, Expression expression) {
        return assumptions.decides(Condition.compare(relation, expression, Constant.ZERO)).orElse(false);
    }

    // A parameter is taken to be no special value: a^2 is positive.
    private boolean isNonzeroEvenPower(Expression expression) {
        return proves(Condition.Relation.GREATER_EQUAL, expression);
    }

    /** The square root, simplified: of {@code a^2} it is {@code abs(a)}, of {@code 4*a} it is {@code 2*sqrt(a)}. */
    Expression squareRoot(Expression expression) {
        Expression factored = Polynomials.factor(expression, budget);
        if (factored instanceof Product p && !p.factors().isEmpty() && p.coefficient() instanceof Rational r && !r.abs().isOne()) {
            Expression rest = Product.of(Constant.of(r.signum()), Product.of(p.factors()));
            return tidy(Elementwise.product(Power.squareRoot(Constant.of(r.abs())), Power.squareRoot(rest)));
        }
        return tidy(Power.squareRoot(factored));
    }

    /** The same without a positive number as a factor: where it is positive, negative and 0 stays the same. */
    Expression primitive(Expression expression) {
        Expression factored = Polynomials.factor(expression, budget);
        return factored instanceof Product p && !p.factors().isEmpty() && p.coefficient() instanceof Rational r
                ? Elementwise.product(Constant.of(r.signum()), Product.of(p.factors())) : factored;
    }

    /** The largest whole number that divides all terms of all these, 1 if some have other numbers as factors. */
    Expression commonDivisor(List<Expression> expressions, Symbol x) {
        BigInteger common = BigInteger.ZERO;
        for (Expression expression : expressions) {
            for (Expression term : Parts.terms(expanded(expression, x))) {
                Numeral factor = term instanceof Constant c ? c.value() : term instanceof Product p ? p.coefficient() : Rational.ONE;
                if (!(factor instanceof Rational r) || !r.isWhole()) {
                    return Constant.ONE;
                }
                common = Divisors.greatestCommon(common, r.numerator());
            }
        }
        return common.signum() == 0 ? Constant.ONE : Constant.of(Rational.of(common, BigInteger.ONE));
    }

    /** Special values, symmetries and signs put in. */
    Expression tidy(Expression expression) {
        return Simplifier.tidy(expression, assumptions, budget);
    }

    /** A polynomial in the symbol with its terms written out. */
    Expression expanded(Expression expression, Symbol x) {
        return Parts.polynomial(expression, x, budget).map(coefficients -> {
            List<Expression> terms = new java.util.ArrayList<>();
            for (int power = 0; power < coefficients.size(); power++) {
                terms.add(Elementwise.product(coefficients.get(power), Power.of(x, power)));
            }
            return Sum.of(terms);
        }).orElse(expression);
    }
}
