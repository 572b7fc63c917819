package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Optional;

/**
 * Signs of numbers, proved by bounds or by algebra.
 *
 * <p>Source: by definition: bounds on one side of 0, or an identity.
 */
final class NumberSign {
    private static final int[] BITS = {64, 256, 1024};
    private static final int ALGEBRA_FROM = 1; // after so many attempts with bounds, algebra is tried

    private NumberSign() {}

    /** 1, −1 or 0 if it is certain, else nothing; a number of so many digits is known to its last digit. */
    static Optional<Integer> of(Expression number, Budget budget) {
        if (number instanceof Constant c && c.value().isExact()) {
            return Optional.of(c.value().signum());
        }
        if (!Substitution.variables(number).isEmpty()) {
            return Optional.empty();
        }
        for (int attempt = 0; attempt < BITS.length; attempt++) {
            if (attempt == ALGEBRA_FROM && isZero(number, budget)) {
                return Optional.of(0);
            }
            Optional<Integer> sign = bounded(number, BITS[attempt], budget);
            if (sign.isPresent()) {
                return sign;
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> bounded(Expression number, int bits, Budget budget) {
        try {
            Enclosure value = Precise.ofRoundedDecimals(bits, budget).enclosure(number);
            return value.signum() != 0 ? Optional.of(value.signum()) : value.isPoint() ? Optional.of(0) : Optional.empty();
        } catch (NotEnclosed e) {
            return Optional.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED); // a function without bounds
            return Optional.empty();
        }
    }

    /** Whether algebra shows that a number is 0. */
    static boolean isZero(Expression number, Budget budget) {
        try {
            return number.equals(Constant.ZERO) || Simplifier.simplify(number, Assumptions.NONE, budget).expression().equals(Constant.ZERO);
        } catch (FluxionException e) {
            budget.check();
            return false;
        }
    }
}
