package dev.fluxion.cli.script;

/** What a programmer would write without Fluxion, to measure it beside: the mean squared error of a line, with its gradient worked out on paper. */
final class LoopByHand {
    static final String NAME = "line";

    private LoopByHand() {}

    /**
     * The loss sum((m·x + b − y)²)/n and its derivatives by m and by b.
     *
     * @param slopeFirst whether the derivative by m stands before that by b
     * @param out the loss and the two derivatives
     */
    static void lineLoss(double[] x, double[] y, double m, double b, boolean slopeFirst, double[] out) {
        double loss = 0;
        double byM = 0;
        double byB = 0;
        for (int i = 0; i < x.length; i++) {
            double residual = m * x[i] + b - y[i];
            loss += residual * residual;
            byM += residual * x[i];
            byB += residual;
        }
        int n = x.length;
        out[0] = loss / n;
        out[slopeFirst ? 1 : 2] = 2 * byM / n;
        out[slopeFirst ? 2 : 1] = 2 * byB / n;
    }
}
