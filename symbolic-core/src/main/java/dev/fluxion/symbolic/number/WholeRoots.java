package dev.fluxion.symbolic.number;

import dev.fluxion.grammar.Interruption;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Roots of whole numbers of any length that are whole.
 *
 * <p>Source: R. Brent, P. Zimmermann, Modern Computer Arithmetic (2010), algorithm 1.14: Newton's iteration from above, here from the root of the leading half.
 */
public final class WholeRoots {
    private static final int GUESSED = 8; // bits of a root that need no better start than a power of two

    private WholeRoots() {}

    /** The whole number of which the value, which is not negative, is that power, if there is one; the power is at least 1. */
    public static Optional<BigInteger> exact(BigInteger value, int power) {
        BigInteger root = floor(value, power);
        return root.pow(power).equals(value) ? Optional.of(root) : Optional.empty();
    }

    private static BigInteger floor(BigInteger value, int power) {
        Interruption.check(0);
        int length = value.bitLength();
        if (length <= power) {
            return value.min(BigInteger.ONE);
        }
        int rest = length / (2 * power);
        BigInteger root = rest < GUESSED ? BigInteger.ONE.shiftLeft((length - 1) / power + 1)
                : floor(value.shiftRight(rest * power), power).add(BigInteger.ONE).shiftLeft(rest);
        BigInteger others = BigInteger.valueOf(power - 1L);
        while (true) {
            BigInteger next = root.multiply(others).add(value.divide(root.pow(power - 1))).divide(BigInteger.valueOf(power));
            if (next.compareTo(root) >= 0) {
                return root;
            }
            root = next;
        }
    }
}
