package dev.fluxion.typeset.plot;

import java.awt.Color;

/**
 * Colours for numbers. Lightness grows steadily along each scale, so that they can be read without seeing hues and in print.
 */
public enum ColorScale {
    /** From dark violet to yellow: viridis of Matplotlib (Smith, van der Walt, Firing 2015, CC0), every tenth of its colours. */
    VIRIDIS(0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725),
    /** From dark blue to yellow: cividis (Nuñez, Anderton, Renslow 2018, CC0), made for those who see no red or no green. */
    CIVIDIS(0x00224e, 0x083370, 0x35456c, 0x4f576c, 0x666970, 0x7d7c78, 0x948e77, 0xaea371, 0xc8b866, 0xe5cf52, 0xfee838),
    /** From white to blue: shares and counts. */
    BLUES(0xf7fbff, 0xdeebf7, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x08519c, 0x08306b),
    /** From orange by white to blue: deviations on both sides of zero. */
    DIVERGING(0xb35806, 0xe08214, 0xfdb863, 0xfee0b6, 0xf7f7f7, 0xd1e5f0, 0x92c5de, 0x4393c3, 0x2166ac),
    /** From black to white: images. */
    GREYS(0x000000, 0xffffff);

    private final int[] anchors;

    ColorScale(int... anchors) {
        this.anchors = anchors;
    }

    /**
     * The colour at a share of the scale; shares outside 0 to 1 have the colour of the nearer end.
     *
     * @param share from 0 to 1
     */
    public Color at(double share) {
        double place = Math.clamp(share, 0.0, 1.0) * (anchors.length - 1);
        int below = Math.min((int) place, anchors.length - 2);
        double weight = place - below;
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double mixed = (1 - weight) * (anchors[below] >> shift & 0xff) + weight * (anchors[below + 1] >> shift & 0xff);
            color |= (int) Math.round(mixed) << shift;
        }
        return new Color(color);
    }

    /** The colour of a value in a range. */
    Color of(double value, Range range) {
        return at((value - range.from()) / range.length());
    }

    /** Ink that can be read on a colour: by its relative luminance (WCAG 2). */
    static Color ink(Color ground) {
        double luminance = 0.2126 * linear(ground.getRed()) + 0.7152 * linear(ground.getGreen()) + 0.0722 * linear(ground.getBlue());
        return luminance > 0.18 ? new Color(0x1b1f24) : Color.WHITE;
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
