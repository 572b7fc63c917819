package dev.fluxion.symbolic;

import dev.fluxion.grammar.Interruption;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;

/** Canonical products of scalars: flat, numbers folded, equal bases merged into one power, ordered. */
final class ScalarFactors {

    private Numeral coefficient = Rational.ONE;
    private final List<Rational> longNumbers = new ArrayList<>(0); // factors of the coefficient
    private final Places bases;
    private final List<Expression> exponents; // null where a base fell away

    private ScalarFactors(int expected) {
        bases = new Places(expected);
        exponents = new ArrayList<>(expected);
    }

    static Expression product(List<Expression> factors) {
        ScalarFactors merged = new ScalarFactors(factors.size() + 2);
        for (int i = 0; i < factors.size(); i++) {
            Interruption.check(i + 1L); // short products, which whoever is interrupted may still make, never look
            merged.multiply(factors.get(i));
        }
        return merged.build();
    }

    private void multiply(Expression factor) {
        switch (factor) {
            case Constant c -> multiply(c.value());
            case Product p when !p.isContraction() -> multiplyAll(p.coefficient(), p.factors());
            case Product p when !p.coefficient().isOne() || p.hasScalarFactors() -> {
                multiplyAll(p.coefficient(), p.scalarFactors());
                multiply(p.tensorFactors());
            }
            case Power p -> raise(p.base(), p.exponent());
            default -> raise(factor, Constant.ONE);
        }
    }

    // Ten thousand factors make a number of as many digits: multiplied one by one, they would take their square.
    private void multiply(Numeral number) {
        if (!(number instanceof Rational)) {
            multiplyLongNumbers();
        }
        if (coefficient instanceof Rational exact && exact.isLong() && number instanceof Rational) {
            longNumbers.add(exact);
            coefficient = number;
        } else {
            coefficient = coefficient.times(number);
        }
    }

    private void multiplyLongNumbers() {
        for (int step = 1; step < longNumbers.size(); step *= 2) {
            for (int i = 0; i + step < longNumbers.size(); i += 2 * step) {
                longNumbers.set(i, longNumbers.get(i).times(longNumbers.get(i + step)));
            }
        }
        if (!longNumbers.isEmpty()) {
            coefficient = longNumbers.getFirst().times(coefficient);
            longNumbers.clear();
        }
    }

    // Canonical products are flat: no factor of theirs is such a product again.
    private void multiplyAll(Numeral number, List<Expression> factors) {
        multiply(number);
        for (Expression factor : factors) {
            multiply(factor);
        }
    }

    private void raise(Expression base, Expression exponent) {
        int known = bases.find(base);
        if (known < 0) {
            bases.add(base);
            exponents.add(exponent);
        } else if (exponents.get(known) == null) {
            exponents.set(known, exponent);
        } else {
            merge(known, exponent);
        }
    }

    // A merged power may fall apart into a number and other bases: 2^(1/2)*2^(1/2) is a number.
    private void merge(int known, Expression added) {
        Expression base = bases.get(known);
        if (isOpposite(added, exponents.get(known)) && isPole(base)) {
            coefficient = Infinite.UNDEFINED;
        }
        Expression exponent = Sum.of(added, exponents.get(known));
        Expression power = Power.of(base, exponent);
        if (power instanceof Power && power.equals(Power.raw(base, exponent))) {
            exponents.set(known, exponent);
        } else {
            exponents.set(known, null);
            multiply(power);
        }
    }

    private static boolean isOpposite(Expression first, Expression second) {
        return first instanceof Constant a && second instanceof Constant b && a.value().signum() * b.value().signum() < 0;
    }

    // x/x is 1 for a variable, but not for a value whose power or reciprocal is infinite.
    private static boolean isPole(Expression base) {
        if (!base.isFixed() || base instanceof Constant) {
            return false;
        }
        return base instanceof Symbol ? base.equals(Symbol.INFINITY) : Infinite.isIn(base) || Infinite.isIn(Power.raw(base, Constant.MINUS_ONE));
    }

    private boolean hasInfiniteFactor() {
        for (int i = 0; i < bases.size(); i++) {
            if (exponents.get(i) != null && Infinite.isIn(Power.raw(bases.get(i), exponents.get(i)))) {
                return true;
            }
        }
        return false;
    }

    private Expression build() {
        multiplyLongNumbers();
        if (coefficient.isZero()) {
            return hasInfiniteFactor() ? Constant.of(Infinite.UNDEFINED) : Constant.ZERO;
        }
        if (Double.isNaN(coefficient.doubleValue())) {
            return Constant.of(coefficient);
        }
        List<Expression> factors = new ArrayList<>(bases.size());
        for (int i = 0; i < bases.size(); i++) {
            Interruption.check(i + 1L);
            if (exponents.get(i) != null) {
                factors.add(Power.raw(bases.get(i), exponents.get(i)));
            }
        }
        if (factors.isEmpty()) {
            return Constant.of(coefficient);
        }
        if (factors.size() == 1 && coefficient.isOne()) {
            return factors.getFirst();
        }
        factors.sort(Structure.ORDER);
        return Product.rawScalar(coefficient, factors);
    }
}
