package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Reading;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Statement;
import dev.fluxion.symbolic.Budget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for further mistakes beside the one that has ended a script. Nothing is printed, trained or written: statements that give names are
 * performed and expressions read, in a session that is thrown away. What needs a name that a failed statement should have given is passed over, so
 * that each mistake is told once.
 */
final class Check {
    private static final int MOST_MISTAKES = 20;
    private static final long MOST_WORK = 1_000_000; // nodes: the mistakes that are known already should not wait for long
    // What a statement is refused for, or where it becomes too large, may depend on what was not performed.
    private static final Set<Diagnostic.Code> TOLD = EnumSet.of(Diagnostic.Code.SYNTAX, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE,
            Diagnostic.Code.DOMAIN);

    private final Session session;
    private final Set<String> unknown = new HashSet<>();
    private final List<Diagnostic> found = new ArrayList<>();
    private boolean ended;

    /** Uses up a session. */
    Check(Session session) {
        this.session = session;
    }

    /** The mistake of a statement together with those in the statements that follow. */
    FluxionException with(FluxionException first, Statement failed, List<Statement> rest) {
        if (first.source().isPresent() || !TOLD.contains(first.diagnostic().code())) {
            return first;
        }
        found.addAll(first.diagnostics());
        unknown.addAll(Uses.given(failed));
        bounded(() -> rest.forEach(this::checkNext));
        return new FluxionException(found);
    }

    /** The mistakes of form in a text, of which nothing was run, together with those in its other statements. */
    FluxionException with(FluxionException first, Source text) {
        if (first.diagnostic().code() != Diagnostic.Code.SYNTAX) {
            return first;
        }
        bounded(() -> Reader.readings(text).forEach(this::check));
        return found.containsAll(first.diagnostics()) ? new FluxionException(found) : first;
    }

    private void bounded(Runnable work) {
        Budget.current().attempt(MOST_WORK, part -> part.run(() -> {
            work.run();
            return found;
        }));
    }

    private void check(Reading reading) {
        switch (reading) {
            case Reading.Broken broken -> {
                found.addAll(broken.mistakes());
                unknown.addAll(broken.names());
            }
            case Reading.Sound sound -> sound.statements().forEach(this::checkNext);
        }
    }

    // What an import gives is not known.
    private void checkNext(Statement statement) {
        ended |= statement instanceof Statement.Import || found.size() >= MOST_MISTAKES;
        if (!ended) {
            check(statement);
        }
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
            ended |= diagnostic.code() == Diagnostic.Code.LIMIT;
            if (TOLD.contains(diagnostic.code())) {
                found.add(diagnostic);
            }
            unknown.addAll(Uses.given(statement));
        }
    }
}
