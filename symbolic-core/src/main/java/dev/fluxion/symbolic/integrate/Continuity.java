package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Condition.Relation;
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
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Proves that a function is continuous strictly between two ends, for all values that parameters may take: nothing is divided by that could be
 * zero there, and no function is asked for a value at the edge of its domain or at a jump.
 *
 * <p>Source: by definition: sums, products, quotients and compositions of continuous functions, DLMF §1.4(ii).
 */
final class Continuity {
    private static final Expression MINUS_INFINITY = Product.of(Constant.MINUS_ONE, Symbol.INFINITY);

    private final Symbol x;
    private final Expression from;
    private final Expression to;
    private final Assumptions assumptions;
    private final Assumptions inside;
    private final Budget budget;

    Continuity(Symbol x, Expression from, Expression to, Assumptions assumptions, Budget budget) {
        this.x = x;
        this.from = from;
        this.to = to;
        this.assumptions = assumptions;
        this.budget = budget;
        int order = order();
        Expression low = order > 0 ? from : to;
        Expression high = order > 0 ? to : from;
        this.inside = order == 0 ? assumptions : assumptions.and(beyond(Relation.GREATER, low)).and(beyond(Relation.LESS, high));
    }

    private Condition beyond(Relation relation, Expression end) {
        return isInfinite(end) ? Condition.TRUE : Condition.compare(relation, x, end);
    }

    static boolean isInfinite(Expression end) {
        return end.equals(Symbol.INFINITY) || end.equals(MINUS_INFINITY);
    }

    /** A function as it is strictly between the ends. */
    Expression between(Expression f) {
        return Simplifier.tidy(f, inside, budget);
    }

    /** 1 where the first end is certainly the smaller one, −1 where it is the larger one, 0 where that is not known. */
    int order() {
        if (from.equals(MINUS_INFINITY) || to.equals(Symbol.INFINITY)) {
            return 1;
        }
        return isInfinite(from) || isInfinite(to) ? -1 : sign(Elementwise.difference(to, from));
    }

    private int sign(Expression expression) {
        if (expression instanceof Apply a && a.operator() == Stepwise.ABSOLUTE) {
            return Math.abs(sign(a.operand()));
        }
        return expression instanceof Constant c ? c.value().signum() : assumptions.sign(expression);
    }

    /** Whether every one of some functions is certainly continuous strictly between the ends. */
    boolean holdsBetween(List<Expression> functions) {
        return functions.stream().allMatch(f -> conditions(f).filter(all -> all.stream().allMatch(this::holdsBetween)).isPresent());
    }

    /** What must hold where the function is continuous; nothing where it has parts that may jump anywhere. */
    Optional<List<Condition>> conditions(Expression f) {
        Set<Expression> joints = new Joints(x, budget).in(f);
        return conditions(f, node -> joints.contains(node) ? Optional.of(Condition.TRUE) : needed(node));
    }

    /** Whether a function certainly has a value everywhere strictly between the ends and is continuous but for jumps. */
    boolean hasValuesBetween(Expression f) {
        return conditions(f, node -> jumpsBetweenValues(node) ? Optional.of(Condition.TRUE) : needed(node)).filter(all -> all.stream().allMatch(this::holdsBetween)).isPresent();
    }

    private static boolean jumpsBetweenValues(Expression node) {
        return node instanceof Piecewise p ? !(p.otherwise() instanceof Constant c) || c.value().isExact()
                : node instanceof Apply remainder && Staircases.hasSteps(node) && remainder.operands().size() == 2 ? Sign.of(remainder.operands().get(1)).orElse(0) != 0
                : node instanceof Apply a && Kinks.jumps(a.operator()) && a.operator().domain().equals("true") && a.operands().size() == 1;
    }

    private Optional<List<Condition>> conditions(Expression f, Function<Expression, Optional<Condition>> neededBy) {
        List<Condition> all = new ArrayList<>();
        for (Expression node : Topology.of(f).nodes()) {
            Optional<Condition> needed = Parts.depends(node, x) ? neededBy.apply(node) : Optional.of(Condition.TRUE);
            if (needed.isEmpty()) {
                return Optional.empty();
            }
            all.add(needed.get());
        }
        return Optional.of(all.stream().filter(condition -> !condition.equals(Condition.TRUE)).distinct().toList());
    }

    /** What must hold where a node is continuous in its operands; nothing where it may jump anywhere. */
    Optional<Condition> needed(Expression node) {
        return switch (node) {
            case Symbol s -> Optional.of(Condition.TRUE);
            case Sum s -> Optional.of(Condition.TRUE);
            case Product p -> Optional.of(Condition.TRUE);
            case Power p -> Optional.of(power(p));
            case Apply a -> function(a);
            case Constant _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> Optional.empty();
        };
    }

    private Condition power(Power power) {
        if (!Parts.depends(power.base(), x) && !Parts.depends(power.exponent(), x)) {
            return Condition.TRUE;
        }
        boolean whole = power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isWhole();
        boolean positive = power.exponent() instanceof Constant c && c.value().signum() > 0;
        Relation needed = whole ? Relation.NOT_EQUAL : positive ? Relation.GREATER_EQUAL : Relation.GREATER;
        return whole && positive ? Condition.TRUE : Condition.compare(needed, power.base(), Constant.ZERO);
    }

    private static Optional<Condition> function(Apply apply) {
        Operator row = apply.operator();
        if (row == Stepwise.SIGN) {
            return Optional.of(Condition.compare(Relation.NOT_EQUAL, apply.operand(), Constant.ZERO));
        }
        boolean several = apply.operands().size() > 1 && !row.symmetric();
        if (several || row.derivative(row.operands().getFirst()).filter("0"::equals).isPresent()) {
            return Optional.empty();
        }
        Names names = Names.lenient();
        Map<Expression, Expression> values = new HashMap<>();
        for (int i = 0; i < apply.operands().size(); i++) {
            Symbol operand = Symbol.of(row.operands().get(Math.min(i, row.operands().size() - 1)));
            names.declare(operand);
            values.put(operand, apply.operands().get(i));
        }
        return Optional.of(row.domain().equals("true") ? Condition.TRUE
                : Formulas.condition(row.domain(), names).map(side -> Substitution.replace(side, values)));
    }

    /** Whether a condition certainly holds everywhere strictly between the ends. */
    boolean holdsBetween(Condition condition) {
        return inside.prove(condition) || switch (condition) {
            case Condition.All all -> all.parts().stream().allMatch(this::holdsBetween);
            case Condition.Comparison(Relation relation, Expression left, Expression right) -> holdsBetween(relation, Elementwise.difference(left, right));
            case Condition.Any any -> false;
            case Condition.Not not -> false;
            case Condition.Truth truth -> truth.value();
        };
    }

    private boolean holdsBetween(Relation relation, Expression difference) {
        return switch (relation) {
            case NOT_EQUAL -> isNonzero(difference);
            case GREATER, GREATER_EQUAL -> signBetween(difference) > 0;
            case LESS, LESS_EQUAL -> signBetween(difference) < 0;
            case EQUAL -> false;
        };
    }

    private boolean isNonzero(Expression h) {
        if (h instanceof Apply a && a.operator() == Stepwise.ABSOLUTE) {
            return isNonzero(a.operand());
        }
        if (h instanceof Product p) {
            return p.factors().stream().allMatch(this::isNonzero);
        }
        boolean power = h instanceof Power p && p.exponent() instanceof Constant;
        return !Parts.depends(h, x) || inside.isNonzeroKnown(h) || signBetween(h) != 0 || power && isNonzero(((Power) h).base());
    }

    // The sign that an expression has everywhere between: by what is known of x, or, if its factors are linear, by their signs at the ends.
    private int signBetween(Expression h) {
        int known = inside.sign(h);
        if (known != 0) {
            return known;
        }
        if (h instanceof Apply a && a.operator() == Stepwise.ABSOLUTE) {
            return isNonzero(a.operand()) ? 1 : 0;
        }
        if (h instanceof Apply a && a.operator() == Elementary.LOGARITHM) {
            return signBetween(Elementwise.difference(a.operand(), Constant.ONE));
        }
        Optional<Parts.Linear> line = Parts.linear(h, x, budget);
        if (line.isEmpty()) {
            return Polynomials.factor(h, budget) instanceof Product p && p.factors().size() > 1 ? signOfFactors(p) : 0;
        }
        return line.map(linear -> {
            Optional<Integer> first = signAt(linear, from);
            Optional<Integer> last = signAt(linear, to);
            return first.isPresent() && last.isPresent() && first.get() * last.get() >= 0 ? Integer.signum(first.get() + last.get()) : 0;
        }).orElse(0);
    }

    private int signOfFactors(Product product) {
        int sign = product.coefficient().signum();
        for (Expression factor : product.factors()) {
            sign *= Parts.linear(factor, x, budget).isPresent() ? signBetween(factor) : inside.sign(factor);
        }
        return sign;
    }

    private Optional<Integer> signAt(Parts.Linear linear, Expression end) {
        Expression value = isInfinite(end) ? Elementwise.product(linear.slope(), Constant.of(end.equals(Symbol.INFINITY) ? 1 : -1)) : linear.at(end);
        int sign = sign(value);
        return sign == 0 && !value.equals(Constant.ZERO) ? Optional.empty() : Optional.of(sign);
    }

    /** Whether a condition certainly holds at a finite end. */
    boolean holdsAt(Condition condition, Expression end) {
        Condition there = condition.map(side -> Parts.at(side, x, end));
        return assumptions.prove(there) || switch (there) {
            case Condition.Truth truth -> truth.value();
            case Condition.Comparison(Relation relation, Expression left, Expression right) -> {
                int sign = sign(Elementwise.difference(left, right));
                yield sign != 0 && relation.holds(sign, 0);
            }
            case Condition.All all -> all.parts().stream().allMatch(part -> holdsAt(part, end));
            case Condition.Any any -> false;
            case Condition.Not not -> false;
        };
    }
}
