package dev.fluxion.typeset.plot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Lines of one value on a grid (marching squares, after Lorensen and Cline 1987): every cell that the value passes through holds one or two
 * segments between its edges, and segments that share an edge are joined.
 */
final class MarchingSquares {
    private static final int REFINEMENTS = 6;

    private final Grid grid;
    private final double level;
    private final double leap;
    private final Optional<DoubleBinaryOperator> function;
    /** The edges that a segment joins to an edge; an edge belongs to at most two cells. */
    private final Map<Long, List<Long>> neighbours = new HashMap<>();
    private final Map<Long, Point> places = new HashMap<>();

    private MarchingSquares(Grid grid, double level, Optional<DoubleBinaryOperator> function) {
        this.grid = grid;
        this.level = level;
        this.function = function;
        this.leap = grid.view().length();
    }

    static List<List<Point>> lines(Grid grid, double level) {
        return lines(grid, level, Optional.empty());
    }

    static List<List<Point>> lines(Grid grid, double level, DoubleBinaryOperator function) {
        return lines(grid, level, Optional.of(function));
    }

    private static List<List<Point>> lines(Grid grid, double level, Optional<DoubleBinaryOperator> function) {
        MarchingSquares squares = new MarchingSquares(grid, level, function);
        for (int row = 0; row + 1 < grid.rows(); row++) {
            for (int column = 0; column + 1 < grid.columns(); column++) {
                squares.cell(column, row);
            }
        }
        return squares.joined();
    }

    // Edges of a cell in turn: below, right, above, left. A number names an edge for both of its cells.
    private long edge(int column, int row, int side) {
        long node = switch (side) {
            case 0, 3 -> (long) row * grid.columns() + column;
            case 1 -> (long) row * grid.columns() + column + 1;
            default -> (long) (row + 1) * grid.columns() + column;
        };
        return 2 * node + (side % 2);
    }

    private double corner(int column, int row, int corner) {
        return grid.value(column + (corner == 1 || corner == 2 ? 1 : 0), row + (corner >= 2 ? 1 : 0));
    }

    private void cell(int column, int row) {
        double mean = 0;
        int above = 0;
        boolean low = false;
        boolean high = false;
        for (int corner = 0; corner < 4; corner++) {
            double value = corner(column, row, corner);
            if (!Double.isFinite(value)) {
                return;
            }
            mean += value / 4;
            above |= value > level ? 1 << corner : 0;
            low |= value < level - leap;
            high |= value > level + leap;
        }
        if (low && high) {
            return; // a pole lies between: the function leaps over the level
        }
        switch (above) {
            case 0, 15 -> { }
            case 1, 14 -> segment(column, row, 3, 0);
            case 2, 13 -> segment(column, row, 0, 1);
            case 3, 12 -> segment(column, row, 3, 1);
            case 4, 11 -> segment(column, row, 1, 2);
            case 6, 9 -> segment(column, row, 0, 2);
            case 7, 8 -> segment(column, row, 2, 3);
            default -> saddle(column, row, above == 5 == mean > level);
        }
    }

    // Two corners above that face each other: they are joined where the middle lies above.
    private void saddle(int column, int row, boolean firstDiagonalIsJoined) {
        if (firstDiagonalIsJoined) {
            segment(column, row, 0, 1);
            segment(column, row, 2, 3);
        } else {
            segment(column, row, 3, 0);
            segment(column, row, 1, 2);
        }
    }

    private void segment(int column, int row, int from, int to) {
        long a = place(column, row, from);
        long b = place(column, row, to);
        neighbours.computeIfAbsent(a, key -> new ArrayList<>(2)).add(b);
        neighbours.computeIfAbsent(b, key -> new ArrayList<>(2)).add(a);
    }

    private long place(int column, int row, int side) {
        long edge = edge(column, row, side);
        int a = side;
        int b = (side + 1) % 4;
        if (places.containsKey(edge)) {
            return edge;
        }
        double va = corner(column, row, a);
        double vb = corner(column, row, b);
        double xa = grid.x(column + (a == 1 || a == 2 ? 1 : 0));
        double xb = grid.x(column + (b == 1 || b == 2 ? 1 : 0));
        double ya = grid.y(row + (a >= 2 ? 1 : 0));
        double yb = grid.y(row + (b >= 2 ? 1 : 0));
        double share = function.map(f -> crossing(va, vb, at -> f.applyAsDouble(xa + at * (xb - xa), ya + at * (yb - ya)))).orElse((level - va) / (vb - va));
        places.put(edge, new Point(xa + share * (xb - xa), ya + share * (yb - ya)));
        return edge;
    }

    // Where a function from va to vb has the level: chords first, halves where chords stick to one end (the Illinois method).
    private double crossing(double va, double vb, DoubleUnaryOperator along) {
        double from = 0;
        double to = 1;
        double low = va - level;
        double high = vb - level;
        double share = low / (low - high);
        for (int i = 0; i < REFINEMENTS && low != high; i++) {
            double value = along.applyAsDouble(share) - level;
            if (!Double.isFinite(value) || value == 0) {
                break;
            }
            if (Math.signum(value) == Math.signum(low)) {
                from = share;
                low = value;
                high /= 2;
            } else {
                to = share;
                high = value;
                low /= 2;
            }
            share = from + (to - from) * low / (low - high);
        }
        return Math.clamp(share, 0.0, 1.0);
    }

    private List<List<Point>> joined() {
        List<List<Point>> lines = new ArrayList<>();
        List<Long> ends = neighbours.entrySet().stream().filter(entry -> entry.getValue().size() == 1).map(Map.Entry::getKey).sorted().toList();
        ends.forEach(edge -> follow(edge, lines));
        neighbours.keySet().stream().sorted().toList().forEach(edge -> follow(edge, lines)); // what is left runs in circles
        return lines;
    }

    private void follow(long start, List<List<Point>> lines) {
        if (neighbours.get(start).isEmpty()) {
            return;
        }
        List<Point> line = new ArrayList<>();
        Deque<Long> way = new ArrayDeque<>(List.of(start));
        while (!way.isEmpty()) {
            Long at = way.pop();
            line.add(places.get(at));
            if (!neighbours.get(at).isEmpty()) {
                Long next = neighbours.get(at).removeFirst();
                neighbours.get(next).remove(at);
                way.push(next);
            }
        }
        lines.add(line);
    }
}
