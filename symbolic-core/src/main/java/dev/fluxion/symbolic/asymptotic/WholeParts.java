package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What grows without bound while its variable is whole, as a whole number and what stays finite: {@code sqrt(n^2 + 1)} is {@code n} and a rest
 * that goes to 0. Whole numbers of half turns change no more than the sign of sines and cosines, and whole numbers no fractional part.
 *
 * <p>Source: by definition: a polynomial with rational coefficients takes values whose remainders repeat with the common denominator.
 */
final class WholeParts {
    private static final int HIGHEST = 4; // power of the variable that is split off
    private static final int LONGEST = 240; // period of remainders that is looked through

    /**
     * Two parts of a sum.
     *
     * @param whole takes whole values only
     * @param rest has a finite limit
     */
    record Split(Expression whole, Expression rest) {}

    /**
     * Whether a whole expression is even or odd.
     *
     * @param first 0 if it is even for even values of the variable, else 1
     * @param alternates whether it is the other for odd values
     */
    record Parity(int first, boolean alternates) {}

    private final Symbol t;
    private final Oracle oracle;
    private final Gruntz gruntz;

    WholeParts(Oracle oracle, Gruntz gruntz) {
        this.t = gruntz.variable();
        this.oracle = oracle;
        this.gruntz = gruntz;
    }

    /** Whether the variable of the limit takes whole values only. */
    boolean areAll() {
        return oracle.assumptions().isWhole(t);
    }

    /** Whether an expression takes whole values only, as far as that can be shown. */
    boolean isWhole(Expression expression) {
        return oracle.assumptions().prove(remainder(expression, 1, 0));
    }

    private static Condition remainder(Expression expression, int modulus, int value) {
        return Condition.compare(Condition.Relation.EQUAL, Apply.of(Stepwise.REMAINDER, expression, Constant.of(modulus)), Constant.of(value));
    }

    /** The parts of what grows without bound, if the variable is whole and they are found. */
    Optional<Split> of(Expression growing) {
        if (!areAll()) {
            return Optional.empty();
        }
        List<Expression> whole = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        for (Expression term : growing instanceof Sum sum ? sum.terms() : List.of(growing)) {
            (isWhole(term) ? whole : others).add(term);
        }
        Expression rest = Sum.of(others);
        Optional<Expression> polynomial = gruntz.limit(rest).isInfinite() ? polynomial(rest) : Optional.of(Constant.ZERO);
        return polynomial.map(part -> new Split(Sum.of(Sum.of(whole), part), part.equals(Constant.ZERO) ? rest : oracle.normal(Oracle.minus(rest, part))));
    }

    // The polynomial with rational coefficients that leaves what stays finite, if all of its values are whole.
    private Optional<Expression> polynomial(Expression growing) {
        Expression polynomial = Constant.ZERO;
        BigInteger period = BigInteger.ONE;
        for (int power = HIGHEST; power > 0; power--) {
            Expression rest = oracle.normal(Oracle.minus(growing, polynomial));
            Gruntz.Extended ratio = gruntz.limit(Oracle.over(rest, Power.of(t, power)));
            if (ratio.isInfinite() || !(Limits.simplified(ratio.value(), oracle.assumptions(), oracle.budget()) instanceof Constant c)
                    || !(c.value() instanceof Rational coefficient)) {
                return Optional.empty();
            }
            polynomial = Sum.of(polynomial, Product.of(c, Power.of(t, power)));
            period = period.multiply(coefficient.denominator());
        }
        boolean found = period.compareTo(BigInteger.valueOf(LONGEST)) <= 0 && isWhole(polynomial, period.intValue())
                && !gruntz.limit(oracle.normal(Oracle.minus(growing, polynomial))).isInfinite();
        return found ? Optional.of(polynomial) : Optional.empty();
    }

    private boolean isWhole(Expression polynomial, int period) {
        return IntStream.range(0, period).allMatch(value -> Oracle.isWhole(Substitution.replace(polynomial, Map.of(t, Constant.of(value)))));
    }

    /** Whether a whole expression is even or odd, where that hangs on nothing but whether the variable is; empty where it is not shown. */
    Optional<Parity> parity(Expression whole) {
        OptionalInt always = parity(whole, oracle.assumptions());
        if (always.isPresent() || !areAll()) {
            return always.stream().mapToObj(value -> new Parity(value, false)).findFirst();
        }
        OptionalInt even = parity(whole, oracle.assumptions().and(remainder(t, 2, 0)));
        OptionalInt odd = parity(whole, oracle.assumptions().and(remainder(t, 2, 1)));
        return even.isEmpty() || odd.isEmpty() ? Optional.empty() : Optional.of(new Parity(even.getAsInt(), even.getAsInt() != odd.getAsInt()));
    }

    private static OptionalInt parity(Expression whole, Assumptions assumptions) {
        return IntStream.of(0, 1).filter(value -> assumptions.prove(remainder(whole, 2, value))).findFirst();
    }
}
