package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition.Relation;
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
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Conditions in which every comparison is with zero, and what is compared changes its sign where it is zero, as far as its form shows: {@code x^2 > 0}
 * is {@code x != 0}, {@code abs(x) <= 0} is {@code x == 0}, and {@code x^2 + y^2 == 0} is both.
 *
 * <p>Source: by definition: what is never negative is zero where it is not positive.
 */
final class PlainConditions {
    private static final int MOST_NODES = 64;

    private PlainConditions() {}

    /** The same condition in that form. */
    static Condition of(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> of(c.relation(), Elementwise.difference(c.left(), c.right()), true);
            case Condition.All all -> Condition.all(all.parts().stream().map(PlainConditions::of).toList());
            case Condition.Any any -> Condition.any(any.parts().stream().map(PlainConditions::of).toList());
            case Condition.Not not -> Condition.not(of(not.part()));
            case Condition.Truth truth -> truth;
        };
    }

    /** Where an expression is zero. */
    static Condition zeros(Expression expression) {
        return of(Relation.EQUAL, expression, true);
    }

    /** Whether an expression has few parts, so that more may be asked about it. */
    static boolean isSmall(Expression expression) {
        Deque<Expression> pending = new ArrayDeque<>(List.of(expression));
        int seen = 0;
        while (!pending.isEmpty() && seen <= MOST_NODES) {
            pending.addAll(pending.pop().operands());
            seen++;
        }
        return seen <= MOST_NODES;
    }

    private static Condition of(Relation relation, Expression compared, boolean expanded) {
        return switch (compared) {
            case Power p when p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isWhole() && r.signum() > 0 ->
                isEven(r) ? square(relation, zeros(p.base())) : of(relation, p.base(), true);
            case Apply a when a.operator() == Stepwise.ABSOLUTE -> square(relation, zeros(a.operands().getFirst()));
            case Apply a when a.operator() == Stepwise.SIGN -> of(relation, a.operands().getFirst(), true);
            case Product p when p.isScalar() && !p.isContraction() -> product(relation, p);
            case Sum s when s.isScalar() && isSmall(s) -> sum(relation, s, expanded);
            default -> Condition.compare(relation, compared, Constant.ZERO);
        };
    }

    private static boolean isEven(Rational whole) {
        return whole.times(Rational.HALF).isWhole();
    }

    // What is never negative, and zero where a condition holds.
    private static Condition square(Relation relation, Condition zero) {
        return switch (relation) {
            case EQUAL, LESS_EQUAL -> zero;
            case NOT_EQUAL, GREATER -> Condition.not(zero);
            case GREATER_EQUAL -> Condition.TRUE;
            case LESS -> Condition.FALSE;
        };
    }

    private static Condition product(Relation written, Product product) {
        Relation relation = product.coefficient().signum() < 0 ? written.mirrored() : written;
        List<Condition> zeros = new ArrayList<>();
        List<Expression> signed = new ArrayList<>();
        for (Expression factor : product.factors()) {
            if (!isNonnegative(factor)) {
                signed.add(factor);
            } else {
                zeros.add(zeros(factor));
            }
        }
        Condition none = Condition.any(zeros);
        if (signed.isEmpty()) {
            return square(relation, none);
        }
        if (relation == Relation.EQUAL || relation == Relation.NOT_EQUAL) {
            signed.forEach(factor -> zeros.add(zeros(factor)));
            Condition some = Condition.any(zeros);
            return relation == Relation.EQUAL ? some : Condition.not(some);
        }
        Condition rest = signed.size() == 1 ? of(relation, signed.getFirst(), true) : Condition.compare(relation, Product.of(signed), Constant.ZERO);
        return relation == Relation.LESS || relation == Relation.GREATER ? Condition.all(List.of(Condition.not(none), rest))
                : Condition.any(List.of(none, rest));
    }

    private static Condition sum(Relation relation, Sum sum, boolean expanded) {
        if (sum.terms().stream().allMatch(PlainConditions::isNonnegative)) {
            return square(relation, Condition.all(sum.terms().stream().map(PlainConditions::zeros).toList()));
        }
        List<Expression> negated = sum.terms().stream().map(Elementwise::negate).toList();
        if (negated.stream().allMatch(PlainConditions::isNonnegative)) {
            return square(relation.mirrored(), Condition.all(negated.stream().map(PlainConditions::zeros).toList()));
        }
        if (expanded && sum.terms().stream().anyMatch(PlainConditions::hasPower)) {
            Expression factored = Polynomials.factor(sum, Budget.current());
            return factored instanceof Product || factored instanceof Power ? of(relation, factored, false) : Condition.compare(relation, sum, Constant.ZERO);
        }
        return Condition.compare(relation, sum, Constant.ZERO);
    }

    private static boolean hasPower(Expression term) {
        return term instanceof Power || term instanceof Product product && product.factors().stream().anyMatch(Power.class::isInstance);
    }

    private static boolean isNonnegative(Expression term) {
        return switch (term) {
            case Constant c -> c.value().signum() >= 0;
            case Power p -> p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isWhole() && r.signum() > 0 && isEven(r);
            case Apply a -> a.operator() == Stepwise.ABSOLUTE || a.operator() == Elementary.EXPONENTIAL;
            case Product p -> p.isScalar() && !p.isContraction() && p.coefficient().signum() > 0 && p.factors().stream().allMatch(PlainConditions::isNonnegative);
            case Symbol _, Sum _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }
}
