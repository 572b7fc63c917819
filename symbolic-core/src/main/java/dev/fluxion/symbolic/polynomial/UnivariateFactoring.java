package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.WholeRoots;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Irreducible factors in one variable over the rationals: cyclotomic ones first; of what is left, an f(x^k) from the factors of f(x), one prime of k
 * after the other.
 *
 * <p>Source: f(x^p), with f irreducible and p prime, is irreducible unless a root of f is a p-th power in its field, and then so is its norm (A. Capelli),
 * S. Lang, Algebra (3rd ed., 2002), VI §9.
 */
final class UnivariateFactoring {
    private final Budget budget;

    UnivariateFactoring(Budget budget) {
        this.budget = budget;
    }

    /**
     * The irreducible factors, each primitive with a positive leading coefficient.
     *
     * @param p square-free, not divisible by its variable, of degree at least 1
     * @throws FluxionException {@code LIMIT} if there are too many ways to combine factors modulo a prime
     */
    List<Whole> factor(Whole p) {
        List<Whole> found = new ArrayList<>();
        Whole rest = Cyclotomic.split(p.primitive(), found, budget);
        if (rest.degree() > 0) {
            found.addAll(inSteps(rest));
        }
        return found;
    }

    private List<Whole> inSteps(Whole p) {
        int step = p.step();
        List<Whole> factors = irreducible(p.deflated(step));
        for (int prime = 2; step > 1; prime++) {
            for (; step % prime == 0; step /= prime) {
                List<Whole> next = new ArrayList<>();
                for (Whole factor : factors) {
                    Whole raised = factor.inflated(prime);
                    next.addAll(normIsPower(factor, prime) ? irreducible(raised) : List.of(raised));
                }
                factors = next;
            }
        }
        return factors;
    }

    private List<Whole> irreducible(Whole p) {
        return p.degree() == 1 ? List.of(p) : new Zassenhaus(p, budget).factors();
    }

    // The norm of a root is the quotient of the last coefficient and the leading one, up to the sign of its degree.
    private static boolean normIsPower(Whole p, int exponent) {
        BigInteger common = Divisors.greatestCommon(p.at(0), p.leading());
        BigInteger above = p.degree() % 2 == 0 ? p.at(0).divide(common) : p.at(0).divide(common).negate();
        BigInteger below = p.leading().divide(common);
        boolean negative = above.signum() * below.signum() < 0;
        return !(negative && exponent == 2) && WholeRoots.exact(above.abs(), exponent).isPresent() && WholeRoots.exact(below.abs(), exponent).isPresent();
    }
}
