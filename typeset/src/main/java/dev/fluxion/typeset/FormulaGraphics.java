package dev.fluxion.typeset;

import java.awt.Color;
import java.awt.Composite;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;

/**
 * What no formula asks of a graphics: pictures, clips, other composites. The linter refuses the commands that would need them, so each of these
 * calls is a broken invariant.
 */
abstract class FormulaGraphics extends Graphics2D {
    static IllegalStateException notInFormulas() {
        return new IllegalStateException("formulas hold glyphs and filled areas only");
    }

    @Override
    public void clearRect(int x, int y, int width, int height) {
        throw notInFormulas();
    }

    @Override
    public void setComposite(Composite other) {
        throw notInFormulas();
    }

    @Override
    public void setBackground(Color other) {
        throw notInFormulas();
    }

    @Override
    public void setPaintMode() {
        throw notInFormulas();
    }

    @Override
    public void setXORMode(Color other) {
        throw notInFormulas();
    }

    @Override
    public void clip(Shape shape) {
        throw notInFormulas();
    }

    @Override
    public void clipRect(int x, int y, int width, int height) {
        throw notInFormulas();
    }

    @Override
    public void setClip(int x, int y, int width, int height) {
        throw notInFormulas();
    }

    @Override
    public void setClip(Shape shape) {
        throw notInFormulas();
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        throw notInFormulas();
    }

    @Override
    public boolean hit(Rectangle rectangle, Shape shape, boolean onStroke) {
        throw notInFormulas();
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        throw notInFormulas();
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform change) {
        throw notInFormulas();
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform change) {
        throw notInFormulas();
    }

    @Override
    public void drawImage(BufferedImage image, BufferedImageOp operation, int x, int y) {
        throw notInFormulas();
    }

    @Override
    public boolean drawImage(Image image, AffineTransform change, ImageObserver observer) {
        throw notInFormulas();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
        throw notInFormulas();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, ImageObserver observer) {
        throw notInFormulas();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, Color ground, ImageObserver observer) {
        throw notInFormulas();
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, Color ground, ImageObserver observer) {
        throw notInFormulas();
    }

    @Override
    public boolean drawImage(Image image, int dx1, int dy1, int dx2, int dy2, int sx1, int sy1, int sx2, int sy2, ImageObserver observer) {
        throw notInFormulas();
    }

    @Override
    public boolean drawImage(Image image, int dx1, int dy1, int dx2, int dy2, int sx1, int sy1, int sx2, int sy2, Color ground, ImageObserver observer) {
        throw notInFormulas();
    }
}
