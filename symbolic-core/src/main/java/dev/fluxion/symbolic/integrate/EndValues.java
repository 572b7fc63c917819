package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.function.BiPredicate;

/**
 * The difference of an antiderivative between two ends, at which it is continued by its limits.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v).
 */
final class EndValues {
    private final Expression antiderivative;
    private final Symbol x;
    private final Assumptions assumptions;
    private final Budget budget;
    private final BiPredicate<Expression, Expression> regular;

    /** @param regular whether the antiderivative, or its value, is continuous at a finite end, so that no limit is needed */
    EndValues(Expression antiderivative, Symbol x, Assumptions assumptions, Budget budget, BiPredicate<Expression, Expression> regular) {
        this.antiderivative = antiderivative;
        this.x = x;
        this.assumptions = assumptions;
        this.budget = budget;
        this.regular = regular;
    }

    /** The value; an infinite or missing limit at an end is a {@code domain} diagnostic, as the integral diverges. */
    Expression difference(Expression from, Expression to, boolean rising) {
        Expression high = at(to, rising ? Limits.Side.LEFT : Limits.Side.RIGHT);
        Expression low = at(from, rising ? Limits.Side.RIGHT : Limits.Side.LEFT);
        return Simplifier.tidy(Elementwise.difference(high, low), assumptions, budget);
    }

    private Expression at(Expression end, Limits.Side side) {
        if (!Continuity.isInfinite(end)) {
            try {
                Expression value = Parts.at(antiderivative, x, end);
                if (regular.test(end, value)) {
                    return value;
                }
            } catch (FluxionException e) {
                Parts.refused(e); // division by zero: there is a limit, or none
            }
        }
        return limit(antiderivative, x, end, side, assumptions, budget);
    }

    static Expression limit(Expression antiderivative, Symbol x, Expression end, Limits.Side side, Assumptions assumptions, Budget budget) {
        Limits.Limit limit = Limits.limit(antiderivative, x, end, side, assumptions, budget);
        if (!limit.exists()) {
            throw diverges("an antiderivative, " + antiderivative + ", has no limit towards " + end + ": " + limit.reason());
        }
        if (Topology.of(limit.value()).nodes().contains(Symbol.INFINITY)) {
            throw diverges("an antiderivative, " + antiderivative + ", goes to " + limit.value() + " towards " + x.name() + " = " + end);
        }
        return limit.value();
    }

    private static FluxionException diverges(String reason) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "this integral diverges: " + reason, Span.NONE));
    }
}
