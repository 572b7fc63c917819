package dev.fluxion.symbolic.polynomial;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Factors of a polynomial in several variables modulo a prime, from those of its value at 0 for all variables but one: the coefficients are power series
 * in the other variables. All factors are monic but the last, which has the leading coefficient of the whole.
 *
 * <p>Source: Hensel's lemma for power series, K. O. Geddes, S. R. Czapor, G. Labahn, Algorithms for Computer Algebra (1992), §6.6.
 */
final class SeriesFactors {
    private final Residues residues;
    private final Staircase staircase;
    private final long[][] leading; // by monomial: the leading coefficient, a residue each
    private final List<long[][]> factors = new ArrayList<>();

    /**
     * @param polynomial of the degrees of the staircase, whose leading coefficient has a value that is no multiple of the prime
     * @param images monic and without a common factor, with the value of the polynomial as product up to a number
     */
    SeriesFactors(Polynomial polynomial, Staircase staircase, List<long[]> images, Residues residues) {
        this.residues = residues;
        this.staircase = staircase;
        int degree = polynomial.degree(staircase.main());
        long[][] rest = series(polynomial, degree);
        this.leading = new long[rest.length][];
        for (int m = 0; m < rest.length; m++) {
            leading[m] = rest[m].length > degree ? new long[] {rest[m][degree]} : new long[0];
        }
        for (long[] image : images.subList(0, images.size() - 1)) {
            long[][] monic = new long[rest.length][];
            monic[0] = image;
            rest = divide(rest, monic);
            factors.add(monic);
        }
        factors.add(rest);
    }

    private long[][] series(Polynomial p, int degree) {
        long[][] series = new long[staircase.size()][degree + 1];
        BigInteger prime = BigInteger.valueOf(residues.prime());
        for (int term = 0; term < p.size(); term++) {
            series[staircase.index(p, term)][p.exponent(term, staircase.main())] = p.coefficient(term).numerator().mod(prime).longValue();
        }
        for (int m = 0; m < series.length; m++) {
            series[m] = Residues.trimmed(series[m]);
        }
        return series;
    }

    // Fills a monic factor, of which the value at 0 is given, and gives the other one.
    private long[][] divide(long[][] product, long[][] monic) {
        long[] first = monic[0];
        long[][] other = new long[product.length][];
        other[0] = residues.quotient(product[0], first);
        long[] share = residues.inverse(other[0], first);
        for (int m = 1; m < product.length; m++) {
            monic[m] = new long[0];
            other[m] = shifted(leading[m], other[0].length - 1);
            long[] error = residues.minus(product[m], coefficient(monic, other, m));
            if (error.length > 0) {
                monic[m] = residues.remainder(residues.times(error, share), first);
                long[] left = residues.minus(error, residues.times(monic[m], other[0]));
                other[m] = residues.plus(other[m], residues.quotient(left, first));
            }
        }
        return other;
    }

    private static long[] shifted(long[] residue, int by) {
        long[] shifted = new long[residue.length == 0 ? 0 : by + 1];
        if (residue.length > 0) {
            shifted[by] = residue[0];
        }
        return shifted;
    }

    private long[] coefficient(long[][] a, long[][] b, int m) {
        long[] sum = new long[a[0].length + b[0].length]; // no coefficient has a higher degree than the value at 0
        for (int k = 0; k <= m; k++) {
            if (a[k].length > 0) {
                int l = staircase.quotient(m, k);
                if (l >= 0 && b[l].length > 0) {
                    residues.addProduct(sum, a[k], b[l]);
                }
            }
        }
        residues.tick(m);
        return Residues.trimmed(sum);
    }

    /** The product of some factors, with the leading coefficient of the whole. */
    long[][] product(int[] chosen) {
        boolean hasLast = chosen[chosen.length - 1] == factors.size() - 1;
        long[][] product = hasLast ? factors.getLast() : leading;
        for (int index : chosen) {
            if (index < factors.size() - 1) {
                long[][] before = product;
                long[][] next = new long[product.length][];
                for (int m = 0; m < next.length; m++) {
                    next[m] = coefficient(before, factors.get(index), m);
                }
                product = next;
            }
        }
        return product;
    }
}
