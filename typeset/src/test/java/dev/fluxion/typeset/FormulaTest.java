package dev.fluxion.typeset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FormulaTest {
    static Stream<String> symbols() {
        return Stream.of("\\Gamma \\Delta \\Theta \\Lambda \\Xi \\Pi \\Sigma \\Upsilon \\Phi \\Psi \\Omega \\varOmega \\alpha \\beta \\gamma \\delta \\epsilon"
                        + " \\varepsilon \\zeta \\eta \\theta \\vartheta \\iota \\kappa \\lambda \\mu \\nu \\xi \\pi \\rho \\sigma \\tau \\upsilon \\phi \\varphi \\chi"
                        + " \\psi \\omega \\nabla \\partial \\otimes \\odot \\oplus \\ominus \\cdot \\times \\circ \\star \\top \\bot \\pm \\mp \\le \\ge \\ne \\approx"
                        + " \\equiv \\sim \\propto \\in \\notin \\subset \\cup \\cap \\forall \\exists \\infty \\to \\mapsto \\rightarrow \\leftarrow \\Rightarrow"
                        + " \\longrightarrow \\ell \\hbar \\langle \\rangle \\lfloor \\rfloor \\lceil \\rceil \\| \\{ \\} \\mid \\sum \\prod \\int \\oint \\lim \\max"
                        + " \\ldots \\cdots \\vdots \\ddots \\det \\exp \\log \\ln \\dagger \\wedge \\vee \\neg \\nleqslant \\rightleftharpoons \\prime \\emptyset \\Re \\Im"
                        + " \\lVert \\rVert \\lvert \\rvert \\coloneqq \\argmin \\argmax Ω ⊗ Σ ∂ ∇ ≤ → α")
                .flatMap(all -> Stream.of(all.split(" ")));
    }

    @ParameterizedTest
    @MethodSource("symbols")
    void everySymbolHasInkAtEveryWeight(String symbol) {
        int frame = Ink.of("a\\,b");
        assertThat(Ink.of("a" + symbol + " b") - frame).as("ink of " + symbol).isGreaterThan(8);
        assertThat(Ink.of("\\boldsymbol{" + symbol + "}")).as("ink of bold " + symbol).isGreaterThan(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\langle", "\\rangle", "(", ")", "[", "]", "\\{", "\\}", "|", "\\|", "\\lfloor", "\\rceil"})
    void delimitersHaveInkAtEverySize(String delimiter) {
        List<String> contents = List.of("x", "x^2", "\\mathbf{x}_i^{T}", "\\frac{a}{b}", "\\frac{\\frac{a}{b}}{c}", "\\sum_{i=1}^{n} x_i",
                "\\begin{matrix}a\\\\b\\\\c\\end{matrix}", "\\begin{matrix}a\\\\b\\\\c\\\\d\\\\e\\\\f\\end{matrix}");
        for (String content : contents) {
            int without = Ink.of("\\left." + content + "\\right.");
            assertThat(Ink.of("\\left" + delimiter + " " + content + "\\right.") - without).as("left " + delimiter + " around " + content).isGreaterThan(20);
            assertThat(Ink.of("\\left." + content + "\\right" + delimiter) - without).as("right " + delimiter + " around " + content).isGreaterThan(20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\big\\langle", "\\Big\\langle", "\\bigg\\langle", "\\Bigg\\langle", "\\mathbf{\\Omega}", "\\mathrm{\\Omega}", "\\mathsf{\\Omega}",
        "\\mathtt{\\Omega}", "\\text{Ω}", "\\mathit{\\Omega}", "\\mathbf{W}^{\\top}", "\\mathbb{R}^{n\\times d}", "\\mathcal{L}", "\\mathscr{H}", "\\hat{y}", "\\bar{x}",
        "\\tilde{w}", "\\dot{x}", "\\vec{v}", "\\sqrt{x}", "\\sqrt[3]{x}", "\\overline{AB}", "\\underbrace{a+b}_{c}", "\\boxed{x}", "\\operatorname{relu}(x)",
        "\\begin{cases}x&\\text{if }x>0\\\\0&\\text{otherwise}\\end{cases}", "\\begin{dcases}\\frac{a}{b}&x\\end{dcases}",
        "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}", "\\begin{bmatrix}a&b\\\\c&d\\end{bmatrix}", "\\begin{vmatrix}a&b\\\\c&d\\end{vmatrix}",
        "\\begin{aligned}f&=x^2&&\\text{power rule}\\\\&=2x&&\\text{sum rule}\\end{aligned}", "\\sum_{\\substack{i<n\\\\j<m}} a_{ij}", "\\abs{x}", "\\norm{x}",
        "\\bm{x}", "\\left.\\frac{df}{dx}\\right|_{x=0}", "\\iint_D f\\,dA", "\\xrightarrow{n}", "\\text{größer als}", "\\overset{n\\to\\infty}{\\longrightarrow}"})
    void everyConstructHasInkAndNothingIsCut(String latex) {
        assertThat(Ink.of(latex)).isGreaterThan(20);
        assertThat(Ink.hasEmptyBorder(Formula.of(latex).image(Style.LIGHT))).isTrue();
    }

    @Test
    void hiddenCharactersAreFoundByGlyphNumber() {
        Formula omega = Formula.of("\\Omega");
        Mark.Character mark = (Mark.Character) omega.drawing().marks().getFirst();
        assertThat(mark.area().getBounds2D().getWidth()).isBetween(0.6, 0.8);
    }

    @Test
    void glyphNumbersAgreeWithJava2DWhereItShowsThem() throws Exception {
        Font font = Font.createFont(Font.TRUETYPE_FONT, org.scilab.forge.jlatexmath.TeXFormula.class.getResourceAsStream("fonts/base/jlm_cmmi10.ttf"));
        FontCharacters characters = FontCharacters.of(font);
        var context = new java.awt.font.FontRenderContext(null, true, true);
        for (char c = 'A'; c <= 'z'; c++) {
            assertThat(characters.glyphNumber(c)).as("glyph of " + c).isEqualTo(font.createGlyphVector(context, new char[] {c}).getGlyphCode(0));
        }
    }

    @Test
    void fractionsKeepTheirBarInSvg() throws Exception {
        Document svg = parse(Formula.of("\\frac{a}{b}").svg(Style.LIGHT));
        assertThat(svg.getElementsByTagName("use").getLength()).isEqualTo(2);
        assertThat(svg.getElementsByTagName("path").getLength()).as("two glyphs and the bar").isEqualTo(3);
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("\\frac{a}{b}");
    }

    @Test
    void svgHoldsEachGlyphOnceAndNoText() throws Exception {
        Document svg = parse(Formula.of("x+x+x<x & x".replace(" & x", "")).svg(Style.DARK));
        assertThat(svg.getElementsByTagName("text").getLength()).isZero();
        assertThat(svg.getElementsByTagName("use").getLength()).isEqualTo(7);
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\frac{\\partial L}{\\partial \\Omega}=\\sum_{i=1}^{n}\\left\\langle\\mathbf{x}_i^{T}\\right\\rangle\\otimes\\sqrt[3]{y}",
        "\\begin{cases}x&\\text{if }x>0\\\\\\textcolor{#c0392b}{\\reflectbox{R}}&\\boxed{0}\\end{cases}",
        "\\hat{y}\\xrightarrow{n}\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}"})
    void svgShowsTheSamePictureAsPng(String latex) throws Exception {
        var png = Formula.of(latex).image(Style.LIGHT);
        var svg = SvgReading.draw(parse(Formula.of(latex).svg(Style.LIGHT)), png.getWidth(), png.getHeight());
        assertThat(Ink.of(svg, Color.WHITE)).isCloseTo(Ink.of(png, Color.WHITE), org.assertj.core.data.Percentage.withPercentage(3));
        assertThat(Ink.differing(png, svg)).as("clearly different pixels").isLessThan(Ink.of(png, Color.WHITE) / 20);
    }

    @Test
    void superscriptsAreFollowedByAHairOnly() {
        double both = Formula.of("x^{2}y").width();
        assertThat(both - Formula.of("x^{2}").width() - Formula.of("y").width()).isBetween(-0.06, 0.06);
        assertThat(Formula.of("x^{2}").width()).isBetween(0.9, 1.1);
    }

    @Test
    void darkPicturesHaveLightInkOnDarkGround() {
        var image = Formula.of("\\textcolor{#c0392b}{x}+y").image(Style.DARK);
        assertThat(new Color(image.getRGB(0, 0))).isEqualTo(Theme.DARK.background());
        assertThat(Ink.ofColor(image, Theme.DARK.foreground())).isPositive();
        assertThat(Ink.ofColor(image, new Color(0xc0392b))).isPositive();
        assertThat(new Color(Formula.of("y").image(Style.LIGHT.withTheme(Theme.LIGHT.transparent())).getRGB(0, 0), true).getAlpha()).isZero();
    }

    @Test
    void pngGrowsWithScaleAndSize() throws Exception {
        int once = width(Style.LIGHT.withScale(1));
        assertThat(width(Style.LIGHT.withScale(3))).isBetween(3 * once - 3, 3 * once);
        assertThat(width(Style.LIGHT.withScale(1).withPoints(40))).isBetween(2 * once - 2, 2 * once);
    }

    private static int width(Style style) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(Formula.of("x^2+y^2").png(style))).getWidth();
    }

    @Test
    void filesAreReplacedAndNoTemporaryFileStays(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new/x.png");
        Formula.of("x").writePng(file, Style.LIGHT);
        Formula.of("x+y").writePng(file, Style.LIGHT);
        Formula.of("x").writeSvg(folder.resolve("new/x.svg"), Style.LIGHT);
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(100);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("x.png", "x.svg");
        }
    }

    @Test
    void manyThreadsGetTheSamePictures() throws Exception {
        List<String> formulas = IntStream.range(0, 24).mapToObj(i -> "\\frac{\\Omega_{" + i + "}}{\\left\\langle x^{" + i + "}\\right\\rangle}").toList();
        List<String> alone = formulas.stream().map(latex -> Formula.of(latex).svg(Style.LIGHT)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> tasks = formulas.stream().map(latex -> (Callable<String>) () -> Formula.of(latex).svg(Style.LIGHT)).toList();
            List<String> together = threads.invokeAll(tasks).stream().map(future -> future.resultNow()).toList();
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void hugePicturesAreRefused() {
        Formula wide = Formula.of("x".repeat(20_000));
        assertThatThrownBy(() -> wide.image(Style.LIGHT.withPoints(1_000))).isInstanceOf(dev.fluxion.grammar.FluxionException.class)
                .hasMessageMatching("pixels: a picture of [0-9,]+ by [0-9,]+ has more than 120,000,000");
    }

    static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
