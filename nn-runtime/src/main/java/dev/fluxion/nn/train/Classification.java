package dev.fluxion.nn.train;

/** Scores of classes against one-hot labels. */
public final class Classification {
    private Classification() {}

    /** The position of the largest score in a row; the first of several. */
    public static int predicted(float[] scores, int row, int classes) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (scores[row * classes + k] > scores[row * classes + best]) {
                best = k;
            }
        }
        return best;
    }

    /** How many rows have their largest score where the label is. */
    public static int correct(float[] scores, float[] labels, int classes) {
        int right = 0;
        for (int row = 0; row < scores.length / classes; row++) {
            right += predicted(scores, row, classes) == predicted(labels, row, classes) ? 1 : 0;
        }
        return right;
    }
}
