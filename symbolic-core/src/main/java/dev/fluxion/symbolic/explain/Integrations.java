package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Equation;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.integrate.DefiniteIntegral;
import dev.fluxion.symbolic.integrate.IntegralLine;
import dev.fluxion.symbolic.integrate.IntegralStep;
import dev.fluxion.symbolic.integrate.Integrals;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Derivations of antiderivatives: the rules by which the search found them, each line tested by differentiating it. */
public final class Integrations {
    private final Expression integrand;
    private final Symbol x;
    private final boolean everywhere;

    private Integrations(Expression integrand, Symbol x, boolean everywhere) {
        this.integrand = integrand;
        this.x = x;
        this.everywhere = everywhere;
    }

    /**
     * The derivation of an antiderivative by a symbol; it ends in what integrating gives.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if none is found
     */
    public static Derivation antiderivative(Expression integrand, Symbol x, Collection<Fact> facts, Budget budget) {
        Integrals.Antiderivative found = Integrals.antiderivative(integrand, x, Assumptions.of(facts), budget);
        List<Step> steps = new Integrations(integrand, x, facts.isEmpty()).steps(found);
        Tree subject = Presenter.tree(Bound.antiderivative(x, x, integrand));
        return new Derivation("Antiderivative by " + x.name(), "", List.of(new Section("", Detail.OVERVIEW, steps)),
                List.of(new Derivation.Result(subject, found.expression())), LatexPrinter.tensorNames(List.of(integrand), Map.of()));
    }

    /**
     * The derivation of an integral between two ends; it ends in what integrating gives.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if none is found in closed form, {@code DOMAIN} if the integral does not
     * converge
     */
    public static Derivation definite(Expression integrand, Symbol x, Expression from, Expression to, Collection<Fact> facts, Budget budget) {
        DefiniteIntegral integral = DefiniteIntegral.of(integrand, x, from, to, Assumptions.of(facts), budget);
        Tree subject = Presenter.tree(Bound.integral(x, from, to, integrand));
        List<Section> sections = new ArrayList<>();
        List<Step> last = new ArrayList<>();
        if (integral.source().isPresent()) {
            Integrals.Antiderivative found = integral.source().get();
            sections.add(new Section("Antiderivative", Detail.TEXTBOOK, stepsBetween(integrand, x, found, facts)));
            last.addAll(new EndSteps(found, x, Assumptions.of(facts), budget).between(from, to, subject, integral));
        } else {
            List<String> remarks = integral.isExact() ? List.of() : List.of("error about " + String.format(java.util.Locale.ROOT, "%.1e", integral.error()));
            last.add(new Step(integral.rule(), subject, Presenter.tree(integral.value()), Detail.OVERVIEW, Check.none(integral.isExact() ? "no antiderivative is needed"
                    : "it is a numeric value")).noting(List.of(), List.of(), remarks));
        }
        sections.add(new Section(sections.isEmpty() ? "" : "Between the ends", Detail.OVERVIEW, last));
        return new Derivation("Integral from " + from + " to " + to, "", sections, List.of(new Derivation.Result(subject, integral.value())),
                LatexPrinter.tensorNames(List.of(integrand), Map.of()));
    }

    // Between the ends the integrand may have a form that it has not elsewhere.
    private static List<Step> stepsBetween(Expression integrand, Symbol x, Integrals.Antiderivative found, Collection<Fact> facts) {
        Expression integrated = found.lines().getFirst().before() instanceof Bound bound
                ? Substitution.replace(bound.open().body(), Map.of(bound.open().symbol(), x)) : integrand;
        if (integrated.equals(integrand) || !bound(x, integrated).equals(found.lines().getFirst().before())) {
            return new Integrations(integrand, x, facts.isEmpty()).steps(found);
        }
        List<Step> steps = new ArrayList<>(new Integrations(integrated, x, facts.isEmpty()).steps(found));
        steps.addFirst(new Step("what holds between the ends", Presenter.tree(bound(x, integrand)), Presenter.tree(bound(x, integrated)), Detail.TEXTBOOK,
                Check.none("elsewhere it need not hold")));
        return steps;
    }

    private static Expression bound(Symbol x, Expression integrand) {
        return Bound.antiderivative(x, x, integrand);
    }

    private List<Step> steps(Integrals.Antiderivative found) {
        List<Step> steps = new ArrayList<>();
        Tree current = null;
        for (IntegralLine line : found.lines()) {
            Tree before = Presenter.tree(line.before());
            Tree after = Presenter.tree(line.after());
            List<Step> parts = line.steps().stream().map(this::step).toList();
            steps.add(new Step(rules(line), before, after, steps.isEmpty() ? Detail.OVERVIEW : Detail.TEXTBOOK, check(integrand, x, line.after(), line.pending()))
                    .noting(substitutions(line), parts.stream().flatMap(part -> part.conditions().stream()).distinct().toList(), List.of()).of(parts));
            current = after;
        }
        Tree last = Presenter.tree(found.expression());
        if (last.equals(current)) {
            steps.set(steps.size() - 1, steps.getLast().at(Detail.OVERVIEW));
        } else {
            steps.add(new Step("simplification", current, last, Detail.OVERVIEW, check(integrand, x, found.expression(), Map.of())));
        }
        return steps;
    }

    private static String rules(IntegralLine line) {
        return String.join(", ", new LinkedHashSet<>(line.steps().stream().map(IntegralStep::rule).toList()));
    }

    private static List<Equation> substitutions(IntegralLine line) {
        return line.steps().stream().filter(step -> step.at().isPresent())
                .map(step -> new Equation(Write.name(step.substituted().orElseThrow().name()), Presenter.tree(step.at().get()))).distinct().toList();
    }

    private Step step(IntegralStep step) {
        List<Tree> conditions = step.conditions().stream().map(Integrations::shown).toList();
        return new Step(step.rule(), Presenter.tree(step.before()), Presenter.tree(step.after()), Detail.EVERY,
                check(step.integrand(), step.variable(), step.after(), step.pending()))
                .noting(List.of(), conditions, List.of());
    }

    private static Tree shown(Condition condition) {
        return Presenter.tree(condition);
    }

    // What is still to be integrated has its integrand for a derivative; where it stays in a product, its value is put in.
    private Check check(Expression function, Symbol by, Expression claim, Map<Expression, Expression> pending) {
        try {
            return new EqualValues(function, everywhere).of(Substitution.replace(Differentiation.derivative(claim, by), pending));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.LIMIT);
            return Check.none("the line cannot be differentiated");
        }
    }
}
