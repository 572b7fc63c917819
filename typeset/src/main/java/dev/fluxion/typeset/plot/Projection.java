package dev.fluxion.typeset.plot;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** From three axes to the sheet: a box turned and tilted, without perspective. */
final class Projection {
    /** The box is lower than it is wide, as landscapes are. */
    private static final double HEIGHT = 0.72;

    private final Range x;
    private final Range y;
    private final Range z;
    private final double cosTurn;
    private final double sinTurn;
    private final double cosTilt;
    private final double sinTilt;
    private double scale = 1;
    private double left;
    private double top;

    Projection(Range x, Range y, Range z, Space.View view, Rectangle2D window) {
        this.x = x;
        this.y = y;
        this.z = z;
        double turn = Math.toRadians(view.azimuth());
        double tilt = Math.toRadians(view.elevation());
        this.cosTurn = Math.cos(turn);
        this.sinTurn = Math.sin(turn);
        this.cosTilt = Math.cos(tilt);
        this.sinTilt = Math.sin(tilt);
        fit(window);
    }

    private void fit(Rectangle2D window) {
        Rectangle2D bounds = null;
        for (int corner = 0; corner < 8; corner++) {
            Point2D at = place(corner(corner));
            Rectangle2D dot = new Rectangle2D.Double(at.getX(), at.getY(), 0, 0);
            bounds = bounds == null ? dot : bounds.createUnion(dot);
        }
        scale = Math.min(window.getWidth() / bounds.getWidth(), window.getHeight() / bounds.getHeight());
        left = window.getCenterX() - scale * bounds.getCenterX();
        top = window.getCenterY() - scale * bounds.getCenterY();
    }

    /** A corner of the box by three bits: x, y and z at their upper ends. */
    Space.Point3 corner(int bits) {
        return new Space.Point3((bits & 1) == 0 ? x.from() : x.to(), (bits & 2) == 0 ? y.from() : y.to(), (bits & 4) == 0 ? z.from() : z.to());
    }

    private static double unit(double value, Range range) {
        return 2 * (value - range.from()) / range.length() - 1;
    }

    /** Where a point lies on the sheet. */
    Point2D place(Space.Point3 point) {
        double px = unit(point.x(), x);
        double py = unit(point.y(), y);
        double pz = HEIGHT * unit(point.z(), z);
        double across = -sinTurn * px + cosTurn * py;
        double towards = cosTurn * px + sinTurn * py;
        return new Point2D.Double(left + scale * across, top + scale * (sinTilt * towards - cosTilt * pz));
    }

    /** How near a point is to the eye; greater is nearer. */
    double nearness(Space.Point3 point) {
        double towards = cosTurn * unit(point.x(), x) + sinTurn * unit(point.y(), y);
        return cosTilt * towards + sinTilt * HEIGHT * unit(point.z(), z);
    }

    Range x() {
        return x;
    }

    Range y() {
        return y;
    }

    Range z() {
        return z;
    }

    /** How bright a flat piece through three points is, from 0.72 to 1: the light comes from above the eye's left shoulder. */
    double light(Space.Point3 a, Space.Point3 b, Space.Point3 c) {
        double ux = unit(b.x(), x) - unit(a.x(), x);
        double uy = unit(b.y(), y) - unit(a.y(), y);
        double uz = HEIGHT * (unit(b.z(), z) - unit(a.z(), z));
        double vx = unit(c.x(), x) - unit(a.x(), x);
        double vy = unit(c.y(), y) - unit(a.y(), y);
        double vz = HEIGHT * (unit(c.z(), z) - unit(a.z(), z));
        double nx = uy * vz - uz * vy;
        double ny = uz * vx - ux * vz;
        double nz = ux * vy - uy * vx;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        double lightX = 0.5 * cosTurn + 0.5 * sinTurn;
        double lightY = 0.5 * sinTurn - 0.5 * cosTurn;
        double along = length == 0 ? 1 : Math.abs(nx * lightX + ny * lightY + nz * 0.72) / length;
        return 0.72 + 0.28 * Math.min(1, along);
    }
}
