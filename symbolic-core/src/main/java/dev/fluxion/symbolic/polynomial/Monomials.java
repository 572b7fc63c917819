package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;

/**
 * Exponent vectors packed into words, four exponents of fifteen bits to a word and the first variable on top, so that words compare
 * lexicographically and a product of monomials is a sum of words.
 *
 * <p>Source: M. Monagan, R. Pearce, Polynomial Division Using Dynamic Arrays, Heaps, and Packed Exponent Vectors (CASC 2007).
 */
final class Monomials {
    static final int LARGEST_EXPONENT = (1 << 15) - 1;
    private static final int FIELD = 16;
    private static final int PER_WORD = 4;
    private static final long SPARE_BITS = 0x8000_8000_8000_8000L; // set in a difference where an exponent became negative

    private Monomials() {}

    static int words(int variables) {
        return Math.max(1, (variables + PER_WORD - 1) / PER_WORD);
    }

    static int exponent(long[] packed, int offset, int variable) {
        return (int) (packed[offset + variable / PER_WORD] >>> shift(variable)) & 0xFFFF;
    }

    /** The word that adds {@code exponent} to a variable; the word's index is {@code variable / 4}. */
    static long field(int variable, int exponent) {
        if (exponent > LARGEST_EXPONENT) {
            throw tooLarge();
        }
        return (long) exponent << shift(variable);
    }

    /** The words of exponents by variable. */
    static long[] packed(int[] exponents) {
        long[] packed = new long[words(exponents.length)];
        for (int v = 0; v < exponents.length; v++) {
            packed[word(v)] += field(v, exponents[v]);
        }
        return packed;
    }

    static int word(int variable) {
        return variable / PER_WORD;
    }

    private static int shift(int variable) {
        return FIELD * (PER_WORD - 1 - variable % PER_WORD);
    }

    /** Whether the monomial at {@code b} divides the one at {@code a}. */
    static boolean divides(long[] b, int offsetB, long[] a, int offsetA, int words) {
        for (int w = 0; w < words; w++) {
            if ((a[offsetA + w] - b[offsetB + w] & SPARE_BITS) != 0 || a[offsetA + w] < b[offsetB + w]) {
                return false;
            }
        }
        return true;
    }

    static int compare(long[] a, int offsetA, long[] b, int offsetB, int words) {
        for (int w = 0; w < words; w++) {
            int order = Long.compare(a[offsetA + w], b[offsetB + w]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static FluxionException tooLarge() {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT,
                "an exponent of a polynomial would exceed " + LARGEST_EXPONENT, Span.NONE));
    }
}
