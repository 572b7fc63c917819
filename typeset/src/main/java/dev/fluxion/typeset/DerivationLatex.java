package dev.fluxion.typeset;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A derivation as a LaTeX document. */
final class DerivationLatex {
    /** Lines in one block; pages are broken between blocks, never inside. */
    private static final int BLOCK = 12;
    private static final String HEAD = """
            \\documentclass[10pt]{article}
            \\usepackage[T1]{fontenc}
            \\usepackage[utf8]{inputenc}
            \\usepackage[a4paper,margin=1.8cm]{geometry}
            \\usepackage{amsmath,amssymb,mathrsfs}
            \\setlength{\\parindent}{0pt}
            \\setcounter{secnumdepth}{0}
            """;

    private DerivationLatex() {
    }

    static String of(DerivationPage page) {
        String definitions = Typesetter.definitions().lines().filter(line -> !line.startsWith("%")).collect(Collectors.joining("\n"));
        return HEAD + definitions + "\n\\begin{document}\n\\section{" + Escape.latex(page.title()) + "}\n" + paragraph(page.introduction())
                + page.sections().stream().map(DerivationLatex::section).collect(Collectors.joining()) + "\\end{document}\n";
    }

    private static String section(DerivationPage.Section section) {
        StringBuilder out = new StringBuilder();
        if (!section.title().isBlank()) {
            out.append("\\subsection{").append(Escape.latex(section.title())).append("}\n");
        }
        List<LaidOutLine> lines = LaidOutLine.all(section);
        for (int start = 0; start < lines.size(); start = blockEnd(lines, start)) {
            out.append(block(lines.subList(start, blockEnd(lines, start))));
        }
        if (!section.result().isBlank()) {
            String rows = LaidOutLine.broken(section.result()).stream().map(Formula::latex).collect(Collectors.joining(" \\\\\n&\\quad "));
            out.append("\\[\\boxed{\\begin{aligned}\n&").append(rows).append("\n\\end{aligned}}\\]\n");
        }
        return out.toString();
    }

    private static int blockEnd(List<LaidOutLine> lines, int start) {
        int end = start + 1;
        int depth = lines.get(start).source().depth();
        while (end < lines.size() && end < start + BLOCK && lines.get(end).source().depth() == depth) {
            end++;
        }
        return end;
    }

    /** Deeper steps are indented and smaller. */
    private static String block(List<LaidOutLine> lines) {
        int depth = lines.getFirst().source().depth();
        String aligned = "\\[\\begin{aligned}\n" + lines.stream().flatMap(DerivationLatex::rows).collect(Collectors.joining(" \\\\\n")) + "\n\\end{aligned}\\]\n";
        return depth == 0 ? aligned : "{\\small\n" + aligned.replace("\\[\\begin", "\\[" + "\\quad".repeat(Math.min(depth, 5)) + "\\begin") + "}\n";
    }

    private static Stream<String> rows(LaidOutLine line) {
        String rule = rule(line.source());
        String left = line.left().map(Formula::latex).orElse("");
        Stream.Builder<String> rows = Stream.builder();
        boolean alone = line.leftStandsAlone() && !left.isEmpty();
        if (alone) {
            rows.add("&" + left + (line.rowOfRule() == 0 ? rule : ""));
        }
        for (int i = 0; i < line.rows().size(); i++) {
            String latex = line.rows().get(i).latex();
            boolean first = i == 0;
            rows.add((first && !alone ? left + " " : "") + "&" + (first ? "" : "\\quad ") + latex + (first && (!alone || line.rowOfRule() > 0) ? rule : ""));
        }
        return rows.build();
    }

    private static String rule(DerivationPage.Line line) {
        String text = line.note().isBlank() ? line.rule() : line.rule() + (line.rule().isBlank() ? "" : "; ") + line.note();
        return text.isBlank() ? "" : " && \\text{" + Escape.latex(text) + "}";
    }

    private static String paragraph(String text) {
        return text.isBlank() ? "" : Escape.latex(text) + "\n\n";
    }
}
