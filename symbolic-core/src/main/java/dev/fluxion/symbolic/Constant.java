package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.List;

/** A number. */
public final class Constant extends Expression {
    /** 0. */
    public static final Constant ZERO = new Constant(Rational.ZERO);
    /** 1. */
    public static final Constant ONE = new Constant(Rational.ONE);
    /** −1. */
    public static final Constant MINUS_ONE = new Constant(Rational.MINUS_ONE);
    /** 2. */
    public static final Constant TWO = new Constant(Rational.TWO);

    private final Numeral value;

    private Constant(Numeral value) {
        super(Shape.SCALAR, value.hashCode(), List.of());
        this.value = value;
    }

    /** The constant of a number. */
    public static Constant of(Numeral value) {
        return value.isZero() ? ZERO : value.isOne() ? ONE : new Constant(value);
    }

    /** A whole number. */
    public static Constant of(long value) {
        return of(Rational.of(value));
    }

    /** A number that came from floating point and stays inexact; NaN and infinities are among them, and −0 is 0. */
    public static Constant inexact(double value) {
        return of(new Inexact(value));
    }

    /** Its value. */
    public Numeral value() {
        return value;
    }

    /** Whether this is the exact zero. */
    public boolean isZero() {
        return value.isZero();
    }

    /** Whether this is the exact one. */
    public boolean isOne() {
        return value.isOne();
    }

    @Override
    public List<Expression> operands() {
        return List.of();
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return this;
    }

    @Override
    int compareHead(Expression other) {
        return value.compareTo(((Constant) other).value);
    }
}
