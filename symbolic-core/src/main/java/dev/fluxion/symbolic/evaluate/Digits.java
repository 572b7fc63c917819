package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

/**
 * Correct decimal digits of numbers.
 *
 * <p>Source: Ziv's strategy, more bits until the rounding is certain: A. Ziv, Fast Evaluation of Elementary Mathematical Functions with
 * Correctly Rounded Last Bit (ACM TOMS 17, 1991).
 */
public final class Digits {
    /** The most digits that are given. */
    public static final int MOST = 10_000;

    private static final double BITS_PER_DIGIT = 3.3219281;
    private static final int GUARD = 24;
    private static final int DOUBLINGS = 7;

    private Digits() {}

    /**
     * A number without variables to so many significant digits, rounded to the nearest: bounds are narrowed until both ends round to the same.
     *
     * @param digits from 1 to {@link #MOST}
     * @throws FluxionException {@code domain} where it has no real value; {@code unsupported} where a part is known as a double only, as what quadrature
     * gives, a function has no bounds, it is too large, or what may be zero stays so
     */
    public static BigDecimal of(Expression number, int digits, Budget budget) {
        if (Topology.of(number).nodes().stream().anyMatch(node -> node instanceof Constant c && c.value() instanceof Inexact)) {
            throw FluxionException.unsupported("certain digits of a number that is known by numeric methods only: as it is, it prints with what is known of it");
        }
        String tooLarge = "";
        MathContext rounding = new MathContext(digits, RoundingMode.HALF_EVEN);
        for (int attempt = 0; attempt <= DOUBLINGS; attempt++) {
            int bits = (int) (digits * BITS_PER_DIGIT) + (GUARD << attempt);
            try {
                Enclosure value = Precise.enclose(number, Map.of(), bits, budget);
                if (value.isPoint() || isSettled(value, rounding)) {
                    return value.low().toBigDecimal().round(rounding);
                }
            } catch (NotEnclosed e) {
                requireUncertain(e);
                tooLarge = e.isTooLarge() ? e.getMessage() : "";
            }
        }
        if (!tooLarge.isEmpty()) {
            throw FluxionException.unsupported("digits of a number that is too large, or too close to 0: it holds " + tooLarge);
        }
        throw FluxionException.unsupported("digits of a number that may be zero or a jump away from its neighbours: simplify it first");
    }

    // A number that lies exactly between two roundings never settles; it is the even one of them.
    private static boolean isSettled(Enclosure value, MathContext rounding) {
        return value.signum() != 0 && value.low().toBigDecimal().round(rounding).compareTo(value.high().toBigDecimal().round(rounding)) == 0;
    }

    private static void requireUncertain(NotEnclosed e) {
        if (e.isCertain()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "there is no real value: " + e.getMessage(), Span.NONE));
        }
    }
}
