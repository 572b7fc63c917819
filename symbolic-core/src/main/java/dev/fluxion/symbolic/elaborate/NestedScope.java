package dev.fluxion.symbolic.elaborate;

import dev.fluxion.symbolic.Fact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scope inside another, which answers whatever this one does not. */
public interface NestedScope extends Scope {
    /** The scope outside. */
    Scope outer();

    @Override
    default boolean isFree(String name) {
        return outer().isFree(name);
    }

    @Override
    default Optional<Typed> value(String name) {
        return outer().value(name);
    }

    @Override
    default Optional<LabelRange> label(String name) {
        return outer().label(name);
    }

    @Override
    default Optional<Slices> slices(String label) {
        return outer().slices(label);
    }

    @Override
    default Optional<Slices> slices() {
        return outer().slices();
    }

    @Override
    default Optional<Definition> function(String name, int operands) {
        return outer().function(name, operands);
    }

    @Override
    default boolean isFunction(String name) {
        return outer().isFunction(name);
    }

    @Override
    default boolean isOnlyNamed(String name, int operands) {
        return outer().isOnlyNamed(name, operands);
    }

    @Override
    default Map<String, Typed> parameters() {
        return outer().parameters();
    }

    @Override
    default Scope outermost() {
        return outer().outermost();
    }

    @Override
    default Optional<String> place(String name) {
        return outer().place(name);
    }

    @Override
    default Collection<String> names() {
        return outer().names();
    }

    @Override
    default List<Fact> facts() {
        return outer().facts();
    }
}
