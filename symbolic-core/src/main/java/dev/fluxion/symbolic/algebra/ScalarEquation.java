package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An equation of scalars in place of one in which the unknown stands inside of sums over tensors. Such a sum is a polynomial in the scalars that
 * hold the unknown, and Taylor's formula at 0 writes it as one; what does not depend on the unknown, sizes among it, goes by a name.
 *
 * <p>Source: Taylor's theorem, DLMF §1.4(vi).
 */
final class ScalarEquation {
    private static final int HIGHEST_DEGREE = 8;

    private final Symbol x;
    private final Map<Expression, Expression> meanings = new LinkedHashMap<>();
    private final Map<Expression, Symbol> names = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<Expression> dependent = new HashSet<>();
    private final Map<Expression, Expression> results = new HashMap<>();
    private final WrittenEquation scalars;
    private Assumptions assumptions;

    ScalarEquation(WrittenEquation written, Symbol x, Assumptions assumptions) {
        this.x = x;
        this.assumptions = assumptions;
        Substitution.variables(written.zero()).forEach(symbol -> taken.add(symbol.name()));
        Expression zero = rewritten(written.zero());
        // A tensor has values where the scalars in it have, for its entries are polynomials of these.
        List<Expression> parts = written.parts().stream().filter(part -> part.isScalar() && part.reach() == 0).map(this::rewritten).toList();
        this.scalars = new WrittenEquation(zero, parts);
    }

    /** Whether an expression has tensors or sizes in it. */
    static boolean isNeeded(Expression expression) {
        return Topology.of(expression).nodes().stream().anyMatch(ScalarEquation::isMore);
    }

    private static boolean isMore(Expression node) {
        return !node.isScalar() || node.reach() > 0 || node instanceof Symbol s && s.role() == Symbol.Role.SIZE;
    }

    /** The equation without tensors. */
    WrittenEquation scalars() {
        return scalars;
    }

    /** What was assumed, and what is known of the named parts. */
    Assumptions assumptions() {
        return assumptions;
    }

    /** A solution with the meanings of the names in it. */
    Expression meant(Expression solution) {
        return Substitution.replace(solution, meanings);
    }

    private Expression rewritten(Expression written) {
        for (Expression node : Topology.of(written).nodes()) {
            if (node.equals(x) || node.operands().stream().anyMatch(dependent::contains)) {
                dependent.add(node);
            }
            if (node.isScalar() && node.reach() == 0 && dependent.contains(node)) {
                results.computeIfAbsent(node, this::inUnknown);
            }
        }
        return dependent.contains(written) ? results.get(written) : named(written);
    }

    private Expression inUnknown(Expression node) {
        if (node instanceof Bound || node instanceof Fold || node.operands().stream().anyMatch(operand -> !operand.isScalar() || operand.reach() > 0)) {
            return polynomial(node);
        }
        List<Expression> operands = node.operands().stream().map(operand -> dependent.contains(operand) ? results.get(operand) : named(operand)).toList();
        return operands.isEmpty() ? node : Elementwise.rebuild(node, operands);
    }

    // The scalars nearest below that hold the unknown become variables, in which the node is a polynomial.
    private Expression polynomial(Expression node) {
        Map<Expression, Expression> kernels = new LinkedHashMap<>();
        Map<Symbol, Expression> values = new LinkedHashMap<>();
        Deque<Expression> pending = new ArrayDeque<>(List.of(node));
        Set<Expression> seen = new HashSet<>();
        while (!pending.isEmpty()) {
            Expression next = pending.pop();
            requirePolynomial(next);
            for (Expression operand : next.operands()) {
                if (!dependent.contains(operand) || !seen.add(operand)) {
                    continue;
                }
                if (operand.isScalar() && operand.reach() == 0) {
                    Symbol kernel = fresh("kernel");
                    kernels.put(operand, kernel);
                    values.put(kernel, results.get(operand));
                } else {
                    pending.push(operand);
                }
            }
        }
        return taylor(Substitution.replace(node, kernels), List.copyOf(values.keySet()), values);
    }

    private static void requirePolynomial(Expression node) {
        boolean polynomial = switch (node) {
            case Sum s -> true;
            case Product p -> true;
            case ArrayOf a -> true;
            case Selection s -> true;
            case Bound b -> b.kind() == Bound.Kind.SUM;
            case Power p -> p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() > 0;
            case Constant _, Symbol _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, Fold _, Indicator _ -> false;
        };
        if (!polynomial) {
            throw FluxionException.unsupported("an equation whose unknown stands inside of " + (node instanceof Bound bound ? "an " + bound.kind().text() : "a function of a tensor"));
        }
    }

    // The node is a polynomial by its structure, so that its derivatives end.
    private Expression taylor(Expression node, List<Symbol> kernels, Map<Symbol, Expression> values) {
        if (kernels.isEmpty()) {
            return named(node);
        }
        Symbol kernel = kernels.getFirst();
        List<Expression> terms = new ArrayList<>();
        Expression derivative = node;
        Expression factorial = Constant.ONE;
        for (int k = 0; !derivative.equals(Constant.ZERO); k++) {
            if (k > HIGHEST_DEGREE) {
                throw FluxionException.unsupported("an equation of a degree above " + HIGHEST_DEGREE + " between sums over tensors");
            }
            factorial = k == 0 ? factorial : Elementwise.product(factorial, Constant.of(k));
            Expression coefficient = Elementwise.quotient(Substitution.replace(derivative, Map.of(kernel, Constant.ZERO)), factorial);
            terms.add(Elementwise.product(taylor(coefficient, kernels.subList(1, kernels.size()), values), Power.of(values.get(kernel), k)));
            derivative = Differentiation.derivative(derivative, kernel);
        }
        return Sum.of(terms);
    }

    private Expression named(Expression node) {
        if (!isNeeded(node)) {
            return node;
        }
        if (node instanceof Product p && !p.isContraction() && !p.factors().isEmpty()) { // its factors cancel against others
            List<Expression> factors = new ArrayList<>(p.factors().stream().map(this::named).toList());
            factors.add(Constant.of(p.coefficient()));
            return Elementwise.product(factors);
        }
        Symbol known = names.get(node);
        if (known != null) {
            return known;
        }
        Symbol name = fresh("known");
        names.put(node, name);
        meanings.put(name, node);
        assume(name, node);
        return name;
    }

    private void assume(Symbol name, Expression node) {
        List.of(Condition.Relation.GREATER, Condition.Relation.LESS, Condition.Relation.GREATER_EQUAL, Condition.Relation.LESS_EQUAL, Condition.Relation.NOT_EQUAL)
                .stream().filter(relation -> assumptions.prove(new Condition.Comparison(relation, node, Constant.ZERO))).findFirst()
                .ifPresent(relation -> assumptions = assumptions.and(new Condition.Comparison(relation, name, Constant.ZERO)));
    }

    private Symbol fresh(String stem) {
        for (int next = 1;; next++) {
            if (taken.add(stem + "_" + next)) {
                return Symbol.of(stem + "_" + next);
            }
        }
    }
}
