package dev.fluxion.codegen;

import dev.fluxion.symbolic.operator.Operator;
import java.util.Optional;

/** A function along an axis. Entries in single precision are computed in double precision, line by line or some lines at once. */
final class RowFunction {
    private final Step.Rows rows;
    private final Operator.Slice function;
    private final Optional<ShortLines> together;
    private final ThreadLocal<double[][]> lines;

    RowFunction(Step.Rows rows, Precision precision) {
        this.rows = rows;
        function = ExponentialLines.best(rows.operator());
        together = ShortLines.serves(rows) ? Optional.of(new ShortLines(rows)) : Optional.empty();
        int results = rows.operator().keepsAxis() ? rows.count() : 1;
        int room = precision == Precision.FLOAT ? 1 : 0;
        lines = ThreadLocal.withInitial(() -> new double[][] {new double[room * rows.count()], new double[room * results]});
    }

    /** Computes some lines. */
    void run(Object operand, Object result, int from, int to) {
        int next = from;
        if (together.isPresent() && ShortLines.areReady()) {
            for (int end = next + ShortLines.together(); end <= to; end += ShortLines.together()) {
                if (!together.get().compute(operand, result, next)) {
                    alone(operand, result, next, end);
                }
                next = end;
            }
        }
        alone(operand, result, next, to);
    }

    private void alone(Object operand, Object result, int from, int to) {
        for (int slice = from; slice < to; slice++) {
            if (operand instanceof double[] wide) {
                rows.apply(function, slice, wide, (double[]) result);
            } else {
                single(slice, (float[]) operand, (float[]) result);
            }
        }
    }

    private void single(int slice, float[] operand, float[] result) {
        double[] x = lines.get()[0];
        double[] y = lines.get()[1];
        int offset = rows.offset(slice);
        for (int i = 0; i < x.length; i++) {
            x[i] = operand[offset + i * rows.stride()];
        }
        function.apply(x, 0, 1, x.length, y, 0, 1);
        boolean keeps = rows.operator().keepsAxis();
        for (int i = 0; i < y.length; i++) {
            result[keeps ? offset + i * rows.stride() : slice] = (float) y[i];
        }
    }
}
