package dev.fluxion.typeset;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link Picture} as SVG, in points with two decimals. */
final class PictureSvg {
    private final StringBuilder out = new StringBuilder();

    private PictureSvg() {}

    static String of(Picture picture) {
        PictureSvg svg = new PictureSvg();
        String size = number(picture.width()) + "\" height=\"" + number(picture.height());
        String title = Escape.xml(picture.description());
        List<Drawing> drawings = new ArrayList<>();
        collect(picture.items(), drawings);
        svg.out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(size).append("\" viewBox=\"0 0 ").append(number(picture.width())).append(' ')
                .append(number(picture.height())).append("\" role=\"img\" aria-label=\"").append(title).append("\">\n<title>").append(title).append("</title>\n<defs>\n")
                .append(SvgWriter.definitions(drawings)).append("</defs>\n");
        if (picture.ground().getAlpha() > 0) {
            svg.out.append("<rect width=\"").append(size).append("\"").append(SvgWriter.fill(picture.ground())).append("/>\n");
        }
        picture.items().forEach(svg::item);
        return svg.out.append("</svg>\n").toString();
    }

    private static void collect(List<Picture.Item> items, List<Drawing> drawings) {
        for (Picture.Item item : items) {
            if (item instanceof Picture.Item.Text text) {
                drawings.add(text.drawing());
            } else if (item instanceof Picture.Item.Window window) {
                collect(window.items(), drawings);
            }
        }
    }

    private static String number(double value) {
        return SvgWriter.number(value, 2);
    }

    private void item(Picture.Item item) {
        switch (item) {
            case Picture.Item.Area area -> out.append("<path d=\"").append(SvgWriter.path(area.shape(), 2)).append("\"").append(SvgWriter.fill(area.color()))
                    .append("/>\n");
            case Picture.Item.Line line -> out.append("<path d=\"").append(SvgWriter.path(line.path(), 2)).append("\" fill=\"none\"").append(pen(line))
                    .append("/>\n");
            case Picture.Item.Text text -> text(text);
            case Picture.Item.Raster raster -> out.append("<image").append(box(raster.place()))
                    .append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,")
                    .append(Base64.getEncoder().encodeToString(Png.encode(raster.image()))).append("\"/>\n");
            case Picture.Item.Window window -> window(window);
        }
    }

    // An inner svg element shows nothing outside its box, without a name that two pictures on one page could share.
    private void window(Picture.Item.Window window) {
        Rectangle2D box = window.window();
        out.append("<svg").append(box(box)).append(" viewBox=\"").append(number(box.getX())).append(' ').append(number(box.getY())).append(' ')
                .append(number(box.getWidth())).append(' ').append(number(box.getHeight())).append("\">\n");
        window.items().forEach(this::item);
        out.append("</svg>\n");
    }

    private void text(Picture.Item.Text text) {
        AffineTransform place = new AffineTransform(text.place());
        boolean plain = text.drawing().marks().stream().noneMatch(mark -> mark instanceof Mark.Character);
        if (plain) { // an outline that no other text shares stands at its place, and is shorter so
            for (Mark mark : text.drawing().marks()) {
                Shape shape = place.createTransformedShape(mark.area());
                out.append("<path d=\"").append(SvgWriter.path(shape, 2)).append("\"").append(SvgWriter.fill(mark.tint().orElse(text.color()))).append("/>\n");
            }
            return;
        }
        place.scale(1 / SvgWriter.UNITS, 1 / SvgWriter.UNITS);
        out.append("<g transform=\"matrix(").append(SvgWriter.number(place.getScaleX(), 5)).append(' ').append(SvgWriter.number(place.getShearY(), 5)).append(' ')
                .append(SvgWriter.number(place.getShearX(), 5)).append(' ').append(SvgWriter.number(place.getScaleY(), 5)).append(' ')
                .append(number(place.getTranslateX())).append(' ').append(number(place.getTranslateY())).append(")\"").append(SvgWriter.fill(text.color()))
                .append(">\n").append(SvgWriter.marks(text.drawing())).append("</g>\n");
    }

    private static String pen(Picture.Item.Line line) {
        Color color = line.color();
        String opacity = color.getAlpha() == 255 ? "" : " stroke-opacity=\"" + SvgWriter.number(color.getAlpha() / 255.0, 3) + "\"";
        String dashes = line.dashes().isEmpty() ? " stroke-linecap=\"round\"" : " stroke-dasharray=\"" + line.dashes().stream().map(PictureSvg::number)
                .collect(Collectors.joining(" ")) + "\"";
        return " stroke=\"" + Theme.hex(color) + "\"" + opacity + " stroke-width=\"" + number(line.width()) + "\" stroke-linejoin=\"round\"" + dashes;
    }

    private static String box(Rectangle2D box) {
        return " x=\"" + number(box.getX()) + "\" y=\"" + number(box.getY()) + "\" width=\"" + number(box.getWidth()) + "\" height=\""
                + number(box.getHeight()) + "\"";
    }
}
