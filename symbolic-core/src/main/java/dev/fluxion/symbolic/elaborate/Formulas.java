package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;

/** Reads formulas of scalars, without calculus: those of the table's rows and of rules. Names that are not functions are real scalars. */
public final class Formulas {
    private Formulas() {}

    /**
     * The expression of a text.
     *
     * @throws dev.fluxion.grammar.FluxionException if it is no such formula
     */
    public static Expression parse(String text) {
        return parse(text, Names.lenient());
    }

    /**
     * The expression of a text in a scope.
     *
     * @throws dev.fluxion.grammar.FluxionException if it is no such formula
     */
    public static Expression parse(String text, Scope scope) {
        return Budget.apart(() -> new Elaborator(scope, BasicVocabulary.INSTANCE).expression(Reader.expression(new Source("formula", text))));
    }

    /**
     * The condition of a text in a scope.
     *
     * @throws dev.fluxion.grammar.FluxionException if it is none
     */
    public static Condition condition(String text, Scope scope) {
        return Budget.apart(() -> new Elaborator(scope, BasicVocabulary.INSTANCE).condition(Reader.expression(new Source("formula", text))));
    }
}
