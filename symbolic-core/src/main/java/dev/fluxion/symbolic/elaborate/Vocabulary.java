package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import java.util.Collection;
import java.util.Optional;

/** The functions that are read in their own way, and what a written derivative means. */
public interface Vocabulary {
    /** The form of a name, if it has one. */
    Optional<Form> form(String name);

    /** The meaning of {@code d/dx f}. */
    Typed derivative(Elaborator elaborator, Tree.Leibniz leibniz);

    /** The meaning of {@code f'(x)} where no row of the table has that name. */
    Typed prime(Elaborator elaborator, Tree.Call call);

    /** The meaning of a call in the place of a condition, if it has one there. */
    Optional<Condition> condition(Elaborator elaborator, Tree.Call call);

    /** Whether the name is reserved for a function. */
    boolean isFunction(String name);

    /** All reserved names. */
    Collection<String> names();

    /** The same vocabulary in which integrals are kept as they are written. */
    default Vocabulary withWholeIntegrals() {
        return this;
    }
}
