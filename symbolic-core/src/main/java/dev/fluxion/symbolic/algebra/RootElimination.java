package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.PartialFractions;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A root {@code r = u^(1/n)} is eliminated from an equation: the resultant of its numerator, a polynomial in r, with {@code r^n - u}.
 *
 * <p>Source: J. von zur Gathen, J. Gerhard, Modern Computer Algebra (3rd ed., 2013), chapter 6.
 *
 * @param root that is eliminated
 * @param radicand what it is the root of
 * @param power to which the root is the radicand
 * @param coefficients of the numerator as a polynomial in the root
 * @param result an expression without the root that is 0 wherever the equation holds
 */
record RootElimination(Expression root, Expression radicand, int power, List<Expression> coefficients, Expression result) {
    /** Of the first root among the candidates that the function is a polynomial in. */
    static Optional<RootElimination> of(Expression f, List<Expression> candidates, Symbol x, Budget budget) {
        Symbol r = Symbol.temporary("root");
        for (Expression kernel : candidates) {
            boolean cube = kernel instanceof Apply a && a.operator() == Elementary.CUBE_ROOT;
            boolean root = kernel instanceof Power p && p.exponent() instanceof Constant c && c.value() instanceof Rational q
                    && q.denominator().bitLength() < 4;
            if (!cube && !root) {
                continue;
            }
            Expression inside = cube ? ((Apply) kernel).operand() : Parts.base(kernel);
            int n = cube ? 3 : ((Rational) ((Constant) ((Power) kernel).exponent()).value()).denominator().intValueExact();
            Expression unit = cube ? kernel : Power.of(inside, Constant.of(Rational.of(1, n)));
            Expression outer = Kernel.replaced(f, unit, r, x, budget);
            if (Parts.depends(outer, r)) {
                Expression numerator = Kernel.numerator(outer, budget);
                Expression eliminated = PartialFractions.resultant(numerator, Elementwise.difference(Power.of(r, n), inside), r, budget);
                return Optional.of(new RootElimination(unit, inside, n, Parts.polynomial(numerator, r, budget).orElse(List.of()), eliminated));
            }
        }
        return Optional.empty();
    }

    /** What the root is where the equation holds, if the equation is linear in it. */
    Optional<Expression> isolated(Budget budget) {
        List<Expression> digits = new ArrayList<>(Collections.nCopies(power, Constant.ZERO));
        for (int i = 0; i < coefficients.size(); i++) {
            digits.set(i % power, Elementwise.sum(digits.get(i % power), Elementwise.product(coefficients.get(i), Power.of(radicand, i / power))));
        }
        boolean linear = !digits.get(1).equals(Constant.ZERO) && digits.subList(2, power).stream().allMatch(Constant.ZERO::equals);
        return linear ? Optional.of(Polynomials.cancel(Elementwise.negate(Elementwise.quotient(digits.get(0), digits.get(1))), budget)) : Optional.empty();
    }

    /** What candidates with parameters need: an even root is not negative. */
    List<Condition> conditions(List<Expression> found, Symbol x, Budget budget) {
        return power % 2 == 1 ? List.of() : isolated(budget).stream().flatMap(other -> found.stream().filter(candidate -> !Substitution.variables(candidate).isEmpty())
                .map(candidate -> Polynomials.cancel(Parts.at(other, x, candidate), budget)))
                .map(value -> Condition.compare(Condition.Relation.GREATER_EQUAL, value, Constant.ZERO)).toList();
    }
}
