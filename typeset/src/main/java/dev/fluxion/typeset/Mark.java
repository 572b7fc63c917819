package dev.fluxion.typeset;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.util.Optional;

/** One thing painted by a formula: a filled shape, moved by a transform; without a tint it takes the foreground colour. */
sealed interface Mark {
    /** The outline, before {@link #transform()}. */
    Shape outline();

    /** From the outline to em, the baseline at 0, y downwards. */
    AffineTransform transform();

    /** The colour; empty means the foreground. */
    Optional<Color> tint();

    /** The same mark moved and scaled by {@code change}, applied after its own transform. */
    Mark changed(AffineTransform change);

    /** The same mark in this colour, if it had none. */
    Mark tinted(Color color);

    /** The filled area in em. */
    default Shape area() {
        return transform().createTransformedShape(outline());
    }

    private static AffineTransform concatenated(AffineTransform change, AffineTransform own) {
        AffineTransform both = new AffineTransform(change);
        both.concatenate(own);
        return both;
    }

    /**
     * A character of a font, which many formulas share.
     *
     * @param glyph outline and name
     * @param transform place and size
     * @param tint colour
     */
    record Character(Glyph glyph, AffineTransform transform, Optional<Color> tint) implements Mark {
        @Override
        public Shape outline() {
            return glyph.outline();
        }

        @Override
        public Mark changed(AffineTransform change) {
            return new Character(glyph, concatenated(change, transform), tint);
        }

        @Override
        public Mark tinted(Color color) {
            return new Character(glyph, transform, Optional.of(tint.orElse(color)));
        }
    }

    /**
     * A rule, a frame, or a piece of plain text.
     *
     * @param outline shape
     * @param transform place and size
     * @param tint colour
     */
    record Area(Shape outline, AffineTransform transform, Optional<Color> tint) implements Mark {
        @Override
        public Mark changed(AffineTransform change) {
            return new Area(outline, concatenated(change, transform), tint);
        }

        @Override
        public Mark tinted(Color color) {
            return new Area(outline, transform, Optional.of(tint.orElse(color)));
        }
    }
}
