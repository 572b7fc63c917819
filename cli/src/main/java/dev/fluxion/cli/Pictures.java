package dev.fluxion.cli;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.calculus.Derivation;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.typeset.DerivationPage;
import dev.fluxion.typeset.Formula;
import dev.fluxion.typeset.LatexException;
import dev.fluxion.typeset.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Writes a derivation: the page shows each line with its rule. */
    void write(Derivation derivation) {
        write(derivation.latex());
        if (html == null) {
            return;
        }
        List<DerivationPage.Line> lines = new ArrayList<>();
        String left = LatexPrinter.latex(derivation.subject(), derivation.tensors());
        for (Derivation.Line line : derivation.lines()) {
            lines.add(new DerivationPage.Line(left, LatexPrinter.latex(line.tree(), derivation.tensors()), line.rule()));
            left = "";
        }
        if (lines.isEmpty()) { // too long for one chain
            derivation.steps().forEach(step -> lines.add(new DerivationPage.Line(LatexPrinter.latex(step.before(), derivation.tensors()),
                    LatexPrinter.latex(step.after(), derivation.tensors()), step.rule())));
        }
        page(new DerivationPage("Derivative", "", List.of(new DerivationPage.Section("", lines, LatexPrinter.latex(derivation.result())))));
    }

    /** Writes a formula without steps. */
    void writeFormula(String latex) {
        write(latex);
        if (html != null) {
            page(new DerivationPage("Formula", "", List.of(new DerivationPage.Section("", List.of(new DerivationPage.Line("", latex, "")), ""))));
        }
    }

    private void page(DerivationPage page) {
        try {
            page.writeHtml(html);
        } catch (LatexException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SYNTAX, e.getMessage(), Span.NONE));
        } catch (IOException e) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write the page: " + e, Span.NONE));
        }
    }

    private void write(String latex) {
        if (png == null && svg == null) {
            return;
        }
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
