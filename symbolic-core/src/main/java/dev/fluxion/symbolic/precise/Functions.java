package dev.fluxion.symbolic.precise;

import dev.fluxion.grammar.Interruption;
import java.math.BigInteger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Elementary functions of enclosures to a number of bits. Arguments are reduced with the identities of each function, and series are cut off
 * with a bound on what is left out. Precision is relative to 1 for results below 1.
 *
 * <p>Source: R. P. Brent, P. Zimmermann, Modern Computer Arithmetic (2010), chapter 4; power series, DLMF §4.6, §4.19, §4.24; π after Machin
 * (1706).
 */
public final class Functions {
    private static final int GUARD = 32;
    private static final int HALVINGS = 8;
    private static final int LARGEST_ARGUMENT = 40; // bits of an operand of the exponential
    private static final Map<Integer, Enclosure> PI = new ConcurrentHashMap<>();
    private static final Map<Integer, Enclosure> LN2 = new ConcurrentHashMap<>();

    private static final int LARGEST_ANGLE = 20_000; // binary digits before the point

    private static final int LOOKS = 64; // of 1,024 terms of a series

    private Functions() {}

    // Rounded up to whole words, so that few are kept.
    private static int kept(int bits) {
        return (bits + GUARD + 255) / 256 * 256;
    }

    /** π, by Machin's formula. */
    public static Enclosure pi(int bits) {
        return PI.computeIfAbsent(kept(bits), b -> inverseTangent(5, b).shifted(4).minus(inverseTangent(239, b).shifted(2), b)).rounded(bits);
    }

    /** log 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749). */
    public static Enclosure ln2(int bits) {
        return LN2.computeIfAbsent(kept(bits), b -> inverse(26, b, false).times(Enclosure.of(18), b)
                .minus(inverse(4_801, b, false).shifted(1), b).plus(inverse(8_749, b, false).shifted(3), b)).rounded(bits);
    }

    private static Enclosure inverseTangent(long n, int bits) {
        return inverse(n, bits, true);
    }

    // Σ (±1)^k/((2k+1) n^(2k+1)) in fixed point; each term is cut off, so that the error is below the number of terms.
    private static Enclosure inverse(long n, int bits, boolean alternating) {
        int scale = bits + GUARD;
        BigInteger square = BigInteger.valueOf(n * n);
        BigInteger power = BigInteger.ONE.shiftLeft(scale).divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        long k = 0;
        for (; power.signum() != 0; k++) {
            Interruption.check(k * LOOKS); // what is kept for others is no part of what one of them may cost
            BigInteger term = power.divide(BigInteger.valueOf(2 * k + 1));
            sum = alternating && k % 2 == 1 ? sum.subtract(term) : sum.add(term);
            power = power.divide(square);
        }
        BigInteger error = BigInteger.valueOf(2 * k + 4);
        return new Enclosure(new Dyadic(sum.subtract(error), -scale), new Dyadic(sum.add(error), -scale)).rounded(bits);
    }

    /** Applies an increasing function to both bounds. */
    static Enclosure increasing(Enclosure x, java.util.function.Function<Dyadic, Enclosure> f) {
        return x.isPoint() ? f.apply(x.low()) : new Enclosure(f.apply(x.low()).low(), f.apply(x.high()).high());
    }

    /** The exponential. */
    public static Enclosure exp(Enclosure x, int bits) {
        return increasing(x, point -> exp(point, bits));
    }

    private static Enclosure exp(Dyadic x, int bits) {
        if (x.signum() == 0) {
            return Enclosure.ONE;
        }
        if (x.magnitude() > LARGEST_ARGUMENT) {
            throw NotEnclosed.tooLarge("the exponential of a number beyond 2^" + LARGEST_ARGUMENT);
        }
        int halvings = Math.max(HALVINGS, (int) Math.sqrt(bits)); // about as many as terms are left to be added
        int b = bits + GUARD + halvings + Math.max(0, x.magnitude());
        BigInteger k = Enclosure.exactly(x).over(ln2(b), b).low().plus(Dyadic.of(0.5)).floor();
        if (k.bitLength() > 28) {
            throw NotEnclosed.tooLarge("the exponential of a very large number");
        }
        Enclosure rest = Enclosure.exactly(x).minus(ln2(b).times(Enclosure.exactly(new Dyadic(k, 0)), b), b).shifted(-halvings);
        Enclosure sum = Enclosure.ONE;
        Enclosure term = Enclosure.ONE;
        for (int n = 1; term.magnitude() > -b; n++) {
            term = term.times(rest, b).over(Enclosure.of(n), b);
            sum = sum.plus(term, b);
        }
        sum = widened(sum, term.magnitude() + 1, b);
        for (int i = 0; i < halvings; i++) {
            sum = sum.times(sum, b);
        }
        return sum.shifted(k.intValueExact()).rounded(bits);
    }

    /** The enclosure and everything closer to it than 2^magnitude. */
    static Enclosure widened(Enclosure x, int magnitude, int bits) {
        Dyadic error = Dyadic.ONE.shifted(Math.max(magnitude, -8 * bits));
        return new Enclosure(x.low().minus(error), x.high().plus(error)).rounded(bits);
    }

    /**
     * The natural logarithm of what is positive.
     *
     * @throws NotEnclosed if it may not be positive; certainly, if it is not
     */
    public static Enclosure log(Enclosure x, int bits) {
        if (x.high().signum() <= 0) {
            throw new NotEnclosed("the logarithm of a number that is not positive", true);
        }
        if (x.low().signum() <= 0) {
            throw new NotEnclosed("the logarithm of what may not be positive");
        }
        return increasing(x, point -> log(point, bits));
    }

    // log x = y + log(x*exp(-y)) with y a double near it
    private static Enclosure log(Dyadic x, int bits) {
        int exponent = x.magnitude();
        Dyadic fraction = x.shifted(-exponent);
        if (fraction.doubleValue() < Math.sqrt(0.5)) {
            fraction = fraction.shifted(1);
            exponent--;
        }
        int b = bits + GUARD;
        Dyadic near = Dyadic.of(Math.log(fraction.doubleValue()));
        Enclosure rest = Enclosure.exactly(fraction).times(exp(near.negate(), b), b).minus(Enclosure.ONE, b);
        Enclosure sum = near.signum() == 0 ? Enclosure.ZERO : Enclosure.exactly(near);
        Enclosure power = rest.negate();
        for (int n = 1; power.magnitude() > -b; n++) {
            sum = sum.minus(power.over(Enclosure.of(n), b), b);
            power = power.times(rest.negate(), b);
        }
        sum = rest.isExactly(Dyadic.ZERO) ? sum : widened(sum, power.magnitude() + 1, b);
        return exponent == 0 ? sum.rounded(bits) : sum.plus(ln2(b).times(Enclosure.of(exponent), b), b).rounded(bits);
    }

    /** The sine. */
    public static Enclosure sin(Enclosure x, int bits) {
        if (isAnyAngle(x)) {
            return anySine();
        }
        if (x.isPoint()) {
            return sinCos(x.low(), bits)[0];
        }
        int b = bits + GUARD + Math.max(0, x.magnitude());
        // a maximum lies at (n + 1/2)π for even n, a minimum for odd n
        BigInteger before = x.over(pi(b), b).minus(Enclosure.exactly(Dyadic.of(0.5)), b).low().floor();
        BigInteger behind = x.over(pi(b), b).minus(Enclosure.exactly(Dyadic.of(0.5)), b).high().floor();
        Enclosure ends = sinCos(x.low(), bits)[0].or(sinCos(x.high(), bits)[0]);
        BigInteger extrema = behind.subtract(before);
        if (extrema.compareTo(BigInteger.TWO) >= 0) {
            return anySine();
        }
        return extrema.signum() == 0 ? ends : ends.or(Enclosure.of(behind.testBit(0) ? -1 : 1));
    }

    // More than a turn, or so large that π would be needed to more digits than it is worth: no bound is closer at a bearable price.
    private static boolean isAnyAngle(Enclosure x) {
        return x.magnitude() > LARGEST_ANGLE || x.high().minus(x.low()).magnitude() > 3;
    }

    private static Enclosure anySine() {
        return new Enclosure(Dyadic.of(-1), Dyadic.ONE);
    }

    /** The cosine. */
    public static Enclosure cos(Enclosure x, int bits) {
        if (isAnyAngle(x)) {
            return anySine();
        }
        if (x.isPoint()) {
            return sinCos(x.low(), bits)[1];
        }
        int b = bits + GUARD + Math.max(0, x.magnitude());
        return sin(x.plus(pi(b).shifted(-1), b), bits);
    }

    private static Enclosure[] sinCos(Dyadic x, int bits) {
        if (x.signum() == 0) {
            return new Enclosure[] {Enclosure.ZERO, Enclosure.ONE};
        }
        int b = bits + GUARD + Math.max(0, x.magnitude());
        Enclosure quarter = pi(b + 2).shifted(-1);
        BigInteger k = Enclosure.exactly(x).over(quarter, b).low().plus(Dyadic.of(0.5)).floor();
        Enclosure rest = k.signum() == 0 ? Enclosure.exactly(x) : Enclosure.exactly(x).minus(quarter.times(Enclosure.exactly(new Dyadic(k, 0)), b), b);
        Enclosure[] sums = {Enclosure.ZERO, Enclosure.ONE};
        Enclosure term = Enclosure.ONE;
        int n = 1;
        for (; term.magnitude() > -b; n++) {
            term = term.times(rest, b).over(Enclosure.of(n), b);
            sums[n % 2 == 1 ? 0 : 1] = n % 4 < 2 ? sums[n % 2 == 1 ? 0 : 1].plus(term, b) : sums[n % 2 == 1 ? 0 : 1].minus(term, b);
        }
        Enclosure sine = widened(sums[0], term.magnitude() + 1, b).rounded(bits);
        Enclosure cosine = widened(sums[1], term.magnitude() + 1, b).rounded(bits);
        return switch (k.mod(BigInteger.valueOf(4)).intValueExact()) {
            case 0 -> new Enclosure[] {sine, cosine};
            case 1 -> new Enclosure[] {cosine, sine.negate()};
            case 2 -> new Enclosure[] {sine.negate(), cosine.negate()};
            default -> new Enclosure[] {cosine.negate(), sine};
        };
    }

    /** The inverse tangent. */
    public static Enclosure atan(Enclosure x, int bits) {
        return increasing(x, point -> atan(point, bits));
    }

    // atan x = y + atan((x - tan y)/(1 + x tan y)) with y a double near it
    private static Enclosure atan(Dyadic x, int bits) {
        if (x.signum() == 0) {
            return Enclosure.ZERO;
        }
        int b = bits + GUARD;
        if (x.magnitude() > 1) {
            Enclosure quarter = pi(b).shifted(-1);
            Enclosure rest = atan(Enclosure.ONE.over(Enclosure.exactly(x), b), b);
            return (x.signum() > 0 ? quarter : quarter.negate()).minus(rest, bits);
        }
        Dyadic near = Dyadic.of(Math.atan(x.doubleValue()));
        Enclosure[] both = sinCos(near, b);
        Enclosure point = Enclosure.exactly(x);
        Enclosure rest = point.times(both[1], b).minus(both[0], b).over(both[1].plus(point.times(both[0], b), b), b);
        Enclosure sum = near.signum() == 0 ? Enclosure.ZERO : Enclosure.exactly(near);
        Enclosure power = rest;
        Enclosure square = rest.times(rest, b).negate();
        for (int n = 1; power.magnitude() > -b; n += 2) {
            sum = sum.plus(power.over(Enclosure.of(n), b), b);
            power = power.times(square, b);
        }
        return widened(sum, power.magnitude() + 1, b).rounded(bits);
    }

    /**
     * The inverse sine of what lies between −1 and 1.
     *
     * @throws NotEnclosed if it certainly lies beyond
     */
    public static Enclosure asin(Enclosure x, int bits) {
        if (x.low().compareTo(Dyadic.ONE) > 0 || x.high().compareTo(Dyadic.of(-1)) < 0) {
            throw new NotEnclosed("the inverse sine of a number beyond 1", true);
        }
        Enclosure inside = new Enclosure(Enclosure.max(x.low(), Dyadic.of(-1)), Enclosure.min(x.high(), Dyadic.ONE));
        int b = bits + GUARD;
        return increasing(inside, point -> {
            Enclosure exact = Enclosure.exactly(point);
            Enclosure root = Enclosure.ONE.minus(exact.times(exact, 4 * b), 4 * b).squareRoot(b);
            return atan(exact.over(Enclosure.ONE.plus(root, b), b), b).shifted(1).rounded(bits);
        });
    }

    /** A power with any exponent: of what is positive, or whole. */
    public static Enclosure power(Enclosure base, Enclosure exponent, int bits) {
        if (exponent.isPoint() && exponent.magnitude() < 64 && exponent.low().equals(new Dyadic(exponent.low().floor(), 0))) {
            BigInteger whole = exponent.low().floor();
            return whole.signum() >= 0 ? base.power(whole, bits) : Enclosure.ONE.over(base.power(whole.negate(), bits + GUARD), bits);
        }
        Enclosure twice = exponent.shifted(1);
        if (exponent.isPoint() && twice.magnitude() < 64 && twice.low().equals(new Dyadic(twice.low().floor(), 0))) {
            return exponent.low().equals(Dyadic.of(0.5)) ? base.squareRoot(bits) : power(base.squareRoot(bits + GUARD + twice.magnitude()), twice, bits);
        }
        if (base.isExactly(Dyadic.ZERO) && exponent.signum() > 0) {
            return Enclosure.ZERO;
        }
        if (base.low().signum() == 0 && exponent.signum() > 0) {
            return new Enclosure(Dyadic.ZERO, power(Enclosure.exactly(base.high()), exponent, bits).high());
        }
        int b = bits + GUARD;
        return exp(log(base, b).times(exponent, b), bits);
    }
}
