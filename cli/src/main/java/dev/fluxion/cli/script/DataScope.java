package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.elaborate.Typed;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The names of a script; that of a table is no number. */
record DataScope(Scope outer, Data data) implements Scope {
    @Override
    public Optional<Typed> value(String name) {
        if (data.isTable(name)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + name + "' is a table, which cannot be used as a number", Span.NONE)
                    .withHint("take a column: column(" + name + ", \"…\"), or all numbers: matrix(" + name + ")"));
        }
        return outer.value(name);
    }

    @Override
    public Optional<LabelRange> label(String name) {
        return outer.label(name);
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
    public boolean isOnlyNamed(String name, int operands) {
        return outer.isOnlyNamed(name, operands);
    }

    @Override
    public Optional<String> place(String name) {
        return outer.place(name);
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
