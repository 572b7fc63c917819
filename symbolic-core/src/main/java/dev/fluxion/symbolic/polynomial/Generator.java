package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.number.Rational;

/**
 * What a variable of a ring stands for: {@code base^(unit*rest)}. A symbol has unit and rest 1, a square root unit ½, and an exponential the
 * largest unit of which every exponent in sight is a multiple.
 */
record Generator(Expression base, Expression rest, Rational unit) {
    Expression power(int exponent) {
        return Power.of(base, Product.of(Constant.of(unit.times(Rational.of(exponent))), rest));
    }
}
