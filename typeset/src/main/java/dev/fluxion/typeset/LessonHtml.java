package dev.fluxion.typeset;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@link LessonPage} as HTML. */
final class LessonHtml {
    /** A picture of paths above this many characters is shorter as pixels. */
    private static final int LARGE_SVG = 120_000;
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern EMPHASIS = Pattern.compile("(?<![\\w*])\\*([^*\\s][^*]*)\\*(?![\\w*])");
    private static final Pattern NUMBER = Pattern.compile("[-−]?[\\d.,]+(e[-−]?\\d+)?( ?(%|×|[µmn]?s))?");
    private static final Pattern POWER = Pattern.compile("(?<=\\d)e(-?\\d+)\\b");

    /** Stands for a formula while the words around it are marked up. */
    private static final char PLACE = '\uE000';

    private final LessonPage page;
    private final StringBuilder body = new StringBuilder();
    private final List<Drawing> drawings = new ArrayList<>();

    LessonHtml(LessonPage page) {
        this.page = page;
    }

    String page() {
        navigation();
        body.append("<main>\n");
        page.blocks().forEach(this::block);
        body.append("</main>\n");
        navigation();
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>"
                + Escape.xml(page.title()) + "</title>\n<style>\n" + DerivationHtml.css() + css() + "</style>\n</head>\n<body>\n" + SvgWriter.shared(drawings)
                + body + "</body>\n</html>\n";
    }

    private static String css() {
        return """
                main{max-width:50rem;padding:.5rem 1.2rem 2rem}
                p,li{line-height:1.65}
                .prose .math{font-size:1.12em}
                .display{overflow-x:auto;text-align:center;margin:1rem 0;font-size:1.2rem}
                pre{background:color-mix(in srgb,var(--ink) 6%,var(--ground));padding:.7rem .9rem;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;font:.92rem/1.5 ui-monospace,monospace;margin:1rem 0 .6rem}
                pre.printed{background:none;border-left:3px solid var(--line);border-radius:0;margin:.4rem 0;padding:.2rem .9rem;white-space:pre-wrap}
                code{font-family:ui-monospace,monospace;font-size:.92em}
                .value{border-left:3px solid var(--line);padding:.4rem .9rem;margin:.4rem 0;overflow-x:auto;font-size:1.15rem}
                .value svg,.display svg,p svg,li svg,td svg,th svg{overflow:visible}
                .derivation{border-left:3px solid var(--line);padding:0 .9rem;margin:.6rem 0}
                .derivation h3{font-size:1rem;margin:.9rem 0 .2rem}
                figure{margin:1rem 0;text-align:center}
                figure img{max-width:100%;height:auto}
                .scroll{overflow-x:auto}
                table{border-collapse:collapse;margin:.8rem 0}
                th,td{padding:.3rem .8rem;border-bottom:1px solid var(--line);text-align:left}
                td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
                .below{margin:.2rem 0 1rem;color:var(--muted);font-size:.92rem}
                nav{max-width:50rem;margin:0 auto;padding:.8rem 1.2rem;display:flex;flex-wrap:wrap;gap:.4rem 1.4rem}
                a{color:inherit}
                a:focus-visible,summary:focus-visible{outline:2px solid currentColor;outline-offset:2px}
                """;
    }

    private void navigation() {
        if (!page.links().isEmpty()) {
            body.append("<nav>");
            page.links().forEach(link -> body.append(link(link)));
            body.append("</nav>\n");
        }
    }

    private static String link(LessonPage.Link link) {
        return "<a href=\"" + Escape.xml(link.target()) + "\">" + Escape.xml(link.text()) + "</a>";
    }

    private void block(LessonPage.Block block) {
        switch (block) {
            case LessonPage.Prose prose -> prose(prose.text());
            case LessonPage.Contents contents -> {
                body.append("<ol>\n");
                contents.links().forEach(link -> body.append("<li>").append(link(link)).append("</li>\n"));
                body.append("</ol>\n");
            }
            case LessonPage.Code code -> body.append("<pre><code>").append(Escape.xml(code.text())).append("</code></pre>\n");
            case LessonPage.Result result -> result(result);
            case LessonPage.Steps steps -> body.append("<div class=\"derivation\">\n").append(DerivationHtml.fragment(steps.page(), drawings)).append("</div>\n");
            case LessonPage.Table table -> table(table);
            case LessonPage.Drawn drawn -> picture(drawn);
        }
    }

    private void prose(String text) {
        body.append("<div class=\"prose\">\n");
        for (String paragraph : text.strip().split("\\n\\s*\\n")) {
            String first = paragraph.strip();
            if (first.startsWith("$$") && first.endsWith("$$") && first.length() > 4) {
                display(first.substring(2, first.length() - 2));
                continue;
            }
            StringBuilder running = new StringBuilder();
            List<String> items = new ArrayList<>();
            for (String line : first.split("\\n")) {
                String clean = line.strip();
                if (clean.startsWith("#")) {
                    String heading = clean.replaceFirst("^#+\\s*", "");
                    String tag = clean.startsWith("##") ? "h2" : "h1";
                    body.append('<').append(tag).append('>').append(inline(heading)).append("</").append(tag).append(">\n");
                } else if (clean.startsWith("- ")) {
                    items.add(clean.substring(2));
                } else if (!items.isEmpty()) {
                    items.set(items.size() - 1, items.getLast() + " " + clean);
                } else {
                    running.append(running.isEmpty() ? "" : " ").append(clean);
                }
            }
            if (!running.isEmpty()) {
                body.append("<p>").append(inline(running.toString())).append("</p>\n");
            }
            if (!items.isEmpty()) {
                body.append("<ul>\n");
                items.forEach(item -> body.append("<li>").append(inline(item)).append("</li>\n"));
                body.append("</ul>\n");
            }
        }
        body.append("</div>\n");
    }

    private void display(String latex) {
        body.append("<div class=\"display\">").append(rows(latex.strip())).append("</div>\n");
    }

    /** Text with formulas, emphasis and code. */
    private String inline(String text) {
        StringBuilder running = new StringBuilder();
        List<String> formulas = new ArrayList<>();
        for (Label.Part part : Label.parts(text)) {
            if (part.formula()) {
                running.append(PLACE);
                formulas.add("<span class=\"math\">" + svg(Formula.of("\\textstyle " + part.text()), part.text()) + "</span>");
            } else {
                running.append(Escape.xml(part.text().replace(PLACE, ' ')));
            }
        }
        String marked = EMPHASIS.matcher(CODE.matcher(running).replaceAll("<code>$1</code>")).replaceAll("<em>$1</em>");
        StringBuilder out = new StringBuilder();
        int next = 0;
        for (char c : marked.toCharArray()) {
            if (c == PLACE) {
                out.append(formulas.get(next++));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private String svg(Formula formula, String label) {
        drawings.add(formula.drawing());
        return SvgWriter.inline(formula.drawing(), label);
    }

    private String rows(String latex) {
        StringBuilder out = new StringBuilder();
        for (Formula row : LaidOutLine.broken(latex)) {
            out.append("<div class=\"row\">").append(svg(row, row.latex())).append("</div>");
        }
        return out.toString();
    }

    private void result(LessonPage.Result result) {
        String drawn = "";
        if (!result.latex().isBlank()) {
            try {
                drawn = rows(result.latex());
            } catch (LatexException e) {
                drawn = ""; // what cannot be drawn is shown as text, which says the same
            }
        }
        if (drawn.isEmpty()) {
            body.append("<pre class=\"printed\">").append(Escape.xml(result.text())).append("</pre>\n");
        } else {
            body.append("<div class=\"value\">").append(drawn).append("</div>\n");
        }
    }

    private void table(LessonPage.Table table) {
        body.append("<div class=\"scroll\"><table>\n");
        int columns = table.rows().stream().mapToInt(List::size).max().orElse(0);
        boolean[] numbers = new boolean[Math.max(columns, table.head().size())];
        for (int column = 0; column < columns; column++) {
            int at = column;
            numbers[column] = table.rows().stream().filter(row -> at < row.size()).allMatch(row -> row.get(at).isBlank() || isNumber(row.get(at)));
        }
        if (!table.head().isEmpty()) {
            row(table.head(), "th scope=\"col\"", numbers);
        }
        table.rows().forEach(row -> row(row, "td", numbers));
        body.append("</table></div>\n");
        if (!table.below().isEmpty()) {
            body.append("<p class=\"below\">").append(table.below().stream().map(LessonHtml::signed).map(Escape::xml)
                    .collect(Collectors.joining("<br/>"))).append("</p>\n");
        }
    }

    private void row(List<String> cells, String tag, boolean[] numbers) {
        body.append("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column).strip();
            body.append('<').append(tag).append(numbers[column] ? " class=\"number\">" : ">").append(isNumber(cell) ? Escape.xml(signed(cell)) : inline(cell))
                    .append("</").append(tag, 0, 2).append('>');
        }
        body.append("</tr>\n");
    }

    private static boolean isNumber(String cell) {
        return NUMBER.matcher(cell.strip()).matches();
    }

    // Numbers of plain text with a true minus sign and powers of ten.
    private static String signed(String text) {
        return POWER.matcher(text).replaceAll(found -> "·10" + NumberText.raised(found.group(1))).replaceAll("(?<![\\w.)-])-(?=\\d)", "−");
    }

    private void picture(LessonPage.Drawn drawn) {
        body.append("<figure><picture>");
        drawn.moving().ifPresent(moving -> {
            source("(prefers-reduced-motion: no-preference) and (prefers-color-scheme: dark)", gif(moving.dark()));
            source("(prefers-reduced-motion: no-preference)", gif(moving.light()));
        });
        Picture light = drawn.chart().picture(drawn.width(), drawn.height(), Theme.LIGHT);
        source("(prefers-color-scheme: dark)", data(drawn.chart().picture(drawn.width(), drawn.height(), Theme.DARK)));
        body.append("<img width=\"").append(drawn.width()).append("\" height=\"").append(drawn.height()).append("\" alt=\"")
                .append(Escape.xml(light.description())).append("\" src=\"").append(data(light)).append("\"/></picture></figure>\n");
    }

    private void source(String media, String data) {
        body.append("<source media=\"").append(media).append("\" srcset=\"").append(data).append("\"/>");
    }

    private static String gif(byte[] bytes) {
        return "data:image/gif;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String data(Picture picture) {
        String svg = picture.svg();
        return svg.length() <= LARGE_SVG ? "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8))
                : "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.png(2));
    }
}
