package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for further mistakes behind the one that has ended a script. Nothing is printed, trained or written: statements that give names are
 * performed and expressions read. What needs a name that a failed statement should have given is passed over, so that each mistake is told once.
 */
final class Check {
    private static final int MOST_MISTAKES = 20;
    // What a statement is refused for, or where it becomes too large, may depend on what was not performed.
    private static final Set<Diagnostic.Code> TOLD = EnumSet.of(Diagnostic.Code.SYNTAX, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE,
            Diagnostic.Code.DOMAIN);

    private final Session session;
    private final Set<String> unknown = new HashSet<>();
    private final List<Diagnostic> found = new ArrayList<>();

    Check(Session session) {
        this.session = session;
    }

    /** The mistake together with those in the statements that follow. */
    FluxionException with(FluxionException first, Statement failed, List<Statement> rest) {
        if (first.source().isPresent() || !TOLD.contains(first.diagnostic().code())) {
            return first;
        }
        found.addAll(first.diagnostics());
        unknown.addAll(Uses.given(failed));
        for (Statement statement : rest) {
            if (statement instanceof Statement.Import || found.size() >= MOST_MISTAKES) {
                break; // what an import gives is not known
            }
            check(statement);
        }
        return new FluxionException(found);
    }

    private void check(Statement statement) {
        if (!Collections.disjoint(Uses.needed(statement), unknown) || session.acts(statement)) {
            unknown.addAll(Uses.given(statement));
            return;
        }
        try {
            session.define(statement);
            unknown.removeAll(Uses.given(statement));
        } catch (FluxionException e) {
            Diagnostic diagnostic = Session.placed(e, statement).diagnostic();
            if (TOLD.contains(diagnostic.code())) {
                found.add(diagnostic);
            }
            unknown.addAll(Uses.given(statement));
        }
    }
}
