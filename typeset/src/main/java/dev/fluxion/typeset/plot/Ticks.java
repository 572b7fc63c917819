package dev.fluxion.typeset.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers along an axis: multiples of 1, 2 or 5 times a power of ten.
 */
final class Ticks {
    private static final int[] STEPS = {1, 2, 5, 10};

    private Ticks() {}

    /**
     * A place on an axis with what stands there.
     *
     * @param at in units of the axis
     * @param label text, with formulas between dollar signs
     */
    record Tick(double at, String label) {}

    /** About {@code most} ticks, never many more. */
    static List<Tick> of(Range range, int most) {
        return every(range, step(range.length() / Math.max(most, 1)));
    }

    /** The same at whole numbers alone; at each of them where there is room. */
    static List<Tick> whole(Range range, int most) {
        return every(range, Math.max(1, step(range.length() / Math.max(most, 1))));
    }

    private static List<Tick> every(Range range, double step) {
        List<Tick> ticks = new ArrayList<>();
        double first = Math.ceil(range.from() / step - 1e-9);
        double last = Math.floor(range.to() / step + 1e-9);
        boolean scientific = isExtreme(range, step);
        for (double k = first; k <= last; k++) {
            double value = k * step;
            ticks.add(new Tick(value, k == 0 ? "0" : scientific ? scientific(value, step) : plain(value, step)));
        }
        return List.copyOf(ticks);
    }

    /** The smallest round step that is no smaller than a length. */
    static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int step : STEPS) {
            if (step * power >= least * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** A round number by itself, with the digits that it has. */
    static String text(double value) {
        if (value == 0) {
            return "0";
        }
        int exponent = exponent(value);
        double step = Math.pow(10, exponent - 2);
        BigDecimal rounded = new BigDecimal(value).setScale(Math.max(0, 2 - exponent), RoundingMode.HALF_EVEN).stripTrailingZeros();
        return exponent >= 6 || exponent < -4 ? scientific(value, step * 100) : (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString().replace('-', '−');
    }

    private static boolean isExtreme(Range range, double step) {
        double size = Math.max(Math.abs(range.from()), Math.abs(range.to()));
        return size >= 1e6 || step < 1e-4;
    }

    private static String plain(double value, double step) {
        int decimals = Math.max(0, -exponent(step));
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString().replace('-', '−');
    }

    // 2.5·10⁶, with as many digits as tell one tick from the next.
    private static String scientific(double value, double step) {
        int exponent = exponent(value);
        int decimals = Math.max(0, exponent - exponent(step));
        String digits = new BigDecimal(value).movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString().replace('-', '−');
        String power = "10" + superscript(exponent);
        return digits.equals("1") ? power : digits.equals("−1") ? "−" + power : digits + "·" + power;
    }

    private static String superscript(int exponent) {
        StringBuilder out = new StringBuilder();
        for (char c : Integer.toString(exponent).toCharArray()) {
            out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
        }
        return out.toString();
    }

    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    }
}
