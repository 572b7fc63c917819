package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.number.WholeRoots;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Exact rational powers of rational numbers: {@code 12^(1/2)} is {@code 2*3^(1/2)}, {@code (1/2)^(1/2)} is {@code 2^(1/2)/2}.
 *
 * <p>Source: by definition: the powers of primes are taken out of the root.
 */
final class Radical {
    /** {@code coefficient * radicand^exponent}, with radicand 1 if the power is rational. */
    record Parts(Rational coefficient, Rational radicand, Rational exponent) {}

    private static final int MAXIMUM_BITS = 128; // larger radicands are left as they are
    private static final int LARGEST_TRIAL = 5_000;

    private Radical() {}

    /** @param base not 0 */
    static Parts of(Rational base, Rational exponent) {
        if (exponent.isWhole()) {
            return exponent.isInt() ? new Parts(base.power(exponent.intValue()), Rational.ONE, Rational.ONE) : huge(base, exponent);
        }
        Parts unchanged = new Parts(Rational.ONE, base, exponent);
        if (base.signum() < 0 || base.numerator().bitLength() > MAXIMUM_BITS || base.denominator().bitLength() > MAXIMUM_BITS
                || exponent.denominator().bitLength() > 6 || exponent.abs().compareTo(Rational.of(64)) > 0) {
            return unchanged;
        }
        Rational whole = exponent.floor();
        Rational fraction = exponent.minus(whole);
        int root = fraction.denominator().intValueExact();
        int power = fraction.numerator().intValueExact();
        // a^f / b^f = (a^p * b^(r-p))^(1/r) / b
        BigInteger inside = base.numerator().pow(power).multiply(base.isWhole() ? BigInteger.ONE : base.denominator().pow(root - power));
        Rational outside = base.power(whole.intValue()).dividedBy(Rational.of(base.denominator(), BigInteger.ONE));
        return extract(outside, inside, root);
    }

    private static Parts huge(Rational base, Rational exponent) {
        if (base.abs().equals(Rational.ONE)) {
            boolean odd = exponent.numerator().testBit(0);
            return new Parts(base.signum() < 0 && odd ? Rational.MINUS_ONE : Rational.ONE, Rational.ONE, Rational.ONE);
        }
        base.power(exponent.signum() < 0 ? -Integer.MAX_VALUE : Integer.MAX_VALUE); // names the limit
        throw new IllegalStateException("no limit on " + base + "^" + exponent);
    }

    private static Parts extract(Rational outside, BigInteger inside, int root) {
        Rational coefficient = outside;
        BigInteger rest = inside;
        BigInteger kept = BigInteger.ONE;
        for (int trial = 2; trial <= LARGEST_TRIAL && rest.bitLength() > 1; trial += trial == 2 ? 1 : 2) {
            BigInteger prime = BigInteger.valueOf(trial);
            int times = 0;
            for (BigInteger[] parts = rest.divideAndRemainder(prime); parts[1].signum() == 0; parts = rest.divideAndRemainder(prime)) {
                rest = parts[0];
                times++;
            }
            if (times > 0) {
                coefficient = coefficient.times(Rational.of(prime.pow(times / root), BigInteger.ONE));
                kept = kept.multiply(prime.pow(times % root));
            }
        }
        Optional<BigInteger> exact = WholeRoots.exact(rest, root);
        if (exact.isPresent()) {
            coefficient = coefficient.times(Rational.of(exact.get(), BigInteger.ONE));
        } else {
            kept = kept.multiply(rest);
        }
        return lowest(coefficient, kept, root);
    }

    // 4^(1/6) is 2^(1/3): one form for each value.
    private static Parts lowest(Rational coefficient, BigInteger radicand, int root) {
        if (radicand.equals(BigInteger.ONE)) {
            return new Parts(coefficient, Rational.ONE, Rational.ONE);
        }
        for (int power = radicand.bitLength(); power > 1; power--) {
            Optional<BigInteger> base = WholeRoots.exact(radicand, power);
            if (base.isPresent()) {
                return new Parts(coefficient, Rational.of(base.get(), BigInteger.ONE), Rational.of(power, root));
            }
        }
        return new Parts(coefficient, Rational.of(radicand, BigInteger.ONE), Rational.of(1, root));
    }
}
