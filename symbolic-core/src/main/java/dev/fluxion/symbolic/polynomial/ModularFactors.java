package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Factors of monic square-free polynomials in one variable modulo a large prime (Cantor and Zassenhaus). Polynomials are arrays of residues
 * from power 0 up, without leading zeros.
 *
 * <p>Source: D. G. Cantor, H. Zassenhaus, A New Algorithm for Factoring Polynomials over Finite Fields (Math. Comp. 36, 1981); J. von zur
 * Gathen, J. Gerhard, Modern Computer Algebra (3rd ed., 2013), §14.2 and §14.3.
 */
final class ModularFactors {
    private final BigInteger prime;
    private final Budget budget;
    private long next = 1; // a fixed sequence of trial polynomials: the same answer every time

    ModularFactors(BigInteger prime, Budget budget) {
        this.prime = prime;
        this.budget = budget;
    }

    boolean isSquareFree(BigInteger[] monic) {
        BigInteger[] slope = new BigInteger[monic.length - 1];
        Arrays.setAll(slope, i -> monic[i + 1].multiply(BigInteger.valueOf(i + 1L)).mod(prime));
        return gcd(monic, trimmed(slope)).length == 1;
    }

    List<BigInteger[]> factor(BigInteger[] monic) {
        List<BigInteger[]> found = new ArrayList<>();
        BigInteger[] rest = monic;
        BigInteger[] x = {BigInteger.ZERO, BigInteger.ONE};
        BigInteger[] frobenius = x;
        for (int degree = 1; rest.length - 1 >= 2 * degree; degree++) {
            frobenius = power(frobenius, prime, rest);
            BigInteger[] common = gcd(minus(frobenius, x), rest);
            if (common.length > 1) {
                split(common, degree, found);
                rest = divide(rest, common)[0];
                frobenius = divide(frobenius, rest)[1];
            }
        }
        if (rest.length > 1) {
            found.add(rest);
        }
        return found;
    }

    private void split(BigInteger[] product, int degree, List<BigInteger[]> into) {
        if (product.length - 1 == degree) {
            into.add(product);
            return;
        }
        BigInteger half = prime.pow(degree).subtract(BigInteger.ONE).shiftRight(1);
        while (true) {
            BigInteger[] trial = minus(power(trial(product.length - 1), half, product), new BigInteger[] {BigInteger.ONE});
            BigInteger[] common = gcd(trial, product);
            if (common.length > 1 && common.length < product.length) {
                split(common, degree, into);
                split(divide(product, common)[0], degree, into);
                return;
            }
        }
    }

    private BigInteger[] trial(int length) {
        BigInteger[] coefficients = new BigInteger[length];
        for (int i = 0; i < length; i++) {
            next = next * 6364136223846793005L + 1442695040888963407L;
            coefficients[i] = BigInteger.valueOf(next >>> 20).mod(prime);
        }
        return trimmed(coefficients);
    }

    private BigInteger[] power(BigInteger[] base, BigInteger exponent, BigInteger[] modulus) {
        BigInteger[] result = {BigInteger.ONE};
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            result = divide(times(result, result), modulus)[1];
            if (exponent.testBit(bit)) {
                result = divide(times(result, base), modulus)[1];
            }
        }
        return result;
    }

    BigInteger[] times(BigInteger[] a, BigInteger[] b) {
        if (a.length == 0 || b.length == 0) {
            return new BigInteger[0];
        }
        budget.tick((long) a.length * b.length);
        BigInteger[] product = new BigInteger[a.length + b.length - 1];
        Arrays.fill(product, BigInteger.ZERO);
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                product[i + j] = product[i + j].add(a[i].multiply(b[j]));
            }
        }
        for (int i = 0; i < product.length; i++) {
            product[i] = product[i].mod(prime);
        }
        return trimmed(product);
    }

    private BigInteger[] minus(BigInteger[] a, BigInteger[] b) {
        BigInteger[] difference = new BigInteger[Math.max(a.length, b.length)];
        for (int i = 0; i < difference.length; i++) {
            BigInteger left = i < a.length ? a[i] : BigInteger.ZERO;
            difference[i] = i < b.length ? left.subtract(b[i]).mod(prime) : left;
        }
        return trimmed(difference);
    }

    private BigInteger[] gcd(BigInteger[] a, BigInteger[] b) {
        BigInteger[] p = a;
        BigInteger[] q = b;
        while (q.length > 0) {
            BigInteger[] rest = divide(p, q)[1];
            p = q;
            q = rest;
        }
        return p.length == 0 ? p : times(p, new BigInteger[] {p[p.length - 1].modInverse(prime)});
    }

    private BigInteger[][] divide(BigInteger[] a, BigInteger[] b) {
        if (a.length < b.length) {
            return new BigInteger[][] {new BigInteger[0], a};
        }
        BigInteger inverse = b[b.length - 1].modInverse(prime);
        BigInteger[] rest = a.clone();
        BigInteger[] quotient = new BigInteger[a.length - b.length + 1];
        for (int i = quotient.length - 1; i >= 0; i--) {
            budget.tick(b.length);
            BigInteger factor = rest[i + b.length - 1].multiply(inverse).mod(prime);
            quotient[i] = factor;
            if (factor.signum() != 0) {
                for (int j = 0; j < b.length; j++) {
                    rest[i + j] = rest[i + j].subtract(factor.multiply(b[j])).mod(prime);
                }
            }
        }
        return new BigInteger[][] {trimmed(quotient), trimmed(rest)};
    }

    private static BigInteger[] trimmed(BigInteger[] coefficients) {
        int length = coefficients.length;
        while (length > 0 && coefficients[length - 1].signum() == 0) {
            length--;
        }
        return length == coefficients.length ? coefficients : Arrays.copyOf(coefficients, length);
    }
}
