package dev.fluxion.symbolic.derivation;

import java.util.List;

/** Derivations as Markdown: a heading for each section, a formula and its explanation for each line. */
final class DerivationMarkdown {
    private DerivationMarkdown() {}

    static String of(Derivation derivation, Detail detail) {
        StringBuilder text = new StringBuilder("# ").append(escaped(derivation.title())).append('\n');
        if (!derivation.introduction().isEmpty()) {
            text.append('\n').append(escaped(derivation.introduction())).append('\n');
        }
        for (Section section : derivation.sections()) {
            List<Line> lines = detail.shows(section.detail()) ? Line.of(section, detail) : List.of();
            if (lines.isEmpty()) {
                continue;
            }
            if (!section.title().isEmpty()) {
                text.append("\n## ").append(escaped(section.title())).append('\n');
            }
            text.append("\n$$\n").append(DerivationLatex.block(derivation, lines)).append("\n$$\n\n");
            for (int i = 0; i < lines.size(); i++) {
                Line line = lines.get(i);
                List<String> notes = new java.util.ArrayList<>(line.notes());
                if (!line.check().text().isEmpty()) {
                    notes.add(line.check().text());
                }
                if (line.rules().isEmpty() && notes.isEmpty()) {
                    continue; // a definition needs no reason
                }
                text.append(i + 1).append(". ").append(line.rules().isEmpty() ? "" : "**" + escaped(line.rule()) + "**: ")
                        .append(escaped(String.join("; ", notes))).append('\n');
            }
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#$])", "\\\\$1");
    }
}
