package dev.fluxion.symbolic.polynomial;

import dev.fluxion.symbolic.Expression;
import java.util.Optional;

/** Knows of some kernels what their square is: {@code cos(x)^2} is {@code 1 - sin(x)^2}. */
@FunctionalInterface
public interface Squares {
    /** Knows nothing. */
    Squares NONE = kernel -> Optional.empty();

    /** The square of a kernel, if it is known. */
    Optional<Expression> of(Expression kernel);
}
