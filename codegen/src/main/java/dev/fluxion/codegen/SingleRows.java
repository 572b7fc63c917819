package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;

/** A function along an axis on entries in single precision, computed in double precision line by line. */
final class SingleRows {
    private final Step.Rows rows;
    private final Operator.Slice function;
    private final ThreadLocal<double[][]> lines;

    /** @param function what the operator computes along an axis */
    SingleRows(Step.Rows rows, Operator.Slice function) {
        this.rows = rows;
        this.function = function;
        int results = rows.operator().keepsAxis() ? rows.count() : 1;
        lines = ThreadLocal.withInitial(() -> new double[][] {new double[rows.count()], new double[results]});
    }

    void run(float[] operand, float[] result, int from, int to) {
        double[] x = lines.get()[0];
        double[] y = lines.get()[1];
        boolean keeps = rows.operator().keepsAxis();
        for (int slice = from; slice < to; slice++) {
            int offset = rows.offset(slice);
            for (int i = 0; i < x.length; i++) {
                x[i] = operand[offset + i * rows.stride()];
            }
            function.apply(x, 0, 1, x.length, y, 0, 1);
            for (int i = 0; i < y.length; i++) {
                result[keeps ? offset + i * rows.stride() : slice] = (float) y[i];
            }
        }
    }
}
