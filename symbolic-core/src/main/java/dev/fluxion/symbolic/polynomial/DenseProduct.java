package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Rational;
import java.util.Arrays;

/**
 * The product of two polynomials in an array with a place for every monomial up to the degrees of the product (Kronecker's substitution):
 * no searching and no sorting. Coefficients are whole, and the caller promises that no sum of products overflows.
 *
 * <p>Source: L. Kronecker, Grundzüge einer arithmetischen Theorie der algebraischen Größen (1882).
 */
final class DenseProduct {
    private static final int MOST_PLACES = 1 << 22;
    private static final int PLACES_PER_PRODUCT = 2; // an empty place costs less than half of what finding a monomial in a table does

    private final Polynomial first;
    private final Polynomial second;
    private final int[] strides; // by variable: the first one varies slowest, so that places are in lexicographic order
    private final int places;

    DenseProduct(Polynomial first, Polynomial second) {
        this.first = first;
        this.second = second;
        this.strides = new int[first.variables()];
        int stride = 1;
        for (int v = strides.length - 1; v >= 0; v--) {
            strides[v] = stride;
            stride *= first.degree(v) + second.degree(v) + 1;
        }
        this.places = stride;
    }

    /** Whether so many products fall on so few places that an array is the shortest way. */
    static boolean pays(Polynomial first, Polynomial second) {
        long most = Math.min(MOST_PLACES, (long) first.size() * second.size() * PLACES_PER_PRODUCT);
        long places = 1;
        for (int v = 0; v < first.variables() && places <= most; v++) {
            places *= first.degree(v) + second.degree(v) + 1;
        }
        return places <= most;
    }

    /** The product; coefficients are given as numbers. */
    Polynomial of(long[] a, long[] b, Budget budget) {
        int[] placesOfFirst = places(first);
        int[] placesOfSecond = places(second);
        long[] sums = new long[places];
        for (int i = 0; i < a.length; i++) {
            budget.tick(b.length);
            long factor = a[i];
            int place = placesOfFirst[i];
            for (int j = 0; j < b.length; j++) {
                sums[place + placesOfSecond[j]] += factor * b[j];
            }
        }
        return polynomial(sums);
    }

    private int[] places(Polynomial p) {
        int[] found = new int[p.size()];
        for (int term = 0; term < found.length; term++) {
            for (int v = 0; v < strides.length; v++) {
                found[term] += p.exponent(term, v) * strides[v];
            }
        }
        return found;
    }

    private Polynomial polynomial(long[] sums) {
        int words = Monomials.words(strides.length);
        int terms = (int) Arrays.stream(sums).filter(sum -> sum != 0).count();
        long[] exponents = new long[terms * words];
        Rational[] coefficients = new Rational[terms];
        int term = 0;
        for (int place = sums.length - 1; place >= 0; place--) {
            if (sums[place] == 0) {
                continue;
            }
            coefficients[term] = Rational.of(sums[place]);
            int rest = place;
            for (int v = 0; v < strides.length; v++) {
                exponents[term * words + Monomials.word(v)] += Monomials.field(v, rest / strides[v]);
                rest %= strides[v];
            }
            term++;
        }
        return new Polynomial(strides.length, exponents, coefficients);
    }
}
