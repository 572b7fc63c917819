package dev.fluxion.symbolic.algebra;

import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import java.util.Map;
import java.util.Optional;

/**
 * Brackets of a zero where the function changes its sign, narrowed to neighbouring doubles: by double precision where that is right, which
 * certain signs at both ends show, else by bisection with certain signs.
 *
 * <p>Source: by definition: bisection.
 */
final class Refinement {
    private static final int HALVINGS = 1_200;
    private static final double[] ULPS = {1, 16, 1 << 12, 1 << 28};

    private final BoxFunction function;
    private final ScalarValues values;
    private final Symbol x;

    Refinement(BoxFunction function, ScalarValues values, Symbol x) {
        this.function = function;
        this.values = values;
        this.x = x;
    }

    /** A bracket inside another, at whose ends the signs differ. */
    Enclosure refined(Enclosure bracket, boolean positiveBelow) {
        return bisected(guessed(bracket, positiveBelow), positiveBelow);
    }

    // Around the zero of the values in double precision, if the signs at the ends are certain.
    private Enclosure guessed(Enclosure bracket, boolean positiveBelow) {
        double low = bracket.low().doubleValue();
        double high = bracket.high().doubleValue();
        for (double middle = low + (high - low) / 2; middle != low && middle != high; middle = low + (high - low) / 2) {
            double value = values.at(Map.of(x.name(), middle));
            if (value > 0 == positiveBelow) {
                low = middle;
            } else {
                high = middle;
            }
        }
        for (double ulps : ULPS) {
            Dyadic a = Dyadic.of(low - ulps * Math.ulp(low));
            Dyadic b = Dyadic.of(high + ulps * Math.ulp(high));
            if (a.compareTo(bracket.low()) >= 0 && b.compareTo(bracket.high()) <= 0 && hasSign(a, positiveBelow) && hasSign(b, !positiveBelow)) {
                return new Enclosure(a, b);
            }
        }
        return bracket;
    }

    private boolean hasSign(Dyadic point, boolean positive) {
        Optional<Integer> sign = function.sign(point);
        return sign.isPresent() && sign.get() == (positive ? 1 : -1);
    }

    private Enclosure bisected(Enclosure bracket, boolean positiveBelow) {
        Dyadic low = bracket.low();
        Dyadic high = bracket.high();
        for (int i = 0; i < HALVINGS && isWide(low, high); i++) {
            Dyadic middle = low.plus(high).shifted(-1);
            Optional<Integer> sign = function.sign(middle);
            if (sign.isEmpty()) {
                break;
            }
            if (sign.get() == 0) {
                return Enclosure.exactly(middle);
            }
            if (sign.get() > 0 == positiveBelow) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Enclosure(low, high);
    }

    // Until all of it rounds to one double.
    private static boolean isWide(Dyadic low, Dyadic high) {
        return low.signum() != high.signum() || low.doubleValue() != high.doubleValue();
    }

    /** The double nearest to the zero in a bracket. */
    static double nearest(Enclosure bracket) {
        return bracket.low().plus(bracket.high()).shifted(-1).doubleValue();
    }
}
