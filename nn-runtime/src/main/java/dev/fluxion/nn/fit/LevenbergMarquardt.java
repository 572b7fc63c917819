package dev.fluxion.nn.fit;

import java.util.function.BooleanSupplier;

/**
 * One search from one start. Damping after Marquardt with columns scaled by their largest length so far, updated by the gain ratio, steps bent
 * along the geodesic. It has converged where the relative offset, the length of the residuals' part that the tangent plane reaches over the
 * length of all, is negligible.
 *
 * <p>Source: J. J. Moré, The Levenberg-Marquardt Algorithm: Implementation and Theory (1978); H. B. Nielsen, Damping Parameter in Marquardt's
 * Method (1999); M. K. Transtrum, J. P. Sethna, Improvements to the Levenberg-Marquardt Algorithm (2012); D. M. Bates, D. G. Watts, A Relative
 * Offset Orthogonality Convergence Criterion for Nonlinear Least Squares (Technometrics 23, 1981).
 */
final class LevenbergMarquardt {
    private static final int MOST_ITERATIONS = 20_000;
    private static final int MOST_POLISHING = 40;
    private static final double FIRST_DAMPING = 1e-2;
    private static final double LARGEST_DAMPING = 1e20;
    private static final double LEAST_GAIN = 1e-4;
    private static final double SMALL_OFFSET = 1e-5;
    private static final double CONVERGED_OFFSET = 1e-6;
    private static final double ROUNDING = 4e-15; // of the residuals, over the length of the response
    private static final double MUCH_SHORTER = 0.1;
    private static final double PROBE = 0.1;
    private static final double MOST_BENDING = 0.75;

    /** How a search ended. */
    enum Outcome { SOLVED, SINGULAR, NOT_CONVERGED, NO_VALUE, STOPPED }

    /** Where it ended. */
    record End(Outcome outcome, double[] at, double rss, int iterations, int badRow) {
        boolean isSolution() {
            return outcome == Outcome.SOLVED;
        }
    }

    private final FittedModel model;
    private final boolean projects;
    private final BooleanSupplier goOn;
    private final double noise;
    private double[] at;
    private double[] residuals;
    private double rss;
    private double[][] jacobian;
    private double[] lengths;
    private int iterations;

    LevenbergMarquardt(FittedModel model, boolean projects, BooleanSupplier goOn) {
        this.model = model;
        this.projects = projects;
        this.goOn = goOn;
        noise = ROUNDING * PivotedQr.norm(model.response(), 0);
    }

    private static double squares(double[] v) {
        double total = 0;
        for (double each : v) {
            total += each * each;
        }
        return total;
    }

    End run(double[] start) {
        at = projects ? model.projected(start) : start.clone();
        residuals = model.residuals(at);
        rss = squares(residuals);
        lengths = new double[at.length];
        for (int row = 0; row < residuals.length; row++) {
            if (!Double.isFinite(residuals[row])) {
                return new End(Outcome.NO_VALUE, at, Double.NaN, 0, row + 1);
            }
        }
        double damping = FIRST_DAMPING;
        double factor = 2;
        refresh();
        while (iterations < MOST_ITERATIONS && damping < LARGEST_DAMPING) {
            if (!goOn.getAsBoolean()) {
                return new End(Outcome.STOPPED, at, rss, iterations, 0);
            }
            iterations++;
            double[] step = step(damping);
            double gain = step == null ? -1 : attempt(step);
            if (gain > LEAST_GAIN) {
                damping *= Math.max(1.0 / 3, 1 - Math.pow(2 * Math.min(gain, 1) - 1, 3));
                factor = 2;
                refresh();
            } else {
                damping *= factor;
                factor *= 2;
            }
            if (offset() < SMALL_OFFSET) {
                break;
            }
        }
        return polish();
    }

    private void refresh() {
        jacobian = model.jacobian(at);
        for (int j = 0; j < lengths.length; j++) {
            lengths[j] = Math.max(lengths[j], PivotedQr.norm(jacobian[j], 0));
        }
    }

    // The damped system [J; sqrt(λ) D] δ = [r; 0]
    private PivotedQr damped(double damping) {
        int rows = model.rows();
        double[][] columns = new double[at.length][rows + at.length];
        for (int j = 0; j < at.length; j++) {
            System.arraycopy(jacobian[j], 0, columns[j], 0, rows);
            columns[j][rows + j] = Math.sqrt(damping) * (lengths[j] > 0 ? lengths[j] : 1);
        }
        return new PivotedQr(columns, rows + at.length);
    }

    private double[] step(double damping) {
        PivotedQr factors = damped(damping);
        double[] velocity = factors.solve(extended(residuals));
        double[] probe = model.residuals(moved(velocity, PROBE));
        double[] curvature = new double[residuals.length];
        for (int i = 0; i < curvature.length; i++) { // second derivative of the model along the step
            double linear = 0;
            for (int j = 0; j < velocity.length; j++) {
                linear += jacobian[j][i] * velocity[j];
            }
            curvature[i] = -2 / PROBE * ((residuals[i] - probe[i]) / PROBE - linear);
        }
        double[] bend = factors.solve(extended(curvature));
        double ratio = 2 * scaledLength(bend) / scaledLength(velocity);
        predicted = predicted(velocity, damping);
        return ratio <= MOST_BENDING ? sum(velocity, bend) : velocity;
    }

    private double predicted;

    private double[] extended(double[] right) {
        return java.util.Arrays.copyOf(right, right.length + at.length);
    }

    private double[] moved(double[] step, double by) {
        double[] to = at.clone();
        for (int j = 0; j < to.length; j++) {
            to[j] += by * step[j];
        }
        return to;
    }

    private static double[] sum(double[] velocity, double[] bend) {
        double[] total = velocity.clone();
        for (int j = 0; j < total.length; j++) {
            total[j] += bend[j] / 2;
        }
        return total;
    }

    private double scaledLength(double[] step) {
        double total = 0;
        for (int j = 0; j < step.length; j++) {
            double part = lengths[j] * step[j];
            total += part * part;
        }
        return Math.sqrt(total);
    }

    // ‖r‖² − ‖r − Jδ‖² for the damped δ
    private double predicted(double[] step, double damping) {
        double[] moved = new double[residuals.length];
        for (int j = 0; j < step.length; j++) {
            for (int i = 0; i < moved.length; i++) {
                moved[i] += jacobian[j][i] * step[j];
            }
        }
        double length = scaledLength(step);
        return squares(moved) + 2 * damping * length * length;
    }

    /** Goes the step if it lowers the sum; the decrease over the predicted one. */
    private double attempt(double[] step) {
        double[] to = moved(step, 1);
        if (projects) {
            to = model.projected(to);
        }
        double[] there = model.residuals(to);
        double sum = squares(there);
        double gain = (rss - sum) / predicted;
        if (Double.isFinite(sum) && gain > LEAST_GAIN) {
            at = to;
            residuals = there;
            rss = sum;
            return gain;
        }
        return -1;
    }

    // The length of what a full step explains, over that of the residuals, or over rounding where these vanish.
    private double offset() {
        PivotedQr factors = new PivotedQr(jacobian, model.rows());
        return factors.isFull() ? offset(factors.solve(residuals)) : Double.POSITIVE_INFINITY;
    }

    private double offset(double[] full) {
        double[] explained = new double[residuals.length];
        for (int j = 0; j < full.length; j++) {
            for (int i = 0; i < explained.length; i++) {
                explained[i] += jacobian[j][i] * full[j];
            }
        }
        double rest = Math.max(Math.sqrt(rss), noise / CONVERGED_OFFSET);
        return rest == 0 ? 0 : Math.sqrt(squares(explained)) / rest;
    }

    // Gauss and Newton's steps as long as each is much shorter than the one before, then Newton's with the curvature of the model.
    private End polish() {
        double previous = Double.POSITIVE_INFINITY;
        boolean newton = false;
        for (int k = 0; k < MOST_POLISHING; k++) {
            PivotedQr factors = new PivotedQr(jacobian, model.rows());
            if (!factors.isFull()) {
                return new End(Outcome.SINGULAR, at, rss, iterations, 0);
            }
            double[] full = newton ? newtonStep() : factors.solve(residuals);
            double length = scaledLength(full);
            if (!newton && length > MUCH_SHORTER * previous) {
                newton = true;
                full = newtonStep();
                length = scaledLength(full);
            }
            if (length == 0 || !(length < previous) || !go(full)) {
                break;
            }
            previous = length;
            iterations++;
        }
        boolean converged = offset() < CONVERGED_OFFSET;
        return new End(converged ? Outcome.SOLVED : Outcome.NOT_CONVERGED, at, rss, iterations, 0);
    }

    private boolean go(double[] step) {
        double[] to = moved(step, 1);
        double[] there = model.residuals(to);
        double sum = squares(there);
        if (!(Math.sqrt(sum) <= Math.sqrt(rss) + noise)) {
            return false;
        }
        at = to;
        residuals = there;
        rss = sum;
        jacobian = model.jacobian(at);
        return true;
    }

    // (JᵀJ − Σ rᵢ∇²fᵢ) δ = Jᵀr, in the scale of the columns
    private double[] newtonStep() {
        int n = at.length;
        double[][] curvature = model.curvature(at, residuals);
        double[][] matrix = new double[n][n];
        double[] right = new double[n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < n; k++) {
                matrix[j][k] = (dot(jacobian[j], jacobian[k]) - curvature[j][k]) / (lengths[j] * lengths[k]);
            }
            right[j] = dot(jacobian[j], residuals) / lengths[j];
        }
        double[] step = new PivotedQr(matrix, n).solve(right);
        for (int j = 0; j < n; j++) {
            step[j] /= lengths[j];
        }
        return step;
    }

    private static double dot(double[] a, double[] b) {
        double total = 0;
        for (int i = 0; i < a.length; i++) {
            total += a[i] * b[i];
        }
        return total;
    }
}
