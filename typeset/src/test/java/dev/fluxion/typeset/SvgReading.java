package dev.fluxion.typeset;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Draws the part of SVG that the writer uses: an independent reader of what it wrote. */
final class SvgReading {
    private static final Pattern STEP = Pattern.compile("([MLQCZ])([^MLQCZ]*)");

    private SvgReading() {
    }

    static BufferedImage draw(Document svg, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        Element root = svg.getDocumentElement();
        double[] box = numbers(root.getAttribute("viewBox"));
        graphics.scale(Style.LIGHT.pixelsPerEm() / 100, Style.LIGHT.pixelsPerEm() / 100);
        graphics.translate(-box[0], -box[1]);
        Map<String, Path2D> glyphs = new HashMap<>();
        var paths = svg.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            glyphs.put(path.getAttribute("id"), path(path.getAttribute("d")));
        }
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                graphics.setColor(Color.decode(element.hasAttribute("fill") ? element.getAttribute("fill") : root.getAttribute("fill")));
                draw(element, glyphs, graphics);
            }
        }
        return image;
    }

    private static void draw(Element element, Map<String, Path2D> glyphs, Graphics2D graphics) {
        if (element.getTagName().equals("path")) {
            graphics.fill(path(element.getAttribute("d")));
        } else if (element.getTagName().equals("use")) {
            AffineTransform place = new AffineTransform();
            Matcher call = Pattern.compile("(\\w+)\\(([^)]*)\\)").matcher(element.getAttribute("transform"));
            while (call.find()) {
                double[] values = numbers(call.group(2));
                switch (call.group(1)) {
                    case "translate" -> place.translate(values[0], values[1]);
                    case "scale" -> place.scale(values[0], values[0]);
                    default -> place.concatenate(new AffineTransform(values));
                }
            }
            graphics.fill(place.createTransformedShape(glyphs.get(element.getAttribute("href").substring(1))));
        }
    }

    private static Path2D path(String data) {
        Path2D path = new Path2D.Double();
        Matcher step = STEP.matcher(data);
        while (step.find()) {
            double[] p = numbers(step.group(2));
            switch (step.group(1)) {
                case "M" -> path.moveTo(p[0], p[1]);
                case "L" -> path.lineTo(p[0], p[1]);
                case "Q" -> path.quadTo(p[0], p[1], p[2], p[3]);
                case "C" -> path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
                default -> path.closePath();
            }
        }
        return path;
    }

    private static double[] numbers(String text) {
        return text.isBlank() ? new double[0] : Arrays.stream(text.strip().split("[ ,]+")).mapToDouble(Double::parseDouble).toArray();
    }
}
