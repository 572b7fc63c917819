package dev.fluxion.typeset;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Counts what is painted. */
public final class Ink {
    private Ink() {
    }

    /** Pixels that clearly differ from the ground. */
    static int of(String latex) {
        return of(Formula.of(latex).image(Style.LIGHT), Color.WHITE);
    }

    public static int of(BufferedImage image, Color ground) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += distance(new Color(image.getRGB(x, y)), ground) > 90 ? 1 : 0;
            }
        }
        return count;
    }

    /** Pixels of nearly this colour. */
    public static int ofColor(BufferedImage image, Color color) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += distance(new Color(image.getRGB(x, y)), color) < 12 ? 1 : 0;
            }
        }
        return count;
    }

    /** Pixels that are clearly different in two pictures of one size; half a grey step at an edge is not. */
    static int differing(BufferedImage a, BufferedImage b) {
        int count = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                count += distance(new Color(a.getRGB(x, y)), new Color(b.getRGB(x, y))) > 250 ? 1 : 0;
            }
        }
        return count;
    }

    /** Whether the outermost rows and columns are all ground: nothing is cut off. */
    public static boolean hasEmptyBorder(BufferedImage image) {
        int ground = image.getRGB(0, 0);
        for (int x = 0; x < image.getWidth(); x++) {
            if (image.getRGB(x, 0) != ground || image.getRGB(x, image.getHeight() - 1) != ground) {
                return false;
            }
        }
        for (int y = 0; y < image.getHeight(); y++) {
            if (image.getRGB(0, y) != ground || image.getRGB(image.getWidth() - 1, y) != ground) {
                return false;
            }
        }
        return true;
    }

    private static int distance(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed()) + Math.abs(a.getGreen() - b.getGreen()) + Math.abs(a.getBlue() - b.getBlue());
    }
}
