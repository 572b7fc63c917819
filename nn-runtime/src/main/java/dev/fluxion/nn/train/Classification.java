package dev.fluxion.nn.train;

import dev.fluxion.nn.tensor.Tensor;

/**
 * Scores of classes against one-hot labels.
 *
 * <p>Source: by definition: the share of rows whose largest score is at the label.
 */
public final class Classification {
    private Classification() {}

    /**
     * The position of the largest score in a row, counted from 0; the first of several. A NaN is not larger than anything, and nothing is larger than
     * it.
     *
     * @param scores {@code [rows, classes]}
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public static int predicted(Tensor scores, int row, int classes) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (scores.number(row * classes + k) > scores.number(row * classes + best)) {
                best = k;
            }
        }
        return best;
    }

    /**
     * How many rows have their largest score where the label is.
     *
     * @param scores {@code [rows, classes]}
     * @param labels one-hot rows, {@code [rows, classes]}
     * @param classes at least 1
     */
    public static int correct(Tensor scores, Tensor labels, int classes) {
        int right = 0;
        for (int row = 0; row < scores.shape().elements() / classes; row++) {
            right += predicted(scores, row, classes) == predicted(labels, row, classes) ? 1 : 0;
        }
        return right;
    }
}
