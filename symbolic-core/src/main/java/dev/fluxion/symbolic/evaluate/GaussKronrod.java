package dev.fluxion.symbolic.evaluate;

import java.util.function.DoubleUnaryOperator;

/**
 * The pair of rules of Gauss and Kronrod with 7 and 15 points: an integral over a short interval, and an estimate of its error.
 *
 * <p>Source: R. Piessens, E. de Doncker-Kapenga, C. W. Überhuber, D. K. Kahaner, QUADPACK (1983), QK15.
 *
 * @param value by Kronrod's rule
 * @param error the distance from Gauss's rule, which overstates the error
 */
public record GaussKronrod(double value, double error) {
    /** How often the function is evaluated. */
    public static final int POINTS = 15;

    // Abscissae from the middle outwards with the weights of Kronrod; every second one from the middle is of Gauss.
    private static final double[] NODES = {0, 0.207784955007898467600689403773245, 0.405845151377397166906606412076961, 0.586087235467691130294144691693649,
        0.741531185599394439863864773280788, 0.864864423359769072789712788640926, 0.949107912342758524526189684047851, 0.991455371120812639206854697526329};
    private static final double[] KRONROD = {0.209482141084727828012999174891714, 0.204432940075298892414161999234649, 0.190350578064785409913256402421014,
        0.169004726639267902826583426598550, 0.140653259715525918745189590510238, 0.104790010322250183839876322541518, 0.063092092629978553290700663189204,
        0.022935322010529224963732008058970};
    private static final double[] GAUSS = {0.417959183673469387755102040816327, 0.381830050505118944950369775488975, 0.279705391489276667901467771423780,
        0.129484966168869693270611432679082};

    /** Over an interval. */
    public static GaussKronrod of(DoubleUnaryOperator f, double from, double to) {
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
        return new GaussKronrod(kronrod * half, Math.abs((kronrod - gauss) * half));
    }
}
