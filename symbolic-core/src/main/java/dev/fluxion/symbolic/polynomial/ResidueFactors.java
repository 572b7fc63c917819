package dev.fluxion.symbolic.polynomial;

import java.util.ArrayList;
import java.util.List;

/**
 * Factors of a monic square-free polynomial in one variable modulo a prime: by degree, then of equal degree (Cantor and Zassenhaus). Raising to the
 * power of the prime is linear; its matrix is made once.
 *
 * <p>Source: D. G. Cantor, H. Zassenhaus, A New Algorithm for Factoring Polynomials over Finite Fields (Math. Comp. 36, 1981); J. von zur
 * Gathen, J. Gerhard, Modern Computer Algebra (3rd ed., 2013), §14.2, §14.3 and §14.7.
 */
final class ResidueFactors {
    /** The product of all irreducible factors of one degree. */
    record Level(long[] product, int degree) {
        int count() {
            return (product.length - 1) / degree;
        }
    }

    private static final long[] X = {0, 1};

    private final Residues residues;
    private final long[] monic;
    private final long[][] frobenius; // row i is x^(i*prime)
    private long next = 1; // a fixed sequence of trial polynomials: the same answer every time

    ResidueFactors(Residues residues, long[] monic) {
        this.residues = residues;
        this.monic = monic;
        this.frobenius = new long[monic.length - 1][];
        long[] step = residues.power(residues.remainder(X, monic), residues.prime(), monic);
        for (int i = 0; i < frobenius.length; i++) {
            frobenius[i] = i == 0 ? Residues.ONE : residues.remainder(residues.times(frobenius[i - 1], step), monic);
        }
    }

    private long[] raised(long[] a) {
        return residues.combination(a, frobenius, frobenius.length);
    }

    /** By degree, ascending. */
    List<Level> levels() {
        List<Level> found = new ArrayList<>();
        long[] rest = monic;
        long[] power = residues.remainder(X, monic);
        for (int degree = 1; rest.length - 1 >= 2 * degree; degree++) {
            power = raised(power);
            long[] common = residues.gcd(rest, residues.remainder(residues.minus(power, X), rest));
            if (common.length > 1) {
                found.add(new Level(common, degree));
                rest = residues.quotient(rest, common);
            }
        }
        if (rest.length > 1) {
            found.add(new Level(rest, rest.length - 1));
        }
        return found;
    }

    /** The irreducible factors. */
    List<long[]> of(List<Level> levels) {
        List<long[]> found = new ArrayList<>();
        levels.forEach(level -> split(level.product, level.degree, found));
        return found;
    }

    private void split(long[] product, int degree, List<long[]> into) {
        if (product.length - 1 == degree) {
            into.add(product);
            return;
        }
        long[] common = Residues.ONE;
        while (common.length == 1 || common.length == product.length) {
            long[] trial = trial();
            long[] norm = trial;
            for (int i = 1; i < degree; i++) {
                trial = raised(trial);
                norm = residues.remainder(residues.times(norm, trial), monic);
            }
            long[] half = residues.power(residues.remainder(norm, product), (residues.prime() - 1) / 2, product);
            common = residues.gcd(product, residues.minus(half, Residues.ONE));
        }
        split(common, degree, into);
        split(residues.quotient(product, common), degree, into);
    }

    private long[] trial() {
        long[] coefficients = new long[monic.length - 1];
        for (int i = 0; i < coefficients.length; i++) {
            next = next * 6364136223846793005L + 1442695040888963407L;
            coefficients[i] = (next >>> 20) % residues.prime();
        }
        return Residues.trimmed(coefficients);
    }
}
