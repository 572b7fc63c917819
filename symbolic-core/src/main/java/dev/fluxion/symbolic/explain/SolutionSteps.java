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
import dev.fluxion.symbolic.algebra.WrittenEquation;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Derivations of solutions: how the candidates are found, and which of them satisfy the equation. */
public final class SolutionSteps {
    private static final double ZERO = 1e-8; // relative to the terms
    private static final int ATTEMPTS = 24;
    private static final double LEAST = -3; // of parameters
    private static final double MOST = 4;
    private static final double GOLDEN = 0.6180339887498949;
    private static final String UNDEFINED = "no solution: the equation has no real values there";

    private final Expression zero;
    private final List<Expression> written;
    private final Symbol x;
    private final Map<Expression, Expression> meanings = new HashMap<>(); // of symbols that were put in for functions

    private SolutionSteps(WrittenEquation equation, Symbol x) {
        this.zero = equation.zero();
        this.written = equation.parts();
        this.x = x;
    }

    /** The derivation of the solutions of an equation; where there are certainly none, of that. */
    public static Derivation of(WrittenEquation equation, Symbol x, List<SolveStep> found, Solutions solutions) {
        Expression zero = equation.zero();
        SolutionSteps derivation = new SolutionSteps(equation, x);
        List<Step> steps = new ArrayList<>();
        if (!found.isEmpty()) {
            steps.add(derivation.found(new SolveStep.Found("all terms on one side", zero, Constant.ZERO), solutions));
        }
        found.forEach(step -> steps.add(derivation.step(step, solutions)));
        List<Expression> values = solutions.values();
        if (values.isEmpty()) {
            boolean tried = found.stream().anyMatch(step -> step instanceof SolveStep.Found each && each.part().equals(x)
                    && !Substitution.variables(each.value()).contains(x));
            steps.add(new Step(tried ? "no real solution: none of these satisfies the equation as it is written" : "no real solution",
                    Presenter.tree(zero), Presenter.tree(Constant.ZERO), Detail.OVERVIEW, Check.none("there is no solution to put in")));
            return derivation(zero, x, steps, List.of());
        }
        Expression all = values.size() == 1 ? values.getFirst() : ArrayOf.of(Shape.of(Size.of(values.size())), values);
        String rule = found.isEmpty() ? "found by a search for changes of sign" : "what satisfies the equation";
        for (Expression value : values) {
            Check check = derivation.trial(zero, value) == Trial.HOLDS ? Check.at(1) : Check.none("the equation loses its digits there");
            List<String> remarks = value == values.getLast() ? remarks(solutions) : List.of();
            steps.add(new Step(rule, Presenter.tree(x), Presenter.tree(value), Detail.OVERVIEW, check).noting(List.of(), List.of(), remarks));
        }
        return derivation(zero, x, steps, List.of(new Derivation.Result(Presenter.tree(x), all)));
    }

    private static Derivation derivation(Expression zero, Symbol x, List<Step> steps, List<Derivation.Result> results) {
        return new Derivation("Solutions for " + x.name(), "", List.of(new Section("", Detail.OVERVIEW, steps, false)), results,
                LatexPrinter.tensorNames(List.of(zero), Map.of()));
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
        if (solutions.period().isPresent()) {
            return "all are these plus whole multiples of " + TextPrinter.text(solutions.period().get());
        }
        return solutions.complete() || !unless.isEmpty() ? "these are all" + unless : "there may be more";
    }

    private Step step(SolveStep step, Solutions solutions) {
        return switch (step) {
            case SolveStep.Rewritten rewritten -> rewritten(rewritten);
            case SolveStep.Found found -> found(found, solutions);
            case SolveStep.Impossible impossible -> new Step(impossible.rule(), Presenter.tree(impossible.part()), Presenter.tree(impossible.value()), Detail.TEXTBOOK,
                    Check.none("it holds for no real number"));
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
        Trial trial = candidate ? trial(zero, step.value()) : Trial.UNDECIDED;
        boolean known = solutions.complete() || trial == Trial.FAILS && variables(zero, step.value()).equals(List.of(x));
        boolean out = candidate && known && solutions.values().stream().noneMatch(value -> isSame(value, step.value()));
        Check check = !candidate ? claimed(step, solutions) : trial == Trial.HOLDS || out ? Check.at(1) : Check.none(trial.reason);
        return new Step(step.rule(), Presenter.tree(step.part()), Presenter.tree(step.value()), Detail.TEXTBOOK, check)
                .noting(List.of(), List.of(), out ? List.of(trial == Trial.HOLDS ? leftOut(step.value()) : thrownOut(step.value())) : List.of());
    }

    // Of an equation on the way: at how many of the solutions both sides agree; some belong to other cases.
    private Check claimed(SolveStep.Found step, Solutions solutions) {
        Expression difference = Elementwise.difference(Substitution.replace(step.part(), meanings), Substitution.replace(step.value(), meanings));
        List<Trial> trials = solutions.values().stream().map(value -> trial(difference, value)).toList();
        int agreed = (int) trials.stream().filter(Trial.HOLDS::equals).count();
        return agreed > 0 ? Check.at(agreed) : Check.none(trials.isEmpty() ? "there is no solution to put in"
                : trials.contains(Trial.UNDECIDED) ? Trial.UNDECIDED.reason : "none of the solutions comes this way");
    }

    private static boolean isSame(Expression value, Expression other) {
        if (value.equals(other) || !Substitution.variables(value).isEmpty() || !Substitution.variables(other).isEmpty()) {
            return value.equals(other);
        }
        double there = new ScalarValues(value).at(Map.of());
        return Math.abs(there - new ScalarValues(other).at(Map.of())) <= ZERO * (1 + Math.abs(there));
    }

    // It satisfies the canonical form, but not the equation as it is written.
    private String leftOut(Expression candidate) {
        boolean defined = written.stream().allMatch(part -> isDefined(part, candidate));
        return defined ? "no solution: it is outside of the interval" : "no solution: a part of the equation, as it is written, has no value there";
    }

    private boolean isDefined(Expression part, Expression candidate) {
        try {
            Expression there = Substitution.replace(part, Map.of(x, candidate));
            return !Substitution.variables(there).isEmpty() || Double.isFinite(new ScalarValues(there).at(Map.of()));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return false;
        }
    }

    private String thrownOut(Expression candidate) {
        try {
            Expression there = Simplifier.simplify(Substitution.replace(zero, Map.of(x, candidate)), Assumptions.NONE, Budget.current()).expression();
            boolean real = !Substitution.variables(there).isEmpty() || PreciseValues.existence(there, Map.of()) != PreciseValues.Existence.UNDEFINED;
            return real ? "no solution: " + new Equation(Presenter.tree(zero), Presenter.tree(there)).text() + " there, and not 0" : UNDEFINED;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT);
            return e.diagnostic().code() == Diagnostic.Code.DOMAIN ? UNDEFINED : "no solution: it does not satisfy the equation";
        }
    }

    // Parameters take several values: some candidates are real for a part of them, and solutions for a part of these.
    private Trial trial(Expression equation, Expression value) {
        List<Symbol> symbols = variables(equation, value);
        int attempts = symbols.isEmpty() || symbols.equals(List.of(x)) ? 1 : ATTEMPTS;
        Trial worst = Trial.UNDECIDED;
        for (int attempt = 0; attempt < attempts; attempt++) {
            Trial trial = trial(equation, value, parameters(symbols, attempt));
            if (trial == Trial.HOLDS) {
                return trial;
            }
            worst = trial == Trial.FAILS ? trial : worst;
        }
        return worst;
    }

    // Of each, for in their sum terms may cancel.
    private static List<Symbol> variables(Expression first, Expression second) {
        return Stream.of(first, second).flatMap(part -> Substitution.variables(part).stream()).distinct().sorted(Comparator.comparing(Symbol::name)).toList();
    }

    private Map<String, Double> parameters(List<Symbol> symbols, int attempt) {
        Map<String, Double> at = new HashMap<>();
        for (Symbol symbol : symbols) {
            double part = (0.3 + GOLDEN * (attempt * (at.size() + 1) + at.size())) % 1; // spread evenly, and differently for each
            at.put(symbol.name(), LEAST + part * (MOST - LEAST));
        }
        return at;
    }

    private Trial trial(Expression equation, Expression value, Map<String, Double> at) {
        try {
            double there = new ScalarValues(value).at(at);
            if (!Double.isFinite(there)) {
                return Trial.UNDECIDED;
            }
            at.put(x.name(), there);
            ScalarValues values = new ScalarValues(equation);
            double rest = Math.abs(values.at(at));
            return rest <= ZERO * values.magnitude() ? Trial.HOLDS : Double.isFinite(rest) ? Trial.FAILS : Trial.UNDECIDED;
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT, Diagnostic.Code.NAME);
            return Trial.UNDECIDED;
        }
    }

    // What putting a candidate into an equation gives.
    private enum Trial {
        HOLDS(""), FAILS("it does not satisfy the equation for the parameters that were tried"), UNDECIDED("no values in double precision that decide were met");

        private final String reason;

        Trial(String reason) {
            this.reason = reason;
        }
    }
}
