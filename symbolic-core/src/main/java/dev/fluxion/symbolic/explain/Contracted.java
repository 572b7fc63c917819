package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Derivations of what is made of the derivative by a tensor: traces of it, and products with directions. The derivative is derived, then it is put into
 * the definition.
 *
 * <p>Source: by definition of each.
 */
public final class Contracted {
    /**
     * How something is made of a derivative.
     *
     * @param title what it is called
     * @param rule what the definition is called
     * @param value of the derivative
     * @param written the same in text, where that says more than the value does
     */
    public record Definition(String title, String rule, UnaryOperator<Expression> value, UnaryOperator<Tree> written) {}

    private Contracted() {}

    /**
     * The derivation.
     *
     * @param subject what was asked for
     * @param by what the function is differentiated by, one after the other
     * @param result what it comes to
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something has no derivative
     */
    public static Derivation derivation(Definition definition, Tree subject, Expression function, List<Symbol> by, Expression result) {
        Derivation derivative = Differentials.derivation(function, by);
        Expression value = definition.value.apply(derivative.result());
        boolean vectors = function.shape().rank() <= 1 && by.stream().allMatch(symbol -> symbol.shape().rank() == 1);
        Tree defined = vectors ? definition.written.apply(Presenter.tree(derivative.result())) : Presenter.tree(value);
        Check check = new EqualValues(value, true).of(result);
        Tree last = Presenter.tree(result);
        boolean done = TreeText.of(defined).equals(TreeText.of(last));
        List<Step> steps = new ArrayList<>(List.of(new Step(definition.rule, subject, defined, done ? Detail.OVERVIEW : Detail.TEXTBOOK, check)));
        if (!done) {
            steps.add(new Step("simplification", defined, last, Detail.OVERVIEW, check));
        }
        List<Section> sections = new ArrayList<>(derivative.sections());
        sections.add(new Section(definition.title, Detail.OVERVIEW, steps));
        return new Derivation(definition.title, "", sections, List.of(new Derivation.Result(subject, result)), LatexPrinter.tensorNames(List.of(function), Map.of()));
    }
}
