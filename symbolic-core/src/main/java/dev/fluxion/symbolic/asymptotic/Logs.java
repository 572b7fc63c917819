package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exponentials and logarithms that undo each other, where that is true for real values.
 *
 * <p>Source: identities of exponential and logarithm, DLMF §4.8, as far as they hold for real values.
 */
final class Logs {
    private Logs() {}

    static Expression exp(Expression u) {
        List<Expression> kept = new ArrayList<>();
        List<Expression> factors = new ArrayList<>();
        for (Expression term : u instanceof Sum s ? s.terms() : List.of(u)) {
            Expression power = powerOfLog(term);
            (power == null ? kept : factors).add(power == null ? term : power);
        }
        Expression rest = Sum.of(kept);
        if (!rest.equals(Constant.ZERO)) {
            factors.add(rest.equals(Constant.ONE) ? Symbol.E : Apply.of(Elementary.EXPONENTIAL, rest));
        }
        return Product.of(factors);
    }

    // exp(c*log(v)) is v^c for a number c
    private static Expression powerOfLog(Expression term) {
        if (isLog(term)) {
            return ((Apply) term).operand();
        }
        if (term instanceof Product p && p.factors().size() == 1 && isLog(p.factors().getFirst())) {
            return Power.of(((Apply) p.factors().getFirst()).operand(), Constant.of(p.coefficient()));
        }
        return null;
    }

    static boolean isLog(Expression e) {
        return e instanceof Apply a && a.operator() == Elementary.LOGARITHM;
    }

    static boolean isExp(Expression e) {
        return e instanceof Apply a && a.operator() == Elementary.EXPONENTIAL;
    }

    /** The logarithm; factors that are exponentials come out of it. */
    static Expression log(Expression u) {
        if (u.equals(Constant.ONE)) {
            return Constant.ZERO;
        }
        if (u.equals(Symbol.E)) {
            return Constant.ONE;
        }
        List<Expression> outside = new ArrayList<>();
        List<Expression> inside = new ArrayList<>();
        for (Expression factor : factors(u)) {
            if (isExp(factor)) {
                outside.add(((Apply) factor).operand());
            } else if (factor instanceof Power p && isExp(p.base())) {
                outside.add(Product.of(p.exponent(), ((Apply) p.base()).operand()));
            } else {
                inside.add(factor);
            }
        }
        Expression rest = Product.of(inside);
        if (rest instanceof Constant c && c.value().signum() <= 0) {
            throw new OutOfDomain("the logarithm of a number that is not positive");
        }
        if (!rest.equals(Constant.ONE)) {
            outside.add(Apply.of(Elementary.LOGARITHM, rest));
        }
        return Sum.of(outside);
    }

    private static List<Expression> factors(Expression u) {
        if (!(u instanceof Product p)) {
            return List.of(u);
        }
        List<Expression> factors = new ArrayList<>(p.factors());
        factors.add(Constant.of(p.coefficient()));
        return factors;
    }

    /** The expression with a symbol replaced, and exponentials and logarithms that meet undone. */
    static Expression replace(Expression expression, Map<? extends Expression, Expression> replacements) {
        Map<Expression, Expression> results = new HashMap<>();
        for (Expression node : Topology.of(expression).nodes()) {
            Expression replacement = replacements.get(node);
            results.put(node, replacement != null ? replacement : rebuilt(node, node.operands().stream().map(results::get).toList()));
        }
        return results.get(expression);
    }

    /** The node over other operands. */
    static Expression rebuilt(Expression node, List<Expression> operands) {
        if (operands.equals(node.operands())) {
            return node;
        }
        if (isExp(node)) {
            return exp(operands.getFirst());
        }
        return isLog(node) ? log(operands.getFirst()) : Elementwise.rebuild(node, operands);
    }
}
