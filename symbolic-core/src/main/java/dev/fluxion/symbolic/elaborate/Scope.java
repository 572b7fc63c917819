package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Fact;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What names mean while a text is read. */
public interface Scope {
    /** A function defined in the language: parameters and body, read at each call. */
    record Definition(List<String> parameters, Tree body) {}

    /** The value of a name, if it has one here. */
    Optional<Typed> value(String name);

    /** The definition of a function of so many operands, if there is one. */
    Optional<Definition> function(String name, int operands);

    /** Whether the name is a function of any number of operands. */
    boolean isFunction(String name);

    /** Names to suggest for a mistyped one. */
    Collection<String> names();

    /** What is assumed here and rewriting may use. */
    List<Fact> facts();

    /** This scope with more values, which hide those outside. */
    default Scope with(Map<String, Typed> values) {
        return new Inner(this, values);
    }

    /** The scope in which functions are defined: bodies do not see the parameters and labels of who calls them. */
    default Scope outermost() {
        return this;
    }

    /** A scope inside another. */
    record Inner(Scope outer, Map<String, Typed> values) implements Scope {
        /** Copies. */
        public Inner {
            values = Map.copyOf(values);
        }

        @Override
        public Optional<Typed> value(String name) {
            Typed value = values.get(name);
            return value != null ? Optional.of(value) : outer.value(name);
        }

        @Override
        public Optional<Definition> function(String name, int operands) {
            return outer.function(name, operands);
        }

        @Override
        public boolean isFunction(String name) {
            return outer.isFunction(name);
        }

        @Override
        public Scope outermost() {
            return outer.outermost();
        }

        @Override
        public Collection<String> names() {
            return outer.names();
        }

        @Override
        public List<Fact> facts() {
            return outer.facts();
        }
    }
}
