package dev.fluxion.typeset;

import java.awt.Color;

/**
 * The colours of a picture.
 *
 * @param foreground formulas and titles
 * @param background the ground; an alpha of 0 leaves the picture transparent
 * @param muted names of rules, notes, labels of axes
 * @param line thin lines between parts, and the grid of a plot
 * @param error what is wrong, for instance a wrong prediction
 */
public record Theme(Color foreground, Color background, Color muted, Color line, Color error) {
    /** Dark ink on white. */
    public static final Theme LIGHT = new Theme(new Color(0x1b1f24), Color.WHITE, new Color(0x59636e), new Color(0xd8dee4), new Color(0xb42318));
    /** Light ink on near-black. */
    public static final Theme DARK = new Theme(new Color(0xe8eaed), new Color(0x14171c), new Color(0xa3adb8), new Color(0x353c45), new Color(0xff8a7a));

    /** The same inks on another ground. */
    public Theme withBackground(Color ground) {
        return new Theme(foreground, ground, muted, line, error);
    }

    /** The same inks on no ground. */
    public Theme transparent() {
        return withBackground(new Color(background.getRed(), background.getGreen(), background.getBlue(), 0));
    }

    static String hex(Color color) {
        return String.format("#%02x%02x%02x", color.getRed(), color.getGreen(), color.getBlue());
    }
}
