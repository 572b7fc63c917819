package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.evaluate.GaussKronrod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * Adaptive quadrature by the pair of Gauss and Kronrod with 7 and 15 points; infinite ends by x = B/t. It is done twice, from different
 * cuts, and what both do not agree on, or where nothing but zeros was seen, is no result.
 *
 * <p>Source: R. Piessens, E. de Doncker-Kapenga, C. W. Überhuber, D. K. Kahaner, QUADPACK (1983), QAG.
 */
final class Quadrature {
    /**
     * A value.
     *
     * @param error an estimate of its error
     * @param size the sum of the sizes of the pieces: 0 where no sample differed from 0
     */
    record Result(double value, double error, double size) {
        Result plus(Result other) {
            return new Result(value + other.value, error + other.error, size + other.size);
        }

        // This value, with what another way to it says of its error.
        private Result against(Result other) {
            return new Result(value, error + other.error + 2 * Math.abs(value - other.value), size);
        }
    }

    private record Piece(DoubleUnaryOperator f, double from, double to, double value, double error) {}

    private static final int MOST_PIECES = 3_000; // beyond those of the first cuts
    private static final double SAME = 1e-9;
    private static final double UNEVEN = 0.381966011250105; // of a piece of the first cuts, where the second ones are
    private static final double TOLERANCE = 1e-11;
    private static final double DUST = 0x1p-49; // a piece this narrow beside its ends holds fewer doubles than the rule has points
    private static final double LIGHT = 1e-6;

    private final PriorityQueue<Piece> pieces = new PriorityQueue<>(Comparator.comparingDouble(Piece::error).reversed());
    private final Budget budget;

    private Quadrature(Budget budget) {
        this.budget = budget;
    }

    /** The integral from a number to a larger one, or nothing where it does not converge. Ends may be infinite. */
    static Optional<Result> of(DoubleUnaryOperator f, double from, double to, List<Double> landmarks, Budget budget) {
        double farthest = landmarks.stream().mapToDouble(Math::abs).max().orElse(0);
        double bound = 16 * Math.max(4, Math.max(farthest, Math.max(finite(from), finite(to))));
        double low = Double.isInfinite(from) ? -bound : from;
        double high = Double.isInfinite(to) ? bound : to;
        List<Double> cuts = new ArrayList<>(List.of(low));
        cuts.addAll(Landmarks.cuts(landmarks, low, high));
        cuts.add(high);
        Optional<Result> once = new Quadrature(budget).over(f, cuts, low != from, high != to);
        return once.flatMap(first -> new Quadrature(budget).over(f, uneven(cuts), low != from, high != to)
                .filter(second -> Math.abs(first.value - second.value) <= SAME * Math.max(first.size, second.size)).map(first::against));
    }

    private static double finite(double end) {
        return Double.isInfinite(end) ? 0 : Math.abs(end);
    }

    private static List<Double> uneven(List<Double> cuts) {
        List<Double> others = new ArrayList<>(cuts);
        for (int i = 1; i < cuts.size(); i++) {
            others.add(cuts.get(i - 1) + UNEVEN * (cuts.get(i) - cuts.get(i - 1)));
        }
        return others.stream().sorted().distinct().toList();
    }

    private Optional<Result> over(DoubleUnaryOperator f, List<Double> cuts, boolean left, boolean right) {
        for (int i = 1; i < cuts.size(); i++) {
            pieces.add(piece(f, cuts.get(i - 1), cuts.get(i)));
        }
        if (left) {
            pieces.add(piece(tail(f, cuts.getFirst()), 0, 1));
        }
        if (right) {
            pieces.add(piece(tail(f, cuts.getLast()), 0, 1));
        }
        return adaptive();
    }

    // From a bound outwards to infinity.
    private static DoubleUnaryOperator tail(DoubleUnaryOperator f, double bound) {
        return t -> {
            double at = f.applyAsDouble(bound / t); // the end is where doubles lie close
            return at == 0 ? 0 : at * Math.abs(bound) / (t * t);
        };
    }

    private Optional<Result> adaptive() {
        int most = pieces.size() + MOST_PIECES;
        double error = sum(Piece::error);
        double size = sum(piece -> Math.abs(piece.value));
        while (pieces.size() < most && Double.isFinite(error) && Double.isFinite(size)) {
            if (error <= TOLERANCE * size) {
                error = sum(Piece::error); // without the rounding of the running one
                size = sum(piece -> Math.abs(piece.value));
                if (error <= TOLERANCE * size) {
                    double dust = dust();
                    return dust > LIGHT * size ? Optional.empty() : Optional.of(new Result(sum(Piece::value), error + dust, size));
                }
            }
            Piece worst = pieces.poll();
            double middle = worst.from + (worst.to - worst.from) / 2;
            if (middle == worst.from || middle == worst.to) {
                return Optional.empty();
            }
            Piece left = piece(worst.f, worst.from, middle);
            Piece right = piece(worst.f, middle, worst.to);
            error += left.error + right.error - worst.error;
            size += Math.abs(left.value) + Math.abs(right.value) - Math.abs(worst.value);
            pieces.add(left);
            pieces.add(right);
        }
        return Optional.empty();
    }

    // Pieces as narrow as the distance of doubles have no error that could be seen: what rests on them, as beside a pole of tan(x)^3, is no value.
    private double dust() {
        return pieces.stream().filter(piece -> piece.to - piece.from <= DUST * Math.max(Math.abs(piece.from), Math.abs(piece.to)))
                .mapToDouble(piece -> Math.abs(piece.value)).sum();
    }

    private double sum(ToDoubleFunction<Piece> part) {
        return pieces.stream().mapToDouble(part).sum();
    }

    private Piece piece(DoubleUnaryOperator f, double from, double to) {
        budget.tick(GaussKronrod.POINTS);
        GaussKronrod rule = GaussKronrod.of(f, from, to);
        return new Piece(f, from, to, rule.value(), rule.error());
    }
}
