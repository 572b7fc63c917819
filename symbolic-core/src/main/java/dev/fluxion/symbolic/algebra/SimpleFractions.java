package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.Functions;
import java.util.Optional;

/**
 * The simplest fractions, and multiples of π by them, in narrow boxes.
 *
 * <p>Source: the Stern–Brocot tree, R. L. Graham, D. E. Knuth, O. Patashnik, Concrete Mathematics (2nd ed., 1994), §4.5.
 */
final class SimpleFractions {
    /** Denominators with fewer bits are simple: in a narrow box hardly any such fraction lies by chance. */
    static final int SIMPLE = 12;

    private static final int BITS = 128;

    private SimpleFractions() {}

    /** The fraction with the smallest denominator from {@code low} to {@code high}. */
    static Rational between(Rational low, Rational high) {
        if (low.signum() <= 0 && high.signum() >= 0) {
            return Rational.ZERO;
        }
        return low.signum() < 0 ? positive(high.negate(), low.negate()).negate() : positive(low, high);
    }

    // By the continued fraction that both ends begin with; each level takes at least a bit off the denominators.
    private static Rational positive(Rational low, Rational high) {
        Rational whole = low.floor();
        if (whole.equals(low)) {
            return low;
        }
        if (whole.plus(Rational.ONE).compareTo(high) <= 0) {
            return whole.plus(Rational.ONE);
        }
        return whole.plus(positive(high.minus(whole).reciprocal(), low.minus(whole).reciprocal()).reciprocal());
    }

    /** A multiple of π by a simple fraction that is not 0. */
    static Optional<Expression> ofPi(Enclosure box) {
        Enclosure share = box.over(Functions.pi(BITS), BITS);
        Rational simple = between(fraction(share.low()), fraction(share.high()));
        return simple.signum() == 0 || simple.denominator().bitLength() >= SIMPLE / 2 ? Optional.empty()
                : Optional.of(Elementwise.product(Constant.of(simple), Symbol.PI));
    }

    private static Rational fraction(Dyadic number) {
        return Rational.of(number.toBigDecimal());
    }
}
