package dev.fluxion.cli;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.typeset.Formula;
import dev.fluxion.typeset.LatexException;
import dev.fluxion.typeset.Style;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that ask for pictures of a formula. */
final class Pictures {
    @Option(names = "--png", paramLabel = "FILE", description = "write a picture as PNG")
    private Path png;

    @Option(names = "--svg", paramLabel = "FILE", description = "write a picture as SVG")
    private Path svg;

    @Option(names = "--dark", description = "light on dark")
    private boolean dark;

    boolean wanted() {
        return png != null || svg != null;
    }

    void write(String latex) throws IOException {
        Style style = dark ? Style.DARK : Style.LIGHT;
        try {
            Formula formula = Formula.of(latex);
            if (png != null) {
                formula.writePng(png, style);
            }
            if (svg != null) {
                formula.writeSvg(svg, style);
            }
        } catch (LatexException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, e.getMessage(), Span.NONE));
        } catch (IOException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write the picture: " + e, Span.NONE));
        }
    }
}
