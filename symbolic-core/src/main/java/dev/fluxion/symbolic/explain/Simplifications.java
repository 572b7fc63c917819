package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Domains;
import dev.fluxion.symbolic.rewrite.RuleStep;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Derivations of simplifications: the rules that were applied, each to the whole. */
public final class Simplifications {
    private Simplifications() {}

    /** The derivation of the shortest form that is found within the budget; it ends in what simplifying gives. */
    public static Derivation derivation(Expression expression, Collection<Fact> facts, Budget budget) {
        List<Simplifier.Result> passes = Simplifier.passes(expression, Assumptions.of(facts), budget);
        EqualValues values = new EqualValues(expression, facts.isEmpty());
        List<Step> steps = new ArrayList<>();
        Expression from = expression;
        for (Simplifier.Result pass : passes) {
            steps.addAll(pass(from, pass, values, Assumptions.of(facts)));
            from = pass.expression();
        }
        Expression result = from;
        if (steps.isEmpty()) {
            steps.add(new Step("nothing shorter was found", Presenter.tree(expression), Presenter.tree(result), Detail.OVERVIEW, values.of(result)));
        }
        steps.set(steps.size() - 1, steps.getLast().at(Detail.OVERVIEW));
        Tree subject = Presenter.tree(expression);
        return new Derivation("Simplification", "", List.of(new Section("", Detail.OVERVIEW, steps)),
                List.of(new Derivation.Result(subject, result)), LatexPrinter.tensorNames(List.of(expression), Map.of()));
    }

    private static List<Step> pass(Expression from, Simplifier.Result pass, EqualValues values, Assumptions assumptions) {
        List<Step> steps = new ArrayList<>();
        Expression current = from;
        for (RuleStep rule : pass.steps()) {
            Expression next = Substitution.replace(current, Map.of(rule.before(), rule.after()));
            if (!next.equals(current)) {
                steps.add(step(rule, current, next, values, assumptions));
                current = next;
            }
        }
        if (!current.equals(pass.expression())) {
            steps.add(new Step("collected and put in order", Presenter.tree(current), Presenter.tree(pass.expression()), Detail.OVERVIEW, values.of(pass.expression())));
        }
        return steps;
    }

    // What was proved of numbers alone needs no mention.
    private static boolean saysSomething(Condition condition) {
        return condition.operands().stream().anyMatch(part -> !Substitution.variables(part).isEmpty());
    }

    private static Step step(RuleStep rule, Expression current, Expression next, EqualValues values, Assumptions assumptions) {
        List<Tree> conditions = Stream.of(rule.condition(), Domains.lost(current, next, assumptions)).filter(Simplifications::saysSomething)
                .map(Presenter::tree).distinct().toList();
        Step whole = new Step(rule.rule().replace('-', ' '), Presenter.tree(current), Presenter.tree(next), Detail.TEXTBOOK, values.of(next))
                .noting(List.of(), conditions, rule.movesKink() ? List.of("at the kink the derivative is now that of the new form") : List.of());
        boolean part = !rule.before().equals(current);
        return part ? whole.of(List.of(new Step(rule.rule().replace('-', ' '), Presenter.tree(rule.before()), Presenter.tree(rule.after()), Detail.EVERY,
                whole.check()))) : whole;
    }
}
