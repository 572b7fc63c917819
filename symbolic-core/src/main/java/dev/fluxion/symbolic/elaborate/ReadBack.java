package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.Collection;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Reads what a line of a derivation shows as its readers do, with the whole vocabulary of the language. The functions of calculus are in packages
 * above this one; they offer themselves as a service, so that what shows lines need not depend on all that the language can do.
 */
public final class ReadBack {
    private ReadBack() {}

    private static final class Whole {
        private static final Vocabulary VOCABULARY = ServiceLoader.load(Vocabulary.class, Vocabulary.class.getClassLoader()).findFirst()
                .orElseThrow(() -> new IllegalStateException("no vocabulary of the language was found"));
    }

    /**
     * The expression that a tree shows.
     *
     * @param declared the symbols that its names mean; other names are real scalars
     * @throws dev.fluxion.grammar.FluxionException if the tree has no meaning of its own
     */
    public static Expression expression(Tree shown, Collection<Symbol> declared) {
        return expression(shown, declared, Set.of());
    }

    /**
     * The same.
     *
     * @param sizes more names of sizes than those of the declared shapes
     */
    public static Expression expression(Tree shown, Collection<Symbol> declared, Collection<String> sizes) {
        Names names = Names.lenient();
        declared.forEach(names::declare);
        sizes.forEach(names::size);
        return expression(shown, names, Whole.VOCABULARY);
    }

    /**
     * The expression that a tree shows whose names mean what they mean in another expression: symbols, and functions that are only named. Integrals stay whole.
     *
     * @throws dev.fluxion.grammar.FluxionException if the tree has no meaning of its own
     */
    public static Expression expression(Tree shown, Expression with) {
        Names names = Names.lenient();
        Substitution.variables(with).forEach(names::declare);
        Topology.of(with).nodes().stream().filter(Call.class::isInstance).map(Call.class::cast)
                .forEach(call -> names.nameOnly(call.name(), call.operands().size()));
        return expression(shown, names, Whole.VOCABULARY.withWholeIntegrals());
    }

    private static Expression expression(Tree shown, Names names, Vocabulary vocabulary) {
        return Budget.onDeepStack(Trees.depth(shown) * 2, () -> new Elaborator(names, vocabulary).expression(shown));
    }
}
