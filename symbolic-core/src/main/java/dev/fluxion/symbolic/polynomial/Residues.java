package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import java.util.Arrays;

/**
 * Polynomials in one variable modulo a prime below 2^30: arrays of residues from power 0 up, without leading zeros.
 *
 * <p>Source: D. E. Knuth, The Art of Computer Programming, volume 2 (3rd ed., 1997), §4.6.1.
 */
final class Residues {
    static final long[] ONE = {1};
    private static final int PRODUCTS_PER_NODE = 8; // a product of residues costs so much less than a node

    private final long prime;
    private final long wrap; // what sums of products are held below, as division costs more than all else
    private final Budget budget;

    Residues(long prime, Budget budget) {
        this.prime = prime;
        this.wrap = 4 * prime * prime;
        this.budget = budget;
    }

    long prime() {
        return prime;
    }

    /** Pays for products of residues. */
    void tick(long products) {
        budget.tick(products / PRODUCTS_PER_NODE + 1);
    }

    long inverse(long residue) {
        long result = 1;
        long square = residue;
        for (long exponent = prime - 2; exponent > 0; exponent >>= 1) {
            result = (exponent & 1) == 1 ? result * square % prime : result;
            square = square * square % prime;
        }
        return result;
    }

    long[] plus(long[] a, long[] b) {
        long[] sum = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (int i = 0; i < b.length; i++) {
            sum[i] = (sum[i] + b[i]) % prime;
        }
        return trimmed(sum);
    }

    long[] minus(long[] a, long[] b) {
        long[] difference = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (int i = 0; i < b.length; i++) {
            difference[i] = (difference[i] - b[i] + prime) % prime;
        }
        return trimmed(difference);
    }

    long[] times(long[] a, long[] b) {
        if (a.length == 0 || b.length == 0) {
            return new long[0];
        }
        long[] product = new long[a.length + b.length - 1];
        addProduct(product, a, b);
        return trimmed(product);
    }

    /** Adds a product to an array that is long enough, which may keep leading zeros. */
    void addProduct(long[] to, long[] a, long[] b) {
        tick((long) a.length * b.length);
        for (int i = 0; i < a.length; i++) {
            addMultiple(to, i, a[i], b);
        }
        reduce(to);
    }

    /** The sum of multiples of rows of the same length or shorter. */
    long[] combination(long[] factors, long[][] rows, int length) {
        long[] sum = new long[length];
        tick((long) factors.length * length);
        for (int i = 0; i < factors.length; i++) {
            addMultiple(sum, 0, factors[i], rows[i]);
        }
        reduce(sum);
        return trimmed(sum);
    }

    // Sums stay below the wrap, four squares of the prime, which fits with one more product into 63 bits.
    private void addMultiple(long[] to, int offset, long factor, long[] b) {
        for (int j = 0; factor != 0 && j < b.length; j++) {
            long sum = to[offset + j] + factor * b[j] - wrap;
            to[offset + j] = sum + (wrap & sum >> 63);
        }
    }

    private void reduce(long[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] %= prime;
        }
    }

    long[] times(long[] a, long factor) {
        long[] product = new long[a.length];
        Arrays.setAll(product, i -> a[i] * factor % prime);
        return trimmed(product);
    }

    long[] monic(long[] a) {
        return times(a, inverse(a[a.length - 1]));
    }

    long[] remainder(long[] a, long[] divisor) {
        return divide(a, divisor)[1];
    }

    long[] quotient(long[] a, long[] divisor) {
        return divide(a, divisor)[0];
    }

    private long[][] divide(long[] a, long[] b) {
        if (a.length < b.length) {
            return new long[][] {new long[0], a};
        }
        long[] rest = a.clone();
        long[] quotient = new long[a.length - b.length + 1];
        long inverse = b[b.length - 1] == 1 ? 1 : inverse(b[b.length - 1]);
        tick((long) quotient.length * b.length);
        for (int i = quotient.length - 1; i >= 0; i--) {
            quotient[i] = rest[i + b.length - 1] % prime * inverse % prime;
            addMultiple(rest, i, quotient[i] == 0 ? 0 : prime - quotient[i], b);
        }
        reduce(rest);
        return new long[][] {trimmed(quotient), trimmed(rest)};
    }

    /** Monic; 0 only for two zeros. */
    long[] gcd(long[] a, long[] b) {
        long[] p = a;
        long[] q = b;
        while (q.length > 0) {
            long[] rest = remainder(p, q);
            p = q;
            q = rest;
        }
        return p.length == 0 ? p : monic(p);
    }

    /** The inverse modulo a polynomial without a factor in common. */
    long[] inverse(long[] a, long[] modulus) {
        long[] before = {};
        long[] now = ONE;
        long[] p = modulus;
        long[] q = remainder(a, modulus);
        while (q.length > 1) {
            long[][] division = divide(p, q);
            long[] next = minus(before, times(division[0], now));
            before = now;
            now = next;
            p = q;
            q = division[1];
        }
        if (q.length == 0 && modulus.length > 1) {
            throw new IllegalArgumentException("a common factor");
        }
        return modulus.length == 1 ? new long[0] : remainder(times(now, inverse(q[0])), modulus);
    }

    long[] derivative(long[] a) {
        long[] slope = new long[Math.max(0, a.length - 1)];
        Arrays.setAll(slope, i -> a[i + 1] * (i + 1) % prime);
        return trimmed(slope);
    }

    /** A power modulo a polynomial. */
    long[] power(long[] base, long exponent, long[] modulus) {
        long[] result = ONE;
        for (int bit = Long.SIZE - 1 - Long.numberOfLeadingZeros(exponent); bit >= 0; bit--) {
            result = remainder(times(result, result), modulus);
            if ((exponent >> bit & 1) == 1) {
                result = remainder(times(result, base), modulus);
            }
        }
        return result;
    }

    static long[] trimmed(long[] residues) {
        int length = residues.length;
        while (length > 0 && residues[length - 1] == 0) {
            length--;
        }
        return length == residues.length ? residues : Arrays.copyOf(residues, length);
    }
}
