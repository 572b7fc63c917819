package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Budget;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;

/** Adaptive quadrature by the pair of Gauss and Kronrod with 7 and 15 points; infinite ends by x = t/(1 - t^2). */
final class Quadrature {
    /** A value and an estimate of its error. */
    record Result(double value, double error) {}

    private record Piece(double from, double to, double value, double error) {}

    private static final int MOST_PIECES = 2_000;
    private static final double TOLERANCE = 1e-11;
    // Abscissae from the middle outwards with the weights of Kronrod; every second one from the middle is of Gauss. QUADPACK, qk15.
    private static final double[] NODES = {0, 0.207784955007898467600689403773245, 0.405845151377397166906606412076961, 0.586087235467691130294144691693649,
        0.741531185599394439863864773280788, 0.864864423359769072789712788640926, 0.949107912342758524526189684047851, 0.991455371120812639206854697526329};
    private static final double[] KRONROD = {0.209482141084727828012999174891714, 0.204432940075298892414161999234649, 0.190350578064785409913256402421014,
        0.169004726639267902826583426598550, 0.140653259715525918745189590510238, 0.104790010322250183839876322541518, 0.063092092629978553290700663189204,
        0.022935322010529224963732008058970};
    private static final double[] GAUSS = {0.417959183673469387755102040816327, 0.381830050505118944950369775488975, 0.279705391489276667901467771423780,
        0.129484966168869693270611432679082};

    private final DoubleUnaryOperator f;
    private final Budget budget;

    private Quadrature(DoubleUnaryOperator f, Budget budget) {
        this.f = f;
        this.budget = budget;
    }

    /** The integral, or nothing where it does not converge. Ends may be infinite. */
    static Optional<Result> of(DoubleUnaryOperator f, double from, double to, Budget budget) {
        if (Double.isInfinite(from) || Double.isInfinite(to)) {
            DoubleUnaryOperator mapped = t -> {
                double below = 1 - t * t;
                return f.applyAsDouble(t / below) * (1 + t * t) / (below * below);
            };
            return new Quadrature(mapped, budget).adaptive(mapped(from), mapped(to));
        }
        return new Quadrature(f, budget).adaptive(from, to);
    }

    private static double mapped(double x) {
        return Double.isInfinite(x) ? Math.signum(x) : x == 0 ? 0 : 2 * x / (1 + Math.sqrt(1 + 4 * x * x));
    }

    private Optional<Result> adaptive(double from, double to) {
        PriorityQueue<Piece> pieces = new PriorityQueue<>(Comparator.comparingDouble(Piece::error).reversed());
        pieces.add(piece(from, to));
        while (pieces.size() < MOST_PIECES) {
            double value = pieces.stream().mapToDouble(Piece::value).sum();
            double size = pieces.stream().mapToDouble(piece -> Math.abs(piece.value)).sum();
            double error = pieces.stream().mapToDouble(Piece::error).sum();
            if (!Double.isFinite(value) || !Double.isFinite(error)) {
                return Optional.empty();
            }
            if (error <= TOLERANCE * Math.max(size, 1e-12)) {
                return Optional.of(new Result(value, error));
            }
            Piece worst = pieces.poll();
            double middle = worst.from + (worst.to - worst.from) / 2;
            if (middle == worst.from || middle == worst.to) {
                return Optional.empty();
            }
            pieces.add(piece(worst.from, middle));
            pieces.add(piece(middle, worst.to));
        }
        return Optional.empty();
    }

    private Piece piece(double from, double to) {
        budget.tick(15);
        double center = from + (to - from) / 2;
        double half = (to - from) / 2;
        double middle = f.applyAsDouble(center);
        double kronrod = KRONROD[0] * middle;
        double gauss = GAUSS[0] * middle;
        for (int i = 1; i < NODES.length; i++) {
            double both = f.applyAsDouble(center - half * NODES[i]) + f.applyAsDouble(center + half * NODES[i]);
            kronrod += KRONROD[i] * both;
            gauss += i % 2 == 0 ? GAUSS[i / 2] * both : 0;
        }
        return new Piece(from, to, kronrod * half, Math.abs((kronrod - gauss) * half));
    }
}
