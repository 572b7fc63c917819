package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Stepwise;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Remainders of whole numbers that structure and assumptions prove: modulo 1 it is that an expression is whole, modulo 2 its parity.
 *
 * <p>Source: by definition: residue classes form a ring.
 */
final class Remainders {
    private static final int LARGEST_MODULUS = 64;

    private final Assumptions assumptions;
    private final int modulus;

    private Remainders(Assumptions assumptions, int modulus) {
        this.assumptions = assumptions;
        this.modulus = modulus;
    }

    /** Whether an expression takes whole values only. */
    static boolean isWhole(Expression expression, Assumptions assumptions) {
        return new Remainders(assumptions, 1).of(expression).isPresent();
    }

    /** The remainder that a claim {@code mod(expression, modulus) == remainder} speaks of, if it is known; empty for any other claim. */
    static Optional<Boolean> decides(Condition.Relation relation, Expression left, Expression right, Assumptions assumptions) {
        if (relation != Condition.Relation.EQUAL || !(right instanceof Constant claimed) || !(left instanceof Apply apply)
                || apply.operator() != Stepwise.REMAINDER || !(apply.operands().get(1) instanceof Constant c)) {
            return Optional.empty();
        }
        if (!(c.value() instanceof Rational m) || !m.isInt() || m.signum() <= 0 || m.intValue() > LARGEST_MODULUS) {
            return Optional.empty();
        }
        OptionalInt known = new Remainders(assumptions, m.intValue()).of(apply.operand());
        return known.isPresent() ? Optional.of(claimed.value().equals(Rational.of(known.getAsInt()))) : Optional.empty();
    }

    private OptionalInt of(Expression expression) {
        OptionalInt assumed = assumptions.remainder(expression, modulus);
        if (assumed.isPresent()) {
            return assumed;
        }
        return switch (expression) {
            case Constant c when c.value() instanceof Rational r && r.isWhole() -> residue(r.numerator());
            case Sum s -> sum(s.terms());
            case Product p when p.coefficient() instanceof Rational r && r.isWhole() && p.isScalar() && !p.isContraction() -> product(r, p.factors());
            case Power p when p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() > 0 -> power(p.base(), r);
            case Apply a when modulus == 1 && Facts.hasWholeRange(a.operator()) -> OptionalInt.of(0);
            default -> OptionalInt.empty();
        };
    }

    private OptionalInt residue(BigInteger number) {
        return OptionalInt.of(number.mod(BigInteger.valueOf(modulus)).intValue());
    }

    private OptionalInt sum(List<Expression> terms) {
        int total = 0;
        for (Expression term : terms) {
            OptionalInt each = of(term);
            if (each.isEmpty()) {
                return each;
            }
            total = (total + each.getAsInt()) % modulus;
        }
        return OptionalInt.of(total);
    }

    // One factor that is 0 is enough, if the others are whole.
    private OptionalInt product(Rational coefficient, List<Expression> factors) {
        if (!factors.stream().allMatch(factor -> isWhole(factor, assumptions))) {
            return OptionalInt.empty();
        }
        int total = residue(coefficient.numerator()).getAsInt();
        boolean open = false;
        for (Expression factor : factors) {
            OptionalInt each = of(factor);
            open |= each.isEmpty();
            total = total * each.orElse(1) % modulus;
        }
        return open && total != 0 ? OptionalInt.empty() : OptionalInt.of(total);
    }

    private OptionalInt power(Expression base, Rational exponent) {
        OptionalInt residue = of(base);
        return residue.isEmpty() ? residue : residue(BigInteger.valueOf(residue.getAsInt()).modPow(exponent.numerator(), BigInteger.valueOf(modulus)));
    }

    /** The number whose remainder by a whole number is a whole number here, which makes it whole; empty where nothing of the kind is said. */
    static Optional<Expression> dividend(Expression remainder, Expression value) {
        return remainder instanceof Apply a && a.operator() == Stepwise.REMAINDER && isWholeNumber(a.operands().get(1)) && isWholeNumber(value)
                ? Optional.of(a.operand()) : Optional.empty();
    }

    private static boolean isWholeNumber(Expression expression) {
        return expression instanceof Constant c && c.value().isExact() && c.value().isInteger();
    }

    /** What {@code mod(expression, modulus) == remainder} says, as the difference that an assumption keeps. */
    static Expression claim(Expression expression, int modulus, int remainder) {
        return Elementwise.difference(Apply.of(Stepwise.REMAINDER, expression, Constant.of(Rational.of(modulus))), Constant.of(Rational.of(remainder)));
    }
}
