package dev.fluxion.typeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.typeset.DerivationPage.Line;
import dev.fluxion.typeset.DerivationPage.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DerivationPageTest {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final String TAYLOR = IntStream.rangeClosed(1, 9)
            .mapToObj(n -> "\\frac{f^{(" + n + ")}(a)}{" + n + "!}\\left(x - a\\right)^{" + n + "}").collect(Collectors.joining(" + ", "f(a) + ", ""));
    private static final String HOSTILE = "<script>alert(\"1\")</script> & 50% of {x_1} \\evil $y$ #~^'";

    private static DerivationPage page() {
        String weight = "\\frac{\\partial L}{\\partial \\mathbf{W}_{2}}";
        Section output = new Section("Gradient by the output weights", List.of(
                new Line("L", "-\\frac{1}{m}\\sum_{i=1}^{m}\\sum_{j=1}^{k} Y_{ij}\\log P_{ij}", "definition of the loss"),
                new Line("", "-\\frac{1}{m}\\sum_{i,j} Y_{ij}\\left(Z_{ij}-\\log\\sum_{l} e^{Z_{il}}\\right)", "stable form", "The largest logit is subtracted first.", 0),
                new Line(weight, "\\mathbf{H}^{\\top}\\,\\frac{\\partial L}{\\partial \\mathbf{Z}}", "chain rule for a matrix product"),
                new Line("\\frac{\\partial L}{\\partial Z_{ij}}",
                "\\frac{1}{m}\\left(\\frac{e^{Z_{ij}}}{\\sum_{l} e^{Z_{il}}}\\sum_{l} Y_{il}-Y_{ij}\\right)", "sum rule", "", 1),
                new Line("", "\\frac{1}{m}\\left(P_{ij}-Y_{ij}\\right)", "rows of Y sum to 1", "if every row of Y sums to 1", 1),
                new Line("\\sum_{l} Y_{il}", "1", "assumption", "", 2),
                new Line("", "\\frac{1}{m}\\,\\mathbf{H}^{\\top}\\left(\\mathbf{P}-\\mathbf{Y}\\right)", "softmax with cross-entropy")),
                weight + " = \\frac{1}{m}\\,\\mathbf{H}^{\\top}\\left(\\mathbf{P}-\\mathbf{Y}\\right)");
        Section series = new Section("A long line", List.of(
                new Line("f(x)", TAYLOR, "series expansion around a point, which is a long name"),
                new Line("\\frac{\\mathrm{d}}{\\mathrm{d}x}\\left(x^{2}\\,\\sin\\left(y\\right) + \\Omega\\otimes\\left\\langle \\mathbf{x}_i^{T}\\right\\rangle\\right)", "2\\,x\\,\\sin\\left(y\\right)", "product rule"),
                new Line("g", "\\frac{1}{2}\\left(" + TAYLOR + "\\right)^{2}", "substitution")), TAYLOR.replace("(a)", "(0)"));
        return new DerivationPage("Gradient of the loss", "Every step names its rule. Conditions stand below the name.", List.of(output, series));
    }

    @Test
    void pictureIsNotTooWideAndNothingIsCut() throws Exception {
        for (Style style : List.of(Style.LIGHT, Style.DARK)) {
            Path file = PICTURES.resolve(style == Style.LIGHT ? "derivation.png" : "derivation-dark.png");
            page().writePng(file, style);
            var image = ImageIO.read(file.toFile());
            assertThat(image.getWidth()).isBetween(1_000, 1_750);
            assertThat(image.getHeight()).isBetween(1_500, 4_000);
            assertThat(Ink.hasEmptyBorder(image)).isTrue();
            assertThat(Ink.ofColor(image, style.theme().foreground())).isGreaterThan(10_000);
            assertThat(Ink.ofColor(image, style.theme().muted())).isGreaterThan(500);
        }
    }

    @Test
    void htmlIsWellFormedAndSelfContained() throws Exception {
        String html = page().html();
        AtomicFiles.write(PICTURES.resolve("derivation.html"), html);
        Document document = FormulaTest.parse(html.replace("<!DOCTYPE html>\n", ""));
        assertThat(html).doesNotContain("<script").doesNotContain("<link").doesNotContain("<img").doesNotContain("url(").doesNotContain("@import");
        assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:").doesNotContain("https:");
        assertThat(document.getElementsByTagName("details").getLength()).isEqualTo(2);
        assertThat(html).contains("prefers-color-scheme: dark").contains("currentColor").contains("softmax with cross-entropy")
                .contains("<title>{}= \\frac{1}{m}\\left(P_{ij}-Y_{ij}\\right)</title>");
        everyReferenceHasATarget(document);
    }

    private static void everyReferenceHasATarget(Document document) {
        var paths = document.getElementsByTagName("path");
        List<String> ids = IntStream.range(0, paths.getLength()).mapToObj(i -> ((Element) paths.item(i)).getAttribute("id")).filter(id -> !id.isEmpty()).toList();
        assertThat(ids).doesNotHaveDuplicates();
        var uses = document.getElementsByTagName("use");
        assertThat(uses.getLength()).isGreaterThan(300);
        for (int i = 0; i < uses.getLength(); i++) {
            assertThat(ids).contains(((Element) uses.item(i)).getAttribute("href").substring(1));
        }
    }

    @Test
    void theRuleStandsBesideItsEqualSign() {
        String left = "a + b + c + d + e + f + g + h + i";
        DerivationPage page = new DerivationPage("Long", "", List.of(new Section("", List.of(new Line(left, "z", "sum rule")), "")));
        assertThat(page.latex()).contains("&" + left + " \\\\\n&{}= z && \\text{sum rule}");
        assertThat(page.html().replaceAll("(?s)<svg.*?</svg>", "*")).contains("""
                <div class="math alone">*</div>
                <div class="rule"></div>
                <div class="math left"></div>
                <div class="math right"><div class="row">*</div></div>
                <div class="rule">sum rule</div>""");
    }

    @Test
    void textOfUsersIsHarmless() throws Exception {
        DerivationPage hostile = new DerivationPage(HOSTILE, HOSTILE, List.of(new Section(HOSTILE, List.of(new Line("x<y", "\\text{</svg>}", HOSTILE, HOSTILE, 0)), "")));
        Document document = FormulaTest.parse(hostile.html().replace("<!DOCTYPE html>\n", ""));
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo(HOSTILE);
        assertThat(hostile.latex()).contains("50\\% of \\{x\\_1\\} \\textbackslash{}evil \\$y\\$ \\#\\textasciitilde{}\\textasciicircum{}").doesNotContain("{x_1}");
        assertThat(Ink.hasEmptyBorder(hostile.image(Style.LIGHT))).isTrue();
    }

    @Test
    void aLineWithoutARuleKeepsItsColumn() throws Exception {
        String html = new DerivationPage("Definitions", "", List.of(new Section("Definitions", List.of(new Line("H", "Z", ""), new Line("P", "Q", "")), ""))).html();
        assertThat(html.split("<div class=\"rule\">", -1)).hasSize(3);
        FormulaTest.parse(html.replace("<!DOCTYPE html>\n", ""));
    }

    @Test
    void signsOfMathematicsInProseAreWrittenForLatex() {
        assertThat(Escape.latex("δ introduced, ∂loss/∂H2 put in, x ≠ 0")).isEqualTo("\\ensuremath{\\delta} introduced, \\ensuremath{\\partial}loss/"
                + "\\ensuremath{\\partial}H2 put in, x \\ensuremath{\\ne} 0");
    }

    @Test
    void documentHasBalancedBracesAndBlocksThatCanBeDrawn() throws Exception {
        String latex = page().latex();
        AtomicFiles.write(PICTURES.resolve("derivation.tex"), latex);
        assertThat(latex).startsWith("\\documentclass").endsWith("\\end{document}\n").contains("\\text{softmax with cross-entropy}").contains("\\boxed{");
        String unescaped = latex.replace("\\{", "").replace("\\}", "");
        assertThat(unescaped.chars().filter(c -> c == '{').count()).isEqualTo(unescaped.chars().filter(c -> c == '}').count());
        List<String> blocks = Pattern.compile("\\\\\\[(.*?)\\\\\\]\n", Pattern.DOTALL).matcher(latex).results().map(MatchResult::group).toList();
        assertThat(blocks).hasSizeGreaterThan(5);
        for (String block : blocks) {
            assertThatCode(() -> Formula.of(block.substring(2, block.length() - 3))).as(block).doesNotThrowAnyException();
        }
    }

    @Test
    void longLinesAreBrokenIntoRowsThatFit() {
        LineBreaker breaker = new LineBreaker(part -> Formula.of(part).width(), 20);
        for (String latex : List.of(TAYLOR, "\\left(" + TAYLOR + "\\right)^{2}", "a = " + TAYLOR + " = b", TAYLOR.replace(" + ", " \\, "),
                TAYLOR.replace(" + ", " \\odot "))) {
            List<String> rows = breaker.rows(latex);
            assertThat(rows).hasSizeGreaterThan(1);
            assertThat(rows).allSatisfy(row -> assertThat(Formula.of(row).width()).as(row).isLessThanOrEqualTo(21));
            rows.stream().skip(1).forEach(row -> assertThat(row).startsWith(row.startsWith("\\left.") ? "\\left. {}" : "{}"));
        }
    }

    @Test
    void longNumeratorsAreTakenOutOfTheirFractions() {
        String factor = "\\mathbf{A}_{1} \\odot (\\mathbf{B}_{1} - \\mathbf{C}_{1})";
        String product = "\\mathbf{X}^{\\top} (" + String.join(" \\odot ", factor, factor, factor, factor) + ")";
        List<String> rows = new LineBreaker(part -> Formula.of(part).width(), 20).rows("\\frac{" + product + "}{m}");
        assertThat(rows).hasSizeGreaterThan(1).allSatisfy(row -> assertThat(Formula.of(row).width()).as(row).isLessThanOrEqualTo(21));
        assertThat(String.join("", rows).replace("{}", "").replace(" ", "")).isEqualTo(("\\frac{1}{m}\\;" + product).replace(" ", ""));
        List<String> sum = new LineBreaker(part -> Formula.of(part).width(), 15).rows("\\frac{" + TAYLOR + "}{m}");
        assertThat(sum).hasSizeGreaterThan(1).first().asString().startsWith("\\frac{1}{m} \\; \\left(");
    }

    @Test
    void formulasSideBySideAreParted() {
        List<String> rows = new LineBreaker(part -> Formula.of(part).width(), 15).rows("a = b + c + d + e + f,\\qquad g = h + i + j + k + l");
        assertThat(rows).containsExactly("a = b + c + d + e + f,", "g = h + i + j + k + l");
    }

    @Test
    void breakingLosesNothing() {
        List<String> rows = new LineBreaker(part -> Formula.of(part).width(), 15).rows(TAYLOR);
        assertThat(String.join(" ", rows).replace("{}", "").replace(" ", "")).isEqualTo(TAYLOR.replace(" ", ""));
    }

    @Test
    void signsAreNotTakenForSums() {
        assertThat(LatexParts.split("-x + y = -z", LatexParts.Break.SUM)).containsExactly("-x", "{}+ y = -z");
        assertThat(LatexParts.split("2 \\cdot -x", LatexParts.Break.SUM)).hasSize(1);
        assertThat(LatexParts.split("\\left(a+b\\right)^{c+d}", LatexParts.Break.SUM)).hasSize(1);
        assertThat(LatexParts.split("f(a+b)", LatexParts.Break.SUM)).hasSize(1);
        assertThat(LatexParts.split("a \\, b \\to c", LatexParts.Break.PRODUCT)).containsExactly("a", "{}\\cdot b \\to c");
    }

    @Test
    void veryLongDerivationsLeaveDeeperStepsOutAndSaySo() {
        List<Line> lines = IntStream.range(0, 600).mapToObj(i -> new Line("x_{" + i + "}", "\\frac{a}{b}+" + i, "rule " + i, "", i % 4 == 0 ? 0 : 1)).toList();
        DerivationPage page = new DerivationPage("Long", "", List.of(new Section("", lines, "")));
        assertThat(page.image(Style.LIGHT).getHeight()).isLessThan(30_000);
        assertThat(page.html()).contains("rule 599").contains("3 smaller steps");
    }

    @Test
    void badFormulasAreReported() {
        assertThatThrownBy(() -> new Line("", " ", "rule")).isInstanceOf(IllegalArgumentException.class);
        DerivationPage bad = new DerivationPage("t", "", List.of(new Section("", List.of(new Line("x", "\\mathbb{1}", "rule")), "")));
        assertThatThrownBy(bad::html).isInstanceOf(LatexException.class);
        assertThatThrownBy(bad::latex).isInstanceOf(LatexException.class);
    }

    @Test
    void filesAreWritten() throws Exception {
        page().writeHtml(PICTURES.resolve("page.html"));
        page().writeLatex(PICTURES.resolve("page.tex"));
        assertThat(Files.size(PICTURES.resolve("page.html"))).isGreaterThan(20_000);
        assertThat(Files.readString(PICTURES.resolve("page.tex"))).isEqualTo(page().latex());
    }
}
