package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Solutions of an unknown that is assumed to be a whole number; source: by definition, decided by enclosures. */
final class WholeSolutions {
    private static final int BITS = 128;
    private static final double NEAR = 1e-6; // relative, of a root that is known in double precision

    private WholeSolutions() {}

    /**
     * Those that are whole numbers.
     *
     * @throws FluxionException {@code UNSUPPORTED} if that depends on parameters, or is not decided by digits
     */
    static Solutions among(Solutions all, Budget budget) {
        List<Expression> values = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < all.values().size(); i++) {
            if (isWhole(all.values().get(i), budget)) {
                values.add(all.values().get(i));
                conditions.add(all.conditions().get(i));
            }
        }
        return new Solutions(values, conditions, all.complete(), all.unless());
    }

    private static boolean isWhole(Expression value, Budget budget) {
        if (!Substitution.variables(value).isEmpty()) {
            throw FluxionException.unsupported("whole solutions that depend on parameters");
        }
        if (value instanceof Constant c && c.value() instanceof Rational r) {
            return r.isWhole();
        }
        if (value instanceof Constant c && !c.value().isExact()) {
            double number = c.value().doubleValue();
            if (Math.abs(number - Math.rint(number)) > NEAR * Math.max(1, Math.abs(number))) {
                return false;
            }
            throw FluxionException.unsupported("whether the root " + value + " is a whole number");
        }
        Enclosure bounds = enclosed(value, budget);
        BigInteger floor = bounds.high().floor();
        if (bounds.low().toBigDecimal().compareTo(new BigDecimal(floor)) > 0) {
            return false;
        }
        return NumberSign.of(Elementwise.difference(value, Constant.of(Rational.of(floor, BigInteger.ONE))), budget)
                .orElseThrow(() -> FluxionException.unsupported("whether the root " + value + " is a whole number")) == 0;
    }

    private static Enclosure enclosed(Expression value, Budget budget) {
        try {
            return new Precise(Map.of(), BITS, budget).enclosure(value);
        } catch (NotEnclosed e) {
            throw FluxionException.unsupported("whether the root " + value + " is a whole number: " + e.getMessage());
        }
    }
}
