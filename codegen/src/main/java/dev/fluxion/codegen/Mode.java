package dev.fluxion.codegen;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What compilation may do to the roundings of a formula. Whatever it is, every tier computes the same bits from the same program. */
public enum Mode {
    /**
     * Products and quotients are regrouped so that what they share is computed once, polynomials go by Horner's scheme, and products that are added are
     * fused with the sum. Each regrouped product of n factors is within n units in the last place; numbers near the ends of the range may overflow
     * earlier or later, and a polynomial at an infinity may be infinite where its terms cancel to NaN. Products of exponentials become one, which is
     * off by as many units as the
     * terms of their exponents are large, in all; terms with one exponential that cancel are left out, also where they were 0/0. A sum with exponentials is
     * multiplied out only where its terms become one again, so that what the formula keeps by small factors is kept: errors are those of the formula as it
     * is written, each exponential counted as above. The entry points of the library take stable forms first, as {@code softplus(x)} for
     * {@code log(1 + exp(x))}. The value alone, and the value beside its gradient, may round in different ways.
     */
    FAST,
    /** Every operation as the formula has it, each rounded once. */
    STRICT,
    /**
     * Strict, after stable forms; functions are computed by the methods of the table, which keep all digits where their formulas lose some, as {@code
     * silu(x)} on the left of −708; and derivatives of the library's entry points take the forms of the table that keep their digits where a function
     * saturates.
     */
    ACCURATE;

    /** As it is called on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode of a word; an unknown one is a diagnostic.
     *
     * @throws FluxionException {@code NAME} if there is no such mode
     */
    public static Mode named(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst()
                .orElseThrow(() -> new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "unknown mode '" + word + "'", Span.NONE)
                        .withHint("modes are " + Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", ")))));
    }
}
