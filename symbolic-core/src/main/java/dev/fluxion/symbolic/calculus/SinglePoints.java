package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The derivative at a point that has a case of its own, where it is no derivative of that case but a limit. Limits are in a package above the rules of
 * differentiation, and offer this as a service.
 */
public interface SinglePoints {
    /** The one that limits offer. */
    static SinglePoints instance() {
        return Loaded.INSTANCE;
    }

    /**
     * The derivative of a function at a point, by definition; empty if it has none there.
     *
     * @param around the function at all other points nearby
     * @param value the function at the point
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if it could not be found
     */
    Optional<Expression> slope(Expression around, Symbol variable, Expression point, Expression value);

    /** Holds the service once it was asked for. */
    final class Loaded {
        private static final SinglePoints INSTANCE = ServiceLoader.load(SinglePoints.class, SinglePoints.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new IllegalStateException("no derivatives at single points were found"));

        private Loaded() {}
    }
}
