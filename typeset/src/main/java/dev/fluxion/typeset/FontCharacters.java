package dev.fluxion.typeset;

import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.scilab.forge.jlatexmath.TeXFormula;

/**
 * Which glyph a JLaTeXMath font has for a character, read from the font's own table.
 *
 * <p>Several of these fonts keep real glyphs (Omega, the circled times, the first tall angle bracket) at U+00AD and U+0085. Newer versions of
 * Java2D answer "invisible" for those two code points before they look into the font, and the symbols vanish without an error. A glyph that is
 * asked for by number is always drawn, so the number is looked up here: TrueType table {@code cmap}, subtable format 4 (OpenType 1.9, "cmap").
 */
final class FontCharacters {
    private static final char SOFT_HYPHEN = '\u00ad';
    private static final char NEXT_LINE = '\u0085';
    private static final List<String> FOLDERS = List.of("base", "maths", "maths/optional", "latin", "latin/optional", "euler");
    private static final int CMAP_TAG = 0x636d6170;
    private static final Map<String, FontCharacters> READ = new ConcurrentHashMap<>();

    private final ByteBuffer font;
    private final int segments;

    private FontCharacters(byte[] file) {
        font = ByteBuffer.wrap(file);
        segments = segmentTable(cmapTable());
    }

    static boolean isHiddenByJdk(char character) {
        return character == SOFT_HYPHEN || character == NEXT_LINE;
    }

    static FontCharacters of(Font font) {
        return READ.computeIfAbsent(font.getFontName(), name -> new FontCharacters(fontFile(name)));
    }

    /** The glyph's number; 0, the sign for a missing glyph, where the font has none. */
    int glyphNumber(char character) {
        int bytes = Short.toUnsignedInt(font.getShort(segments + 6));
        int lasts = segments + 14;
        int firsts = lasts + bytes + 2;
        int segment = 0;
        while (segment < bytes - 2 && font.getChar(lasts + segment) < character) {
            segment += 2;
        }
        int first = font.getChar(firsts + segment);
        return character < first ? 0 : glyphInSegment(firsts + bytes + segment, bytes, character, first);
    }

    /** A segment either shifts its characters by a constant, or points into the array of glyph numbers behind the table. */
    private int glyphInSegment(int shiftAt, int bytes, char character, int first) {
        int shift = font.getShort(shiftAt);
        int pointerAt = shiftAt + bytes;
        int pointer = font.getChar(pointerAt);
        int unshifted = pointer == 0 ? character : font.getChar(pointerAt + pointer + 2 * (character - first));
        return pointer != 0 && unshifted == 0 ? 0 : (unshifted + shift) & 0xffff;
    }

    private int cmapTable() {
        int tables = font.getChar(4);
        for (int entry = 12; entry < 12 + 16 * tables; entry += 16) {
            if (font.getInt(entry) == CMAP_TAG) {
                return font.getInt(entry + 8);
            }
        }
        throw new IllegalStateException("a font without a character table");
    }

    private int segmentTable(int cmap) {
        int tables = font.getChar(cmap + 2);
        for (int entry = cmap + 4; entry < cmap + 4 + 8 * tables; entry += 8) {
            int table = cmap + font.getInt(entry + 4);
            boolean windowsUnicode = font.getChar(entry) == 3;
            if (windowsUnicode && font.getChar(table) == 4) {
                return table;
            }
        }
        throw new IllegalStateException("a font without a Unicode table of format 4");
    }

    private static byte[] fontFile(String name) {
        return FOLDERS.stream().map(folder -> read("fonts/" + folder + "/" + name + ".ttf")).flatMap(Optional::stream).findFirst()
                .orElseThrow(() -> new IllegalStateException("JLaTeXMath has no font " + name));
    }

    private static Optional<byte[]> read(String resource) {
        try (InputStream in = TeXFormula.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
