package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Greatest common divisors: the heuristic of Char, Geddes and Gonnet (values at a large integer, read back in that base), and where it gives
 * up, primitive remainder sequences.
 *
 * <p>Source: B. W. Char, K. O. Geddes, G. H. Gonnet, GCDHEU (J. Symbolic Computation 7, 1989); primitive remainder sequences, D. E. Knuth, The
 * Art of Computer Programming, volume 2 (3rd ed., 1997), §4.6.1.
 */
final class CommonDivisor {
    private static final int TRIALS = 6;
    private static final int LARGEST_VALUE_BITS = 60_000;

    private final Budget budget;

    CommonDivisor(Budget budget) {
        this.budget = budget;
    }

    /** Primitive with positive leading coefficient; 0 only for two zeros. */
    Polynomial of(Polynomial a, Polynomial b) {
        if (a.isZero() || b.isZero()) {
            return a.isZero() ? b.primitive() : a.primitive();
        }
        if (a.isConstant() || b.isConstant()) {
            return Polynomial.one(a.variables());
        }
        Polynomial p = a.primitive();
        Polynomial q = b.primitive();
        Polynomial monomial = Polynomial.one(a.variables());
        for (int v = 0; v < a.variables(); v++) {
            int lowP = p.lowDegree(v);
            int lowQ = q.lowDegree(v);
            p = p.shifted(v, -lowP);
            q = q.shifted(v, -lowQ);
            monomial = monomial.shifted(v, Math.min(lowP, lowQ));
        }
        return core(p, q).times(monomial, budget).primitive();
    }

    private Polynomial core(Polynomial p, Polynomial q) {
        if (p.isConstant() || q.isConstant()) {
            return Polynomial.one(p.variables());
        }
        if (p.equals(q)) {
            return p;
        }
        for (int v = 0; v < p.variables(); v++) {
            if (p.degree(v) == 0 ^ q.degree(v) == 0) {
                // the divisor is free of v: it divides every coefficient
                Polynomial with = p.degree(v) == 0 ? q : p;
                Polynomial divisor = p.degree(v) == 0 ? p : q;
                for (Polynomial coefficient : with.coefficientsIn(v)) {
                    divisor = of(divisor, coefficient);
                }
                return divisor;
            }
        }
        Optional<Polynomial> quick = heuristic(p, q);
        return quick.isPresent() ? quick.get() : byRemainders(p, q);
    }

    // Numbers become so long that the clock is looked at between any two operations on all of them.
    private Optional<Polynomial> heuristic(Polynomial p, Polynomial q) {
        budget.check();
        int variable = p.mainVariable();
        if (variable < 0 || q.mainVariable() < 0) {
            BigInteger number = Divisors.greatestCommon(p.content().numerator(), q.content().numerator());
            return Optional.of(Polynomial.constant(p.variables(), Rational.of(number, BigInteger.ONE)));
        }
        variable = Math.min(variable, q.mainVariable());
        BigInteger numbers = Divisors.greatestCommon(p.content().numerator(), q.content().numerator());
        budget.check();
        Polynomial a = p.primitive();
        Polynomial b = q.primitive();
        budget.check();
        BigInteger point = a.height().numerator().min(b.height().numerator()).shiftLeft(1).add(BigInteger.valueOf(29));
        int degree = Math.max(a.degree(variable), b.degree(variable));
        for (int trial = 0; trial < TRIALS && (long) point.bitLength() * degree < LARGEST_VALUE_BITS; trial++) {
            budget.tick(a.size() + (long) b.size());
            Rational at = Rational.of(point, BigInteger.ONE);
            Polynomial first = a.with(variable, at);
            budget.check();
            Optional<Polynomial> value = heuristic(first, b.with(variable, at));
            if (value.isEmpty()) {
                return value;
            }
            Polynomial candidate = read(value.get(), point, variable).primitive();
            if (Division.exact(a, candidate, budget).isPresent() && Division.exact(b, candidate, budget).isPresent()) {
                return Optional.of(candidate.times(Rational.of(numbers, BigInteger.ONE)));
            }
            point = point.multiply(BigInteger.valueOf(73_794)).divide(BigInteger.valueOf(27_011));
        }
        return Optional.empty();
    }

    // Digits of the value in base `point`, taken between -point/2 and point/2, are the coefficients.
    private Polynomial read(Polynomial value, BigInteger point, int variable) {
        Polynomial result = Polynomial.zero(value.variables());
        Rational inverse = Rational.of(BigInteger.ONE, point);
        Polynomial rest = value;
        for (int power = 0; !rest.isZero(); power++) {
            budget.check();
            Polynomial digit = Polynomial.zero(value.variables());
            for (int term = 0; term < rest.size(); term++) {
                BigInteger c = rest.coefficient(term).numerator().mod(point);
                BigInteger symmetric = c.shiftLeft(1).compareTo(point) > 0 ? c.subtract(point) : c;
                digit = digit.plus(rest.monomial(term).times(Rational.of(symmetric, BigInteger.ONE)));
            }
            result = result.plus(digit.shifted(variable, power));
            rest = rest.minus(digit).times(inverse);
        }
        return result;
    }

    private Polynomial byRemainders(Polynomial p, Polynomial q) {
        int variable = p.mainVariable();
        Polynomial contentP = content(p, variable);
        Polynomial contentQ = content(q, variable);
        Polynomial a = p.dividedExactly(contentP, budget);
        Polynomial b = q.dividedExactly(contentQ, budget);
        if (a.degree(variable) < b.degree(variable)) {
            Polynomial swap = a;
            a = b;
            b = swap;
        }
        while (!b.isZero()) {
            Polynomial rest = pseudoRemainder(a, b, variable);
            a = b;
            b = rest.isZero() ? rest : rest.dividedExactly(content(rest, variable), budget).primitive();
        }
        Polynomial common = of(contentP, contentQ);
        return a.degree(variable) == 0 ? common : a.times(common, budget).primitive();
    }

    /** The divisor of all coefficients by one variable. */
    Polynomial content(Polynomial p, int variable) {
        Polynomial common = Polynomial.zero(p.variables());
        for (Polynomial coefficient : p.coefficientsIn(variable)) {
            common = of(common, coefficient);
            if (common.isOne()) {
                return common;
            }
        }
        return common;
    }

    private Polynomial pseudoRemainder(Polynomial a, Polynomial b, int variable) {
        int degree = b.degree(variable);
        Polynomial leading = b.coefficientsIn(variable)[degree];
        Polynomial rest = a;
        while (!rest.isZero() && rest.degree(variable) >= degree) {
            int top = rest.degree(variable);
            Polynomial head = rest.coefficientsIn(variable)[top];
            rest = rest.times(leading, budget).minus(b.times(head, budget).shifted(variable, top - degree));
        }
        return rest;
    }
}
