package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sizes;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean while a text is read. */
public interface Scope {
    /** A function defined in the language: parameters and body, read at each call. */
    record Definition(List<String> parameters, Tree body) {}

    /**
     * The range of a label.
     *
     * @param first its first value
     * @param count how many values it takes
     */
    record LabelRange(Size first, Size count) {}

    /** The range of a label that is bound here with one. */
    Optional<LabelRange> label(String name);

    /** What takes the slices that a label chooses, where it does. */
    default Optional<Slices> slices(String label) {
        return Optional.empty();
    }

    /** What takes slices innermost. */
    default Optional<Slices> slices() {
        return Optional.empty();
    }

    /** The value of a name, if it has one here. */
    Optional<Typed> value(String name);

    /** Whether nobody has given the name a meaning; where unknown names are variables, it has a value all the same. */
    default boolean isFree(String name) {
        return !names().contains(name) && value(name).map(Typed::expression).filter(value -> !value.equals(Symbol.of(name))).isEmpty();
    }

    /** The definition of a function of so many operands, if there is one. */
    Optional<Definition> function(String name, int operands);

    /** Whether the name is a function of any number of operands. */
    boolean isFunction(String name);

    /** Whether the name is a function of so many operands of which nothing is known but its name. */
    boolean isOnlyNamed(String name, int operands);

    /** Names to suggest for a mistyped one. */
    Collection<String> names();

    /** What is assumed here and rewriting may use. */
    List<Fact> facts();

    /** Where a name was declared, such as {@code loss.flx:3}; nothing where that is not known. */
    default Optional<String> place(String name) {
        return Optional.empty();
    }

    /** This scope with more values, which hide those outside. */
    default Scope with(Map<String, Typed> values) {
        return new Inner(this, values);
    }

    /** The scope of the body of a function, which is defined here, with what its parameters stand for. */
    default Scope called(Map<String, Typed> parameters) {
        return new Called(with(parameters), parameters);
    }

    /** What the parameters of the function whose body is read stand for; nothing outside of functions. */
    default Map<String, Typed> parameters() {
        return Map.of();
    }

    /** The scope in which functions are defined: bodies do not see the parameters and labels of who calls them. */
    default Scope outermost() {
        return this;
    }

    /** A scope inside another. */
    record Inner(Scope outer, Map<String, Typed> values) implements NestedScope {
        /** Copies. */
        public Inner {
            values = Map.copyOf(values);
        }

        @Override
        public boolean isFree(String name) {
            return !values.containsKey(name) && outer.isFree(name);
        }

        @Override
        public Optional<Typed> value(String name) {
            Typed value = values.get(name);
            return value != null ? Optional.of(value) : outer.value(name);
        }

        @Override
        public Optional<LabelRange> label(String name) {
            return values.containsKey(name) ? Optional.empty() : outer.label(name);
        }

        @Override
        public Optional<Slices> slices(String label) {
            return values.containsKey(label) ? Optional.empty() : outer.slices(label);
        }
    }

    /** A scope inside another that knows its parameters. */
    record Called(Scope outer, Map<String, Typed> parameters) implements NestedScope {
        /** Copies. */
        public Called {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * A scope in which labels are bound, some with ranges; as a number such a label is its value.
     *
     * @param bound all labels that are bound
     */
    record Labelled(Scope outer, Set<String> bound, Map<String, LabelRange> labels) implements NestedScope {
        /** Copies. */
        public Labelled {
            bound = Set.copyOf(bound);
            labels = Map.copyOf(labels);
        }

        @Override
        public boolean isFree(String name) {
            return !bound.contains(name) && outer.isFree(name);
        }

        @Override
        public Optional<Slices> slices(String label) {
            return bound.contains(label) ? Optional.empty() : outer.slices(label);
        }

        @Override
        public Optional<LabelRange> label(String name) {
            LabelRange own = labels.get(name);
            return own != null || bound.contains(name) ? Optional.ofNullable(own) : outer.label(name);
        }

        @Override
        public Optional<Typed> value(String name) {
            LabelRange range = labels.get(name);
            if (range == null) {
                return bound.contains(name) ? Optional.empty() : outer.value(name);
            }
            Expression before = Sizes.expression(range.first.minus(Size.ONE));
            Expression position = Reduction.of(TensorRows.CUMULATIVE_SUM, Elementwise.fill(Constant.ONE, Shape.of(range.count)), 0);
            return Optional.of(new Typed(Elementwise.sum(position, before), false, List.of(name)));
        }
    }

    /** A scope in which labels choose slices. */
    record Sliced(Scope outer, Set<String> labels, Slices taken) implements NestedScope {
        @Override
        public Optional<Slices> slices(String label) {
            return labels.contains(label) ? Optional.of(taken) : outer.slices(label);
        }

        @Override
        public Optional<Slices> slices() {
            return Optional.of(taken);
        }
    }

    /** A scope of positions, in which labels are labels. */
    record Positions(Scope outer) implements NestedScope {
        @Override
        public Optional<Slices> slices(String label) {
            return Optional.empty();
        }
    }
}
