package dev.fluxion.typeset;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The unhinted outline of one character of a font, at the font's own size, the baseline at 0.
 *
 * @param id unique among all glyphs, usable as an XML id
 * @param outline shape; never changed after it was made
 */
record Glyph(String id, Shape outline) {
    private static final FontRenderContext UNHINTED = new FontRenderContext(null, true, true);
    private static final Map<String, Glyph> KNOWN = new ConcurrentHashMap<>();

    static Glyph of(Font font, char character) {
        String id = font.getFontName().replaceAll("[^A-Za-z0-9]", "-") + '-' + Integer.toHexString(character)
                + (font.getSize2D() == 1 ? "" : "-" + Math.round(font.getSize2D() * 100));
        return KNOWN.computeIfAbsent(id, key -> new Glyph(key, outline(font, character)));
    }

    private static Shape outline(Font font, char character) {
        GlyphVector glyphs = FontCharacters.isHiddenByJdk(character)
                ? font.createGlyphVector(UNHINTED, new int[] {FontCharacters.of(font).glyphNumber(character)})
                : font.createGlyphVector(UNHINTED, new char[] {character});
        return glyphs.getOutline();
    }
}
