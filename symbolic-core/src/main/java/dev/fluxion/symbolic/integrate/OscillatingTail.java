package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Integrals to infinity of functions that are {@link OneWave} and whose arches between zeros alternate in sign and shrink like a power: the sums of
 * arches converge too slowly for
 * quadrature, but are accelerated by the epsilon algorithm. It is done twice, with and without the first arches, and what both do not agree on is no
 * result; neither is one whose arches are not seen to shrink to nothing.
 *
 * <p>Source: I. M. Longman, Note on a Method for Computing Infinite Integrals of Oscillatory Functions (1956); P. Wynn, On a Device for Computing the
 * e_m(S_n) Transformation (1956).
 */
final class OscillatingTail {
    private static final int ARCHES = 72;
    private static final int LATER = 9; // arches that the second sum leaves to its head
    private static final int STEPS = 16; // of an arch, in which its end is looked for
    private static final double FIRST_STEP = 0.02;
    private static final double FARTHEST = 1e4;
    private static final double SAME = 1e-9;
    private static final double ROUNDING = 1e-14; // of many sums
    private static final double LEAST_DECAY = 0.1; // exponent of the power by which arches shrink
    private static final double STEADY = 0.15;
    private static final double CAUTION = 100; // what sums with and without the first arches differ by is less than the error of both

    private final DoubleUnaryOperator f;
    private final double from;
    private final double waveFrom;
    private final Budget budget;
    private final List<Double> zeros = new ArrayList<>();

    private OscillatingTail(DoubleUnaryOperator f, double from, double waveFrom, Budget budget) {
        this.f = f;
        this.from = from;
        this.waveFrom = waveFrom;
        this.budget = budget;
    }

    /**
     * The integral of a function from a number to infinity, or nothing where its arches do not shrink.
     *
     * @param waveFrom where it begins to be {@link OneWave}
     */
    static Optional<Quadrature.Result> of(DoubleUnaryOperator f, double from, double waveFrom, Budget budget) {
        return new OscillatingTail(f, from, Math.max(from, waveFrom), budget).value();
    }

    private Optional<Quadrature.Result> value() {
        if (!findZeros()) {
            return Optional.empty();
        }
        List<Quadrature.Result> arches = new ArrayList<>();
        Optional<Quadrature.Result> head = Quadrature.of(f, from, zeros.getFirst(), List.of(), budget);
        for (int i = 1; i < zeros.size() && head.isPresent(); i++) {
            Optional<Quadrature.Result> arch = Quadrature.of(f, zeros.get(i - 1), zeros.get(i), List.of(), budget);
            if (arch.isEmpty()) {
                return Optional.empty();
            }
            arches.add(arch.get());
        }
        if (head.isEmpty() || !alternate(arches) || !shrink(arches)) {
            return Optional.empty();
        }
        double first = accelerated(head.get().value(), arches, 0);
        double second = accelerated(head.get().value(), arches, LATER);
        double size = Math.abs(head.get().value()) + Math.abs(arches.getFirst().value());
        double error = head.get().error() + arches.stream().mapToDouble(Quadrature.Result::error).sum() + CAUTION * Math.abs(first - second) + ROUNDING * size;
        return Math.abs(first - second) <= SAME * size ? Optional.of(new Quadrature.Result(first, error, size)) : Optional.empty();
    }

    // The steps follow the length of the last arch.
    private boolean findZeros() {
        double step = FIRST_STEP;
        double at = waveFrom + step / 2;
        double value = f.applyAsDouble(at);
        while (zeros.size() <= ARCHES) {
            budget.tick(4);
            double next = at + step;
            double following = f.applyAsDouble(next);
            if (!Double.isFinite(following) || next - waveFrom > FARTHEST) {
                return false;
            }
            if (value * following < 0) {
                zeros.add(bisected(at, next, value > 0));
                int count = zeros.size();
                step = count > 1 ? (zeros.get(count - 1) - zeros.get(count - 2)) / STEPS : step;
            }
            at = next;
            value = following;
        }
        return true;
    }

    private double bisected(double from, double to, boolean positiveBelow) {
        double low = from;
        double high = to;
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
            budget.tick(2);
            boolean below = f.applyAsDouble(middle) > 0 == positiveBelow;
            low = below ? middle : low;
            high = below ? high : middle;
        }
        return high;
    }

    private static boolean alternate(List<Quadrature.Result> arches) {
        for (int i = 1; i < arches.size(); i++) {
            if (arches.get(i).value() * arches.get(i - 1).value() >= 0) {
                return false;
            }
        }
        return true;
    }

    // Like one power all the way, or faster: what stays above a positive number shrinks ever more slowly.
    private static boolean shrink(List<Quadrature.Result> arches) {
        int last = arches.size() - 1;
        double early = decay(arches, last / 4, last / 2);
        double late = decay(arches, last / 2, last);
        for (int i = last / 4 + 1; i <= last; i++) {
            if (Math.abs(arches.get(i).value()) >= Math.abs(arches.get(i - 1).value())) {
                return false;
            }
        }
        return late > LEAST_DECAY && late >= (1 - STEADY) * early;
    }

    private static double decay(List<Quadrature.Result> arches, int i, int k) {
        return Math.log(Math.abs(arches.get(i).value() / arches.get(k).value())) / Math.log((k + 1.0) / (i + 1.0));
    }

    private static double accelerated(double head, List<Quadrature.Result> arches, int skipped) {
        double[] sums = new double[arches.size() - skipped];
        double sum = head;
        for (int i = 0; i < arches.size(); i++) {
            sum += arches.get(i).value();
            if (i >= skipped) {
                sums[i - skipped] = sum;
            }
        }
        return epsilon(sums);
    }

    // The last entry of an even column in which differences are above rounding.
    private static double epsilon(double[] sums) {
        double[] before = new double[sums.length + 1];
        double[] current = sums.clone();
        double best = sums[sums.length - 1];
        double smallest = Double.POSITIVE_INFINITY;
        for (int column = 1; column < sums.length; column++) {
            double[] next = new double[sums.length - column];
            for (int i = 0; i < next.length; i++) {
                next[i] = before[i + 1] + 1 / (current[i + 1] - current[i]);
            }
            before = current;
            current = next;
            if (column % 2 == 0 && current.length > 1) {
                double change = Math.abs(current[current.length - 1] - current[current.length - 2]);
                if (change < smallest) {
                    smallest = change;
                    best = current[current.length - 1];
                }
            }
        }
        return best;
    }
}
