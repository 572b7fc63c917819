package dev.fluxion.symbolic.derivation;

import java.util.ArrayList;
import java.util.List;

/** Derivations as {@code aligned} blocks. */
final class DerivationLatex {
    private DerivationLatex() {}

    static String of(Derivation derivation, Detail detail) {
        List<String> blocks = new ArrayList<>();
        for (Section section : derivation.sections()) {
            List<Line> lines = detail.shows(section.detail()) ? Line.of(section, detail) : List.of();
            if (!lines.isEmpty()) {
                blocks.add(block(derivation, lines));
            }
        }
        return String.join("\n", blocks);
    }

    static String block(Derivation derivation, List<Line> lines) {
        List<String> rows = new ArrayList<>();
        for (Line line : lines) {
            String left = line.left().map(derivation::latex).orElse("");
            String indent = "\\quad ".repeat(line.depth());
            boolean inner = line.depth() > 0;
            rows.add((inner ? "" : left + " ") + "&" + indent + (inner ? left + " " : "") + "= " + derivation.latex(line.right())
                    + (line.rules().isEmpty() ? "" : " && \\text{" + line.rule() + "}"));
        }
        return "\\begin{aligned}\n" + String.join(" \\\\\n", rows) + "\n\\end{aligned}";
    }
}
