package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Integration by parts: the factor that is simplest when differentiated is u, the rest dv.
 *
 * <p>Source: order of the factors after H. E. Kasube, A Technique for Integration by Parts (Amer. Math. Monthly 90, 1983).
 */
final class ByParts {
    private static final int DEEPEST_WITH_STEPS = 3; // what is left to integrate has ever more of them

    private ByParts() {}

    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        if (search.depth() > DEEPEST_WITH_STEPS && Topology.of(f).nodes().stream().anyMatch(node -> isStep(node) && Parts.depends(node, x))) {
            return Optional.empty();
        }
        List<Expression> factors = Parts.factors(f);
        List<Expression> candidates = new ArrayList<>(factors.stream().filter(factor -> rank(factor, x, search) < 3).toList());
        candidates.sort(Comparator.comparingInt(factor -> rank(factor, x, search)));
        for (Expression u : candidates) {
            List<Expression> rest = new ArrayList<>(factors);
            rest.remove(u);
            Optional<Solution> found = parts(f, x, u, Product.of(rest), search);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean isStep(Expression node) {
        return node instanceof Piecewise || node instanceof Apply apply && apply.operator().kink().isPresent();
    }

    // Logarithms and inverse functions, then powers of x; what is left is integrated.
    private static int rank(Expression factor, Symbol x, Search search) {
        if (!Parts.depends(factor, x)) {
            return 3;
        }
        boolean power = Parts.wholeExponent(factor) > 0;
        Expression base = power ? Parts.base(factor) : factor;
        if (power && base instanceof Apply a && a.operands().size() == 1
                && RationalOrRoot.hasAlgebraicDerivative(a, x)) {
            return 0;
        }
        if (base instanceof Apply) {
            return power ? 2 : 3;
        }
        return power && Parts.polynomial(factor, x, search.budget()).isPresent() ? 1 : 3;
    }

    private static Optional<Solution> parts(Expression f, Symbol x, Expression u, Expression dv, Search search) {
        Optional<Solution> inner = search.solve(dv, x);
        if (inner.isEmpty()) {
            return Optional.empty();
        }
        Expression v = inner.get().value();
        Expression rest = Elementwise.product(v, Differentiation.derivative(u, x));
        Expression tidied = shorter(rest, search);
        Optional<Solution> remaining = tidied.equals(Constant.ZERO) ? Optional.of(Solution.known("constant rule", tidied, x, Constant.ZERO))
                : search.solve(tidied, x);
        return remaining.map(part -> new Solution("integration by parts", f, x,
                List.of(new Solution.Part(inner.get(), x), new Solution.Part(part, x)),
                values -> Sum.of(Parts.scaled(u, values.getFirst()), Parts.scaled(Constant.MINUS_ONE, values.getLast())))
                .with(TextbookParts.letters(f, x, u, dv, v, search)));
    }

    private static Expression shorter(Expression expression, Search search) {
        Expression cancelled = Polynomials.cancel(expression, search.budget());
        return cancelled.depth() <= expression.depth() ? cancelled : expression;
    }
}
