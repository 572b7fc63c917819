package dev.fluxion.symbolic.rewrite;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
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
import dev.fluxion.symbolic.Structure;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the rows of the table say of every function: special values, symmetry under a change of sign, and inverses.
 *
 * <p>Source: by definition, as the rows of the table of functions say.
 */
final class TableRules {
    private static final Map<Operator, Map<Expression, Expression>> VALUES = new ConcurrentHashMap<>();

    private static final int BITS = 128;

    private TableRules() {}

    /** A rewriting of an application by its row, if there is one. */
    static Optional<RuleStep> step(Apply apply, Facts facts) {
        if (!apply.isScalar()) {
            return Optional.empty();
        }
        if (apply.operands().stream().anyMatch(TableRules::isNegatedSum)) {
            return step("sign of a sum", apply, Apply.of(apply.operator(), apply.operands().stream().map(TableRules::signInside).toList()));
        }
        Operator row = apply.operator();
        if (row == Stepwise.REMAINDER) {
            return remainder(apply);
        }
        if (apply.operands().size() != 1) {
            return Optional.empty();
        }
        Optional<Expression> known = Optional.ofNullable(VALUES.computeIfAbsent(row, TableRules::values).get(apply.operand()));
        Optional<Expression> value = known.or(() -> Facts.hasWholeRange(row) ? whole(apply) : NumberAngles.multipleOfPi(apply));
        if (value.isPresent()) {
            return step("value of " + row.name(), apply, value.get());
        }
        if (row.parity() != Operator.Parity.NONE && isNegative(apply.operand())) {
            Expression positive = Apply.of(row, signChanged(apply.operand()));
            return step("symmetry of " + row.name(), apply, row.parity() == Operator.Parity.EVEN ? positive : Elementwise.negate(positive));
        }
        return inverse(apply, row, facts);
    }

    // mod(7, 3), mod(2*pi + 1, pi): what is left when the divisor is taken as often as it fits, where no digits can be lost
    private static Optional<RuleStep> remainder(Apply apply) {
        Expression dividend = apply.operands().getFirst();
        Expression divisor = apply.operands().get(1);
        if (!Sign.isNumber(dividend) || !Sign.isNumber(divisor) || divisor.equals(Constant.ZERO) || !Sign.isNumber(Elementwise.quotient(dividend, divisor))) {
            return Optional.empty();
        }
        Expression quotient = Elementwise.quotient(dividend, divisor);
        Optional<Expression> times = quotient instanceof Constant c && c.value() instanceof Rational r ? Optional.of(Constant.of(r.floor()))
                : whole((Apply) Apply.of(Stepwise.FLOOR, quotient));
        return times.flatMap(taken -> step("value of " + apply.operator().name(), apply, Elementwise.difference(dividend, Elementwise.product(taken, divisor))));
    }

    // floor(pi): the only whole number within the bounds, if they do not leave it open
    private static Optional<Expression> whole(Apply apply) {
        if (!Sign.isNumber(apply.operand()) || Topology.of(apply).nodes().stream().anyMatch(node -> node instanceof Constant c && !c.value().isExact())) {
            return Optional.empty();
        }
        try {
            Enclosure bounds = new Precise(Map.of(), BITS, Budget.current()).enclosure(apply);
            return bounds.isPoint() ? Optional.of(Constant.of(Rational.of(bounds.low().floor(), BigInteger.ONE))) : Optional.empty();
        } catch (NotEnclosed e) {
            return Optional.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return Optional.empty();
        }
    }

    private static boolean isNegatedSum(Expression operand) {
        return operand instanceof Product p && p.factors().size() == 1 && p.factors().getFirst() instanceof Sum
                && p.coefficient().equals(Rational.MINUS_ONE) && !Grouping.signed(p).equals(p);
    }

    // f(-(x - y)) is f(y - x)
    private static Expression signInside(Expression operand) {
        return isNegatedSum(operand) ? signChanged(((Product) operand).factors().getFirst()) : operand;
    }

    private static Optional<RuleStep> step(String rule, Expression before, Expression after) {
        return Optional.of(new RuleStep(rule, before, after, Condition.TRUE, Rule.Soundness.REAL));
    }

    private static Map<Expression, Expression> values(Operator row) {
        Map<Expression, Expression> values = new HashMap<>();
        row.specialValues().forEach((argument, value) -> values.put(Formulas.parse(argument), Formulas.parse(value)));
        return values;
    }

    // f(g(x)) is x where g is the inverse of f on its principal branch and x lies in the range of f.
    private static Optional<RuleStep> inverse(Apply apply, Operator row, Facts facts) {
        if (!(apply.operand() instanceof Apply inner) || row.inverse().filter(inner.operator()::equals).isEmpty()) {
            return Optional.empty();
        }
        return facts.isValueOf(row, inner.operand(), inner.operator()) ? step("inverse of " + inner.operator().name(), apply, inner.operand()) : Optional.empty();
    }

    /** Whether the printed form would rather have the other sign: a negative coefficient, or a sum whose first term in order has one. */
    static boolean isNegative(Expression expression) {
        return switch (expression) {
            case Constant c -> c.value().signum() < 0;
            case Product p -> p.coefficient().signum() < 0;
            case Sum s -> negatives(s) * 2 > s.terms().size() || negatives(s) * 2 == s.terms().size() && firstIsNegative(s);
            case Symbol _, Power _, Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        };
    }

    private static long negatives(Sum sum) {
        return sum.terms().stream().filter(TableRules::isNegative).count();
    }

    private static boolean firstIsNegative(Sum sum) {
        return isNegative(sum.terms().stream().min((a, b) -> Structure.compare(magnitude(a), magnitude(b))).orElseThrow());
    }

    private static Expression magnitude(Expression term) {
        return isNegative(term) ? Elementwise.negate(term) : term;
    }

    /** The expression with the other sign, multiplied out over a sum. */
    static Expression signChanged(Expression expression) {
        if (!(expression instanceof Sum s)) {
            return Elementwise.negate(expression);
        }
        List<Expression> terms = new ArrayList<>();
        s.terms().forEach(term -> terms.add(Elementwise.negate(term)));
        return Sum.of(s.shape(), terms);
    }
}
