package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Derivations;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Derivations of gradients. */
public final class Gradients {
    private Gradients() {}

    /**
     * The derivation of the derivatives of a scalar by several variables: for tensors back from the function through its intermediates, for
     * scalars one variable after the other. The results are the expressions that the adjoint sweep gives, which is what training runs.
     *
     * @param names what the reader calls expressions that occur in it
     * @throws FluxionException if it is no scalar: a {@code shape} diagnostic
     */
    public static Derivation derivation(Expression function, List<Symbol> variables, Map<Expression, String> names) {
        if (!function.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a gradient needs a scalar, but this has shape " + function.shape(), Span.NONE));
        }
        boolean scalars = Topology.of(function).nodes().stream().allMatch(Expression::isScalar) && variables.stream().allMatch(Expression::isScalar);
        return scalars ? partials(function, variables) : new NetworkGradient(function, variables, names, false).derivation();
    }

    /**
     * The equations of backpropagation for a scalar: layer by layer by indices, from the chain rule over the outputs of the layer to the
     * elimination of every delta, then in matrices. The results are those of {@link #derivation}.
     *
     * @param names what the reader calls expressions that occur in it
     * @throws FluxionException if it is no scalar: a {@code shape} diagnostic
     */
    public static Derivation backpropagation(Expression function, List<Symbol> variables, Map<Expression, String> names) {
        if (!function.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "backpropagation needs a scalar, but this has shape " + function.shape(), Span.NONE));
        }
        return new NetworkGradient(function, variables, names, true).derivation();
    }

    private static Derivation partials(Expression function, List<Symbol> variables) {
        List<Section> sections = new ArrayList<>();
        List<Derivation.Result> results = new ArrayList<>();
        Set<String> tensors = new LinkedHashSet<>();
        for (Symbol variable : variables) {
            Derivation one = Derivations.derivative(function, variable);
            one.sections().forEach(section -> sections.add(new Section("By " + variable.name(), section.detail(), section.steps())));
            results.addAll(one.results());
            tensors.addAll(one.tensors());
        }
        return new Derivation("Gradient", "", sections, results, tensors);
    }
}
