package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Derivatives of one order after the other of a polynomial in functions whose derivatives are polynomials in them again, as those of {@code x},
 * {@code sin(x)}, {@code cos(x)} and {@code exp(x^2)} are, and {@code tan(x)} and its own; powers may be negative. Every order is written out. Not
 * thread-safe.
 *
 * <p>Source: a derivation of a ring is known by its values at the generators, M. Bronstein, Symbolic Integration I (2nd ed., 2005), §3.1.
 */
public final class RepeatedDerivative {
    private static final int MOST_GENERATORS = 12;
    private static final long MOST_PRODUCTS = 200_000; // of terms, in one order

    private final Ring ring;
    private final List<Fraction> slopes; // of the generators, each over a single term
    private Polynomial numerator;
    private int[] below; // exponents of the term that divides it

    private RepeatedDerivative(Ring ring, List<Fraction> slopes, Fraction start) {
        this.ring = ring;
        this.slopes = slopes;
        numerator = start.numerator().times(start.denominator().leadingCoefficient().reciprocal());
        below = exponents(start.denominator());
    }

    /**
     * Starts from a scalar; empty where some function in it has no such derivative, or they are too many.
     *
     * @param derivative of a function
     */
    public static Optional<RepeatedDerivative> of(Expression function, UnaryOperator<Expression> derivative, Budget budget) {
        try {
            Optional<Ring> closed = closed(function, derivative, budget);
            if (closed.isEmpty()) {
                return Optional.empty();
            }
            Ring ring = closed.get();
            List<Fraction> slopes = ring.generators().stream().map(each -> ring.fraction(derivative.apply(each.power(1)))).toList();
            Fraction start = ring.fraction(function);
            boolean plain = start.denominator().size() == 1 && slopes.stream().allMatch(slope -> slope.denominator().size() == 1);
            return plain ? Optional.of(new RepeatedDerivative(ring, slopes, start)) : Optional.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }

    // The ring that holds the derivatives of its generators.
    private static Optional<Ring> closed(Expression function, UnaryOperator<Expression> derivative, Budget budget) {
        List<Expression> held = new ArrayList<>(List.of(function));
        Ring ring = Ring.of(held, Squares.NONE, false, budget);
        while (ring.size() <= MOST_GENERATORS) {
            List<Generator> generators = ring.generators();
            generators.forEach(each -> held.add(derivative.apply(each.power(1))));
            ring = Ring.of(held, Squares.NONE, false, budget);
            if (ring.generators().equals(generators)) {
                return Optional.of(ring);
            }
        }
        return Optional.empty();
    }

    private int[] exponents(Polynomial term) {
        int[] exponents = new int[ring.size()];
        for (int v = 0; v < exponents.length; v++) {
            exponents[v] = term.exponent(0, v);
        }
        return exponents;
    }

    /** Goes on to the next order; false where it would be too long, and this is what it was. */
    public boolean advance() {
        long slopeTerms = slopes.stream().mapToLong(slope -> slope.numerator().size()).sum();
        if (2 * slopeTerms * numerator.size() > MOST_PRODUCTS) {
            return false;
        }
        try {
            take();
            return true;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT);
            return false;
        }
    }

    // (p/m)' = sum of (∂p/∂g - p*k/g)*g' over the generators g, where m has g^k; over m, and over what the g' and the 1/g leave below the line.
    private void take() {
        int[] common = common();
        Polynomial sum = Polynomial.zero(ring.size());
        for (int g = 0; g < ring.size(); g++) {
            Polynomial slope = slopes.get(g).numerator().times(slopes.get(g).denominator().leadingCoefficient().reciprocal());
            if (slope.isZero()) {
                continue;
            }
            int[] left = combined(common, -1, exponents(slopes.get(g).denominator()));
            sum = sum.plus(ring.times(numerator.derivative(g), shifted(slope, left)));
            if (below[g] > 0) {
                left[g]--;
                sum = sum.minus(ring.times(numerator, shifted(slope, left)).times(Rational.of(below[g])));
            }
        }
        int[] under = combined(below, 1, common);
        for (int v = 0; v < under.length; v++) {
            int both = Math.min(under[v], sum.lowDegree(v));
            sum = sum.shifted(v, -both);
            under[v] = sum.isZero() ? 0 : under[v] - both;
        }
        numerator = sum;
        below = under;
    }

    // What all that is added up is brought over.
    private int[] common() {
        int[] common = new int[ring.size()];
        for (int g = 0; g < ring.size(); g++) {
            Polynomial slope = slopes.get(g).numerator();
            int[] divisor = exponents(slopes.get(g).denominator());
            for (int v = 0; v < common.length; v++) {
                int needed = v == g && below[g] > 0 && !slope.isZero() ? divisor[v] + 1 - slope.lowDegree(v) : divisor[v];
                common[v] = Math.max(common[v], Math.max(needed, divisor[v]));
            }
        }
        return common;
    }

    private static int[] combined(int[] first, int factor, int[] second) {
        int[] result = new int[first.length];
        for (int v = 0; v < result.length; v++) {
            result[v] = first[v] + factor * second[v];
        }
        return result;
    }

    private static Polynomial shifted(Polynomial polynomial, int[] by) {
        Polynomial result = polynomial;
        for (int v = 0; v < by.length; v++) {
            result = by[v] == 0 ? result : result.shifted(v, by[v]);
        }
        return result;
    }

    /** The derivative of the order that was reached, written out. */
    public Expression expression() {
        Polynomial divisor = shifted(Polynomial.one(ring.size()), below);
        return ring.expanded(new Fraction(numerator, divisor));
    }
}
