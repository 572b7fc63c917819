package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a quotient of two things that both grow without bound has the limit that it has: one of them grows more slowly. */
final class Growth {
    private final Symbol x;
    private final Expression to;
    private final Limits.Side side;

    Growth(Symbol x, Expression to, Limits.Side side) {
        this.x = x;
        this.to = to;
        this.side = side;
    }

    /** The reason, if the function is such a quotient and its limit is 0 or infinite. */
    Optional<String> reason(Expression function, Expression value) {
        List<Expression> above = new ArrayList<>();
        List<Expression> below = new ArrayList<>();
        for (Expression factor : Parts.factors(Parts.withPlainExponentials(function))) {
            boolean divides = factor instanceof Power power && power.exponent() instanceof Constant exponent && exponent.value().signum() < 0
                    || factor instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL && limit(apply).filter(Constant.ZERO::equals).isPresent();
            (divides ? below : above).add(divides ? inverse(factor) : factor);
        }
        Expression numerator = Product.of(above);
        Expression denominator = Product.of(below);
        if (!grows(numerator) || !grows(denominator)) {
            return Optional.empty();
        }
        if (value.equals(Constant.ZERO)) {
            return Optional.of("it goes to 0, as " + numerator + " grows more slowly than " + denominator);
        }
        return isInfinite(value) ? Optional.of("it grows without bound, as " + denominator + " grows more slowly than " + numerator) : Optional.empty();
    }

    private static Expression inverse(Expression factor) {
        return factor instanceof Apply apply ? Apply.of(apply.operator(), Elementwise.negate(apply.operand())) : Power.of(factor, -1);
    }

    private boolean grows(Expression part) {
        return Parts.depends(part, x) && limit(part).filter(Growth::isInfinite).isPresent();
    }

    private static boolean isInfinite(Expression value) {
        return Topology.of(value).find(Symbol.INFINITY).isPresent();
    }

    private Optional<Expression> limit(Expression part) {
        try {
            Limits.Limit limit = Limits.limit(part, x, to, side, Assumptions.NONE, Budget.current());
            return limit.exists() ? Optional.of(limit.value()) : Optional.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED);
            return Optional.empty();
        }
    }
}
