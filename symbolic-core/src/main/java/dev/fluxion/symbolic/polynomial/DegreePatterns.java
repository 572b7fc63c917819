package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Budget;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Degrees that factors of a polynomial in one variable with whole coefficients can have, by its factors modulo small primes: where no degree is possible
 * modulo all of them, the polynomial is irreducible, and nothing need be done modulo a prime as large as its coefficients ask for.
 *
 * <p>Source: D. R. Musser, On the Efficiency of a Polynomial Irreducibility Test (J. ACM 25, 1978).
 */
final class DegreePatterns {
    private static final int PRIMES = 7;
    private static final int TRIED = 20;
    private static final int FIRST = 10_007;

    private DegreePatterns() {}

    /** @param whole coefficients from power 0 up, the last not 0 */
    static boolean showIrreducible(BigInteger[] whole, Budget budget) {
        int degree = whole.length - 1;
        BigInteger possible = BigInteger.ONE.shiftLeft(degree + 1).subtract(BigInteger.ONE); // bit k stands for degree k
        BigInteger trivial = BigInteger.ONE.setBit(degree);
        BigInteger prime = BigInteger.valueOf(FIRST);
        int used = 0;
        for (int tried = 0; tried < TRIED && used < PRIMES && !possible.equals(trivial); tried++) {
            BigInteger modulus = prime;
            if (whole[degree].mod(modulus).signum() != 0) {
                BigInteger inverse = whole[degree].modInverse(modulus);
                BigInteger[] monic = Arrays.stream(whole).map(c -> c.multiply(inverse).mod(modulus)).toArray(BigInteger[]::new);
                ModularFactors modular = new ModularFactors(modulus, budget);
                if (modular.isSquareFree(monic)) {
                    possible = possible.and(sums(modular.factor(monic)));
                    used++;
                }
            }
            prime = prime.nextProbablePrime();
        }
        return possible.equals(trivial);
    }

    private static BigInteger sums(List<BigInteger[]> factors) {
        BigInteger sums = BigInteger.ONE;
        for (BigInteger[] factor : factors) {
            sums = sums.or(sums.shiftLeft(factor.length - 1));
        }
        return sums;
    }
}
