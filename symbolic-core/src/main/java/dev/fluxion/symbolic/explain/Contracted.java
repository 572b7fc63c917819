package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.symbolic.derivation.Section;
import dev.fluxion.symbolic.derivation.Step;
import dev.fluxion.symbolic.elaborate.LinearAlgebra;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.Presenter;
import dev.fluxion.symbolic.print.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private static final List<String> OUTPUTS = List.of("r", "u", "z");

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
        boolean vectors = function.shape().rank() <= 1 && by.stream().allMatch(symbol -> symbol.shape().rank() == 1);
        Expression value = definition.value.apply(derivative.result());
        Tree defined = vectors ? definition.written.apply(Presenter.tree(derivative.result())) : Presenter.tree(value);
        List<Section> sections = new ArrayList<>(derivative.sections());
        sections.add(product(definition, subject, defined, value, result));
        return new Derivation(definition.title, "", sections, List.of(new Derivation.Result(subject, result)), LatexPrinter.tensorNames(List.of(function), Map.of()));
    }

    /**
     * The derivation of the product of the Gauss–Newton matrix with a direction: a name for the outputs, their Jacobian, the Hessian by them, the product of these.
     *
     * @param outputs what of the function depends on the variable
     * @throws dev.fluxion.grammar.FluxionException {@code UNSUPPORTED} if something has no derivative
     */
    public static Derivation gaussNewton(Tree subject, Expression function, Expression outputs, Symbol variable, Expression direction, Expression result) {
        Symbol named = Symbol.of(InventedNames.beside(Elementwise.sum(function, LinearAlgebra.inner(outputs, outputs)), Substitution.variables(direction).stream()
                .map(Symbol::name).toList()).first(OUTPUTS), outputs.shape(), Symbol.Role.VARIABLE, Set.of());
        Expression loss = Substitution.replace(function, Map.of(outputs, named));
        Derivation inner = Differentials.derivation(outputs, List.of(variable));
        Derivation outer = Differentials.derivation(loss, List.of(named, named));
        Expression hessian = Substitution.replace(outer.result(), Map.of(named, outputs));
        Expression value = contracted(inner.result(), contracted(hessian, contracted(inner.result(), direction, false), false), true);
        boolean vectors = outputs.shape().rank() == 1 && variable.shape().rank() == 1;
        Tree jacobian = Presenter.tree(inner.result());
        Tree defined = vectors ? Write.times(Write.times(Write.transposed(jacobian), Presenter.tree(hessian)), Write.times(jacobian, Presenter.tree(direction)))
                : Presenter.tree(value);
        Definition definition = new Definition("Product of the Gauss–Newton matrix with a direction", "the Jacobian transposed, the Hessian, the Jacobian, the direction",
                UnaryOperator.identity(), UnaryOperator.identity());
        List<Section> sections = new ArrayList<>(List.of(new Section("Outputs", Detail.OVERVIEW,
                List.of(new Step("a name for the outputs", Presenter.tree(named), Presenter.tree(outputs), Detail.OVERVIEW, Check.UNNEEDED)))));
        sections.addAll(inner.sections());
        sections.addAll(outer.sections());
        sections.add(product(definition, subject, defined, value, result));
        return new Derivation(definition.title, "", sections, List.of(new Derivation.Result(subject, result)),
                LatexPrinter.tensorNames(List.of(function, loss, outputs, direction), Map.of()));
    }

    private static Section product(Definition definition, Tree subject, Tree defined, Expression value, Expression result) {
        Check check = new EqualValues(value, true).of(result);
        Tree last = Presenter.tree(result);
        boolean done = TreeText.of(defined).equals(TreeText.of(last));
        List<Step> steps = new ArrayList<>(List.of(new Step(definition.rule, subject, defined, done ? Detail.OVERVIEW : Detail.TEXTBOOK, check)));
        if (!done) {
            steps.add(new Step("simplification", defined, last, Detail.OVERVIEW, check));
        }
        return new Section(definition.title, Detail.OVERVIEW, steps);
    }

    /** A derivative summed with a direction over its last axes, or over its first ones. */
    public static Expression contracted(Expression derivative, Expression direction, boolean first) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(derivative.shape());
        int own = direction.shape().rank();
        int rest = labels.length - own;
        builder.factor(derivative, labels).factor(direction, first ? Arrays.copyOf(labels, own) : Arrays.copyOfRange(labels, rest, labels.length));
        return builder.build(first ? Arrays.copyOfRange(labels, own, labels.length) : Arrays.copyOf(labels, rest));
    }
}
