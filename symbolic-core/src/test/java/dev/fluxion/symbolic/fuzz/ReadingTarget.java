package dev.fluxion.symbolic.fuzz;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.language.Language;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** For a fuzzer: any text is read, or refused by a diagnostic that points into it; and what an expression prints as is read as that expression. */
public final class ReadingTarget {
    private ReadingTarget() {}

    /** Called by the fuzzer with every input. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        diagnosed(text, () -> Reader.script(new Source("fuzz", text)));
        diagnosed(text, () -> Budget.of(2_000, 1_000_000, 100_000).run(() -> {
            Expression read = Language.parse(text);
            again(read.toString()).filter(again -> !again.equals(read) && isExact(read)).ifPresent(again -> {
                throw new AssertionError(text + " is read as " + read + ", which is read as " + again);
            });
            return read;
        }));
    }

    // Nothing where the text has grown beyond what is read: 4^232^2 has 32,406 digits.
    private static Optional<Expression> again(String printed) {
        try {
            return Optional.of(Language.parse(printed));
        } catch (FluxionException e) {
            if (e.diagnostic().code() != Diagnostic.Code.LIMIT) {
                throw new AssertionError(printed, e);
            }
            return Optional.empty();
        }
    }

    // Numbers that came from floating point print as decimals, which are exact when they are read.
    private static boolean isExact(Expression expression) {
        return Topology.of(expression).nodes().stream().noneMatch(node -> node instanceof Constant c && !c.value().isExact()
                || node instanceof Product p && !p.coefficient().isExact());
    }

    private static void diagnosed(String text, Runnable piece) {
        try {
            piece.run();
        } catch (FluxionException e) {
            Diagnostic diagnostic = e.diagnostic();
            if (diagnostic.code() == Diagnostic.Code.INTERNAL || diagnostic.message().isBlank()) {
                throw new AssertionError(text, e);
            }
            if (diagnostic.span().start() < 0 && !diagnostic.span().equals(dev.fluxion.grammar.Span.NONE) || diagnostic.span().end() > text.length() + 1) {
                throw new AssertionError(text + ": " + diagnostic.span(), e);
            }
        }
    }
}
