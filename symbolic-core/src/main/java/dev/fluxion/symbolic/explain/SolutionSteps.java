package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Solutions;
import dev.fluxion.symbolic.algebra.SolveStep;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Equation;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Derivations of solutions: how the candidates are found, and which of them satisfy the equation. */
public final class SolutionSteps {
    private static final double ZERO = 1e-8; // relative to the terms

    private final Expression zero;
    private final Symbol x;

    private SolutionSteps(Expression zero, Symbol x) {
        this.zero = zero;
        this.x = x;
    }

    /** The derivation of the solutions of {@code zero = 0}, of which there is one at least. */
    public static Derivation of(Expression zero, Symbol x, List<SolveStep> found, Solutions solutions) {
        SolutionSteps derivation = new SolutionSteps(zero, x);
        List<Step> steps = new ArrayList<>();
        found.forEach(step -> steps.add(derivation.step(step, solutions)));
        List<Expression> values = solutions.values();
        Expression all = values.size() == 1 ? values.getFirst() : ArrayOf.of(Shape.of(Size.of(values.size())), values);
        boolean holds = values.stream().allMatch(value -> derivation.holds(zero, value));
        String rule = found.isEmpty() ? "found by a search for changes of sign" : "what satisfies the equation";
        steps.add(new Step(rule, Presenter.tree(x), Presenter.tree(all), Detail.OVERVIEW,
                holds ? Check.at(values.size()) : Check.none("the equation loses its digits there"))
                .noting(List.of(), List.of(), List.of(extent(solutions))));
        return new Derivation("Solutions for " + x.name(), "", List.of(new Section("", Detail.OVERVIEW, steps)),
                List.of(new Derivation.Result(Presenter.tree(x), all)), LatexPrinter.tensorNames(List.of(zero), Map.of()));
    }

    private static String extent(Solutions solutions) {
        String unless = solutions.unless().map(expression -> " unless " + expression + " = 0").orElse("");
        return solutions.complete() || !unless.isEmpty() ? "these are all" + unless : "there may be more";
    }

    private Step step(SolveStep step, Solutions solutions) {
        return switch (step) {
            case SolveStep.Rewritten rewritten -> rewritten(rewritten);
            case SolveStep.Found found -> found(found, solutions);
        };
    }

    private Step rewritten(SolveStep.Rewritten step) {
        boolean substituted = !step.symbol().equals(step.inner());
        Expression meant = substituted ? Substitution.replace(step.after(), Map.of(step.symbol(), step.inner())) : step.after();
        Tree before = Presenter.tree(step.before());
        Step shown = new Step(step.rule(), before, Presenter.tree(step.after()), Detail.TEXTBOOK, new EqualValues(step.before(), true).of(meant));
        return substituted ? shown.noting(List.of(new Equation(Presenter.tree(step.symbol()), Presenter.tree(step.inner()))), List.of(), List.of()) : shown;
    }

    private Step found(SolveStep.Found step, Solutions solutions) {
        boolean candidate = step.part().equals(x);
        boolean holds = candidate && holds(zero, step.value());
        List<String> remarks = candidate && !holds && solutions.complete() && !solutions.values().contains(step.value()) ? List.of("the equation does not hold there") : List.of();
        Check check = !candidate ? Check.none("it is an equation") : holds ? Check.at(1) : Check.none("it is no solution");
        return new Step(step.rule(), Presenter.tree(step.part()), Presenter.tree(step.value()), Detail.TEXTBOOK, check).noting(List.of(), List.of(), remarks);
    }

    private boolean holds(Expression equation, Expression value) {
        try {
            Map<String, Double> at = new HashMap<>();
            Substitution.variables(Elementwise.sum(equation, value)).forEach(symbol -> at.put(symbol.name(), 1.3 + 0.37 * at.size()));
            at.put(x.name(), new ScalarValues(value).at(at));
            ScalarValues values = new ScalarValues(equation);
            return Math.abs(values.at(at)) <= ZERO * values.magnitude();
        } catch (FluxionException e) {
            return false;
        }
    }
}
