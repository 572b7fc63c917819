package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Kink;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where scalars are defined: the conditions that their powers and functions ask for. What only some branches of a case distinction or a binder
 * ask for is left out.
 *
 * <p>Source: by definition: the domains of the operator table, and of real powers.
 */
public final class Domains {

    private Domains() {}

    /** What an expression asks for and another one in its place does not, unless it holds anyway: where a rewriting enlarges the domain. */
    public static Condition lost(Expression before, Expression after, Assumptions assumptions) {
        Set<Condition> asked = conditions(before);
        asked.removeAll(conditions(after));
        Assumptions known = assumptions;
        for (Condition condition : conditions(after)) {
            known = known.and(condition);
        }
        List<Condition> lost = new ArrayList<>();
        for (Condition condition : asked) {
            if (!new Facts(known).proves(condition)) {
                lost.add(condition);
                known = known.and(condition);
            }
        }
        return Condition.all(lost);
    }

    /** The conditions, each once, outer ones after those of their operands. */
    static Set<Condition> conditions(Expression expression) {
        Set<Condition> found = new LinkedHashSet<>();
        Set<Expression> seen = new LinkedHashSet<>();
        Deque<Expression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            Expression node = open.pop();
            if (node.isScalar() && seen.add(node)) {
                inside(node).forEach(open::push);
            }
        }
        seen.stream().toList().reversed().forEach(node -> own(node).forEach(condition -> add(condition, found)));
        return found;
    }

    // What is evaluated whenever the node is.
    private static List<Expression> inside(Expression node) {
        return switch (node) {
            case Sum s -> s.operands();
            case Product p -> p.operands();
            case Power p -> p.operands();
            case Apply a -> a.operands();
            case Constant c -> List.of();
            case Symbol s -> List.of();
            case Piecewise p -> List.of();
            case Bound b -> List.of();
            case Fold f -> List.of();
            case Call c -> List.of();
            case Reduction r -> List.of();
            case MatrixFunction m -> List.of();
            case ArrayOf a -> List.of();
            case Selection s -> List.of();
            case Indicator i -> List.of();
        };
    }

    private static List<Condition> own(Expression node) {
        if (node instanceof Power power) {
            return power(power);
        }
        return node instanceof Apply apply ? List.of(domain(apply)) : List.of();
    }

    // A power with a variable exponent asks for nothing that is certain: of negative numbers the whole powers exist.
    private static List<Condition> power(Power power) {
        if (!(power.exponent() instanceof Constant c && c.value() instanceof Rational exponent)) {
            return List.of();
        }
        if (exponent.isWhole()) {
            return exponent.signum() < 0 ? List.of(Condition.compare(Condition.Relation.NOT_EQUAL, power.base(), Constant.ZERO)) : List.of();
        }
        return List.of(Condition.compare(exponent.signum() < 0 ? Condition.Relation.GREATER : Condition.Relation.GREATER_EQUAL, power.base(), Constant.ZERO));
    }

    private static Condition domain(Apply apply) {
        return Meanings.domain(apply.operator(), apply.operands());
    }

    private static void add(Condition condition, Set<Condition> into) {
        switch (condition) {
            case Condition.All all -> all.parts().forEach(part -> add(part, into));
            case Condition.Comparison c when c.relation() == Condition.Relation.NOT_EQUAL && c.right().equals(Constant.ZERO) -> nonzero(c.left(), into);
            case Condition.Comparison c -> into.add(c);
            case Condition.Any any -> into.add(any);
            case Condition.Not not -> into.add(not);
            case Condition.Truth truth -> { }
        }
    }

    // Products and powers are zero where a factor or their base is.
    private static void nonzero(Expression expression, Set<Condition> into) {
        switch (expression) {
            case Product p when p.isScalar() && !p.isContraction() -> p.factors().forEach(factor -> nonzero(factor, into));
            case Power p when p.exponent() instanceof Constant c && c.value().signum() > 0 -> nonzero(p.base(), into);
            case Apply a when a.operator().kink().filter(Kink.AtZero.class::isInstance).isPresent() && Facts.range(a.operator()).isNotNegative()
                    && a.operator().parity() == Operator.Parity.EVEN -> nonzero(a.operand(), into);
            default -> {
                if (!(expression instanceof Constant)) {
                    into.add(Condition.compare(Condition.Relation.NOT_EQUAL, Grouping.signed(expression), Constant.ZERO));
                }
            }
        }
    }
}
