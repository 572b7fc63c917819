package dev.fluxion.codegen;

import dev.fluxion.codegen.WindowSum.Axis;
import dev.fluxion.codegen.WindowSum.Window;
import java.util.List;
import java.util.function.ToIntFunction;

/** Sums over windows, one entry and one term after the other. */
final class PlainWindows implements WindowKernel {
    private static final int OUTSIDE = -1;

    private final WindowSum sum;
    private final int[] xOfBatch;
    private final int[] yOfBatch;
    private final int[] wOfRow;
    private final int[] yOfRow;
    private final int[] xOfSummed;
    private final int[] wOfSummed;
    private final int[] yOfPlace;
    private final int[] wOfTap;

    PlainWindows(WindowSum sum) {
        this.sum = sum;
        xOfBatch = places(sum.batch(), Axis::x);
        yOfBatch = places(sum.batch(), Axis::y);
        wOfRow = places(sum.rows(), Axis::w);
        yOfRow = places(sum.rows(), Axis::y);
        xOfSummed = places(sum.summed(), Axis::x);
        wOfSummed = places(sum.summed(), Axis::w);
        yOfPlace = WindowSum.places(sum.windows().stream().map(Window::places).toList(), sum.windows().stream().map(Window::y).toList());
        wOfTap = WindowSum.places(sum.windows().stream().map(Window::taps).toList(), sum.windows().stream().map(Window::w).toList());
    }

    private static int[] places(List<Axis> axes, ToIntFunction<Axis> stride) {
        return WindowSum.places(axes.stream().map(Axis::size).toList(), axes.stream().map(stride::applyAsInt).toList());
    }

    @Override
    public void run(Object x, Object w, Object y) {
        for (int place = 0; place < yOfPlace.length; place++) {
            int[] positions = positions(place);
            for (int batch = 0; batch < xOfBatch.length; batch++) {
                for (int row = 0; row < wOfRow.length; row++) {
                    int to = yOfBatch[batch] + yOfRow[row] + yOfPlace[place];
                    if (y instanceof float[] single) {
                        single[to] = sum((float[]) x, xOfBatch[batch], (float[]) w, wOfRow[row], positions);
                    } else {
                        ((double[]) y)[to] = sum((double[]) x, xOfBatch[batch], (double[]) w, wOfRow[row], positions);
                    }
                }
            }
        }
    }

    // Where each tap of a window lies in x.
    private int[] positions(int place) {
        int[] positions = new int[wOfTap.length];
        for (int tap = 0; tap < positions.length; tap++) {
            positions[tap] = position(place, tap);
        }
        return positions;
    }

    private int position(int place, int tap) {
        int position = 0;
        int places = place;
        int taps = tap;
        for (int axis = sum.windows().size() - 1; axis >= 0; axis--) {
            Window window = sum.windows().get(axis);
            int at = window.step() * (places % window.places()) + window.tapStep() * (taps % window.taps()) + window.offset();
            if (at < 0 || at >= window.length() * window.divisor() || at % window.divisor() != 0) {
                return OUTSIDE;
            }
            position += at / window.divisor() * window.x();
            places /= window.places();
            taps /= window.taps();
        }
        return position;
    }

    private float sum(float[] x, int xAt, float[] w, int wAt, int[] positions) {
        float sum = 0;
        for (int i = 0; i < xOfSummed.length; i++) {
            for (int tap = 0; tap < positions.length; tap++) {
                if (positions[tap] != OUTSIDE) {
                    sum += x[xAt + xOfSummed[i] + positions[tap]] * w[wAt + wOfSummed[i] + wOfTap[tap]];
                }
            }
        }
        return sum;
    }

    private double sum(double[] x, int xAt, double[] w, int wAt, int[] positions) {
        double sum = 0;
        for (int i = 0; i < xOfSummed.length; i++) {
            for (int tap = 0; tap < positions.length; tap++) {
                if (positions[tap] != OUTSIDE) {
                    sum += x[xAt + xOfSummed[i] + positions[tap]] * w[wAt + wOfSummed[i] + wOfTap[tap]];
                }
            }
        }
        return sum;
    }
}
