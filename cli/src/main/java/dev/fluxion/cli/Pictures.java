package dev.fluxion.cli;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.derivation.Detail;
import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.DerivationPage;
import dev.fluxion.typeset.Formula;
import dev.fluxion.typeset.LatexException;
import dev.fluxion.typeset.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that ask for pictures of a formula. */
final class Pictures {
    @Option(names = "--png", paramLabel = "FILE", description = "write a picture as PNG")
    private Path png;

    @Option(names = "--svg", paramLabel = "FILE", description = "write a picture as SVG")
    private Path svg;

    @Option(names = "--html", paramLabel = "FILE", description = "write a page that needs nothing else")
    private Path html;

    @Option(names = "--dark", description = "light on dark")
    private boolean dark;

    boolean wanted() {
        return png != null || svg != null || html != null;
    }

    /** Writes a derivation: all as one page, which folds what is deeper than its main lines. */
    void write(Derivation derivation, Detail detail) {
        if (png != null || svg != null) {
            DerivationPage sheet = DerivationPage.of(derivation, detail);
            save(png, ".png", file -> sheet.writePng(file, style()));
            save(svg, ".svg", file -> sheet.writeSvg(file, style()));
        }
        if (html != null) {
            page(DerivationPage.of(derivation, Detail.EVERY));
        }
    }

    private interface Saving {
        void to(Path file) throws IOException;
    }

    private Style style() {
        return dark ? Style.DARK : Style.LIGHT;
    }

    private static void save(Path file, String ending, Saving saving) {
        if (file == null) {
            return;
        }
        requireFolder(file);
        requireEnding(file, ending);
        try {
            saving.to(file);
        } catch (LatexException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, e.getMessage(), Span.NONE));
        } catch (IOException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write " + file + ": " + AtomicFiles.reason(e), Span.NONE));
        }
    }

    private static void requireFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write " + file + ": there is no folder " + folder, Span.NONE)
                    .withHint("make the folder first"));
        }
    }

    // A picture under the name of another format opens nowhere.
    private static void requireEnding(Path file, String ending) {
        String name = String.valueOf(file.toAbsolutePath().normalize().getFileName());
        int dot = name.lastIndexOf('.');
        boolean page = ending.equals(".html") && name.endsWith(".htm");
        if (dot > 0 && !name.substring(dot).equalsIgnoreCase(ending) && !page && !Files.isDirectory(file)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the name " + file + " does not end in " + ending, Span.NONE)
                    .withHint("write " + name.substring(0, dot) + ending));
        }
    }

    /** Writes a formula without steps. */
    void writeFormula(String latex) {
        write(latex);
        if (html != null) {
            page(new DerivationPage("Formula", "", List.of(new DerivationPage.Section("", List.of(new DerivationPage.Line("", latex, "")), ""))));
        }
    }

    private void page(DerivationPage page) {
        save(html, ".html", page::writeHtml);
    }

    private void write(String latex) {
        if (png == null && svg == null) {
            return;
        }
        Formula formula;
        try {
            formula = Formula.of(latex);
        } catch (LatexException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, e.getMessage(), Span.NONE));
        }
        save(png, ".png", file -> formula.writePng(file, style()));
        save(svg, ".svg", file -> formula.writeSvg(file, style()));
    }
}
