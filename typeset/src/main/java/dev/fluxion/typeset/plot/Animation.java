package dev.fluxion.typeset.plot;

import dev.fluxion.typeset.Chart;
import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.Picture;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures that follow each other. */
public final class Animation {
    private Animation() {}

    /** The same charts with axes that show one part all the time, so that nothing but the layers moves. */
    public static List<Chart> inOneFrame(List<Chart> charts) {
        if (!charts.stream().allMatch(chart -> chart instanceof Plot)) {
            return charts;
        }
        List<Plot> plots = charts.stream().map(Plot.class::cast).toList();
        Range across = Range.of(plots.stream().map(Plot::shownAcross).flatMapToDouble(range -> DoubleStream.of(range.from(), range.to())));
        Range upwards = Range.of(plots.stream().map(Plot::shownUpwards).flatMapToDouble(range -> DoubleStream.of(range.from(), range.to())));
        return plots.stream().map(plot -> (Chart) plot.withAxes(plot.horizontal().over(across), plot.vertical().over(upwards))).toList();
    }

    /**
     * Writes an animated GIF, atomically.
     *
     * @throws IOException if it cannot be written
     * @throws UncheckedIOException if the Java platform's writer of GIF fails
     * @see #gif
     */
    public static void writeGif(List<Picture> pictures, int milliseconds, Path file) throws IOException {
        AtomicFiles.write(file, gif(pictures, milliseconds));
    }

    /**
     * An animated GIF that begins again at its end, one pixel to the point; the last picture stays five times as long.
     *
     * @param pictures of one size, at least one
     * @param milliseconds how long each is seen, cut to hundredths of a second
     * @throws UncheckedIOException if the Java platform's writer of GIF fails
     */
    public static byte[] gif(List<Picture> pictures, int milliseconds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < pictures.size(); i++) {
                BufferedImage image = opaque(pictures.get(i).image(1));
                IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), writer.getDefaultWriteParam());
                int delay = milliseconds / 10 * (i == pictures.size() - 1 ? 5 : 1);
                describe(metadata, delay);
                writer.writeToSequence(new IIOImage(image, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = plain.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return plain;
    }

    // The delay in hundredths of a second, and the extension of Netscape that repeats the sequence without end.
    private static void describe(IIOMetadata metadata, int delay) throws IOException {
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(delay));
        control.setAttribute("transparentColorIndex", "0");
        IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
        extension.setAttribute("applicationID", "NETSCAPE");
        extension.setAttribute("authenticationCode", "2.0");
        extension.setUserObject(new byte[] {1, 0, 0});
        child(root, "ApplicationExtensions").appendChild(extension);
        metadata.setFromTree(format, root);
    }

    private static IIOMetadataNode child(IIOMetadataNode root, String name) {
        for (int i = 0; i < root.getLength(); i++) {
            if (root.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) root.item(i);
            }
        }
        IIOMetadataNode node = new IIOMetadataNode(name);
        root.appendChild(node);
        return node;
    }
}
