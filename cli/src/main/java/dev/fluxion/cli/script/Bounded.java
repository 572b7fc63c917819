package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import java.util.Optional;
import java.util.function.Supplier;

/** Work within bounds: what it needs too much of is told as a diagnostic, memory and stack like everything else. */
public final class Bounded {
    private Bounded() {}

    /**
     * The value of a piece of work during which a budget is in force.
     *
     * @throws FluxionException {@code limit} also where the stack or the memory does not suffice
     */
    public static <T> T run(Budget budget, Supplier<T> work) {
        try {
            return budget.run(work);
        } catch (StackOverflowError | OutOfMemoryError e) {
            throw exhausted(e).orElseThrow();
        }
    }

    /** The diagnostic of an error that says that something was used up; empty for errors that are bugs. */
    public static Optional<FluxionException> exhausted(Throwable error) {
        return switch (error) {
            case StackOverflowError stack -> Optional.of(limit("depth: this nests too deep"));
            case OutOfMemoryError memory -> Optional.of(limit("memory: this needs more than there is"));
            default -> Optional.empty();
        };
    }

    /** A bound that was met. */
    public static FluxionException limit(String message) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, message, Span.NONE));
    }
}
