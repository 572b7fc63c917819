package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Theme;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/**
 * Colours of curves that people with any kind of colour vision tell apart: Okabe and Ito, "Color Universal Design" (2008), without the hues that
 * are too pale for the ground. When they are used up they return with dashes.
 */
final class Palette {
    private static final List<Color> ON_LIGHT = colors(0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xb07900, 0x1b1f24);
    private static final List<Color> ON_DARK = colors(0x56b4e9, 0xe69f00, 0x35c99a, 0xf0a3c8, 0xf0e442, 0xe8eaed);
    private static final List<List<Double>> DASHES = List.of(List.of(), List.of(6.0, 4.0), List.of(2.0, 3.0), List.of(9.0, 3.0, 2.0, 3.0));

    private Palette() {
    }

    static Color color(int series, Theme theme) {
        List<Color> colors = isDark(theme) ? ON_DARK : ON_LIGHT;
        return colors.get(series % colors.size());
    }

    /** Lengths of dashes and gaps, in points; none for a line without gaps. */
    static List<Double> dashes(int series) {
        return DASHES.get(series / ON_LIGHT.size() % DASHES.size());
    }

    /** By the ink, since the ground may be transparent. */
    static boolean isDark(Theme theme) {
        Color ink = theme.foreground();
        return ink.getRed() + ink.getGreen() + ink.getBlue() > 3 * 128;
    }

    private static List<Color> colors(int... values) {
        return Arrays.stream(values).mapToObj(Color::new).toList();
    }
}
