package dev.fluxion.symbolic.evaluate;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;

/**
 * Integrals over an interval by Gauss and Kronrod's rule of 7 and 15 points, the worst piece halved first.
 *
 * <p>Source: R. Piessens, E. de Doncker-Kapenga, C. W. Überhuber, D. K. Kahaner, QUADPACK (1983), QAG.
 */
public final class AdaptiveQuadrature {
    private static final int MOST_PIECES = 2_000;
    private static final double CONVERGED_TO = 1e-11;
    private static final double SMALLEST_SCALE = 1e-4;

    private record Piece(double from, double to, double value, double error) {}

    private AdaptiveQuadrature() {}

    /** The integral; +∞ where the integrand is +∞ at a point that counts, NaN where it does not settle. */
    public static double integral(DoubleUnaryOperator f, double from, double to) {
        PriorityQueue<Piece> pieces = new PriorityQueue<>(Comparator.comparingDouble(Piece::error).reversed());
        for (int i = 0; i < 8; i++) {
            pieces.add(piece(f, from + (to - from) * i / 8, from + (to - from) * (i + 1) / 8));
        }
        while (pieces.size() < MOST_PIECES) {
            double value = pieces.stream().mapToDouble(Piece::value).sum();
            double error = pieces.stream().mapToDouble(Piece::error).sum();
            if (value == Double.POSITIVE_INFINITY || error <= CONVERGED_TO * Math.max(Math.abs(value), SMALLEST_SCALE)) {
                return value;
            }
            Piece worst = pieces.remove();
            double middle = (worst.from + worst.to) / 2;
            pieces.add(piece(f, worst.from, middle));
            pieces.add(piece(f, middle, worst.to));
        }
        return Double.NaN;
    }

    private static Piece piece(DoubleUnaryOperator f, double from, double to) {
        GaussKronrod rule = GaussKronrod.of(f, from, to);
        double error = rule.error();
        // The difference of both rules overstates the error of the better one (Piessens et al.): (200 d)^1.5, within rounding.
        double sharper = error == 0 || !Double.isFinite(error) ? error : Math.min(error, Math.pow(200 * error, 1.5));
        return new Piece(from, to, rule.value(), sharper);
    }
}
