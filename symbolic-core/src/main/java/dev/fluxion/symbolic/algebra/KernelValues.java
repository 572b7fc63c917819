package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.List;
import java.util.Optional;

/**
 * An expression that is a rational function of one part of it, which holds all of the unknown, with the values of that part at which it is 0.
 *
 * <p>Source: by definition: a rational function is 0 where its numerator is.
 *
 * @param outer the rational function
 * @param name what stands for the part in it
 */
record KernelValues(Expression kernel, Expression outer, Symbol name, Univariate numerator, List<Expression> values) {
    /** Copies. */
    KernelValues {
        values = List.copyOf(values);
    }

    static Optional<KernelValues> of(Expression f, Expression kernel, Symbol name, Symbol x, Budget budget) {
        Expression outer = Kernel.replaced(f, kernel, name, x, budget);
        if (Parts.depends(outer, x) || !Parts.depends(outer, name)) {
            return Optional.empty();
        }
        return UnivariateRing.of(name, budget, List.of(outer)).flatMap(ring -> {
            Univariate numerator = ring.quotient(outer).numerator();
            return new Roots(budget).of(numerator).map(values -> new KernelValues(kernel, outer, name, numerator, values));
        });
    }

    /** Tells how the values were found. */
    void tell(Expression f, SolveTrace trace, Budget budget) {
        trace.substituted(f, outer, name, kernel);
        trace.rational(outer, name, numerator, new Roots(budget));
    }
}
