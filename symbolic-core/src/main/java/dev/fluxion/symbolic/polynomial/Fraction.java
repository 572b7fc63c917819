package dev.fluxion.symbolic.polynomial;

/** A rational function; the denominator is not 0. */
record Fraction(Polynomial numerator, Polynomial denominator) {
    static Fraction of(Polynomial polynomial) {
        return new Fraction(polynomial, Polynomial.one(polynomial.variables()));
    }
}
