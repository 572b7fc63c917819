package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Divisors;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sums of arctangents of rational numbers that are multiples of an eighth of a turn: {@code 4*atan(1/5) - atan(1/239)} is {@code pi/4}.
 *
 * <p>Source: {@code atan(p/q)} is the angle of the Gaussian integer {@code q + p*i}, and angles add where numbers are multiplied: J. Todd, A Problem on
 * Arc Tangent Relations (American Mathematical Monthly 56, 1949).
 */
final class NumberArctangents {
    private static final int LARGEST_MULTIPLE = 200;
    private static final int MOST_BITS = 20_000;

    /** A Gaussian integer. */
    private record Gaussian(BigInteger real, BigInteger imaginary) {
        static final Gaussian ONE = new Gaussian(BigInteger.ONE, BigInteger.ZERO);

        Gaussian times(Gaussian other) {
            return new Gaussian(real.multiply(other.real).subtract(imaginary.multiply(other.imaginary)),
                    real.multiply(other.imaginary).add(imaginary.multiply(other.real)));
        }

        /** Whether the angle is a multiple of an eighth of a turn. */
        boolean isEighth() {
            return real.signum() == 0 || imaginary.signum() == 0 || real.abs().equals(imaginary.abs());
        }

        int bits() {
            return real.bitLength() + imaginary.bitLength();
        }
    }

    /** A term {@code multiple*atan(tangent)}. */
    private record Term(Rational multiple, Rational tangent) {}

    private NumberArctangents() {}

    /** The sum with a multiple of pi instead of its arctangents of numbers, if they make one. */
    static Optional<Expression> joined(Expression sum) {
        if (!(sum instanceof Sum s)) {
            return Optional.empty();
        }
        List<Term> angles = new ArrayList<>();
        List<Expression> parts = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        for (Expression term : s.terms()) {
            Optional<Term> angle = angle(term);
            angle.ifPresent(angles::add);
            (angle.isPresent() ? parts : others).add(term);
        }
        if (angles.size() < 2) {
            return Optional.empty();
        }
        return multipleOfPi(angles, Sum.of(parts)).map(value -> Sum.of(Stream.concat(others.stream(), Stream.of(value)).toList()));
    }

    private static Optional<Term> angle(Expression term) {
        Numeral coefficient = term instanceof Product p ? p.coefficient() : Rational.ONE;
        Expression function = term instanceof Product p && p.factors().size() == 1 ? p.factors().getFirst() : term;
        boolean rational = function instanceof Apply a && a.operator() == Elementary.ARCTANGENT && a.operand() instanceof Constant c
                && c.value() instanceof Rational && coefficient instanceof Rational;
        return rational ? Optional.of(new Term((Rational) coefficient, (Rational) ((Constant) ((Apply) function).operand()).value())) : Optional.empty();
    }

    // The common denominator d of the multiples taken out, the angle is k*pi/(4*d) with the whole number k that bounds of the sum leave.
    private static Optional<Expression> multipleOfPi(List<Term> angles, Expression sum) {
        BigInteger denominator = BigInteger.ONE;
        for (Term angle : angles) {
            BigInteger own = angle.multiple.denominator();
            denominator = denominator.divide(Divisors.greatestCommon(denominator, own)).multiply(own);
        }
        Gaussian product = Gaussian.ONE;
        for (Term angle : angles) {
            BigInteger times = angle.multiple.numerator().multiply(denominator.divide(angle.multiple.denominator()));
            BigInteger above = times.signum() < 0 ? angle.tangent.numerator().negate() : angle.tangent.numerator();
            if (times.abs().bitLength() > 30 || times.abs().intValue() > LARGEST_MULTIPLE) {
                return Optional.empty();
            }
            for (int i = 0; i < times.abs().intValue(); i++) {
                product = product.times(new Gaussian(angle.tangent.denominator(), above));
                if (product.bits() > MOST_BITS) {
                    return Optional.empty();
                }
            }
        }
        return product.isEighth() ? nearest(sum, Rational.of(BigInteger.ONE, denominator.multiply(BigInteger.valueOf(4)))) : Optional.empty();
    }

    /** The multiple of a part of pi that is less than half that part away from a number, which is known to be one. */
    static Optional<Expression> nearest(Expression sum, Rational unit) {
        double parts = Evaluator.scalar(sum, Map.of()) / (unit.doubleValue() * Math.PI);
        Expression value = Elementwise.product(Constant.of(unit.times(Rational.of(Math.round(parts)))), Symbol.PI);
        Expression half = Elementwise.product(Constant.of(unit.times(Rational.HALF)), Symbol.PI);
        Expression distance = Elementwise.difference(sum, value);
        boolean near = isPositive(Elementwise.difference(half, distance)) && isPositive(Elementwise.sum(half, distance));
        return near ? Optional.of(value) : Optional.empty();
    }

    private static boolean isPositive(Expression number) {
        return Sign.of(number).orElse(0) > 0;
    }
}
