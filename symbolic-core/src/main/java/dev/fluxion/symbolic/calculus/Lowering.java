package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.elaborate.ReadBack;

/** Reads what a line shows back as an expression, so that the line itself is held against the numbers and not only what it was made from. */
final class Lowering {
    private Lowering() {}

    /** The check of a shown line: of what it says, not of what it was made from. */
    static Check check(Tree shown, Expression function, NumericCheck check) {
        try {
            return check.of(ReadBack.expression(shown, function));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.SYNTAX, Diagnostic.Code.SHAPE, Diagnostic.Code.NAME);
            return Check.none("the line has no value of its own: " + Check.reason(e));
        }
    }
}
