package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Sums over an index of powers of it times powers with it in the exponent, without the sum: {@code sum(k = 1..n: k)} is {@code n*(n + 1)/2} where
 * the range is not empty.
 *
 * <p>Source: undetermined coefficients of {@code q(k)*r^k}, whose difference is the term: R. L. Graham, D. E. Knuth, O. Patashnik, Concrete
 * Mathematics (2nd ed., 1994), §2.6 and §7.
 */
public final class ClosedSums {
    private static final int HIGHEST = 40;

    private final Symbol index;
    private final Predicate<Expression> isNonzero;
    private final Budget budget;

    private ClosedSums(Symbol index, Predicate<Expression> isNonzero, Budget budget) {
        this.index = index;
        this.isNonzero = isNonzero;
        this.budget = budget;
    }

    /** {@code coefficient*index^power*base^index}. */
    private record Term(Expression coefficient, int power, Expression base) {}

    /**
     * The value of a sum whose range is not empty, or ends just before its first index.
     *
     * @param isNonzero what is known to be another number than 0: of a power whose base is 1 the sum is another one
     */
    public static Optional<Expression> of(Bound sum, Predicate<Expression> isNonzero, Budget budget) {
        if (sum.kind() != Bound.Kind.SUM || !sum.isScalar() || sum.reach() > 0) {
            return Optional.empty();
        }
        Bound.Opened opened = sum.open();
        ClosedSums sums = new ClosedSums(opened.symbol(), isNonzero, budget);
        List<Expression> differences = new ArrayList<>();
        for (Optional<Term> term : sums.terms(opened.body())) {
            Optional<Expression> difference = term.flatMap(each -> sums.polynomial(each).map(q -> sums.between(each, q, sum)));
            if (difference.isEmpty()) {
                return Optional.empty();
            }
            differences.add(difference.get());
        }
        return Optional.of(Sum.of(differences));
    }

    private List<Optional<Term>> terms(Expression body) {
        Optional<List<Expression>> powers = Parts.polynomial(body, index, budget);
        if (powers.isEmpty()) {
            return Parts.terms(Polynomials.expand(body, budget)).stream().map(this::term).toList();
        }
        return IntStream.range(0, powers.get().size()).mapToObj(power -> power <= HIGHEST ? Optional.of(new Term(powers.get().get(power), power, Constant.ONE))
                : Optional.<Term>empty()).toList();
    }

    // c*(q(b + 1)*r*r^b - q(a)*r^a)
    private Expression between(Term term, Expression q, Bound sum) {
        Expression above = Elementwise.product(Parts.at(q, index, Elementwise.sum(sum.last(), Constant.ONE)), term.base, Power.of(term.base, sum.last()));
        Expression below = Elementwise.product(Parts.at(q, index, sum.first()), Power.of(term.base, sum.first()));
        return Elementwise.product(term.coefficient, Elementwise.difference(above, below));
    }

    private Optional<Term> term(Expression part) {
        Expression coefficient = Constant.ONE;
        Expression base = Constant.ONE;
        int power = 0;
        for (Expression factor : Parts.factors(part)) {
            if (!Parts.depends(factor, index)) {
                coefficient = Elementwise.product(coefficient, factor);
            } else if (Parts.base(factor).equals(index) && Parts.wholeExponent(factor) > 0) {
                power += Parts.wholeExponent(factor);
            } else {
                Optional<Parts.Linear> exponent = exponent(factor);
                if (exponent.isEmpty()) {
                    return Optional.empty();
                }
                coefficient = Elementwise.product(coefficient, raised(factor, exponent.get().offset()));
                base = Elementwise.product(base, raised(factor, exponent.get().slope()));
            }
        }
        return power <= HIGHEST ? Optional.of(new Term(coefficient, power, base)) : Optional.empty();
    }

    private Optional<Parts.Linear> exponent(Expression factor) {
        if (factor instanceof Apply a && a.operator() == Elementary.EXPONENTIAL) {
            return Parts.linear(a.operand(), index, budget);
        }
        return factor instanceof Power p && !Parts.depends(p.base(), index) && isNonzero.test(p.base()) ? Parts.linear(p.exponent(), index, budget) : Optional.empty();
    }

    private static Expression raised(Expression factor, Expression exponent) {
        return factor instanceof Power p ? Power.of(p.base(), exponent) : Apply.of(Elementary.EXPONENTIAL, exponent);
    }

    // q(k)*r^k with r*q(k + 1) - q(k) = k^p: the coefficients from the highest down; where r is 1 it is of one degree more.
    private Optional<Expression> polynomial(Term term) {
        boolean plain = term.base.equals(Constant.ONE);
        Expression divisor = Elementwise.difference(term.base, Constant.ONE);
        if (!plain && !isNonzero.test(divisor)) {
            return Optional.empty();
        }
        int degree = plain ? term.power + 1 : term.power;
        Expression[] q = new Expression[degree + 1];
        q[0] = Constant.ZERO;
        for (int j = term.power; j >= 0; j--) {
            int unknown = plain ? j + 1 : j;
            List<Expression> known = new ArrayList<>();
            for (int i = unknown + 1; i <= degree; i++) {
                known.add(Elementwise.product(Constant.of(binomial(i, j)), q[i]));
            }
            Expression rest = Elementwise.difference(j == term.power ? Constant.ONE : Constant.ZERO, Elementwise.product(term.base, Sum.of(known)));
            q[unknown] = Elementwise.quotient(rest, plain ? Constant.of(unknown) : divisor);
        }
        List<Expression> terms = new ArrayList<>();
        for (int j = 0; j <= degree; j++) {
            terms.add(Elementwise.product(q[j], Power.of(index, j)));
        }
        return Optional.of(Sum.of(terms));
    }

    private static Rational binomial(int n, int k) {
        BigInteger value = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            value = value.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return Rational.of(value, BigInteger.ONE);
    }
}
