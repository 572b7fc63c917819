package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
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
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Derivations of solutions: how the candidates are found, and which of them satisfy the equation. */
public final class SolutionSteps {
    private static final double ZERO = 1e-8; // relative to the terms
    private static final String UNDEFINED = "no solution: the equation has no real values there";

    private final Expression zero;
    private final Symbol x;
    private final Map<Expression, Expression> meanings = new HashMap<>(); // of symbols that were put in for functions

    private SolutionSteps(Expression zero, Symbol x) {
        this.zero = zero;
        this.x = x;
    }

    /** The derivation of the solutions of {@code zero = 0}, of which there is one at least. */
    public static Derivation of(Expression zero, Symbol x, List<SolveStep> found, Solutions solutions) {
        SolutionSteps derivation = new SolutionSteps(zero, x);
        List<Step> steps = new ArrayList<>();
        if (!found.isEmpty()) {
            steps.add(derivation.found(new SolveStep.Found("all terms on one side", zero, Constant.ZERO), solutions));
        }
        found.forEach(step -> steps.add(derivation.step(step, solutions)));
        List<Expression> values = solutions.values();
        Expression all = values.size() == 1 ? values.getFirst() : ArrayOf.of(Shape.of(Size.of(values.size())), values);
        boolean holds = values.stream().allMatch(value -> derivation.holds(zero, value));
        String rule = found.isEmpty() ? "found by a search for changes of sign" : "what satisfies the equation";
        steps.add(new Step(rule, Presenter.tree(x), Presenter.tree(all), Detail.OVERVIEW,
                holds ? Check.at(values.size()) : Check.none("the equation loses its digits there"))
                .noting(List.of(), List.of(), remarks(solutions)));
        return new Derivation("Solutions for " + x.name(), "", List.of(new Section("", Detail.OVERVIEW, steps)),
                List.of(new Derivation.Result(Presenter.tree(x), all)), LatexPrinter.tensorNames(List.of(zero), Map.of()));
    }

    private static List<String> remarks(Solutions solutions) {
        List<String> remarks = new ArrayList<>();
        List<Condition> conditions = solutions.conditions().stream().distinct().toList();
        for (int i = 0; i < solutions.values().size(); i++) {
            Condition condition = solutions.conditions().get(i);
            if (!condition.equals(Condition.TRUE) && (conditions.size() > 1 || i == 0)) {
                remarks.add((conditions.size() > 1 ? solutions.values().get(i) + " " : "") + "if " + TextPrinter.text(condition));
            }
        }
        remarks.add(extent(solutions));
        return remarks;
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
        if (substituted) {
            meanings.put(step.symbol(), Substitution.replace(step.inner(), meanings));
        }
        Tree before = Presenter.tree(step.before());
        Step shown = new Step(step.rule(), before, Presenter.tree(step.after()), Detail.TEXTBOOK, new EqualValues(step.before(), true).of(meant));
        return substituted ? shown.noting(List.of(new Equation(Presenter.tree(step.symbol()), Presenter.tree(step.inner()))), List.of(), List.of()) : shown;
    }

    private Step found(SolveStep.Found step, Solutions solutions) {
        boolean candidate = step.part().equals(x) && !Substitution.variables(step.value()).contains(x);
        boolean holds = candidate && holds(zero, step.value());
        boolean out = candidate && !holds && solutions.complete() && solutions.values().stream().noneMatch(value -> isSame(value, step.value()));
        Check check = !candidate ? claimed(step, solutions) : holds || out ? Check.at(1) : Check.none("it is no solution for the parameters that were tried");
        return new Step(step.rule(), Presenter.tree(step.part()), Presenter.tree(step.value()), Detail.TEXTBOOK, check)
                .noting(List.of(), List.of(), out ? List.of(thrownOut(step.value())) : List.of());
    }

    // Of an equation on the way: at how many of the solutions both sides agree; some belong to other cases.
    private Check claimed(SolveStep.Found step, Solutions solutions) {
        Expression difference = Elementwise.difference(Substitution.replace(step.part(), meanings), Substitution.replace(step.value(), meanings));
        int agreed = (int) solutions.values().stream().filter(value -> holds(difference, value)).count();
        return agreed > 0 ? Check.at(agreed) : Check.none("none of the solutions comes this way");
    }

    private boolean isSame(Expression value, Expression other) {
        return value.equals(other) || Substitution.variables(Elementwise.sum(value, other)).isEmpty()
                && Math.abs(new ScalarValues(value).at(Map.of()) - new ScalarValues(other).at(Map.of())) <= ZERO * (1 + Math.abs(new ScalarValues(value).at(Map.of())));
    }

    private String thrownOut(Expression candidate) {
        try {
            Expression there = Simplifier.simplify(Substitution.replace(zero, Map.of(x, candidate)), Assumptions.NONE, Budget.current()).expression();
            boolean real = !Substitution.variables(there).isEmpty() || PreciseValues.existence(there, Map.of()) != PreciseValues.Existence.UNDEFINED;
            return real ? "no solution: " + new Equation(Presenter.tree(zero), Presenter.tree(there)).text() + " there, and not 0" : UNDEFINED;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT);
            return UNDEFINED;
        }
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
