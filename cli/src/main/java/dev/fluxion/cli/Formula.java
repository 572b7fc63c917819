package dev.fluxion.cli;

import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.Map;
import java.util.function.Function;

/** Formulas given on the command line. */
final class Formula {
    private Formula() {}

    static Expression read(String text) {
        return read(new Source("input", text));
    }

    static Expression read(Source source) {
        return within(source, given -> Language.parse(given, Names.lenient()));
    }

    /** A formula that is wanted at some values. */
    static Expression read(String text, Map<Symbol, Expression> at) {
        return within(new Source("input", text), given -> Language.parse(given, Language.elaborator(Names.lenient()), at));
    }

    static Symbol variable(String text) {
        return variable(text, read(text));
    }

    /** Reads formulas in which some names are declared. */
    interface Reader {
        Expression read(String text);

        default Symbol variable(String text) {
            return Formula.variable(text, read(text));
        }
    }

    /** A reader that knows the declarations, which are statements. */
    static Reader reader(String declarations) {
        if (declarations.isBlank()) {
            return Formula::read;
        }
        Session session = new Session(output -> { });
        within(new Source("declarations", declarations), source -> {
            session.run(source);
            return Constant.ZERO;
        });
        return text -> within(new Source("input", text), session::value);
    }

    private static Expression within(Source source, Function<Source, Expression> reading) {
        try {
            return reading.apply(source);
        } catch (FluxionException e) {
            throw new Failures.InText(source, e);
        }
    }

    private static Symbol variable(String text, Expression read) {
        if (read instanceof Symbol symbol && symbol.isVariable()) {
            return symbol;
        }
        throw new Failures.InText(new Source("input", text), new FluxionException(dev.fluxion.grammar.Diagnostic.of(
                dev.fluxion.grammar.Diagnostic.Code.NAME, "'" + text + "' is no variable", new dev.fluxion.grammar.Span(0, text.length()))));
    }
}
