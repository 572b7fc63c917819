package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Canonical products of scalars: flat, numbers folded, equal bases merged into one power, ordered. */
final class ScalarFactors {
    private Numeral coefficient = Rational.ONE;
    private final Map<Expression, Expression> exponents = new LinkedHashMap<>(); // base to exponent
    private final Map<Expression, List<Expression>> pendingExponents = new LinkedHashMap<>();

    private ScalarFactors() {}

    static Expression product(Collection<Expression> factors) {
        ScalarFactors merged = new ScalarFactors();
        factors.forEach(merged::multiply);
        return merged.build();
    }

    private void multiply(Expression factor) {
        Deque<Expression> pending = new ArrayDeque<>();
        pending.push(factor);
        while (!pending.isEmpty()) {
            Expression next = pending.pop();
            switch (next) {
                case Constant c -> coefficient = coefficient.times(c.value());
                case Product p when !p.isContraction() -> {
                    coefficient = coefficient.times(p.coefficient());
                    p.factors().reversed().forEach(pending::push);
                }
                case Product p when !p.coefficient().isOne() || p.hasScalarFactors() -> {
                    coefficient = coefficient.times(p.coefficient());
                    p.scalarFactors().forEach(pending::push);
                    pending.push(p.tensorFactors());
                }
                case Power p -> pendingExponents.computeIfAbsent(p.base(), base -> new ArrayList<>(1)).add(p.exponent());
                default -> pendingExponents.computeIfAbsent(next, base -> new ArrayList<>(1)).add(Constant.ONE);
            }
        }
    }

    private Expression build() {
        while (!pendingExponents.isEmpty()) {
            settle();
        }
        if (coefficient.isZero()) {
            return Constant.ZERO;
        }
        List<Expression> factors = new ArrayList<>(exponents.size());
        exponents.forEach((base, exponent) -> factors.add(Power.raw(base, exponent)));
        factors.sort(Structure.ORDER);
        if (factors.isEmpty()) {
            return Constant.of(coefficient);
        }
        if (factors.size() == 1 && coefficient.isOne()) {
            return factors.getFirst();
        }
        return Product.rawScalar(coefficient, factors);
    }

    // Merges what is pending; a merged power may fall apart into a number and other bases, which are then pending again.
    private void settle() {
        Map<Expression, List<Expression>> round = new LinkedHashMap<>(pendingExponents);
        pendingExponents.clear();
        round.forEach((base, added) -> {
            Expression before = exponents.remove(base);
            if (before == null && added.size() == 1 && added.getFirst() instanceof Constant) {
                exponents.put(base, added.getFirst()); // came out of a canonical power
                return;
            }
            List<Expression> all = new ArrayList<>(added);
            if (before != null) {
                all.add(before);
            }
            Expression exponent = Sum.of(all);
            Expression power = Power.of(base, exponent);
            Expression expected = Power.raw(base, exponent);
            if (power.equals(expected) && !(power instanceof Constant)) { // 2^(1/2)*2^(1/2) is a number
                exponents.put(base, exponent);
            } else {
                multiply(power);
            }
        });
    }
}
