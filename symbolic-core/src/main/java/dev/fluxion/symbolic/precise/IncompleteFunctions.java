package dev.fluxion.symbolic.precise;

import java.math.BigInteger;

/**
 * The regularised incomplete gamma and beta functions, of which distribution functions are made, and the derivatives of the digamma function, to a
 * number of bits. Series whose terms have one sign, and monotonicity in every operand.
 *
 * <p>Source: DLMF 8.11.4 and 8.2.5 for gamma, 8.17.8 and 8.17.4 for beta, 5.15.1, 5.15.5 and 5.15.8 for the derivatives of digamma.
 */
public final class IncompleteFunctions {
    private static final int GUARD = 32;
    private static final int FARTHEST = 13; // magnitude of the operands
    private static final int HIGHEST_ORDER = 150;

    private IncompleteFunctions() {}

    /** The lower one, P(a, x): increasing in x, decreasing in a. */
    public static Enclosure gammaP(Enclosure a, Enclosure x, int bits) {
        requirePositive(a);
        requireNotNegative(x);
        return new Enclosure(gammaP(a.high(), Enclosure.max(x.low(), Dyadic.ZERO), bits).low(), gammaP(a.low(), x.high(), bits).high());
    }

    /** The upper one, 1 − P(a, x). */
    public static Enclosure gammaQ(Enclosure a, Enclosure x, int bits) {
        return Enclosure.ONE.minus(gammaP(a, x, bits + GUARD), bits);
    }

    // x^a e^-x/Γ(a+1) Σ x^k/((a+1)…(a+k))
    private static Enclosure gammaP(Dyadic a, Dyadic x, int bits) {
        if (x.signum() == 0) {
            return Enclosure.ZERO;
        }
        int b = bits + GUARD;
        Enclosure point = Enclosure.exactly(x);
        Enclosure next = Enclosure.exactly(a);
        Enclosure sum = Enclosure.ONE;
        Enclosure term = Enclosure.ONE;
        do {
            next = next.plus(Enclosure.ONE, 2 * b);
            term = term.times(point, b).over(next, b);
            sum = sum.plus(term, b);
        } while (term.magnitude() > -b || next.low().compareTo(x.shifted(1)) < 0); // then every term is less than half of the one before
        sum = sum.or(sum.plus(term, b));
        Enclosure exponent = Enclosure.exactly(a).times(Functions.log(point, b), b).minus(point, b)
                .minus(SpecialFunctions.lgamma(Enclosure.exactly(a).plus(Enclosure.ONE, 2 * b), b), b);
        return probability(Functions.exp(exponent, b).times(sum, bits));
    }

    /** The lower one, I_x(a, b): increasing in x and b, decreasing in a. */
    public static Enclosure betaP(Enclosure a, Enclosure b, Enclosure x, int bits) {
        requirePositive(a);
        requirePositive(b);
        requireNotNegative(x);
        if (x.low().compareTo(Dyadic.ONE) > 0) {
            throw new NotEnclosed("an incomplete beta function beyond 1", true);
        }
        return new Enclosure(betaP(a.high(), b.low(), Enclosure.max(x.low(), Dyadic.ZERO), bits).low(),
                betaP(a.low(), b.high(), Enclosure.min(x.high(), Dyadic.ONE), bits).high());
    }

    /** The upper one, 1 − I_x(a, b) = I_{1−x}(b, a). */
    public static Enclosure betaQ(Enclosure a, Enclosure b, Enclosure x, int bits) {
        return betaP(b, a, new Enclosure(Dyadic.ONE.minus(x.high()), Dyadic.ONE.minus(x.low())), bits);
    }

    private static Enclosure betaP(Dyadic a, Dyadic b, Dyadic x, int bits) {
        if (x.signum() == 0 || x.equals(Dyadic.ONE)) {
            return x.signum() == 0 ? Enclosure.ZERO : Enclosure.ONE;
        }
        boolean left = x.doubleValue() * (a.doubleValue() + b.doubleValue() + 2) <= a.doubleValue() + 1; // beside the mean the other series is shorter
        return left ? betaSeries(a, b, x, bits) : probability(Enclosure.ONE.minus(betaSeries(b, a, Dyadic.ONE.minus(x), bits + GUARD), bits));
    }

    // x^a (1-x)^b/(a B(a, b)) Σ (a+b)…(a+b+k-1)/((a+1)…(a+k)) x^k
    private static Enclosure betaSeries(Dyadic a, Dyadic b, Dyadic x, int bits) {
        int p = bits + GUARD;
        Enclosure point = Enclosure.exactly(x);
        Enclosure above = Enclosure.exactly(a.plus(b));
        Enclosure below = Enclosure.exactly(a);
        Enclosure sum = Enclosure.ONE;
        Enclosure term = Enclosure.ONE;
        Enclosure ratio = Enclosure.ONE;
        do {
            below = below.plus(Enclosure.ONE, 2 * p);
            term = term.times(point.times(above, p).over(below, p), p);
            sum = sum.plus(term, p);
            above = above.plus(Enclosure.ONE, 2 * p);
            ratio = point.times(above, p).over(below.plus(Enclosure.ONE, 2 * p), p);
        } while (term.magnitude() > -p || ratio.high().compareTo(Dyadic.ONE) >= 0);
        // from here on no ratio of terms is larger than this one and x
        Enclosure largest = Enclosure.exactly(Enclosure.max(ratio.high(), x));
        sum = sum.or(sum.plus(term.times(largest, p).over(Enclosure.ONE.minus(largest, 2 * p), p), p));
        Enclosure exponent = Enclosure.exactly(a).times(Functions.log(point, p), p)
                .plus(Enclosure.exactly(b).times(Functions.log(Enclosure.exactly(Dyadic.ONE.minus(x)), p), p), p)
                .minus(logBeta(Enclosure.exactly(a), Enclosure.exactly(b), p), p);
        return probability(Functions.exp(exponent, p).over(Enclosure.exactly(a), p).times(sum, bits));
    }

    /** The logarithm of the beta function. */
    public static Enclosure logBeta(Enclosure a, Enclosure b, int bits) {
        requirePositive(a);
        requirePositive(b);
        int p = bits + GUARD;
        return SpecialFunctions.lgamma(a, p).plus(SpecialFunctions.lgamma(b, p), p).minus(SpecialFunctions.lgamma(a.plus(b, 2 * p), p), bits);
    }

    /** The n-th derivative of the digamma function; right of 0 it is monotonic. */
    public static Enclosure polygamma(Enclosure order, Enclosure x, int bits) {
        if (!order.isPoint() || !order.low().equals(new Dyadic(order.low().floor(), 0)) || order.low().signum() < 0 || order.low()
                .compareTo(Dyadic.of(HIGHEST_ORDER)) > 0) {
            throw new NotEnclosed("a derivative of digamma whose order is no whole number from 0 to " + HIGHEST_ORDER);
        }
        int n = order.low().floor().intValue();
        if (n == 0) {
            return SpecialFunctions.digamma(x, bits);
        }
        if (x.isPoint() && x.low().signum() <= 0 && x.low().equals(new Dyadic(x.low().floor(), 0))) {
            throw new NotEnclosed("a pole of a derivative of digamma", true);
        }
        requireNear(x);
        Enclosure size = x.low().signum() <= 0 ? polygamma(n, x, bits)
                : new Enclosure(polygamma(n, Enclosure.exactly(x.high()), bits).low(), polygamma(n, Enclosure.exactly(x.low()), bits).high());
        return n % 2 == 1 ? size : size.negate();
    }

    // n! Σ_{k<N} (x+k)^-(n+1), then with z = x+N: (n-1)!/z^n + n!/(2 z^(n+1)) + Σ B_2k (2k+n-1)!/((2k)! z^(2k+n)), the error below the first term left out
    private static Enclosure polygamma(int n, Enclosure x, int bits) {
        int b = bits + GUARD;
        BigInteger power = BigInteger.valueOf(n + 1L);
        Enclosure factorial = Enclosure.ONE;
        for (int k = 2; k < n; k++) {
            factorial = factorial.times(Enclosure.of(k), b);
        }
        Enclosure whole = factorial.times(Enclosure.of(n), b); // n!
        Enclosure z = x;
        Enclosure first = Enclosure.ZERO;
        for (int least = b / 5 + 8 + n; z.low().compareTo(Dyadic.of(least)) < 0; z = z.plus(Enclosure.ONE, 4 * b)) {
            first = first.plus(Enclosure.ONE.over(z.power(power, b), b), b);
        }
        Enclosure inverse = Enclosure.ONE.over(z.power(BigInteger.valueOf(n), b), b);
        Enclosure sum = factorial.times(inverse, b).plus(whole.times(inverse, b).over(z.shifted(1), b), b);
        Enclosure square = z.times(z, b);
        Enclosure coefficient = whole.times(Enclosure.of(n + 1L), b).shifted(-1); // (n+1)!/2!
        int scale = sum.magnitude();
        Enclosure term = sum;
        for (int k = 1; term.magnitude() > scale - b && k < b; k++) {
            inverse = inverse.over(square, b);
            term = SpecialFunctions.bernoulli(k, b).times(coefficient, b).times(inverse, b);
            sum = sum.plus(term, b);
            coefficient = coefficient.times(Enclosure.of((2L * k + n) * (2L * k + n + 1)), b).over(Enclosure.of((2L * k + 1) * (2L * k + 2)), b);
        }
        return Functions.widened(sum, term.magnitude() + 1, b).plus(whole.times(first, b), bits);
    }

    private static Enclosure probability(Enclosure value) {
        return new Enclosure(Enclosure.max(Enclosure.min(value.low(), Dyadic.ONE), Dyadic.ZERO), Enclosure.min(value.high(), Dyadic.ONE));
    }

    private static void requireNear(Enclosure x) {
        if (x.magnitude() > FARTHEST) {
            throw NotEnclosed.tooLarge("a special function of a number beyond 2^" + FARTHEST);
        }
    }

    private static void requirePositive(Enclosure a) {
        if (a.low().signum() <= 0) {
            throw new NotEnclosed("an incomplete function whose parameter is not positive", a.high().signum() <= 0);
        }
        requireNear(a);
    }

    private static void requireNotNegative(Enclosure x) {
        if (x.high().signum() < 0) {
            throw new NotEnclosed("an incomplete function of a negative number", true);
        }
        requireNear(x);
    }
}
