package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.print.Presenter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

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

    private SinglePointCases(Piecewise piecewise, Symbol variable, CaseBoundaries boundaries) {
        List<Piecewise.Case> cases = piecewise.cases();
        boundaries.wide().stream().filter(at -> at < cases.size()).forEach(at -> wide.add(cases.get(at)));
        this.otherwise = boundaries.wide().contains(cases.size()) ? piecewise.otherwise() : wide.removeLast().value();
        for (CaseBoundaries.Isolated each : boundaries.isolated()) {
            Expression around = each.before().equals(each.behind()) ? each.before()
                    : Piecewise.of(List.of(new Piecewise.Case(Condition.compare(Condition.Relation.LESS, variable, each.point()), each.before())), each.behind());
            Condition here = Condition.all(List.of(Condition.compare(Condition.Relation.EQUAL, variable, each.point()), each.beside()));
            SinglePointSlopes slopes = new SinglePointSlopes(variable);
            slopes.of(here, each.beside(), new SinglePointSlopes.Place(around, each.value(), each.point()));
            slopes.found().forEach(slope -> singles.add(new Single(slope.condition(), slope.value())));
        }
    }

    /** The rule for a choice, if single points have cases of their own. */
    static Optional<RuleApplication> rule(Piecewise piecewise, Symbol variable, Predicate<Expression> depends, ScalarRules rules) {
        if (!mayBe(piecewise, depends)) {
            return Optional.empty();
        }
        CaseBoundaries boundaries = new CaseBoundaries(piecewise, variable, depends);
        if (boundaries.isolated().isEmpty()) {
            return Optional.empty();
        }
        SinglePointCases cases = new SinglePointCases(piecewise, variable, boundaries);
        List<Expression> parts = new ArrayList<>(cases.wide.stream().map(Piecewise.Case::value).toList());
        parts.add(cases.otherwise);
        return Optional.of(new RuleApplication(RULE, parts, cases::combined, () -> cases.shown(rules)));
    }

    /** Whether some part of an expression is such a choice, or may be one. */
    static boolean areIn(Topology topology, Symbol variable) {
        if (topology.nodes().stream().noneMatch(Piecewise.class::isInstance)) {
            return false;
        }
        BitSet dependents = Differentiation.dependents(topology, List.of(variable));
        Predicate<Expression> depends = node -> depends(node, topology, dependents);
        return topology.nodes().stream().anyMatch(node -> node instanceof Piecewise piecewise && mayBe(piecewise, depends) && isOne(piecewise, variable, depends));
    }

    private static boolean depends(Expression node, Topology topology, BitSet dependents) {
        OptionalInt index = topology.find(node);
        return index.isPresent() ? dependents.get(index.getAsInt()) : node.operands().stream().anyMatch(operand -> depends(operand, topology, dependents));
    }

    private static boolean isOne(Piecewise piecewise, Symbol variable, Predicate<Expression> depends) {
        try {
            return !new CaseBoundaries(piecewise, variable, depends).isolated().isEmpty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return true;
        }
    }

    // One comparison of something large by order leaves no single points, as far as its form shows.
    private static boolean mayBe(Piecewise piecewise, Predicate<Expression> depends) {
        boolean varies = piecewise.cases().stream().anyMatch(each -> each.condition().operands().stream().anyMatch(depends));
        return varies && piecewise.isScalar() && (piecewise.cases().size() > 1 || !(piecewise.cases().getFirst().condition() instanceof Condition.Comparison c)
                || c.relation() == Condition.Relation.EQUAL || c.relation() == Condition.Relation.NOT_EQUAL
                || PlainConditions.isSmall(c.left()) && PlainConditions.isSmall(c.right()));
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
        return singles.stream().filter(single -> single.slope.isEmpty()).map(single -> negated(single.condition)).toList();
    }

    private static Condition negated(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> Condition.compare(c.relation().negated(), c.left(), c.right());
            case Condition.All all -> Condition.any(all.parts().stream().map(SinglePointCases::negated).toList());
            case Condition.Any any -> Condition.all(any.parts().stream().map(SinglePointCases::negated).toList());
            case Condition.Not not -> not.part();
            case Condition.Truth truth -> Condition.not(truth);
        };
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
