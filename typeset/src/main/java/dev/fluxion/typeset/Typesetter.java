package dev.fluxion.typeset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.scilab.forge.jlatexmath.Box;
import org.scilab.forge.jlatexmath.DefaultTeXFontParser;
import org.scilab.forge.jlatexmath.NewCommandMacro;
import org.scilab.forge.jlatexmath.NewEnvironmentMacro;
import org.scilab.forge.jlatexmath.ParseException;
import org.scilab.forge.jlatexmath.TeXConstants;
import org.scilab.forge.jlatexmath.TeXFormula;

/**
 * LaTeX to marks, by JLaTeXMath.
 *
 * <p>That library keeps fonts and definitions in static tables without locks: one formula at a time is laid out here, and everything afterwards
 * works on immutable marks.
 */
final class Typesetter {
    /** A definition: name, number of operands, text. */
    private static final Pattern DEFINITION = Pattern.compile("\\\\providecommand\\{\\\\(\\w+)}\\[(\\d)]\\{(.*)}");
    /** Boxes are in em whatever the size, but the half point behind a superscript is not: at size 1 it would be half an em. 10 as in print. */
    private static final float POINTS_PER_EM = 10;
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static boolean ready;

    private Typesetter() {
    }

    /** Lays LaTeX out that the linter has passed. */
    static Drawing typeset(String latex) {
        LOCK.lock();
        try {
            prepare();
            RecordingGraphics graphics = new RecordingGraphics();
            Box box = new TeXFormula(latex).createTeXIcon(TeXConstants.STYLE_DISPLAY, POINTS_PER_EM).getBox();
            box.draw(graphics, 0, 0);
            return new Drawing(box.getWidth(), box.getHeight(), box.getDepth(), graphics.marks());
        } catch (ParseException e) {
            throw new LatexException(latex, "cannot be read: " + String.valueOf(e.getMessage()).strip(), e);
        } catch (RuntimeException e) {
            // Odd input makes the library fail in many ways: numbers that are none, missing operands, empty stacks.
            throw new LatexException(latex, "cannot be drawn: " + e, e);
        } finally {
            LOCK.unlock();
        }
    }

    /** The definitions as they belong into the head of a LaTeX document. */
    static String definitions() {
        try (InputStream in = Typesetter.class.getResourceAsStream("definitions.tex")) {
            if (in == null) {
                throw new IllegalStateException("definitions.tex is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void prepare() {
        if (ready) {
            return;
        }
        // Before the first formula: outlines are drawn, so no font has to be known to the system (saves 300 ms).
        DefaultTeXFontParser.registerFonts(false);
        // Definitions made before the library has read its own tables would be lost.
        new TeXFormula("x");
        DEFINITION.matcher(definitions()).results().forEach(Typesetter::define);
        redefine();
        ready = true;
    }

    private static void define(MatchResult line) {
        NewCommandMacro.addNewCommand(line.group(1), line.group(3), Integer.parseInt(line.group(2)));
    }

    /** What the library draws without the gaps that LaTeX has, or with gaps that LaTeX has not. */
    private static void redefine() {
        String columns = "\\left\\{\\begin{array}{l@{\\quad}l@{}}";
        NewEnvironmentMacro.addReNewEnvironment("cases", columns, "\\end{array}\\right.", 0);
        NewEnvironmentMacro.addNewEnvironment("dcases", columns, "\\end{array}\\right.", 0);
        NewEnvironmentMacro.addNewEnvironment("equation", "{", "}", 0);
        NewCommandMacro.addReNewCommand("substack", "{\\begin{array}{@{}c@{}}#1\\end{array}}", 1);
    }
}
