package dev.fluxion.symbolic.elaborate;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A scope of declared symbols, sizes, values and functions. Names that are not declared are real scalars, or mistakes where every name must be
 * declared. Not thread-safe while it is added to.
 */
public final class Names implements Scope {
    private static final Map<String, Symbol> CONSTANTS = Map.of("pi", Symbol.PI, "e", Symbol.E, "inf", Symbol.INFINITY);

    private final boolean strict;
    private final Map<String, Typed> values = new HashMap<>();
    private final Map<String, Definition> functions = new HashMap<>();
    private final Set<String> onlyNamed = new HashSet<>();
    private final Set<String> sizes = new HashSet<>();
    private final List<Fact> facts = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private Names(boolean strict) {
        this.strict = strict;
    }

    /** Undeclared names are real scalars. */
    public static Names lenient() {
        return new Names(false);
    }

    /** Undeclared names are mistakes. */
    public static Names strict() {
        return new Names(true);
    }

    /** Takes over everything that another scope knows; what either learns later concerns it alone. */
    public Names include(Names others) {
        values.putAll(others.values);
        functions.putAll(others.functions);
        onlyNamed.addAll(others.onlyNamed);
        sizes.addAll(others.sizes);
        facts.addAll(others.facts);
        return this;
    }

    /** Declares a symbol; the sizes in its shape become names too. */
    public Names declare(Symbol symbol) {
        values.put(symbol.name(), Typed.of(symbol));
        for (Size size : symbol.shape().sizes()) {
            sizes.addAll(size.names());
        }
        return this;
    }

    /** Says where a name was declared, for diagnostics. */
    public void place(String name, String place) {
        places.put(name, place);
    }

    @Override
    public Optional<String> place(String name) {
        return Optional.ofNullable(places.get(name));
    }

    /** Declares the name of a size. */
    public Names size(String name) {
        sizes.add(name);
        return this;
    }

    /** Whether the name is a size that hides nothing. */
    public boolean isSize(String name) {
        return sizes.contains(name) && !values.containsKey(name);
    }

    /** Gives a name a value. */
    public Names bind(String name, Expression value) {
        return bind(name, Typed.of(value));
    }

    /** Gives a name a value. */
    public Names bind(String name, Typed value) {
        values.put(name, value);
        return this;
    }

    /** Defines a function. */
    public Names define(String name, Definition definition) {
        functions.put(name + "/" + definition.parameters().size(), definition);
        return this;
    }

    /** The functions that were defined here, by name and number of operands: {@code f/2}. */
    public SortedMap<String, Definition> functions() {
        return new TreeMap<>(functions);
    }

    /** Adds what may be assumed from here on. */
    public Names assume(Fact fact) {
        facts.add(fact);
        return this;
    }

    @Override
    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** Whether a name stands for a constant of the language. */
    public static boolean isConstant(String name) {
        return CONSTANTS.containsKey(name);
    }

    /** Declares a function of so many operands of which nothing is known but its name. */
    public Names nameOnly(String name, int operands) {
        onlyNamed.add(name + "/" + operands);
        return this;
    }

    @Override
    public boolean isOnlyNamed(String name, int operands) {
        return onlyNamed.contains(name + "/" + operands);
    }

    @Override
    public Optional<Typed> value(String name) {
        Typed known = values.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (sizes.contains(name)) {
            return Optional.of(Typed.of(Symbol.size(name)));
        }
        if (CONSTANTS.get(name) instanceof Symbol constant) {
            return Optional.of(Typed.of(constant));
        }
        boolean free = !strict && !BasicVocabulary.INSTANCE.isFunction(name) && !Definitions.defines(name) && !isFunction(name);
        return free ? Optional.of(Typed.of(Symbol.of(name))) : Optional.empty();
    }

    @Override
    public Optional<LabelRange> label(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Definition> function(String name, int operands) {
        Definition own = functions.get(name + "/" + operands);
        return own != null ? Optional.of(own) : Definitions.find(name, operands);
    }

    @Override
    public boolean isFunction(String name) {
        return Definitions.defines(name) || !functions.isEmpty() && functions.keySet().stream().anyMatch(key -> key.startsWith(name + "/"));
    }

    @Override
    public Collection<String> names() {
        Set<String> all = new HashSet<>(values.keySet());
        all.addAll(sizes);
        all.addAll(CONSTANTS.keySet());
        return all;
    }
}
