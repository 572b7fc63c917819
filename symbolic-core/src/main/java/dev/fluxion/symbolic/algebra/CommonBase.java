package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sums of powers of numbers with the same exponent, divided by that of the largest: {@code 4^x + 6^x - 9^x} is {@code 9^x} times a polynomial in
 * {@code (2/3)^x}.
 *
 * <p>Source: by definition: the laws of exponents, DLMF §4.8.
 */
final class CommonBase {
    private static final int MOST_BITS = 50; // roots of such numbers are told by doubles
    private static final int LARGEST_MULTIPLE = 20;

    /** A term {@code factor*base^exponent}. */
    private record Term(Expression factor, Rational base, Expression exponent) {}

    /** A number as a whole power of another one, with the largest exponent. */
    private record Whole(Rational root, int power) {}

    private CommonBase() {}

    /** The quotient by the largest power, in which all powers have one base, if there is one. */
    static Optional<Expression> quotient(Expression f, Symbol x, Budget budget) {
        if (!(Polynomials.expand(f, budget) instanceof Sum sum)) {
            return Optional.empty();
        }
        List<Term> terms = sum.terms().stream().flatMap(term -> term(term, x).stream()).toList();
        if (terms.size() < sum.terms().size() || terms.stream().map(Term::exponent).distinct().count() > 1) {
            return Optional.empty();
        }
        Rational largest = terms.stream().map(Term::base).reduce((a, b) -> a.compareTo(b) >= 0 ? a : b).orElseThrow();
        Expression exponent = terms.getFirst().exponent;
        List<Expression> divided = new ArrayList<>();
        Rational common = null;
        for (Term term : terms) {
            Optional<Whole> ratio = whole(term.base.dividedBy(largest));
            if (ratio.isEmpty()) {
                return Optional.empty();
            }
            Whole power = ratio.get();
            if (power.power > 0 && common != null && !common.equals(power.root)) {
                return Optional.empty();
            }
            common = power.power > 0 ? power.root : common;
            divided.add(Product.of(term.factor, Power.of(Constant.of(power.root), Elementwise.product(Constant.of(power.power), exponent))));
        }
        return Optional.of(Sum.of(divided));
    }

    private static Optional<Term> term(Expression term, Symbol x) {
        List<Expression> others = new ArrayList<>();
        Rational base = Rational.ONE;
        Expression exponent = null;
        for (Expression factor : Parts.factors(term)) {
            if (!Parts.depends(factor, x)) {
                others.add(factor);
                continue;
            }
            if (!(factor instanceof Power p && p.base() instanceof Constant c && c.value() instanceof Rational r && r.signum() > 0)) {
                return Optional.empty();
            }
            int multiple = multiple(p.exponent());
            Expression unit = Elementwise.quotient(p.exponent(), Constant.of(multiple));
            if (exponent != null && !exponent.equals(unit)) {
                return Optional.empty();
            }
            exponent = unit;
            base = base.times(r.power(multiple)); // 2^x*3^(2*x) is 18^x
        }
        return exponent == null ? Optional.empty() : Optional.of(new Term(Product.of(others), base, exponent));
    }

    private static int multiple(Expression exponent) {
        boolean small = exponent instanceof Product p && p.coefficient() instanceof Rational r && r.isInt() && Math.abs(r.intValue()) <= LARGEST_MULTIPLE;
        return small ? ((Rational) ((Product) exponent).coefficient()).intValue() : 1;
    }

    private static Optional<Whole> whole(Rational number) {
        if (number.equals(Rational.ONE)) {
            return Optional.of(new Whole(number, 0));
        }
        if (Math.max(number.numerator().bitLength(), number.denominator().bitLength()) > MOST_BITS) {
            return Optional.empty();
        }
        for (int power = MOST_BITS; power > 1; power--) {
            Rational root = Rational.of(root(number.numerator(), power), root(number.denominator(), power));
            if (root.power(power).equals(number)) {
                return Optional.of(new Whole(root, power));
            }
        }
        return Optional.of(new Whole(number, 1));
    }

    // The nearest whole number.
    private static BigInteger root(BigInteger number, int power) {
        return BigInteger.valueOf(Math.round(Math.pow(number.doubleValue(), 1.0 / power)));
    }
}
