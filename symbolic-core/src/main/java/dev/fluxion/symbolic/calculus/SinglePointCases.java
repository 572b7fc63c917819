package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.print.Presenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A choice with cases for single points, as {@code {x == 0: 1, else: sin(x)/x}}. What is said at one point has no derivative of its own: there the
 * derivative is the limit of the difference quotient, and where that has no limit the derivative has no value.
 *
 * <p>Source: by definition of the derivative.
 */
final class SinglePointCases {
    static final String RULE = "derivative of each case, at single points by definition";

    /** A case of a single point, with the derivative there if the function has one. */
    private record Single(Condition condition, Optional<Expression> slope) {}

    private final List<Single> singles = new ArrayList<>();
    private final List<Piecewise.Case> wide = new ArrayList<>();
    private final Expression otherwise;

    // A point that an earlier case of more points has taken is none of these.
    private SinglePointCases(Piecewise piecewise, Symbol variable) {
        this.otherwise = piecewise.otherwise();
        List<Piecewise.Case> found = new ArrayList<>();
        for (Piecewise.Case each : piecewise.cases()) {
            (point(each.condition(), variable).isPresent() ? found : wide).add(each);
        }
        Expression around = Piecewise.of(wide, otherwise);
        for (Piecewise.Case each : found) {
            Expression point = point(each.condition(), variable).orElseThrow();
            boolean first = wide.isEmpty() || piecewise.cases().indexOf(each) < piecewise.cases().indexOf(wide.getFirst());
            Optional<Expression> value = value(first ? each.value() : piecewise, variable, point);
            singles.add(new Single(each.condition(), value.flatMap(known -> SinglePoints.instance().slope(around, variable, point, known))));
        }
    }

    private static Optional<Expression> value(Expression function, Symbol variable, Expression point) {
        try {
            return Optional.of(Substitution.replace(function, Map.of(variable, point)));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }

    /** The rule for a choice, if single points have cases of their own. */
    static Optional<RuleApplication> rule(Piecewise written, Symbol variable, ScalarRules rules) {
        Piecewise piecewise = withEqualities(written, variable);
        if (piecewise.cases().stream().allMatch(each -> point(each.condition(), variable).isEmpty())) {
            return Optional.empty();
        }
        SinglePointCases cases = new SinglePointCases(piecewise, variable);
        List<Expression> parts = new ArrayList<>(cases.wide.stream().map(Piecewise.Case::value).toList());
        parts.add(cases.otherwise);
        return Optional.of(new RuleApplication(RULE, parts, cases::combined, () -> cases.shown(rules)));
    }

    /** Whether some part of an expression is such a choice. */
    static boolean areIn(Topology topology, Symbol variable) {
        return topology.nodes().stream().anyMatch(node -> node instanceof Piecewise piecewise && piecewise.cases().stream()
                .anyMatch(each -> each.condition() instanceof Condition.Comparison c && isEquality(c) && c.operands().stream().anyMatch(side -> mentions(side, variable))));
    }

    private static boolean isEquality(Condition.Comparison comparison) {
        return switch (comparison.relation()) {
            case EQUAL, NOT_EQUAL -> true;
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> false;
        };
    }

    private static boolean mentions(Expression expression, Symbol variable) {
        return Substitution.variables(expression).contains(variable);
    }

    // {x != a: f, else: g} is {x == a: g, else: f}.
    private static Piecewise withEqualities(Piecewise piecewise, Symbol variable) {
        List<Piecewise.Case> cases = piecewise.cases();
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).condition() instanceof Condition.Comparison c && c.relation() == Condition.Relation.NOT_EQUAL
                    && (mentions(c.left(), variable) || mentions(c.right(), variable))) {
                List<Piecewise.Case> changed = new ArrayList<>(cases.subList(0, i));
                Expression rest = Piecewise.of(cases.subList(i + 1, cases.size()), piecewise.otherwise());
                changed.add(new Piecewise.Case(Condition.compare(Condition.Relation.EQUAL, c.left(), c.right()), rest));
                return Piecewise.of(changed, cases.get(i).value()) instanceof Piecewise swapped ? swapped : piecewise;
            }
        }
        return piecewise;
    }

    // The one value of the variable for which an equation holds; where it may hold on a whole range, as for floor(x) == 0, none.
    private static Optional<Expression> point(Condition condition, Symbol variable) {
        if (!(condition instanceof Condition.Comparison c) || c.relation() != Condition.Relation.EQUAL) {
            return Optional.empty();
        }
        Expression difference = Elementwise.difference(c.left(), c.right());
        if (!difference.isScalar() || !mentions(difference, variable) || Topology.of(difference).nodes().stream().anyMatch(SinglePointCases::mayBeConstant)) {
            return Optional.empty();
        }
        if (!(Differentiation.derivative(difference, variable) instanceof Constant slope) || slope.isZero()) {
            throw FluxionException.unsupported("the derivative of a choice in which single points have a case of their own, those where "
                    + c.left() + " == " + c.right());
        }
        Expression start = Substitution.replace(difference, Map.of(variable, Constant.ZERO));
        return Optional.of(Product.of(Constant.of(slope.value().reciprocal().negate()), start));
    }

    private static boolean mayBeConstant(Expression node) {
        return node instanceof Piecewise || node instanceof Apply apply && (apply.operator().kink().isPresent() || Kinks.jumps(apply.operator()));
    }

    private Expression combined(List<Expression> derivatives) {
        List<Piecewise.Case> cases = new ArrayList<>();
        singles.forEach(single -> single.slope.ifPresent(slope -> cases.add(new Piecewise.Case(single.condition, slope))));
        for (int i = 0; i < wide.size(); i++) {
            cases.add(new Piecewise.Case(wide.get(i).condition(), derivatives.get(i)));
        }
        Expression all = Piecewise.of(cases, derivatives.getLast());
        List<Condition> excluded = excluded();
        return excluded.isEmpty() ? all
                : Piecewise.of(List.of(new Piecewise.Case(Condition.all(excluded), all)), Constant.inexact(Double.NaN));
    }

    private List<Condition> excluded() {
        return singles.stream().filter(single -> single.slope.isEmpty()).map(single -> (Condition.Comparison) single.condition)
                .map(equal -> Condition.compare(Condition.Relation.NOT_EQUAL, equal.left(), equal.right())).toList();
    }

    private Tree shown(ScalarRules rules) {
        List<Tree.Case> cases = new ArrayList<>();
        singles.forEach(single -> single.slope.ifPresent(slope -> cases.add(new Tree.Case(Presenter.tree(single.condition), Presenter.tree(slope)))));
        wide.forEach(each -> cases.add(new Tree.Case(Presenter.tree(each.condition()), rules.pending(each.value()))));
        Tree rest = rules.pending(otherwise);
        Tree all = cases.isEmpty() ? rest : new Tree.Piecewise(cases, rest, Span.NONE);
        List<Condition> excluded = excluded();
        return excluded.isEmpty() ? all : new Tree.Piecewise(List.of(new Tree.Case(Presenter.tree(Condition.all(excluded)), all)), null, Span.NONE);
    }
}
