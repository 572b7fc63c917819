package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sturm's sequence of a polynomial with rational coefficients, whose changes of sign count real roots.
 *
 * <p>Source: Sturm's theorem, S. Basu, R. Pollack, M.-F. Roy, Algorithms in Real Algebraic Geometry (2nd ed., 2006), §2.2.
 */
public final class SturmSequence {
    private static final int BITS_OF_A_STEP = 512;

    private final List<Rational[]> sequence = new ArrayList<>();
    private final List<BigInteger[]> integers = new ArrayList<>(); // the same up to positive factors
    private final Budget budget;

    /**
     * The sequence of a polynomial.
     *
     * @param coefficients from power 0 up, the last not 0
     */
    public SturmSequence(List<Rational> coefficients, Budget budget) {
        this.budget = budget;
        sequence.add(coefficients.toArray(Rational[]::new));
        sequence.add(derivative(sequence.getFirst()));
        while (sequence.getLast().length > 1) {
            Rational[] rest = divided(sequence.get(sequence.size() - 2), sequence.getLast(), budget)[1];
            if (rest.length == 0) {
                break;
            }
            sequence.add(scaled(rest));
        }
        sequence.forEach(p -> integers.add(integers(p)));
    }

    private static BigInteger[] integers(Rational[] p) {
        BigInteger common = Arrays.stream(p).map(Rational::denominator).reduce(BigInteger.ONE, (a, b) -> a.divide(Divisors.greatestCommon(a, b)).multiply(b));
        return Arrays.stream(p).map(c -> c.numerator().multiply(common.divide(c.denominator()))).toArray(BigInteger[]::new);
    }

    /** How many different roots lie above {@code low} and not above {@code high}; where roots are multiple, neither may be one of them. */
    public int roots(Rational low, Rational high) {
        return changes(p -> signAt(low, p)) - changes(p -> signAt(high, p));
    }

    /** How many different real roots there are. */
    public int roots() {
        return changes(p -> (p.length % 2 == 0 ? -1 : 1) * p[p.length - 1].signum()) - changes(p -> p[p.length - 1].signum());
    }

    /** The sign of the polynomial at a point. */
    public int signAt(Rational x) {
        return signAt(x, integers.getFirst());
    }

    private interface SignOf {
        int of(BigInteger[] polynomial);
    }

    private int changes(SignOf signs) {
        int changes = 0;
        int last = 0;
        for (BigInteger[] p : integers) {
            int sign = p.length == 0 ? 0 : signs.of(p);
            if (sign != 0) {
                changes += last != 0 && sign != last ? 1 : 0;
                last = sign;
            }
        }
        return changes;
    }

    // Of the value times a power of the denominator: whole numbers need no common divisors.
    private int signAt(Rational x, BigInteger[] p) {
        BigInteger value = BigInteger.ZERO;
        BigInteger power = BigInteger.ONE;
        for (int i = p.length - 1; i >= 0; i--) {
            budget.tick(1 + x.numerator().bitLength() / BITS_OF_A_STEP);
            value = value.multiply(x.numerator()).add(p[i].multiply(power));
            power = power.multiply(x.denominator());
        }
        return value.signum();
    }

    // The next of the sequence is the negative remainder; a positive factor keeps the numbers small.
    private static Rational[] scaled(Rational[] rest) {
        Rational size = rest[rest.length - 1].abs().reciprocal().negate();
        Rational[] result = new Rational[rest.length];
        Arrays.setAll(result, i -> rest[i].times(size));
        return result;
    }

    static Rational[] derivative(Rational[] p) {
        Rational[] slope = new Rational[Math.max(0, p.length - 1)];
        Arrays.setAll(slope, i -> p[i + 1].times(Rational.of(i + 1L)));
        return slope;
    }

    /** Quotient and remainder. */
    static Rational[][] divided(Rational[] a, Rational[] b, Budget budget) {
        Rational[] rest = a.clone();
        Rational[] quotient = new Rational[Math.max(0, a.length - b.length + 1)];
        for (int i = a.length - b.length; i >= 0; i--) {
            quotient[i] = rest[i + b.length - 1].dividedBy(b[b.length - 1]);
            for (int j = 0; j < b.length; j++) {
                budget.tick(1);
                rest[i + j] = rest[i + j].minus(quotient[i].times(b[j]));
            }
        }
        int length = Math.min(a.length, b.length - 1);
        while (length > 0 && rest[length - 1].signum() == 0) {
            length--;
        }
        return new Rational[][] {quotient, Arrays.copyOf(rest, length)};
    }
}
