package dev.fluxion.grammar;

import java.util.List;

/** Carries a user's mistakes to whoever can show them. A broken invariant is never one of these. */
public final class FluxionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /** One or more diagnostics; the message is the first one's. */
    public FluxionException(List<Diagnostic> diagnostics) {
        super(diagnostics.getFirst().message(), null, false, true);
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** A single diagnostic. */
    public FluxionException(Diagnostic diagnostic) {
        this(List.of(diagnostic));
    }

    /** What the engine knows and cannot do. */
    public static FluxionException unsupported(String what) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.UNSUPPORTED, what, Span.NONE));
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
