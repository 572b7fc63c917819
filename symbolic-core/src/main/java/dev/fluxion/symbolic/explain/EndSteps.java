package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.integrate.DefiniteIntegral;
import dev.fluxion.symbolic.integrate.Integrals;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last lines of a definite integral: the antiderivative at the upper end minus that at the lower one, or limits towards them. */
final class EndSteps {
    private final Integrals.Antiderivative found;
    private final Symbol x;
    private final Assumptions assumptions;
    private final Budget budget;

    EndSteps(Integrals.Antiderivative found, Symbol x, Assumptions assumptions, Budget budget) {
        this.found = found;
        this.x = x;
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /** From the integral to its value. */
    List<Step> between(Expression from, Expression to, Tree subject, DefiniteIntegral integral) {
        Check check = integral.checks() > 0 ? Check.at(integral.checks()) : Check.none("quadrature does not settle");
        List<Tree> conditions = found.conditions().stream().map(Presenter::tree).toList();
        boolean falling = isFalling(from, to);
        Limits.Side below = falling ? Limits.Side.RIGHT : Limits.Side.LEFT;
        Limits.Side above = falling ? Limits.Side.LEFT : Limits.Side.RIGHT;
        Tree ends = Write.chain(written(to, below), Tree.Infix.MINUS, written(from, above));
        Tree values = Write.chain(valueOrLimit(to, below), Tree.Infix.MINUS, valueOrLimit(from, above));
        Tree result = Presenter.tree(integral.value());
        List<Step> steps = new ArrayList<>();
        boolean numbers = value(from).isPresent() && value(to).isPresent();
        steps.add(new Step("fundamental theorem of calculus", subject, ends, Detail.TEXTBOOK, numbers ? check : Check.none("its limits are below"))
                .noting(List.of(), conditions, List.of()));
        String rule = numbers ? "values at the ends" : "values at the ends, or limits towards them";
        steps.add(new Step(rule, ends, values, values.equals(result) ? Detail.OVERVIEW : Detail.TEXTBOOK, check));
        if (!values.equals(result)) {
            steps.add(new Step("simplification", values, result, Detail.OVERVIEW, check));
        }
        return steps;
    }

    private static boolean isFalling(Expression from, Expression to) {
        boolean numbers = Substitution.variables(from).isEmpty() && Substitution.variables(to).isEmpty();
        return numbers && Evaluator.scalar(from, Map.of()) > Evaluator.scalar(to, Map.of());
    }

    // (x^3/3)[x = 2], or a limit where there is no finite value
    private Tree written(Expression end, Limits.Side side) {
        if (value(end).isEmpty()) {
            boolean infinite = Topology.of(end).nodes().contains(Symbol.INFINITY);
            return Presenter.tree(Bound.limit(x, end, infinite ? 0 : side == Limits.Side.RIGHT ? 1 : -1, found.expression()));
        }
        Tree.Named point = new Tree.Named(x.name(), Presenter.tree(end), Span.NONE);
        return new Tree.Call("subs", Span.NONE, 0, List.of(), List.of(Presenter.tree(found.expression())), List.of(point), Span.NONE);
    }

    private Tree valueOrLimit(Expression end, Limits.Side side) {
        Optional<Expression> value = value(end);
        if (value.isPresent()) {
            return Presenter.tree(value.get());
        }
        Limits.Limit limit = Limits.limit(found.expression(), x, end, side, assumptions, budget);
        return limit.exists() ? Presenter.tree(limit.value()) : written(end, side);
    }

    private Optional<Expression> value(Expression end) {
        if (Topology.of(end).nodes().contains(Symbol.INFINITY)) {
            return Optional.empty();
        }
        try {
            Expression value = Simplifier.tidy(Substitution.replace(found.expression(), Map.of(x, end)), assumptions, budget);
            boolean number = Substitution.variables(value).isEmpty();
            return number && !Double.isFinite(Evaluator.scalar(value, Map.of())) ? Optional.empty() : Optional.of(value);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED);
            return Optional.empty();
        }
    }
}
