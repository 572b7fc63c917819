package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;

/** Reads what {@code assume} says: {@code x > 0}, {@code 0 < x < 1}, {@code n in Z}. */
public final class AssumedFacts {
    private static final String KEYWORD = "assume ";

    private AssumedFacts() {}

    /**
     * Adds the fact of a text, without the word {@code assume}, to the names.
     *
     * @throws FluxionException {@code SYNTAX} if it is no fact, {@code DOMAIN} if it is false or contradicts what is assumed, {@code NAME} if a name
     * is no variable
     */
    public static void add(String text, Names names) {
        Source source = new Source("assume", text);
        List<Statement> statements = Reader.script(new Source("assume", KEYWORD + text.strip()));
        if (statements.size() != 1) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "one fact is expected here: " + text, Span.NONE)).in(source);
        }
        switch (statements.getFirst()) {
            case Statement.Assume assume -> add(assume, names);
            case Statement.AssumeMember member -> add(member, names);
            default -> throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, "a fact is expected here: " + text, Span.NONE)).in(source);
        }
    }

    /**
     * Adds a condition.
     *
     * @throws FluxionException {@code DOMAIN} if it is false or contradicts what is assumed
     */
    public static void add(Statement.Assume assume, Names names) {
        switch (Language.elaborator(names).condition(assume.condition())) {
            case Condition.Truth truth -> {
                if (!truth.value()) {
                    throw domain("this is false, whatever the variables are", assume.condition().span(), "a name with a value is read as its value");
                }
            }
            case Condition condition -> add(new Fact.Holds(condition), names, assume.condition().span());
        }
    }

    /**
     * Adds a membership in {@code R}, {@code Z} or {@code N}.
     *
     * @throws FluxionException {@code NAME} if the name is no variable, {@code UNSUPPORTED} for whole entries of a tensor, {@code DOMAIN} if it
     * contradicts what is assumed
     */
    public static void add(Statement.AssumeMember member, Names names) {
        add(variable(member.name(), names, member.span()), member.space(), names, member.span());
    }

    /**
     * Adds that a scalar lies in {@code R}, {@code Z} or {@code N}; natural numbers are not negative.
     *
     * @throws FluxionException {@code UNSUPPORTED} for whole entries of a tensor, {@code DOMAIN} if it contradicts what is assumed
     */
    public static void add(Symbol symbol, String space, Names names, Span span) {
        if (space.equals("R")) {
            return;
        }
        if (!symbol.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, "whole numbers as entries of a tensor", span));
        }
        add(new Fact.Whole(symbol), names, span);
        if (space.equals("N")) {
            add(new Fact.Holds(Condition.compare(Condition.Relation.GREATER_EQUAL, symbol, Constant.ZERO)), names, span);
        }
    }

    private static void add(Fact fact, Names names, Span span) {
        List<Fact> facts = new java.util.ArrayList<>(names.facts());
        facts.add(fact);
        if (Assumptions.of(facts).areContradictory()) {
            throw domain("this contradicts what is assumed already", span, "");
        }
        names.assume(fact);
    }

    private static Symbol variable(String name, Scope scope, Span span) {
        if (Language.elaborator(scope).read(new Tree.Name(name, span)).expression() instanceof Symbol symbol && symbol.isVariable()) {
            return symbol;
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "'" + name + "' is no variable: it has a value", span));
    }

    private static FluxionException domain(String message, Span span, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, message, span).withHint(hint));
    }
}
