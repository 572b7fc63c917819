package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Derivations of antiderivatives: the rules by which the search found them, each line tested by differentiating it. */
public final class Integrations {
    private final Expression integrand;
    private final Symbol x;
    private final Assumptions assumptions;
    private final boolean everywhere;
    private final Budget budget;

    private Integrations(Expression integrand, Symbol x, Collection<Fact> facts, Budget budget) {
        this.integrand = integrand;
        this.x = x;
        this.assumptions = Assumptions.of(facts);
        this.everywhere = facts.isEmpty();
        this.budget = budget;
    }

    /**
     * The derivation of an antiderivative by a symbol; it ends in what integrating gives.
     *
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if none is found
     */
    public static Derivation antiderivative(Expression integrand, Symbol x, Collection<Fact> facts, Budget budget) {
        Integrals.Antiderivative found = Integrals.antiderivative(integrand, x, Assumptions.of(facts), budget);
        List<Step> steps = new Integrations(integrand, x, facts, budget).steps(found);
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
            sections.add(new Section("Antiderivative", Detail.TEXTBOOK, stepsBetween(integrand, x, found, facts, budget)));
            last.addAll(new EndSteps(found, x, Assumptions.of(facts), budget).between(from, to, subject, integral));
        } else {
            List<String> remarks = integral.isExact() ? List.of() : List.of("error about " + String.format(java.util.Locale.ROOT, "%.1e", integral.error()));
            last.add(new Step(integral.rule(), subject, Presenter.tree(integral.value()), Detail.OVERVIEW, check(integral)).noting(List.of(), List.of(), remarks));
        }
        sections.add(new Section(sections.isEmpty() ? "" : "Between the ends", Detail.OVERVIEW, last));
        return new Derivation("Integral from " + from + " to " + to, "", sections, List.of(new Derivation.Result(subject, integral.value())),
                LatexPrinter.tensorNames(List.of(integrand), Map.of()));
    }

    private static Check check(DefiniteIntegral integral) {
        return integral.checks() > 0 ? Check.at(integral.checks()) : Check.none(integral.isExact() ? "no antiderivative is needed" : "it is a numeric value");
    }

    // Between the ends the integrand may have a form that it has not elsewhere.
    private static List<Step> stepsBetween(Expression integrand, Symbol x, Integrals.Antiderivative found, Collection<Fact> facts, Budget budget) {
        Expression integrated = found.lines().getFirst().before() instanceof Bound bound
                ? Substitution.replace(bound.open().body(), Map.of(bound.open().symbol(), x)) : integrand;
        if (integrated.equals(integrand) || !bound(x, integrated).equals(found.lines().getFirst().before())) {
            return new Integrations(integrand, x, facts, budget).steps(found);
        }
        List<Step> steps = new ArrayList<>(new Integrations(integrated, x, facts, budget).steps(found));
        steps.addFirst(new Step("what holds between the ends", Presenter.tree(bound(x, integrand)), Presenter.tree(bound(x, integrated)), Detail.TEXTBOOK,
                Check.none("elsewhere it need not hold")));
        return steps;
    }

    private static Expression bound(Symbol x, Expression integrand) {
        return Bound.antiderivative(x, x, integrand);
    }

    // As a textbook goes about it, where that leads somewhere; else as the search did.
    private List<Step> steps(Integrals.Antiderivative found) {
        Optional<Integrals.Antiderivative> textbook = Integrals.textbook(integrand, x, assumptions, budget);
        return textbook.isEmpty() ? steps(found, found) : steps(textbook.get(), found);
    }

    private List<Step> steps(Integrals.Antiderivative way, Integrals.Antiderivative found) {
        List<Step> steps = new ArrayList<>();
        Set<Condition> told = new LinkedHashSet<>();
        Tree current = null;
        for (IntegralLine line : way.lines()) {
            Tree after = Presenter.tree(line.after());
            List<Step> parts = line.steps().stream().map(this::step).toList();
            List<Condition> conditions = new ArrayList<>(line.steps().stream().flatMap(step -> step.conditions().stream()).distinct().toList());
            Integrals.conditions(line.after(), integrand, x, assumptions, budget).stream().filter(condition -> !conditions.contains(condition)).forEach(conditions::add);
            conditions.removeIf(condition -> !told.add(condition));
            List<List<Equation>> letters = line.steps().stream().map(Integrations::letters).filter(list -> !list.isEmpty()).distinct().toList();
            List<String> more = letters.stream().skip(1).map(list -> "with " + String.join(", ", list.stream().map(Equation::text).toList())).toList();
            steps.add(new Step(rules(line), Presenter.tree(line.before()), after, steps.isEmpty() ? Detail.OVERVIEW : Detail.TEXTBOOK,
                    check(integrand, x, line.after(), line.pending())).noting(letters.isEmpty() ? List.of() : letters.getFirst(), shown(conditions), more).of(parts));
            current = after;
        }
        return ended(steps, current, way, found, told);
    }

    private List<Step> ended(List<Step> steps, Tree current, Integrals.Antiderivative way, Integrals.Antiderivative found, Set<Condition> told) {
        Tree last = Presenter.tree(found.expression());
        List<Condition> conditions = found.conditions().stream().filter(told::add).toList();
        if (TreeText.of(last).equals(TreeText.of(current))) {
            Step ending = steps.removeLast();
            List<Tree> all = Stream.concat(ending.conditions().stream(), shown(conditions).stream()).toList();
            steps.add(ending.at(Detail.OVERVIEW).endingIn(last).noting(ending.substitutions(), all, ending.remarks()));
        } else {
            String rule = new EqualValues(way.expression(), everywhere).agrees(found.expression()) ? "simplification" : "another constant of integration";
            steps.add(new Step(rule, current, last, Detail.OVERVIEW, check(integrand, x, found.expression(), Map.of())).noting(List.of(), shown(conditions), List.of()));
        }
        return steps;
    }

    private static String rules(IntegralLine line) {
        return String.join(", ", new LinkedHashSet<>(line.steps().stream().map(IntegralStep::rule).toList()));
    }

    private static List<Equation> letters(IntegralStep step) {
        return step.letters().stream().map(letter -> new Equation(Write.name(letter.name()), letter.differential()
                .map(by -> withDifferential(letter.value(), Write.name("d" + by.name()))).orElseGet(() -> Presenter.tree(letter.value())))).toList();
    }

    // exp(x)*dx, dx/x, dx
    private static Tree withDifferential(Expression value, Tree differential) {
        Tree tree = Presenter.tree(value);
        if (value.equals(Constant.ONE)) {
            return differential;
        }
        return tree instanceof Tree.Chain chain && TreeText.of(chain.first()).equals("1") ? new Tree.Chain(differential, chain.links(), chain.span())
                : tree instanceof Tree.Chain chain && chain.links().stream().allMatch(link -> link.operator() == Tree.Infix.TIMES)
                || !(tree instanceof Tree.Chain) ? Write.times(tree, differential) : Write.chain(tree, Tree.Infix.TIMES, differential);
    }

    private Step step(IntegralStep step) {
        Step made = new Step(step.rule(), Presenter.tree(step.before()), Presenter.tree(step.after()), Detail.EVERY,
                check(step.integrand(), step.variable(), step.after(), step.pending())).noting(letters(step), shown(step.conditions()), List.of());
        return step.aside().isEmpty() ? made : made.of(step.aside().stream().flatMap(line -> line.steps().stream()).map(this::step).toList());
    }

    private static List<Tree> shown(List<Condition> conditions) {
        return conditions.stream().map(Presenter::tree).toList();
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
