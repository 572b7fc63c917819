package dev.fluxion.typeset;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A derivation as one HTML page. */
final class DerivationHtml {
    private final StringBuilder out = new StringBuilder();

    private record Part(DerivationPage.Section section, List<LaidOutLine> lines, List<Formula> result) {
    }

    private DerivationHtml() {
    }

    private static List<Part> parts(DerivationPage page) {
        return page.sections().stream()
                .map(section -> new Part(section, LaidOutLine.all(section), section.result().isBlank() ? List.of() : LaidOutLine.broken(section.result()))).toList();
    }

    /** The sections alone, for a page that shares glyphs; the drawings in them are added to a list. */
    static String fragment(DerivationPage page, List<Drawing> drawn) {
        List<Part> parts = parts(page);
        drawn.addAll(drawings(parts));
        DerivationHtml html = new DerivationHtml();
        parts.forEach(html::part);
        return html.out.toString();
    }

    static String of(DerivationPage page) {
        List<Part> parts = parts(page);
        DerivationHtml html = new DerivationHtml();
        html.head(page.title());
        html.out.append(SvgWriter.shared(drawings(parts))).append("<main>\n<h1>").append(Escape.xml(page.title())).append("</h1>\n");
        if (!page.introduction().isBlank()) {
            html.out.append("<p>").append(Escape.xml(page.introduction())).append("</p>\n");
        }
        parts.forEach(html::part);
        return html.out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static List<Drawing> drawings(List<Part> parts) {
        List<Drawing> all = new ArrayList<>();
        for (Part part : parts) {
            part.lines().stream().flatMap(LaidOutLine::formulas).map(Formula::drawing).forEach(all::add);
            part.result().stream().map(Formula::drawing).forEach(all::add);
        }
        return all;
    }

    private void head(String title) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>")
                .append(Escape.xml(title)).append("</title>\n<style>\n").append(css()).append("</style>\n</head>\n<body>\n");
    }

    /** Both themes as variables; formulas take the colour of the text. */
    static String css() {
        return ":root{" + variables(Theme.LIGHT) + "}\n@media (prefers-color-scheme: dark){:root{" + variables(Theme.DARK) + "}}\n" + """
                body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
                main{max-width:78rem;margin:0 auto;padding:1.5rem}
                h1{font-size:1.7rem;margin:0 0 .5rem}
                h2{font-size:1.2rem;margin:2.2rem 0 .4rem;padding-top:1rem;border-top:1px solid var(--line)}
                .steps{display:grid;grid-template-columns:max-content minmax(0,1fr) minmax(9rem,13rem);column-gap:0;row-gap:.9rem;align-items:baseline;overflow-x:auto;padding:.6rem 0}
                .math{font-size:1.25rem;line-height:1.3}
                .math svg{overflow:visible}
                .left{text-align:right;padding-right:.278em}
                .alone{grid-column:1/3}
                .right{overflow-x:auto;overflow-y:hidden;padding:.2rem 0}
                .row+.row{margin-top:.6rem;padding-left:1.55em}
                .rule{grid-column:3;padding-left:1.6rem}
                .note{display:block;color:var(--muted);font-size:.875rem}
                details{grid-column:1/4;margin:0 0 0 .4rem;padding:0 0 0 1rem;border-left:2px solid var(--line)}
                summary{cursor:pointer;color:var(--muted);font-size:.9rem}
                details .math{font-size:1.06rem}
                .result{display:inline-block;max-width:100%;box-sizing:border-box;overflow-x:auto;margin:.8rem 0;padding:.7rem 1rem;border:1px solid var(--muted);border-radius:6px}
                @media (max-width:48rem){.steps{grid-template-columns:max-content minmax(0,1fr)}.rule,details{grid-column:1/3}.rule{padding:0 0 .6rem 0}.rule:empty{display:none}}
                @media print{details{display:none}}
                """;
    }

    private static String variables(Theme theme) {
        Map<String, Color> colors = new LinkedHashMap<>();
        colors.put("ink", theme.foreground());
        colors.put("ground", theme.background());
        colors.put("muted", theme.muted());
        colors.put("line", theme.line());
        return colors.entrySet().stream().map(each -> "--" + each.getKey() + ":" + Theme.hex(each.getValue())).collect(Collectors.joining(";"));
    }

    private void part(Part part) {
        out.append("<section>\n");
        if (!part.section().title().isBlank()) {
            out.append("<h2>").append(Escape.xml(part.section().title())).append("</h2>\n");
        }
        if (!part.lines().isEmpty()) {
            steps(part.lines());
        }
        if (!part.result().isEmpty()) {
            out.append("<div class=\"result math\">").append(rows(part.result())).append("</div>\n");
        }
        out.append("</section>\n");
    }

    /** Lines at the depth of the first; runs of deeper lines are folded behind the line they explain. */
    private void steps(List<LaidOutLine> lines) {
        int depth = lines.stream().mapToInt(line -> line.source().depth()).min().orElse(0);
        out.append("<div class=\"steps\">\n");
        int at = 0;
        while (at < lines.size()) {
            int end = at;
            while (end < lines.size() && lines.get(end).source().depth() > depth) {
                end++;
            }
            if (end > at) {
                folded(lines.subList(at, end));
                at = end;
            } else {
                line(lines.get(at++));
            }
        }
        out.append("</div>\n");
    }

    private void folded(List<LaidOutLine> lines) {
        out.append("<details><summary>").append(lines.size()).append(lines.size() == 1 ? " smaller step" : " smaller steps").append("</summary>\n");
        steps(lines);
        out.append("</details>\n");
    }

    private void line(LaidOutLine line) {
        String left = line.left().map(DerivationHtml::svg).orElse("");
        if (line.leftStandsAlone() && !left.isEmpty()) {
            out.append("<div class=\"math alone\">").append(left).append("</div>\n");
            if (line.rowOfRule() == 0) {
                rule(line.source());
            } else {
                out.append("<div class=\"rule\"></div>\n"); // an empty one keeps its column
            }
            left = "";
        }
        if (!line.rows().isEmpty()) {
            out.append("<div class=\"math left\">").append(left).append("</div>\n<div class=\"math right\">").append(rows(line.rows())).append("</div>\n");
        }
        if (!line.leftStandsAlone() || line.left().isEmpty() || line.rowOfRule() > 0) {
            rule(line.source());
        }
    }

    private void rule(DerivationPage.Line line) {
        String note = line.note().isBlank() ? "" : "<span class=\"note\">" + Escape.xml(line.note()) + "</span>";
        out.append("<div class=\"rule\">").append(Escape.xml(line.rule())).append(note).append("</div>\n"); // an empty one keeps its column
    }

    private static String rows(List<Formula> rows) {
        return rows.stream().map(row -> "<div class=\"row\">" + svg(row) + "</div>").collect(Collectors.joining());
    }

    private static String svg(Formula formula) {
        return SvgWriter.inline(formula.drawing(), formula.latex());
    }
}
