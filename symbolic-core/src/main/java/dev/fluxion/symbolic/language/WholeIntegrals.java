package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.elaborate.Vocabulary;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The language inside a derivative, where an integral that has no closed form stays whole: its derivative by its ends needs none.
 *
 * <p>Source: Leibniz's rule, DLMF §1.5(iv).
 */
final class WholeIntegrals implements Vocabulary {
    private final Vocabulary outside;

    private WholeIntegrals(Vocabulary outside) {
        this.outside = outside;
    }

    /** The meaning of what is to be differentiated. */
    static Expression read(Elaborator elaborator, Tree tree) {
        return elaborator.with(new WholeIntegrals(elaborator.vocabulary())).read(tree).expression();
    }

    /**
     * A derivative whose integrals have their values.
     *
     * @throws FluxionException {@code UNSUPPORTED} if one has no closed form
     */
    static Expression evaluated(Elaborator elaborator, Expression derivative) {
        Expression result = derivative;
        while (true) {
            Optional<Bound> whole = Topology.of(result).nodes().stream().filter(WholeIntegrals::isIntegral).map(Bound.class::cast).findFirst();
            if (whole.isEmpty()) {
                return result;
            }
            result = Substitution.replace(result, Map.of(whole.get(), IntegralForms.value(elaborator, whole.get())));
        }
    }

    private static boolean isIntegral(Expression node) {
        return node instanceof Bound bound && (bound.kind() == Bound.Kind.INTEGRAL || bound.kind() == Bound.Kind.ANTIDERIVATIVE);
    }

    @Override
    public Optional<Form> form(String name) {
        return name.equals(IntegralForms.NAME) ? Optional.of(WholeIntegrals::integral) : outside.form(name);
    }

    private static Typed integral(Elaborator elaborator, Tree.Call call) {
        try {
            return IntegralForms.integrate(elaborator, call);
        } catch (FluxionException e) {
            if (e.diagnostic().code() != Diagnostic.Code.UNSUPPORTED) {
                throw e;
            }
            return Typed.of(IntegralForms.whole(elaborator, call));
        }
    }

    @Override
    public Typed derivative(Elaborator elaborator, Tree.Leibniz leibniz) {
        return outside.derivative(elaborator, leibniz);
    }

    @Override
    public Typed prime(Elaborator elaborator, Tree.Call call) {
        return outside.prime(elaborator, call);
    }

    @Override
    public Optional<Condition> condition(Elaborator elaborator, Tree.Call call) {
        return outside.condition(elaborator, call);
    }

    @Override
    public boolean isFunction(String name) {
        return outside.isFunction(name);
    }

    @Override
    public Collection<String> names() {
        return outside.names();
    }
}
