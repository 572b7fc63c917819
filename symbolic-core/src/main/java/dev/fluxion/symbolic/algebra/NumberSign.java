package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Signs of numbers by {@linkplain Sign bounds}, and by algebra where these cannot tell a number from 0.
 *
 * <p>Source: by definition: an identity.
 */
public final class NumberSign {
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
            OptionalInt sign = Sign.of(number, Precise.ofRoundedDecimals(BITS[attempt], budget));
            if (sign.isPresent()) {
                return Optional.of(sign.getAsInt());
            }
        }
        return Optional.empty();
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

    /** Whether a condition between numbers holds, if that is certain. */
    public static Optional<Boolean> decided(Condition condition, Budget budget) {
        return switch (condition) {
            case Condition.Truth truth -> Optional.of(truth.value());
            case Condition.Not not -> decided(not.part(), budget).map(holds -> !holds);
            case Condition.Comparison c -> of(Elementwise.difference(c.left(), c.right()), budget).map(sign -> c.relation().holds(sign, 0));
            case Condition.All all -> decided(all.parts(), false, budget);
            case Condition.Any any -> decided(any.parts(), true, budget);
        };
    }

    private static Optional<Boolean> decided(List<Condition> parts, boolean decisive, Budget budget) {
        List<Optional<Boolean>> each = parts.stream().map(part -> decided(part, budget)).toList();
        if (each.stream().anyMatch(holds -> holds.isPresent() && holds.get() == decisive)) {
            return Optional.of(decisive);
        }
        return each.stream().allMatch(Optional::isPresent) ? Optional.of(!decisive) : Optional.empty();
    }
}
