package dev.fluxion.benchmarks;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.apache.commons.numbers.gamma.Erf;

/** What a careful person writes with the Vector API: one loop, values in registers, the module's functions; rows a multiple of the lanes. */
final class LanesByHand {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final int TILE = 512;
    private static final DoubleVector SLOPE = all(0x1.4f2094f2094f2p+3);
    private static final DoubleVector MIDDLE = all(-0x1.53c8253c8253dp+0);
    private static final DoubleVector P11 = all(-0x1.ac9585a44fe29p-31);
    private static final DoubleVector P10 = all(0x1.d76af6ca49787p-27);
    private static final DoubleVector P9 = all(-0x1.5c131500d3f88p-23);
    private static final DoubleVector P8 = all(0x1.b981d78881a5dp-20);
    private static final DoubleVector P7 = all(-0x1.f4ca838adb73bp-17);
    private static final DoubleVector P6 = all(0x1.f9a2be4f731a1p-14);
    private static final DoubleVector P5 = all(-0x1.c02db0665e53dp-11);
    private static final DoubleVector P4 = all(0x1.565bccfa44156p-8);
    private static final DoubleVector P3 = all(-0x1.b82ce31203772p-6);
    private static final DoubleVector P2 = all(0x1.ce2f21a040f66p-4);
    private static final DoubleVector P1 = all(-0x1.812746b0379c1p-2);
    private static final DoubleVector P0 = all(0x1.06eba8214db68p-3);
    private static final DoubleVector G20 = all(-0x1.ea9ad5bd240f3p-35);
    private static final DoubleVector G19 = all(-0x1.ee7893477723dp-36);
    private static final DoubleVector G18 = all(0x1.0031f91a766c7p-30);
    private static final DoubleVector G17 = all(0x1.2ae9ce004ad56p-30);
    private static final DoubleVector G16 = all(-0x1.7b53853bd8df2p-27);
    private static final DoubleVector G15 = all(-0x1.e69c075c4de60p-26);
    private static final DoubleVector G14 = all(0x1.b10a7fc7f0e2bp-24);
    private static final DoubleVector G13 = all(0x1.3fa8311280206p-21);
    private static final DoubleVector G12 = all(-0x1.93592adb3107ep-28);
    private static final DoubleVector G11 = all(-0x1.332ad3a4019c1p-17);
    private static final DoubleVector G10 = all(-0x1.119b4f82fc3c7p-15);
    private static final DoubleVector G9 = all(0x1.40c6e58e10ed9p-16);
    private static final DoubleVector G8 = all(0x1.756c941bbb11ep-11);
    private static final DoubleVector G7 = all(0x1.0d1354d5431a0p-8);
    private static final DoubleVector G6 = all(0x1.011aaa8dd52bdp-6);
    private static final DoubleVector G5 = all(0x1.8092c4d61542cp-5);
    private static final DoubleVector G4 = all(0x1.de9aa116606adp-4);
    private static final DoubleVector G3 = all(0x1.fed50b6ae1068p-3);
    private static final DoubleVector G2 = all(0x1.dbb6a0c064eb3p-2);
    private static final DoubleVector G1 = all(0x1.8676920432b78p-1);
    private static final DoubleVector G0 = all(0x1.1c15eb2d117d7p+0);

    private LanesByHand() {}

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    private static DoubleVector load(double[] column, int row) {
        return DoubleVector.fromArray(SPECIES, column, row);
    }

    static void sine(double[] x, double[] y, double[] out) {
        for (int i = 0; i < SPECIES.loopBound(out.length); i += SPECIES.length()) {
            DoubleVector v = load(x, i);
            v.mul(v).mul(load(y, i).lanewise(VectorOperators.SIN)).intoArray(out, i);
        }
    }

    static void ten(double[][] columns, double[] out) {
        for (int i = 0; i < SPECIES.loopBound(out.length); i += SPECIES.length()) {
            DoubleVector x = load(columns[0], i);
            DoubleVector y = load(columns[1], i);
            DoubleVector z = load(columns[2], i);
            DoubleVector xx = x.mul(x);
            DoubleVector yy = y.mul(y);
            DoubleVector zz = z.mul(z);
            DoubleVector xy = x.mul(y);
            DoubleVector sum = xx.mul(y).mul(3).sub(xy.mul(yy).mul(z).mul(2)).add(xy.lanewise(VectorOperators.SIN));
            sum = xx.neg().lanewise(VectorOperators.EXP).fma(z, sum).add(yy.add(1).lanewise(VectorOperators.LOG)).add(xx.add(zz).sqrt());
            sum = sum.sub(xy.mul(z).div(xx.add(1))).add(z.lanewise(VectorOperators.COS).mul(y));
            xx.mul(x).fma(zz, sum).sub(y.mul(z).mul(5)).intoArray(out, i);
        }
    }

    /** Prices of calls, with the error function in lanes: in tiles and loops of their own, as the compiler makes slow code of one loop of all this. */
    static void call(double[][] columns, double[] out) {
        double[] first = new double[TILE];
        double[] second = new double[TILE];
        for (int row = 0; row < out.length; row += TILE) {
            int count = Math.min(TILE, out.length - row);
            arguments(columns, row, first, second, count);
            errors(first, count);
            errors(second, count);
            prices(columns, row, first, second, out, count);
        }
    }

    private static void arguments(double[][] columns, int row, double[] first, double[] second, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector v = load(columns[3], row + i);
            DoubleVector t = load(columns[4], row + i);
            DoubleVector spread = v.mul(t.sqrt());
            DoubleVector moneyness = load(columns[0], row + i).div(load(columns[1], row + i)).lanewise(VectorOperators.LOG);
            DoubleVector d1 = v.mul(v).mul(0.5).add(load(columns[2], row + i)).fma(t, moneyness).div(spread);
            d1.mul(ROOT_HALF).intoArray(first, i);
            d1.sub(spread).mul(ROOT_HALF).intoArray(second, i);
        }
    }

    private static void prices(double[][] columns, int row, double[] first, double[] second, double[] out, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            DoubleVector growth = load(columns[2], row + i).mul(load(columns[4], row + i)).neg().lanewise(VectorOperators.EXP);
            DoubleVector bought = load(columns[0], row + i).mul(load(first, i).add(1));
            bought.sub(load(columns[1], row + i).mul(growth).mul(load(second, i).add(1))).mul(0.5).intoArray(out, row + i);
        }
    }

    /** The same with the error function of a library, number by number. */
    static void callOneByOne(double[][] columns, double[] first, double[] second, double[] out) {
        for (int i = 0; i < SPECIES.loopBound(out.length); i += SPECIES.length()) {
            DoubleVector s = load(columns[0], i);
            DoubleVector v = load(columns[3], i);
            DoubleVector t = load(columns[4], i);
            DoubleVector spread = v.mul(t.sqrt());
            DoubleVector d1 = v.mul(v).mul(0.5).add(load(columns[2], i)).fma(t, s.div(load(columns[1], i)).lanewise(VectorOperators.LOG)).div(spread);
            d1.mul(ROOT_HALF).intoArray(first, i);
            d1.sub(spread).mul(ROOT_HALF).intoArray(second, i);
        }
        for (int i = 0; i < out.length; i++) {
            first[i] = 0.5 + 0.5 * Erf.value(first[i]);
            second[i] = 0.5 + 0.5 * Erf.value(second[i]);
        }
        for (int i = 0; i < SPECIES.loopBound(out.length); i += SPECIES.length()) {
            DoubleVector growth = load(columns[2], i).mul(load(columns[4], i)).neg().lanewise(VectorOperators.EXP);
            load(columns[0], i).mul(load(first, i)).sub(load(columns[1], i).mul(growth).mul(load(second, i))).intoArray(out, i);
        }
    }

    // By the polynomials of the product's error function, with the module's exponential.
    private static void errors(double[] x, int count) {
        for (int i = 0; i < count; i += SPECIES.length()) {
            error(load(x, i)).intoArray(x, i);
        }
    }

    private static DoubleVector error(DoubleVector x) {
        DoubleVector size = x.lanewise(VectorOperators.ABS).min(6);
        DoubleVector q = all(1).div(size.add(4));
        DoubleVector far = all(1).sub(size.mul(size).neg().lanewise(VectorOperators.EXP).mul(scaled(q.fma(SLOPE, MIDDLE)).mul(q)));
        DoubleVector z = x.mul(x);
        DoubleVector near = P11.fma(z, P10).fma(z, P9).fma(z, P8).fma(z, P7).fma(z, P6).fma(z, P5).fma(z, P4).fma(z, P3).fma(z, P2).fma(z, P1)
                .fma(z, P0);
        DoubleVector signed = far.blend(far.neg(), x.compare(VectorOperators.LT, 0));
        return x.fma(near, x).blend(signed, size.compare(VectorOperators.GE, 1));
    }

    private static DoubleVector scaled(DoubleVector u) {
        return G20.fma(u, G19).fma(u, G18).fma(u, G17).fma(u, G16).fma(u, G15).fma(u, G14).fma(u, G13).fma(u, G12).fma(u, G11)
                .fma(u, G10).fma(u, G9).fma(u, G8).fma(u, G7).fma(u, G6).fma(u, G5).fma(u, G4).fma(u, G3).fma(u, G2).fma(u, G1)
                .fma(u, G0);
    }
}
