package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.elaborate.NestedScope;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.elaborate.Typed;
import java.util.Optional;

/** The names of a script; that of a table is no number. */
record DataScope(Scope outer, Data data) implements NestedScope {
    @Override
    public Optional<Typed> value(String name) {
        if (data.isTable(name)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + name + "' is a table, which cannot be used as a number", Span.NONE)
                    .withHint("take a column: column(" + name + ", \"…\"), or all numbers: matrix(" + name + ")"));
        }
        return outer.value(name);
    }

    @Override
    public Scope outermost() {
        return new DataScope(outer.outermost(), data);
    }
}
