package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What parameters must satisfy for an expression to have a value: divisors are not 0, radicands of even roots are not negative, operands of
 * logarithms are positive. What stands in a case is left to the condition of the case.
 *
 * <p>Source: by definition.
 */
final class ParameterDomain {
    private ParameterDomain() {}

    /**
     * What an antiderivative needs of parameters beyond what its integrand does.
     *
     * @param rules what the rules that led to it need
     */
    static List<Condition> beyond(Expression value, Expression integrand, Symbol x, List<Condition> rules) {
        Set<Expression> given = nodes(integrand);
        Set<Condition> own = new HashSet<>(conditions(given, x));
        List<Condition> needed = new ArrayList<>();
        for (Condition rule : rules) {
            if (rule instanceof Condition.Comparison c && c.relation() == Condition.Relation.NOT_EQUAL && c.right().equals(Constant.ZERO)) {
                nonzero(c.left(), needed);
            } else {
                needed.add(rule);
            }
        }
        needed.addAll(conditions(nodes(value).stream().filter(node -> !given.contains(node)).toList(), x));
        return strict(needed).stream().filter(each -> !own.contains(each) && !(each instanceof Condition.Truth)).distinct().toList();
    }

    private static Set<Expression> nodes(Expression root) {
        Set<Expression> seen = new LinkedHashSet<>();
        Deque<Expression> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Expression node = open.pop();
            if (seen.add(node) && !(node instanceof Piecewise)) {
                node.operands().forEach(open::push);
            }
        }
        return seen;
    }

    private static List<Condition> conditions(Iterable<Expression> nodes, Symbol x) {
        List<Condition> conditions = new ArrayList<>();
        for (Expression node : nodes) {
            if (Parts.depends(node, x) || Substitution.variables(node).isEmpty()) {
                continue;
            }
            if (node instanceof Power p && p.exponent() instanceof Constant c && c.value() instanceof Rational r) {
                if (!r.denominator().testBit(0)) {
                    conditions.add(compare(Condition.Relation.GREATER_EQUAL, p.base()));
                }
                if (r.signum() < 0) {
                    nonzero(p.base(), conditions);
                }
            } else if (node instanceof Apply a && a.operator() == Elementary.LOGARITHM) {
                conditions.add(compare(Condition.Relation.GREATER, a.operand()));
            }
        }
        return conditions.stream().filter(condition -> !(condition instanceof Condition.Truth)).distinct().toList();
    }

    // Written for what a product, a power, an absolute value and a logarithm are made of.
    private static void nonzero(Expression base, List<Condition> conditions) {
        for (Expression factor : Parts.factors(base)) {
            switch (factor) {
                case Power p when p.exponent() instanceof Constant -> nonzero(p.base(), conditions);
                case Apply a when a.operator() == Stepwise.ABSOLUTE -> nonzero(a.operand(), conditions);
                case Apply a when a.operator() == Elementary.LOGARITHM -> conditions.add(Condition.compare(Condition.Relation.NOT_EQUAL, a.operand(), Constant.ONE));
                case Sum s when s.terms().size() == 2 && s.terms().getFirst() instanceof Symbol a && Elementwise.difference(a, s) instanceof Symbol b ->
                    conditions.add(Condition.compare(Condition.Relation.NOT_EQUAL, a, b));
                case Sum s when s.terms().size() == 2 && s.terms().getLast() instanceof Symbol a && Elementwise.difference(a, s) instanceof Symbol b ->
                    conditions.add(Condition.compare(Condition.Relation.NOT_EQUAL, a, b));
                default -> conditions.add(compare(Condition.Relation.NOT_EQUAL, factor));
            }
        }
    }

    private static Condition compare(Condition.Relation relation, Expression base) {
        return Condition.compare(relation, base, Constant.ZERO);
    }

    // a >= 0 and a != 0 is a > 0
    private static List<Condition> strict(List<Condition> conditions) {
        List<Condition> result = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition instanceof Condition.Comparison c) {
                boolean both = conditions.contains(compare(Condition.Relation.GREATER_EQUAL, c.left())) && conditions.contains(compare(Condition.Relation.NOT_EQUAL, c.left()));
                result.add(both ? compare(Condition.Relation.GREATER, c.left()) : condition);
            } else {
                result.add(condition);
            }
        }
        return result.stream().distinct().toList();
    }
}
