package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import java.util.Collection;
import java.util.Optional;

/** A vocabulary inside another, which answers whatever this one does not. */
public interface NestedVocabulary extends Vocabulary {
    /** The vocabulary outside. */
    Vocabulary outside();

    @Override
    default Optional<Form> form(String name) {
        return outside().form(name);
    }

    @Override
    default Typed derivative(Elaborator elaborator, Tree.Leibniz leibniz) {
        return outside().derivative(elaborator, leibniz);
    }

    @Override
    default Typed prime(Elaborator elaborator, Tree.Call call) {
        return outside().prime(elaborator, call);
    }

    @Override
    default Optional<Condition> condition(Elaborator elaborator, Tree.Call call) {
        return outside().condition(elaborator, call);
    }

    @Override
    default boolean isFunction(String name) {
        return outside().isFunction(name);
    }

    @Override
    default Collection<String> names() {
        return outside().names();
    }
}
