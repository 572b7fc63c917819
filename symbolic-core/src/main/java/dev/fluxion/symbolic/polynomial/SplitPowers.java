package dev.fluxion.symbolic.polynomial;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Algebra takes {@code x^(n + 1)} for {@code x^n*x}, so that common powers are found. Where {@code x} may be 0 that is true only where both parts have
 * values: {@code x^(x - 1)} is 1 at 1 and {@code x^x/x} is too, but {@code 0^0} is 1 and {@code 0^1/0} has no value. An answer with powers that were
 * not there is therefore computed again with such powers left whole.
 *
 * <p>Source: by definition of powers.
 */
final class SplitPowers {
    private SplitPowers() {}

    /**
     * What an operation makes of expressions.
     *
     * @param operation takes whether powers are split
     */
    static Expression guarded(Collection<Expression> given, Function<Boolean, Expression> operation) {
        if (given.stream().noneMatch(SplitPowers::areIn)) {
            return operation.apply(true);
        }
        return attempt(() -> operation.apply(true)).filter(split -> keeps(given, split)).orElseGet(() -> operation.apply(false));
    }

    /** What an operation on split powers gives, if it has a value: that of {@code 0^(n - 1)} has none. */
    static <T> Optional<T> attempt(Supplier<T> operation) {
        try {
            return Optional.of(operation.get());
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }

    /** Whether an expression has powers that may be split. */
    static boolean areIn(Expression expression) {
        return Topology.of(expression).nodes().stream().anyMatch(SplitPowers::isSplit);
    }

    /** Whether an answer has no powers that need more than those of the given expressions. */
    static boolean keeps(Collection<Expression> given, Expression answer) {
        Set<Expression> before = new HashSet<>(Topology.of(List.copyOf(given)).nodes());
        return Topology.of(answer).nodes().stream().allMatch(node -> isKnown(node, before));
    }

    private static boolean isSplit(Expression node) {
        return node instanceof Power power && power.exponent() instanceof Sum sum && !Kernels.isPositive(power.base())
                && sum.terms().stream().anyMatch(term -> term instanceof Constant c && c.value().isInteger());
    }

    private static boolean isKnown(Expression node, Set<Expression> before) {
        if (!(node instanceof Power power) || Kernels.isPositive(power.base()) || before.contains(power)) {
            return true;
        }
        return power.exponent() instanceof Constant c && (c.value().signum() > 0 || before.stream()
                .anyMatch(other -> other instanceof Power p && p.base().equals(power.base()) && p.exponent() instanceof Constant d && d.value().signum() < 0));
    }
}
