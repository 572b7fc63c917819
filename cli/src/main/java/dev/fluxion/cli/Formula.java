package dev.fluxion.cli;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;

/** Formulas given on the command line. */
final class Formula {
    private Formula() {}

    static Expression read(String text) {
        return read(new Source("input", text));
    }

    static Expression read(Source source) {
        try {
            return Language.parse(source, Names.lenient());
        } catch (FluxionException e) {
            throw new Failures.InText(source, e);
        }
    }

    static Symbol variable(String text) {
        if (read(text) instanceof Symbol symbol && symbol.isVariable()) {
            return symbol;
        }
        throw new Failures.InText(new Source("input", text), new FluxionException(dev.fluxion.grammar.Diagnostic.of(
                dev.fluxion.grammar.Diagnostic.Code.NAME, "'" + text + "' is no variable", new dev.fluxion.grammar.Span(0, text.length()))));
    }
}
