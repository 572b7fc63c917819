package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.polynomial.ResidueFactors.Level;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Irreducible factors of a square-free polynomial in one variable over the rationals: factors modulo a prime are lifted to a power of it beyond every
 * coefficient of a factor, and combined. Of several primes the one with fewest factors is taken; degrees that one of them excludes are not tried.
 *
 * <p>Source: H. Zassenhaus, On Hensel Factorization, I (J. Number Theory 1, 1969); D. R. Musser, On the Efficiency of a Polynomial Irreducibility Test
 * (J. ACM 25, 1978); Mignotte's bound, J. von zur Gathen, J. Gerhard, Modern Computer Algebra (3rd ed., 2013), §15.
 */
final class Zassenhaus {
    private static final int PRIMES = 5;
    private static final BigInteger BEFORE_PRIMES = BigInteger.ONE.shiftLeft(29);
    static final int MOST_COMBINATIONS = 1 << 18;

    private final Whole polynomial;
    private final Budget budget;
    private Residues residues;
    private ResidueFactors modular;
    private List<Level> levels = List.of();
    private BigInteger degrees; // bit d is set if a factor may have degree d

    Zassenhaus(Whole polynomial, Budget budget) {
        this.polynomial = polynomial;
        this.budget = budget;
        this.degrees = BigInteger.ONE.shiftLeft(polynomial.degree() + 1).subtract(BigInteger.ONE);
    }

    List<Whole> factors() {
        BigInteger prime = BEFORE_PRIMES;
        for (int used = 0; used < PRIMES && degrees.bitCount() > 2;) {
            budget.check();
            prime = prime.nextProbablePrime();
            used += keepsSquareFree(prime.longValueExact()) ? 1 : 0;
        }
        return degrees.bitCount() == 2 ? List.of(polynomial) : combined(modular.of(levels)); // 0 and its own degree
    }

    private boolean keepsSquareFree(long prime) {
        Residues modulo = new Residues(prime, budget);
        long[] image = polynomial.residues(prime);
        if (image.length <= polynomial.degree() || modulo.gcd(image, modulo.derivative(image)).length > 1) {
            return false;
        }
        ResidueFactors factors = new ResidueFactors(modulo, modulo.monic(image));
        List<Level> found = factors.levels();
        BigInteger sums = BigInteger.ONE;
        for (Level level : found) {
            for (int i = 0; i < level.count(); i++) {
                sums = sums.or(sums.shiftLeft(level.degree()));
            }
        }
        degrees = degrees.and(sums);
        if (levels.isEmpty() || count(found) < count(levels)) {
            residues = modulo;
            modular = factors;
            levels = found;
        }
        return true;
    }

    private static int count(List<Level> levels) {
        return levels.stream().mapToInt(Level::count).sum();
    }

    private List<Whole> combined(List<long[]> factors) {
        BigInteger modulus = BigInteger.valueOf(residues.prime());
        // twice the leading coefficient times 2^degree times the norm
        BigInteger bound = polynomial.squares().sqrt().add(BigInteger.ONE).multiply(polynomial.leading()).shiftLeft(polynomial.degree() + 1);
        int power = bound.bitLength() / (modulus.bitLength() - 1) + 1;
        List<Whole> pieces = lifted(factors, power);
        modulus = modulus.pow(power);
        List<Whole> found = new ArrayList<>();
        Whole rest = polynomial;
        int tried = 0;
        for (int count = 1; count * 2 <= pieces.size();) {
            boolean success = false;
            for (Subsets subsets = new Subsets(count, pieces.size()); !success && subsets.hasNext();) {
                int[] chosen = subsets.next();
                if (++tried > MOST_COMBINATIONS) {
                    throw tooMany();
                }
                Optional<Whole> factor = candidate(rest, pieces, chosen, modulus);
                Optional<Whole> quotient = factor.isEmpty() ? factor : rest.dividedBy(factor.get(), budget);
                if (quotient.isPresent()) {
                    found.add(factor.get());
                    rest = quotient.get();
                    remove(pieces, chosen);
                    success = true;
                }
            }
            count += success ? 0 : 1;
        }
        found.add(rest);
        return found;
    }

    // A factor times a divisor of the leading coefficient: its degree and its last coefficient tell most others apart.
    private Optional<Whole> candidate(Whole of, List<Whole> pieces, int[] chosen, BigInteger modulus) {
        budget.tick(chosen.length);
        int degree = 0;
        BigInteger last = of.leading();
        for (int index : chosen) {
            degree += pieces.get(index).degree();
            last = last.multiply(pieces.get(index).at(0)).mod(modulus);
        }
        BigInteger divisor = Whole.symmetric(last, modulus);
        if (!degrees.testBit(degree) || divisor.signum() == 0 || of.leading().multiply(of.at(0)).mod(divisor.abs()).signum() != 0) {
            return Optional.empty();
        }
        Whole product = new Whole(of.leading());
        for (int index : chosen) {
            product = product.times(pieces.get(index), budget).modulo(modulus);
        }
        return Optional.of(product.symmetric(modulus).primitive());
    }

    static void remove(List<?> pieces, int[] chosen) {
        for (int i = chosen.length - 1; i >= 0; i--) {
            pieces.remove(chosen[i]);
        }
    }

    static FluxionException tooMany() {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT,
                "factors: more than " + MOST_COMBINATIONS + " combinations of factors modulo a prime would have to be tried", Span.NONE));
    }

    // Hensel's lemma, one power of the prime after the other: the error is spread over the factors by Bézout's coefficients.
    private List<Whole> lifted(List<long[]> factors, int power) {
        long[] product = residues.monic(polynomial.residues(residues.prime()));
        List<long[]> shares = new ArrayList<>();
        List<Whole> lifted = new ArrayList<>();
        for (long[] factor : factors) {
            shares.add(residues.inverse(residues.quotient(product, factor), factor));
            lifted.add(whole(factor));
        }
        BigInteger prime = BigInteger.valueOf(residues.prime());
        BigInteger full = prime.pow(power);
        Whole monic = polynomial.times(inverse(polynomial.leading(), prime, power)).modulo(full);
        BigInteger modulus = prime;
        for (int k = 1; k < power; k++) {
            long[] error = error(monic, lifted, modulus, modulus.multiply(prime));
            for (int i = 0; i < lifted.size(); i++) {
                long[] share = residues.remainder(residues.times(error, shares.get(i)), factors.get(i));
                lifted.set(i, lifted.get(i).plus(whole(share).times(modulus)));
            }
            modulus = modulus.multiply(prime);
        }
        return lifted;
    }

    // Newton's iteration: each step knows the inverse modulo a power of the prime twice as large.
    private BigInteger inverse(BigInteger value, BigInteger prime, int power) {
        BigInteger inverse = value.modInverse(prime);
        for (int known = 1; known < power;) {
            budget.tick(1);
            known = Math.min(2 * known, power);
            BigInteger modulus = prime.pow(known);
            inverse = BigInteger.TWO.subtract(value.mod(modulus).multiply(inverse)).multiply(inverse).mod(modulus);
        }
        return inverse;
    }

    private long[] error(Whole monic, List<Whole> factors, BigInteger known, BigInteger modulus) {
        Whole product = factors.getFirst();
        for (Whole factor : factors.subList(1, factors.size())) {
            product = product.times(factor, budget).modulo(modulus);
        }
        return monic.plus(product.times(BigInteger.ONE.negate())).modulo(modulus).dividedBy(known).residues(residues.prime());
    }

    private static Whole whole(long[] residues) {
        return new Whole(Arrays.stream(residues).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new));
    }
}
