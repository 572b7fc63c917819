package dev.fluxion.symbolic.precise;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The error function and the gamma function with its logarithm and derivative, to a number of bits.
 *
 * <p>Source: DLMF 7.6.2 and 7.12.1 for the error functions; 5.11.1, 5.11.2 and 5.5.4 for the gamma function and its derivatives.
 */
public final class SpecialFunctions {
    private static final int GUARD = 32;
    private static final int FARTHEST = 1 << 13; // operands up to this are shifted or summed up to
    // Where the gamma function has its minimum for positive operands, cut off below and above.
    private static final Dyadic MINIMUM_BELOW = Dyadic.of(1.4616321);
    private static final Dyadic MINIMUM_ABOVE = Dyadic.of(1.4616322);
    private static final List<BigInteger> TANGENT_NUMBERS = new ArrayList<>();

    private SpecialFunctions() {}

    private static void requireNear(Enclosure x) {
        if (x.magnitude() > 13) {
            throw NotEnclosed.tooLarge("a special function of a number beyond " + FARTHEST);
        }
    }

    /** The error function. */
    public static Enclosure erf(Enclosure x, int bits) {
        requireNear(x);
        return Functions.increasing(x, point -> erf(point, bits));
    }

    // 2/√π e^(-x²) Σ 2^n x^(2n+1)/(2n+1)!!, all of one sign
    private static Enclosure erf(Dyadic x, int bits) {
        if (x.signum() == 0) {
            return Enclosure.ZERO;
        }
        int b = bits + GUARD;
        Enclosure square = Enclosure.exactly(x).times(Enclosure.exactly(x), b + 64);
        if (square.low().compareTo(Dyadic.of(bits)) > 0) { // 1 - erf x < e^(-x²) < 2^-bits
            Enclosure one = new Enclosure(Dyadic.ONE.minus(Dyadic.ONE.shifted(-bits)), Dyadic.ONE);
            return x.signum() > 0 ? one : one.negate();
        }
        Enclosure sum = Enclosure.exactly(x);
        Enclosure term = sum;
        for (int n = 1; n < 16 || term.magnitude() > -b || square.high().compareTo(Dyadic.of(n)) > 0; n++) {
            term = term.times(square, b).shifted(1).over(Enclosure.of(2L * n + 1), b);
            sum = sum.plus(term, b);
        }
        sum = Functions.widened(sum, term.magnitude() + 2, b);
        Enclosure factor = Functions.exp(square.negate(), b + square.magnitude()).over(Functions.pi(b).squareRoot(b), b).shifted(1);
        return factor.times(sum, bits);
    }

    /** The complementary error function, with relative precision for large operands. */
    public static Enclosure erfc(Enclosure x, int bits) {
        requireNear(x);
        Enclosure descending = Functions.increasing(x.negate(), point -> erfc(point.negate(), bits));
        return descending;
    }

    private static Enclosure erfc(Dyadic x, int bits) {
        int extra = x.signum() > 0 ? (int) (x.doubleValue() * x.doubleValue() * 1.5) + GUARD : GUARD;
        if (x.signum() > 0 && x.doubleValue() * x.doubleValue() > 2.0 * bits) {
            return erfcAsymptotic(x, bits);
        }
        return Enclosure.ONE.minus(erf(Enclosure.exactly(x), bits + extra), bits);
    }

    // e^(-x²)/(x√π) Σ (-1)^k (2k-1)!!/(2x²)^k: the error is below the first term left out
    private static Enclosure erfcAsymptotic(Dyadic x, int bits) {
        int b = bits + GUARD;
        Enclosure point = Enclosure.exactly(x);
        Enclosure square = point.times(point, 4 * b);
        Enclosure sum = Enclosure.ONE;
        Enclosure term = Enclosure.ONE;
        for (int k = 1; term.magnitude() > -b && k < bits; k++) {
            term = term.times(Enclosure.of(1 - 2L * k), b).over(square.shifted(1), b);
            sum = sum.plus(term, b);
        }
        sum = Functions.widened(sum, term.magnitude() + 1, b);
        Enclosure front = Functions.exp(square.negate(), b).over(point.times(Functions.pi(b).squareRoot(b), b), b);
        return front.times(sum, b).rounded(bits + GUARD);
    }

    /** The gamma function. */
    public static Enclosure gamma(Enclosure x, int bits) {
        requireNear(x);
        int b = bits + GUARD;
        if (x.low().signum() <= 0) {
            return reflected(x, bits);
        }
        return Functions.exp(lgamma(x, b + 16), b).rounded(bits);
    }

    // Γ(x) = π/(sin(πx) Γ(1-x))
    private static Enclosure reflected(Enclosure x, int bits) {
        if (x.isPoint() && x.low().equals(new Dyadic(x.low().floor(), 0))) {
            throw new NotEnclosed("a pole of the gamma function", true);
        }
        if (x.high().signum() >= 0) {
            throw new NotEnclosed("the gamma function near 0");
        }
        int b = bits + GUARD;
        Enclosure sine = Functions.sin(Functions.pi(b).times(x, b), b);
        return Functions.pi(b).over(sine.times(gamma(Enclosure.ONE.minus(x, b), b), b), bits);
    }

    /** The logarithm of the absolute value of the gamma function. */
    public static Enclosure lgamma(Enclosure x, int bits) {
        if (x.low().signum() <= 0) {
            return reflectedLogarithm(x, bits);
        }
        if (x.isPoint()) {
            return lgamma(x.low(), bits);
        }
        Enclosure ends = lgamma(x.low(), bits).or(lgamma(x.high(), bits));
        boolean besideMinimum = x.high().compareTo(MINIMUM_BELOW) < 0 || x.low().compareTo(MINIMUM_ABOVE) > 0;
        return besideMinimum ? ends : ends.or(Enclosure.exactly(Dyadic.of(-0.12148629054)));
    }

    // log|Γ(x)| = log(π/|sin(πx)|) - log Γ(1-x)
    private static Enclosure reflectedLogarithm(Enclosure x, int bits) {
        if (x.isPoint() && x.low().equals(new Dyadic(x.low().floor(), 0))) {
            throw new NotEnclosed("a pole of the gamma function", true);
        }
        if (x.high().signum() >= 0) {
            throw new NotEnclosed("the gamma function near 0");
        }
        int b = bits + GUARD;
        Enclosure sine = Functions.sin(Functions.pi(b).times(x, b), b).abs();
        if (sine.holdsZero()) {
            throw new NotEnclosed("the gamma function near a pole");
        }
        return Functions.log(Functions.pi(b).over(sine, b), b).minus(lgamma(Enclosure.ONE.minus(x, b), b), bits);
    }

    // Γ(x) = Γ(x+n)/(x(x+1)…(x+n-1)), and Stirling's series: the error is below the first term left out
    private static Enclosure lgamma(Dyadic x, int bits) {
        int b = bits + GUARD;
        Enclosure product = Enclosure.ONE;
        Enclosure z = Enclosure.exactly(x);
        for (int least = b / 5 + 8; z.low().compareTo(Dyadic.of(least)) < 0; z = z.plus(Enclosure.ONE, 4 * b)) {
            product = product.times(z, b);
        }
        Enclosure logarithm = Functions.log(z, b);
        Enclosure half = Enclosure.exactly(Dyadic.of(0.5));
        Enclosure sum = z.minus(half, b).times(logarithm, b).minus(z, b)
                .plus(Functions.log(Functions.pi(b).shifted(1), b).shifted(-1), b);
        Enclosure square = z.times(z, b);
        Enclosure power = z;
        Enclosure term = Enclosure.ONE;
        for (int k = 1; term.magnitude() > -b && k < b; k++) {
            term = bernoulli(k, b).over(power.times(Enclosure.of(2L * k * (2 * k - 1)), b), b);
            sum = sum.plus(term, b);
            power = power.times(square, b);
        }
        return Functions.widened(sum, term.magnitude() + 1, b).minus(Functions.log(product, b), bits);
    }

    /** The derivative of {@link #lgamma}; also left of 0, by reflection. */
    public static Enclosure digamma(Enclosure x, int bits) {
        int b = bits + GUARD;
        if (x.low().signum() > 0) {
            return Functions.increasing(x, point -> digamma(point, bits));
        }
        if (x.high().signum() >= 0) {
            throw new NotEnclosed("a pole of the digamma function", x.isExactly(Dyadic.ZERO));
        }
        Enclosure angle = Functions.pi(b).times(x, b);
        Enclosure cotangent = Functions.cos(angle, b).over(Functions.sin(angle, b), b);
        return digamma(Enclosure.ONE.minus(x, b), b).minus(Functions.pi(b).times(cotangent, b), bits);
    }

    // ψ(z) ~ log z - 1/(2z) - Σ B_2k/(2k z^2k)
    private static Enclosure digamma(Dyadic x, int bits) {
        int b = bits + GUARD;
        Enclosure below = Enclosure.ZERO;
        Enclosure z = Enclosure.exactly(x);
        for (int least = b / 5 + 8; z.low().compareTo(Dyadic.of(least)) < 0; z = z.plus(Enclosure.ONE, 4 * b)) {
            below = below.plus(Enclosure.ONE.over(z, b), b);
        }
        Enclosure sum = Functions.log(z, b).minus(Enclosure.ONE.over(z.shifted(1), b), b);
        Enclosure square = z.times(z, b);
        Enclosure power = square;
        Enclosure term = Enclosure.ONE;
        for (int k = 1; term.magnitude() > -b && k < b; k++) {
            term = bernoulli(k, b).over(power.times(Enclosure.of(2L * k), b), b);
            sum = sum.minus(term, b);
            power = power.times(square, b);
        }
        return Functions.widened(sum, term.magnitude() + 1, b).minus(below, bits);
    }

    // B_2k = (-1)^(k-1) 2k T_k/(4^k(4^k - 1))
    static Enclosure bernoulli(int k, int bits) {
        BigInteger power = BigInteger.ONE.shiftLeft(2 * k);
        BigInteger numerator = tangentNumber(k).multiply(BigInteger.valueOf(2L * k));
        return Enclosure.of(k % 2 == 1 ? numerator : numerator.negate(), power.multiply(power.subtract(BigInteger.ONE)), bits);
    }

    // Brent and Harvey, Fast computation of Bernoulli, tangent and secant numbers (2011), algorithm TangentNumbers
    private static synchronized BigInteger tangentNumber(int k) {
        if (TANGENT_NUMBERS.size() < k) {
            int count = Math.max(64, 2 * k);
            BigInteger[] t = new BigInteger[count + 1];
            t[1] = BigInteger.ONE;
            for (int i = 2; i <= count; i++) {
                t[i] = t[i - 1].multiply(BigInteger.valueOf(i - 1L));
            }
            for (int i = 2; i <= count; i++) {
                Effort.spend(t[count].bitLength() + count); // a row of short factors costs about as much as one long product
                for (int j = i; j <= count; j++) {
                    t[j] = t[j - 1].multiply(BigInteger.valueOf(j - (long) i)).add(t[j].multiply(BigInteger.valueOf(j - i + 2L)));
                }
            }
            TANGENT_NUMBERS.clear();
            TANGENT_NUMBERS.addAll(java.util.Arrays.asList(t).subList(1, count + 1));
        }
        return TANGENT_NUMBERS.get(k - 1);
    }
}
