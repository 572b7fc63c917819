package dev.fluxion.symbolic.language;

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
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Derivations;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.calculus.NumericCheck;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.NestedVocabulary;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.Vocabulary;
import dev.fluxion.symbolic.explain.Differentials;
import dev.fluxion.symbolic.integrate.LeibnizPremise;
import dev.fluxion.symbolic.print.Operations;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The language inside a derivative, where an integral stays whole that has no closed form under what is assumed, or whose derivative is shorter by its
 * ends: it needs none.
 *
 * <p>Source: Leibniz's rule, DLMF §1.5(iv).
 */
final class WholeIntegrals implements NestedVocabulary {
    private final Vocabulary outside;
    private final boolean always;
    private int closed; // integrals whose closed forms were taken

    private WholeIntegrals(Vocabulary outside, boolean always) {
        this.outside = outside;
        this.always = always;
    }

    /** A vocabulary with all integrals whole. */
    static Vocabulary always(Vocabulary outside) {
        return new WholeIntegrals(outside, true);
    }

    /** The meaning of what is to be differentiated: with the closed form of an integral only where its derivative is no longer than by Leibniz's rule. */
    static Expression differentiable(Elaborator elaborator, Tree tree, List<Symbol> by) {
        WholeIntegrals vocabulary = new WholeIntegrals(elaborator.vocabulary(), false);
        Elaborator reading = elaborator.with(vocabulary).apart();
        Expression closed = reading.read(tree).expression();
        requirePremise(elaborator, closed, by);
        if (vocabulary.closed > 0 && !by.isEmpty() && closed.isScalar()) {
            Expression whole = elaborator.with(new WholeIntegrals(elaborator.vocabulary(), true)).read(tree).expression();
            if (isBetterWhole(elaborator, whole, closed, by)) {
                return whole;
            }
        }
        elaborator.provisos().add(reading.provisos());
        return closed;
    }

    private static void requirePremise(Elaborator elaborator, Expression function, List<Symbol> by) {
        LeibnizPremise.require(function, by, Assumptions.of(elaborator.scope().facts()), Budget.current());
    }

    /** The derivative of what a tree means by some variables, one after the other. */
    static Expression derivative(Elaborator elaborator, Tree tree, List<Symbol> by) {
        Expression function = differentiable(elaborator, tree, by);
        elaborator.provisos().follow(Kinks.conventionsOfHigherOrders(function, by, Assumptions.of(elaborator.scope().facts())));
        return evaluated(elaborator, Differentiation.derivative(function, by));
    }

    /** The steps to a derivative, the last of which evaluates the integrals that Leibniz's rule leaves. */
    static Derivation steps(Elaborator elaborator, Expression function, List<Symbol> by) {
        if (!by.stream().allMatch(Expression::isScalar) || Topology.of(function).nodes().stream().anyMatch(node -> !node.isScalar())) {
            return Differentials.derivation(function, by);
        }
        Derivation derivation = Derivations.derivative(function, by);
        Expression pending = derivation.result();
        if (!containsIntegrals(pending)) {
            return derivation;
        }
        List<Condition> conditions = new ArrayList<>();
        Expression value = evaluated(elaborator, pending, conditions);
        if (value.equals(pending)) {
            return derivation;
        }
        Assumptions known = Assumptions.of(conditions.stream().distinct().<Fact>map(Fact.Holds::new).toList());
        Expression before = Differentiation.derivative(function, by.subList(0, by.size() - 1));
        Step step = new Step("the integral evaluated", Presenter.tree(pending), Presenter.tree(value), Detail.OVERVIEW,
                NumericCheck.derivative(before, by.getLast()).where(known).of(value))
                .noting(List.of(), conditions.stream().distinct().map(Presenter::tree).toList(), List.of());
        List<Section> sections = new ArrayList<>(derivation.sections());
        Section last = sections.removeLast();
        List<Step> steps = new ArrayList<>(last.steps());
        steps.add(step);
        sections.add(new Section(last.title(), last.detail(), steps));
        return new Derivation(derivation.title(), derivation.introduction(), sections,
                List.of(new Derivation.Result(derivation.results().getFirst().subject(), value)), derivation.tensors());
    }

    // The premise of Leibniz's rule must be proved, which a closed form does without.
    private static boolean isBetterWhole(Elaborator elaborator, Expression whole, Expression closed, List<Symbol> by) {
        try {
            requirePremise(elaborator, whole, by);
            Expression plain = Differentiation.derivative(closed, by);
            Expression leibniz = evaluated(elaborator, Differentiation.derivative(whole, by), new ArrayList<>());
            if (containsIntegrals(leibniz) || mayHaveCorners(whole)) {
                return false;
            }
            boolean direct = !containsIntegrals(Differentiation.derivative(whole, by));
            return Operations.count(leibniz) < Operations.count(plain) + (direct ? 2 : 0); // the integrand as it is written, for an operation more
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN, Diagnostic.Code.NAME);
            return false;
        }
    }

    /**
     * A derivative whose integrals have their values where they have closed forms.
     *
     * @throws FluxionException {@code UNSUPPORTED} if one has a closed form only under more assumptions, or no antiderivative is found
     */
    static Expression evaluated(Elaborator elaborator, Expression derivative) {
        List<Condition> conditions = new ArrayList<>();
        Expression value = evaluated(elaborator, derivative, conditions);
        elaborator.provisos().require(conditions);
        return value;
    }

    private static Expression evaluated(Elaborator elaborator, Expression derivative, List<Condition> conditions) {
        Map<Expression, Expression> values = new HashMap<>();
        for (Expression node : Topology.of(derivative).nodes()) {
            if (isIntegral(node) && node.reach() == 0) {
                IntegralForms.closedForm(elaborator, (Bound) node).ifPresent(answer -> {
                    conditions.addAll(answer.conditions());
                    values.put(node, answer.value());
                });
            }
        }
        return values.isEmpty() ? derivative : Substitution.replace(derivative, values);
    }

    // At a corner the closed form tells what the derivative is, or what is agreed on.
    private static boolean mayHaveCorners(Expression whole) {
        return Topology.of(whole).nodes().stream().anyMatch(node -> node instanceof Bound bound && Kinks.isIntegralOfJumps(bound));
    }

    private static boolean containsIntegrals(Expression expression) {
        return Topology.of(expression).nodes().stream().anyMatch(WholeIntegrals::isIntegral);
    }

    private static boolean isIntegral(Expression node) {
        return node instanceof Bound bound && (bound.kind() == Bound.Kind.INTEGRAL || bound.kind() == Bound.Kind.ANTIDERIVATIVE);
    }

    @Override
    public Vocabulary outside() {
        return outside;
    }

    @Override
    public Optional<Form> form(String name) {
        return name.equals(IntegralForms.NAME) ? Optional.of(NamedVariables.at(IntegralForms.VARIABLE, this::integral)) : outside.form(name);
    }

    private Typed integral(Elaborator elaborator, Tree.Call call) {
        if (always) {
            return Typed.of(IntegralForms.whole(elaborator, call));
        }
        Optional<Typed> value = closedForm(elaborator, call);
        closed += value.isPresent() ? 1 : 0;
        return value.orElseGet(() -> Typed.of(IntegralForms.whole(elaborator, call)));
    }

    private static Optional<Typed> closedForm(Elaborator elaborator, Tree.Call call) {
        try {
            return IntegralForms.closedForm(elaborator, call);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return Optional.empty();
        }
    }
}
