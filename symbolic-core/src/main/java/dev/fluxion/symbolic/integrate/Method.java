package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.util.Optional;

/** One way to find an antiderivative. */
@FunctionalInterface
interface Method {
    /** The solution, if this way leads to one. What is still needed is asked of the search. */
    Optional<Solution> solve(Expression integrand, Symbol x, Search search);
}
