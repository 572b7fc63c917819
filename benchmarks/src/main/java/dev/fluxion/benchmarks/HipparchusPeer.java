package dev.fluxion.benchmarks;

import org.hipparchus.analysis.differentiation.Gradient;

/** Forward differentiation at run time. */
final class HipparchusPeer {
    private HipparchusPeer() {}

    static Contender sine(double[][] rows) {
        return new Contender("Hipparchus Gradient", times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                double[] at = rows[i & Points.MASK];
                Gradient x = Gradient.variable(2, 0, at[0]);
                Gradient y = Gradient.variable(2, 1, at[1]);
                Gradient value = x.multiply(x).multiply(y.sin());
                sum += value.getPartialDerivative(0) + value.getPartialDerivative(1);
            }
            return sum;
        });
    }

    static Contender ten(double[][] rows) {
        return new Contender("Hipparchus Gradient", times -> {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                Gradient value = ten(rows[i & Points.MASK]);
                sum += value.getPartialDerivative(0) + value.getPartialDerivative(2);
            }
            return sum;
        });
    }

    private static Gradient ten(double[] at) {
        Gradient x = Gradient.variable(3, 0, at[0]);
        Gradient y = Gradient.variable(3, 1, at[1]);
        Gradient z = Gradient.variable(3, 2, at[2]);
        Gradient xx = x.multiply(x);
        Gradient yy = y.multiply(y);
        Gradient zz = z.multiply(z);
        Gradient yz = y.multiply(z);
        return xx.multiply(y).multiply(3).subtract(x.multiply(yy).multiply(yz).multiply(2)).add(x.multiply(y).sin()).add(xx.negate().exp().multiply(z))
                .add(yy.add(1).log()).add(xx.add(zz).sqrt()).subtract(x.multiply(yz).divide(xx.add(1))).add(z.cos().multiply(y))
                .add(xx.multiply(x).multiply(zz)).subtract(yz.multiply(5));
    }
}
