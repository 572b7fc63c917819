package dev.fluxion.grammar;

import java.util.List;
import java.util.Optional;

/**
 * Carries a user's mistakes to whoever can show them. A broken invariant is never one of these. The code of its {@link Diagnostic} says of which
 * family the first of them is.
 */
public final class FluxionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<Diagnostic> diagnostics;
    private final Source source; // null where it is the text that whoever catches this has read
    private final boolean end;

    /**
     * One or more diagnostics; the message is the first one's.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FluxionException(List<Diagnostic> diagnostics) {
        if (diagnostics.isEmpty()) {
            throw new IllegalArgumentException("no mistake to tell of");
        }
        this(diagnostics, Optional.empty(), false);
    }

    private FluxionException(List<Diagnostic> diagnostics, Optional<Source> source, boolean end) {
        super(diagnostics.getFirst().message(), null, false, true);
        this.diagnostics = List.copyOf(diagnostics);
        this.source = source.orElse(null);
        this.end = end;
    }

    /** A single diagnostic. */
    public FluxionException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /**
     * A refusal of what the engine knows and cannot do, of code {@code UNSUPPORTED}; to be thrown by the caller.
     *
     * @param what it is, as the message says it: one line, no final stop
     */
    public static FluxionException unsupported(String what) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, what, Span.NONE));
    }

    /**
     * The end of all work, to be thrown by the caller: the time or the work that its user allows is spent, or the user interrupts it. Nobody may go
     * on after it.
     */
    public static FluxionException end(Diagnostic diagnostic) {
        return new FluxionException(List.of(diagnostic), Optional.empty(), true);
    }

    /**
     * Throws this again unless it is of one of these families; the end of all work is thrown again whatever they are.
     *
     * @throws FluxionException this
     */
    public void requireOneOf(Diagnostic.Code... families) {
        if (end || !List.of(families).contains(diagnostic().code())) {
            throw this;
        }
    }

    /** The same with its first mistake at a place. */
    public FluxionException at(Span place) {
        return new FluxionException(List.of(diagnostic().at(place)), source(), end);
    }

    /** The same with the text that the places refer to, unless that is known already. */
    public FluxionException in(Source text) {
        return source != null ? this : new FluxionException(diagnostics, Optional.of(text), end);
    }

    /** The text that the places refer to, where it is another than the one that whoever catches this has read. */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /** All mistakes, in the order of the text. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The first mistake. */
    public Diagnostic diagnostic() {
        return diagnostics.getFirst();
    }
}
