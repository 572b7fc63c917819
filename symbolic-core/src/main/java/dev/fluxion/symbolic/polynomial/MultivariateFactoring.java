package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Irreducible factors in several variables over the rationals. All variables but one are given values; the factors of what results are lifted to power
 * series in the other variables, modulo as many primes as the coefficients of a factor may need, and combined. A product of such series with the leading
 * coefficient of the polynomial is a factor up to one that is free of the main variable, so that leading coefficients need not be known beforehand. Of
 * several values those with fewest factors are taken: one factor proves irreducibility.
 *
 * <p>Source: E. Kaltofen, Sparse Hensel Lifting (EUROCAL 1985), introduction; the bound on coefficients of factors, A. O. Gelfond, Transcendental and
 * Algebraic Numbers (1960), III §4.
 */
final class MultivariateFactoring {
    private static final int POINTS = 4;
    private static final int MOST_ATTEMPTS = 200;
    private static final BigInteger BEFORE_PRIMES = BigInteger.ONE.shiftLeft(29);
    private static final long FIRST_PRIME = BEFORE_PRIMES.nextProbablePrime().longValueExact();
    private static final int BITS_PER_PRIME = 29;
    private static final int SPARE_BITS = 20; // a product that is no factor almost surely has a coefficient beyond the bound
    private static final double BITS_PER_DEGREE = 1.4427; // log2 of e

    private final Polynomial polynomial;
    private final Budget budget;
    private final int main;
    private final Polynomial leading;
    private final List<SeriesFactors> lifted = new ArrayList<>(); // by prime
    private final List<BigInteger> primes = new ArrayList<>();
    private long next = 1; // a fixed sequence of points: the same answer every time
    private int[] point = {};
    private Whole image = new Whole();
    private List<Whole> images = List.of();
    private Polynomial atPoint;
    private Staircase staircase;

    /** @param polynomial square-free, and without a factor that is free of one of its variables */
    MultivariateFactoring(Polynomial polynomial, Budget budget) {
        this.polynomial = polynomial;
        this.budget = budget;
        int best = polynomial.mainVariable();
        for (int v = 0; v < polynomial.variables(); v++) {
            best = polynomial.degree(v) > polynomial.degree(best) ? v : best;
        }
        this.main = best;
        this.leading = polynomial.coefficientsIn(main)[polynomial.degree(main)];
        this.atPoint = polynomial;
    }

    List<Polynomial> factors() {
        int found = 0;
        for (int attempt = 0; found < POINTS && images.size() != 1; attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                throw limit("no values of the variables keep a polynomial square-free");
            }
            found += evaluate(point(attempt)) ? 1 : 0;
        }
        return images.size() == 1 ? List.of(polynomial) : combined();
    }

    private static FluxionException limit(String what) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, "factors: " + what, Span.NONE));
    }

    // 0 first, where series are shortest
    private int[] point(int attempt) {
        int[] values = new int[polynomial.variables()];
        for (int v = 0; v < values.length; v++) {
            next = next * 6364136223846793005L + 1442695040888963407L;
            values[v] = v == main || attempt == 0 ? 0 : Math.floorMod(next >>> 33, 2 * attempt + 3) - attempt - 1;
        }
        return values;
    }

    private boolean evaluate(int[] values) {
        budget.check();
        Polynomial value = polynomial;
        for (int v = 0; v < values.length; v++) {
            value = v == main ? value : value.with(v, Rational.of(values[v]));
        }
        if (value.degree(main) < polynomial.degree(main)) {
            return false;
        }
        Whole whole = Whole.of(value, main).primitive();
        if (!isSquareFree(whole, new Residues(FIRST_PRIME, budget))) {
            return false;
        }
        List<Whole> factors = new ArrayList<>();
        Whole rest = whole;
        if (whole.at(0).signum() == 0) {
            Whole x = new Whole(BigInteger.ZERO, BigInteger.ONE);
            factors.add(x);
            rest = whole.dividedBy(x, budget).orElseThrow();
        }
        factors.addAll(rest.degree() == 0 ? List.of() : new UnivariateFactoring(budget).factor(rest));
        if (images.isEmpty() || factors.size() < images.size()) {
            images = factors;
            image = whole;
            point = values;
        }
        return true;
    }

    private static boolean isSquareFree(Whole whole, Residues residues) {
        long[] value = whole.residues(residues.prime());
        return value.length == whole.degree() + 1 && residues.gcd(value, residues.derivative(value)).length == 1;
    }

    private List<Polynomial> combined() {
        staircase = new Staircase(polynomial, main, budget);
        atPoint = translated(polynomial, 1);
        BigInteger bound = bound();
        int enough = (bound.bitLength() + SPARE_BITS) / BITS_PER_PRIME + 1;
        List<Integer> pieces = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            pieces.add(i);
        }
        List<Polynomial> found = new ArrayList<>();
        Polynomial rest = polynomial;
        int tried = 0;
        for (int count = 1; count * 2 <= pieces.size();) {
            boolean success = false;
            for (Subsets subsets = new Subsets(count, pieces.size()); !success && subsets.hasNext();) {
                if (++tried > Zassenhaus.MOST_COMBINATIONS) {
                    throw Zassenhaus.tooMany();
                }
                int[] chosen = subsets.next();
                Optional<Polynomial> factor = factor(Arrays.stream(chosen).map(pieces::get).toArray(), enough, bound);
                if (factor.isPresent()) {
                    found.add(factor.get());
                    rest = rest.dividedExactly(factor.get(), budget);
                    Zassenhaus.remove(pieces, chosen);
                    success = true;
                }
            }
            count += success ? 0 : 1;
        }
        found.add(rest.primitive());
        return found;
    }

    // Small coefficients need one prime; only as many as the bound asks for show that there is no factor.
    private Optional<Polynomial> factor(int[] chosen, int enough, BigInteger bound) {
        Optional<Polynomial> factor = enough == 1 ? Optional.empty() : candidate(chosen, 1, BigInteger.ONE.shiftLeft(BITS_PER_PRIME - SPARE_BITS / 2));
        return factor.isPresent() ? factor : candidate(chosen, enough, bound);
    }

    private BigInteger bound() {
        Polynomial product = polynomial.times(leading, budget);
        int degrees = 0;
        for (int v = 0; v < product.variables(); v++) {
            degrees += product.degree(v);
        }
        return product.height().numerator().shiftLeft((int) Math.ceil(degrees * BITS_PER_DEGREE));
    }

    private Optional<Polynomial> candidate(int[] chosen, int count, BigInteger bound) {
        while (lifted.size() < count) {
            lift();
        }
        BigInteger modulus = primes.subList(0, count).stream().reduce(BigInteger.ONE, BigInteger::multiply);
        Polynomial product = translated(joined(lifted.subList(0, count).stream().map(factors -> factors.product(chosen)).toList()), -1);
        Polynomial symmetric = symmetric(product, modulus);
        if (symmetric.height().numerator().compareTo(bound) > 0) {
            return Optional.empty();
        }
        Polynomial content = new CommonDivisor(budget).content(symmetric, main);
        Polynomial primitive = symmetric.dividedExactly(content, budget).primitive();
        return Division.exact(polynomial, primitive, budget).isPresent() ? Optional.of(primitive) : Optional.empty();
    }

    private static Polynomial symmetric(Polynomial p, BigInteger modulus) {
        List<Polynomial> terms = new ArrayList<>();
        for (int term = 0; term < p.size(); term++) {
            BigInteger residue = Whole.symmetric(p.coefficient(term).numerator(), modulus);
            if (residue.signum() != 0) {
                terms.add(p.monomial(term).times(Rational.of(residue, BigInteger.ONE)));
            }
        }
        return Polynomial.ofTerms(p.variables(), terms);
    }

    // Modulo one more prime.
    private void lift() {
        BigInteger prime = primes.isEmpty() ? BEFORE_PRIMES : primes.getLast();
        Residues residues;
        do {
            prime = prime.nextProbablePrime();
            residues = new Residues(prime.longValueExact(), budget);
        } while (leadingAtPoint().mod(prime).signum() == 0 || !isSquareFree(image, residues));
        primes.add(prime);
        List<long[]> factors = new ArrayList<>();
        for (Whole factor : images) {
            factors.add(residues.monic(factor.residues(residues.prime())));
        }
        lifted.add(new SeriesFactors(atPoint, staircase, factors, residues));
    }

    private BigInteger leadingAtPoint() {
        Polynomial value = leading;
        for (int v = 0; v < point.length; v++) {
            value = value.with(v, Rational.of(point[v]));
        }
        return value.leadingCoefficient().numerator();
    }

    // The polynomial with y + sign*value in place of every other variable y.
    private Polynomial translated(Polynomial p, int sign) {
        Polynomial result = p;
        for (int v = 0; v < point.length; v++) {
            if (point[v] != 0) {
                Polynomial[] coefficients = result.coefficientsIn(v);
                Rational by = Rational.of((long) sign * point[v]);
                result = coefficients[coefficients.length - 1];
                for (int power = coefficients.length - 2; power >= 0; power--) {
                    budget.tick(result.size());
                    result = result.shifted(v, 1).plus(result.times(by)).plus(coefficients[power]);
                }
            }
        }
        return result;
    }

    // One polynomial from its residues modulo several primes (Chinese remainders, by Garner).
    private Polynomial joined(List<long[][]> series) {
        TermTable table = new TermTable(polynomial.variables(), staircase.size(), false);
        for (int m = 0; m < staircase.size(); m++) {
            int index = m;
            int length = series.stream().mapToInt(s -> s[index].length).max().orElse(0);
            int[] monomial = staircase.monomial(m).clone();
            for (int power = 0; power < length; power++) {
                monomial[main] = power;
                int at = power;
                BigInteger value = joined(series.stream().mapToLong(s -> at < s[index].length ? s[index][at] : 0).toArray());
                if (value.signum() != 0) {
                    long[] packed = Monomials.packed(monomial);
                    table.add(packed, 0, new long[packed.length], 0, Rational.of(value, BigInteger.ONE));
                }
            }
        }
        return table.polynomial();
    }

    private BigInteger joined(long[] residues) {
        BigInteger value = BigInteger.valueOf(residues[0]);
        BigInteger modulus = primes.getFirst();
        for (int i = 1; i < residues.length; i++) {
            BigInteger prime = primes.get(i);
            BigInteger digit = BigInteger.valueOf(residues[i]).subtract(value).multiply(modulus.modInverse(prime)).mod(prime);
            value = value.add(digit.multiply(modulus));
            modulus = modulus.multiply(prime);
        }
        return value;
    }
}
