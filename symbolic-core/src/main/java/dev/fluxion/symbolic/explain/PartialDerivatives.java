package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Derivations;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Derivations of what is made of partial derivatives: Jacobians, Hessians, divergence and the like. Each partial derivative is derived, then they are
 * put into the definition.
 *
 * <p>Source: by definition of each.
 */
public final class PartialDerivatives {
    private record Partial(Expression function, List<Symbol> by) {}

    private final boolean several;
    private final Map<Partial, Symbol> places = new LinkedHashMap<>();

    /**
     * A derivation without any so far.
     *
     * @param several whether there is more than one variable, so that derivatives are partial ones
     */
    public PartialDerivatives(boolean several) {
        this.several = several;
    }

    /** What stands for a partial derivative in the definition: by the variables one after the other. */
    public Expression of(Expression function, Symbol... by) {
        return places.computeIfAbsent(new Partial(function, List.of(by)), partial -> Symbol.of("partial_" + (1000 + places.size())));
    }

    /**
     * The derivation.
     *
     * @param title what it is of
     * @param rule what the definition is called
     * @param subject what was asked for
     * @param definition in terms of what {@link #of} gave
     * @param conditions under which it holds
     * @param result what it comes to
     */
    public Derivation derivation(String title, String rule, Tree subject, Expression definition, List<Condition> conditions, Expression result) {
        List<Section> sections = new ArrayList<>();
        Map<Expression, Expression> values = new HashMap<>();
        places.forEach((partial, place) -> {
            Derivation one = Derivations.derivative(partial.function, partial.by);
            one.sections().forEach(section -> sections.add(new Section("Partial derivatives", Detail.TEXTBOOK, section.steps(), section.chained())));
            values.put(place, one.result());
        });
        Tree defined = written(definition, Map.of());
        Tree put = written(definition, values);
        Expression value = Substitution.replace(definition, values);
        Check check = check(value, result);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(rule, subject, defined, Detail.TEXTBOOK, Check.UNNEEDED)
                .noting(List.of(), conditions.stream().map(condition -> written(condition)).toList(), List.of()));
        steps.add(new Step("partial derivatives put in", defined, put, Detail.TEXTBOOK, check));
        Tree last = Presenter.tree(result);
        if (put.toString().equals(last.toString())) {
            steps.set(1, steps.get(1).at(Detail.OVERVIEW).endingIn(last));
        } else {
            steps.add(new Step("simplification", put, last, Detail.OVERVIEW, check));
        }
        sections.add(new Section(title, Detail.OVERVIEW, steps));
        return new Derivation(title, "", joined(sections), List.of(new Derivation.Result(subject, result)), LatexPrinter.tensorNames(List.of(result), Map.of()));
    }

    // All partial derivatives below one title, each once.
    private static List<Section> joined(List<Section> sections) {
        List<Step> partials = sections.subList(0, sections.size() - 1).stream().map(Section::steps).distinct().flatMap(List::stream).toList();
        return partials.isEmpty() ? List.of(sections.getLast()) : List.of(new Section("Partial derivatives", Detail.TEXTBOOK, partials), sections.getLast());
    }

    private Tree written(Condition condition) {
        return put(Presenter.tree(condition), Map.of());
    }

    private Tree written(Expression definition, Map<Expression, Expression> values) {
        return put(Presenter.tree(definition), values);
    }

    private Tree put(Tree tree, Map<Expression, Expression> values) {
        Map<String, Tree> shown = new HashMap<>();
        places.forEach((partial, place) -> shown.put(place.name(), values.containsKey(place) ? Presenter.tree(values.get(place))
                : Write.leibniz(partial.by.reversed().stream().map(Symbol::name).toList(), several, Presenter.tree(partial.function))));
        return Trees.rewrite(tree, part -> part instanceof Tree.Name name && shown.containsKey(name.name()) ? shown.get(name.name()) : part);
    }

    private static Check check(Expression value, Expression result) {
        List<Expression> left = entries(value);
        List<Expression> right = entries(result);
        if (left.size() != right.size()) {
            return Check.none("it is another form");
        }
        Check check = Check.UNNEEDED;
        for (int i = 0; i < left.size(); i++) {
            Check one = new EqualValues(left.get(i), true).of(right.get(i));
            check = check.equals(Check.UNNEEDED) || !one.isMade() || check.isMade() && one.points() < check.points() ? one : check;
        }
        return check;
    }

    private static List<Expression> entries(Expression expression) {
        return expression instanceof ArrayOf array ? array.operands() : expression.shape().equals(Shape.SCALAR) ? List.of(expression) : List.of();
    }
}
