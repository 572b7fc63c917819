package dev.fluxion.symbolic;

import dev.fluxion.grammar.FluxionException;
import java.util.HashMap;
import java.util.Map;

/** Sums and products over given whole numbers, term by term: for whoever cannot work on them whole. */
public final class WrittenOut {
    private static final long MOST_TERMS = 100_000;

    private WrittenOut() {}

    /**
     * The expression without indexed sums and products whose ranges are given.
     *
     * @throws FluxionException {@code LIMIT} if one of them has more than a hundred thousand terms, or the budget ends
     */
    public static Expression of(Expression expression) {
        Expression current = expression;
        while (true) {
            Map<Expression, Expression> written = new HashMap<>();
            for (Expression node : Topology.of(current).nodes()) {
                if (node.reach() == 0 && node instanceof Bound bound && (bound.kind() == Bound.Kind.SUM || bound.kind() == Bound.Kind.PRODUCT)
                        && bound.count().isPresent()) {
                    written.put(bound, terms(bound));
                }
            }
            if (written.isEmpty()) {
                return current;
            }
            current = Substitution.replace(current, written);
        }
    }

    private static Expression terms(Bound bound) {
        if (bound.count().getAsLong() > MOST_TERMS) {
            throw FluxionException.unsupported("an " + bound.kind().text() + " of more than " + MOST_TERMS + " terms, term by term");
        }
        return bound.writtenOut();
    }
}
