package dev.fluxion.symbolic.integrate;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The integral of what was seen as 0 everywhere: by bounds on intervals it is 0 on all of them, but for some that are so narrow that they hardly count,
 * as {@code floor(sin(x))} is beside the point at which it is 1.
 *
 * <p>Source: interval arithmetic, R. E. Moore, Interval Analysis (1966).
 */
final class ZeroIntegrand {
    private static final int BITS = 128; // more than twice as many as the narrowest piece needs, for what turns there
    private static final int MOST_PIECES = 4_000;
    private static final double NARROW = 0x1p-48; // beside the whole

    private ZeroIntegrand() {}

    /** How far the integral may be from 0, which is 0 where the integrand is; nothing where bounds do not show it. */
    static OptionalDouble error(Expression integrand, Symbol x, double from, double to, Budget budget) {
        if (!Double.isFinite(to - from)) {
            return OptionalDouble.empty();
        }
        double error = 0;
        Deque<double[]> pending = new ArrayDeque<>();
        pending.push(new double[] {from, to});
        for (int pieces = 0; !pending.isEmpty(); pieces++) {
            double[] piece = pending.pop();
            double size = size(integrand, x, piece[0], piece[1], budget);
            double width = piece[1] - piece[0];
            double middle = piece[0] + width / 2;
            if (size == 0) {
                continue;
            }
            if (pieces > MOST_PIECES) {
                return OptionalDouble.empty();
            }
            if (width > NARROW * (to - from) && middle > piece[0] && middle < piece[1]) {
                pending.push(new double[] {middle, piece[1]});
                pending.push(new double[] {piece[0], middle});
            } else if (Double.isFinite(size)) {
                error += width * size;
            } else {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.of(error);
    }

    // 0 only for exactly that.
    private static double size(Expression integrand, Symbol x, double low, double high, Budget budget) {
        try {
            Enclosure bounds = Precise.enclose(integrand, Map.of(x.name(), new Enclosure(Dyadic.of(low), Dyadic.of(high))), BITS, budget);
            return bounds.isExactly(Dyadic.ZERO) ? 0 : Math.max(bounds.abs().high().doubleValue(), Double.MIN_NORMAL);
        } catch (NotEnclosed e) {
            return Double.POSITIVE_INFINITY;
        } catch (FluxionException e) {
            e.requireOneOf(dev.fluxion.grammar.Diagnostic.Code.UNSUPPORTED);
            return Double.POSITIVE_INFINITY;
        }
    }
}
