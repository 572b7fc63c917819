package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.number.Rational;
import java.util.List;

/**
 * A polynomial as a number times powers of polynomials that are primitive with positive leading coefficient.
 *
 * @param content the number
 * @param factors the polynomials with their exponents from 1, none of them constant
 */
record Factorisation(Rational content, List<Factor> factors) {
    /** A polynomial to a power. */
    public record Factor(Polynomial base, int exponent) {}

    /** Copies. */
    public Factorisation {
        factors = List.copyOf(factors);
    }
}
