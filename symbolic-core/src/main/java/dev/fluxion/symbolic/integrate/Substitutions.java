package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.FormulaTable;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Substitution: for a part whose derivative divides the integrand, and by the inverse of a function in it.
 *
 * <p>Source: the derivative-divides method, J. Moses, Symbolic Integration: the Stormy Decade (CACM 14, 1971).
 */
final class Substitutions {
    private static final int LARGEST = 60; // nodes: beyond, too many parts would be tried

    private Substitutions() {}

    /** u = g(x) where f/g'(x) is a function of u alone. */
    static Optional<Solution> derivativeDivides(Expression f, Symbol x, Search search) {
        for (Expression inner : candidates(f, x)) {
            Expression slope = Differentiation.derivative(inner, x);
            if (slope.equals(Constant.ZERO)) {
                continue;
            }
            Symbol u = search.fresh(f);
            Optional<Expression> integrand = inTermsOf(f, inner, slope, u, x, search);
            if (integrand.isPresent()) {
                Optional<Solution> part = search.solve(integrand.get(), u);
                if (part.isPresent()) {
                    return Optional.of(Solution.substituted(f, x, part.get(), inner));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Expression> inTermsOf(Expression f, Expression inner, Expression slope, Symbol u, Symbol x, Search search) {
        for (Expression quotient : List.of(Elementwise.quotient(f, slope), Polynomials.cancel(Elementwise.quotient(f, slope), search.budget()))) {
            Expression replaced = Substitution.replace(quotient, Map.of(inner, u));
            if (!Parts.depends(replaced, x)) {
                return Optional.of(replaced);
            }
            Expression again = Polynomials.cancel(replaced, search.budget());
            if (!Parts.depends(again, x)) {
                return Optional.of(again);
            }
        }
        return Optional.empty();
    }

    // Parts that depend on x, the largest first.
    private static List<Expression> candidates(Expression f, Symbol x) {
        Topology topology = Topology.of(f);
        if (topology.size() > LARGEST) {
            return List.of();
        }
        List<Expression> found = new ArrayList<>();
        for (Expression node : topology.nodes()) {
            boolean useful = node instanceof Apply || node instanceof Sum || node instanceof Power || node instanceof Product;
            if (useful && !node.equals(f) && Parts.depends(node, x) && !isMultiple(node, x)) {
                found.add(node);
            }
        }
        if (f instanceof Power || f instanceof Apply) {
            found.add(f);
        }
        found.sort(Comparator.comparingInt(Expression::depth).reversed());
        return found;
    }

    private static boolean isMultiple(Expression node, Symbol x) {
        return node instanceof Product p && p.factors().size() == 1 && p.factors().getFirst().equals(x);
    }

    /** u = g(x) for an invertible g: x is the inverse of u, and dx its derivative. */
    static Optional<Solution> inverse(Expression f, Symbol x, Search search) {
        for (Expression node : Topology.of(f).nodes()) {
            if (node instanceof Apply apply && apply.operands().size() == 1 && !node.equals(f)) {
                Optional<Solution> found = inverse(f, x, apply, search);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Solution> inverse(Expression f, Symbol x, Apply inner, Search search) {
        Optional<Parts.Linear> linear = Parts.linear(inner.operand(), x, search.budget());
        if (linear.isEmpty()) {
            return Optional.empty();
        }
        Symbol u = search.fresh(f);
        Optional<Expression> outer = FormulaTable.INVERSES.of((Apply) Apply.of(inner.operator(), u));
        if (outer.isEmpty()) {
            return Optional.empty();
        }
        Expression point = linear.get().inverse(outer.get());
        Expression replaced = Parts.at(Substitution.replace(f, Map.of(inner, u)), x, point);
        Expression integrand = search.signs().tidy(Elementwise.product(replaced, Differentiation.derivative(point, u)));
        return search.solve(integrand, u).map(part -> Solution.substituted(f, x, part, inner));
    }
}
