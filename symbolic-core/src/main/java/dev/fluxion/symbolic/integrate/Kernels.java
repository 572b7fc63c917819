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
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.LinearEquations;
import dev.fluxion.symbolic.polynomial.PolynomialFactors;
import dev.fluxion.symbolic.polynomial.Squares;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Undetermined coefficients (Risch and Norman; M. Bronstein, Poor man's integrator): the antiderivative is sought as a polynomial in the
 * functions that occur, over the denominator with every factor once less, and logarithms of factors of the denominator.
 *
 * <p>Source: K. O. Geddes, L. Y. Stefanus, On the Risch-Norman Integration Method and its Implementation in MAPLE (ISSAC 1989).
 */
final class Kernels {
    private static final int MOST_KERNELS = 4;
    private static final int DEEPEST = 1;
    private static final int MOST_UNKNOWNS = 120;

    private Kernels() {}

    // Only for what was asked for, or one step from there: on parts that have no antiderivative it would be tried in vain.
    static Optional<Solution> solve(Expression f, Symbol x, Search search) {
        if (search.depth() > DEEPEST) {
            return Optional.empty();
        }
        Set<Expression> kernels = new LinkedHashSet<>();
        kernels.add(x);
        for (Expression node : Topology.of(f).nodes()) {
            boolean function = node instanceof Apply a && a.operands().size() == 1 && !isStepped(a);
            boolean power = node instanceof Power p && Parts.wholeExponent(p) == 0;
            if (Parts.depends(node, x) && (function || power)) {
                kernels.add(node);
            }
        }
        if (kernels.size() > MOST_KERNELS || kernels.size() == 1 || Topology.of(f).nodes().stream().anyMatch(Kernels::isStepped)) {
            return Optional.empty();
        }
        return ansatz(f, x, new ArrayList<>(kernels), PolynomialFactors.of(f, search.budget()), search);
    }

    private static boolean isStepped(Expression node) {
        return node instanceof dev.fluxion.symbolic.Piecewise || node instanceof Apply a
                && (a.operator() == Stepwise.ABSOLUTE || a.operator() == Stepwise.SIGN);
    }

    private static Optional<Solution> ansatz(Expression f, Symbol x, List<Expression> kernels, PolynomialFactors factors, Search search) {
        List<Expression> basis = new ArrayList<>();
        Expression below = factors.reducedDenominator();
        monomials(kernels, factors.degree() + 1).forEach(monomial -> basis.add(Elementwise.quotient(monomial, below)));
        for (Expression factor : factors.denominator()) {
            if (Parts.depends(factor, x)) {
                basis.add(Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, factor)));
            }
        }
        if (basis.size() > MOST_UNKNOWNS) {
            return Optional.empty();
        }
        List<Symbol> unknowns = new ArrayList<>();
        List<Expression> terms = new ArrayList<>(List.of(Elementwise.negate(f)));
        for (int i = 0; i < basis.size(); i++) {
            unknowns.add(Symbol.temporary("coefficient" + i));
            terms.add(Product.of(unknowns.get(i), slope(basis.get(i), x)));
        }
        return LinearEquations.identity(Sum.of(terms), unknowns, x, Squares.NONE, search.budget()).map(found -> {
            Map<Expression, Expression> values = new LinkedHashMap<>();
            found.free().forEach(symbol -> values.put(symbol, Constant.ZERO));
            found.values().forEach((symbol, value) -> values.put(symbol, Substitution.replace(value, values)));
            List<Expression> sum = new ArrayList<>();
            for (int i = 0; i < basis.size(); i++) {
                sum.add(Product.of(values.get(unknowns.get(i)), basis.get(i)));
            }
            return Solution.known("undetermined coefficients", f, x, Sum.of(sum));
        });
    }

    // log(abs(g)) has the slope g'/g.
    private static Expression slope(Expression basis, Symbol x) {
        if (basis instanceof Apply a && a.operator() == Elementary.LOGARITHM && a.operand() instanceof Apply inner && inner.operator() == Stepwise.ABSOLUTE) {
            return Elementwise.quotient(Differentiation.derivative(inner.operand(), x), inner.operand());
        }
        return Differentiation.derivative(basis, x);
    }

    private static List<Expression> monomials(List<Expression> kernels, int degree) {
        List<Expression> all = List.of(Constant.ONE);
        for (Expression kernel : kernels) {
            List<Expression> next = new ArrayList<>();
            for (Expression monomial : all) {
                for (int power = 0; power <= degree && next.size() <= MOST_UNKNOWNS * 4; power++) {
                    next.add(Product.of(monomial, Power.of(kernel, power)));
                }
            }
            all = next;
        }
        return all.stream().filter(monomial -> total(monomial) <= degree).toList();
    }

    private static int total(Expression monomial) {
        return Parts.factors(monomial).stream().mapToInt(factor -> factor instanceof Constant ? 0 : Math.max(1, Parts.wholeExponent(factor))).sum();
    }
}
