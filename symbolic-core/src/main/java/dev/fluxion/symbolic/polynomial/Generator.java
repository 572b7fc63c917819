package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;

/**
 * What a variable of a ring stands for: {@code base^(unit*rest)}. A symbol has unit and rest 1, a square root unit ½, and an exponential the
 * largest unit of which every exponent in sight is a multiple.
 */
record Generator(Expression base, Expression rest, Rational unit) {
    /** Whether it is a variable, whose powers merge with nothing. */
    boolean isVariable() {
        return base instanceof Symbol symbol && symbol.isVariable() && rest.equals(Constant.ONE) && unit.isWhole();
    }

    Expression power(int exponent) {
        return Power.of(base, Product.of(Constant.of(unit.times(Rational.of(exponent))), rest));
    }
}
