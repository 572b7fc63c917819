package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;

/**
 * Scores of classes against one-hot labels.
 *
 * <p>Source: by definition: the share of rows whose largest score is at the label.
 */
public final class Classification {
    private Classification() {}

    /**
     * Scores as they are.
     *
     * @throws FluxionException {@code SHAPE} if they are no matrix, or one of a single column
     */
    public static Expression scores(Expression scores) {
        if (scores.shape().rank() != 2) {
            throw problem(Diagnostic.Code.SHAPE, "scores of classes are a matrix with a row for each example and a column for each class, but "
                    + (scores.isScalar() ? "this is a number" : "this has shape " + scores.shape()),
                    "give the scores themselves, a matrix of the shape of the labels; or leave predict out of fit");
        }
        if (scores.shape().sizes().get(1).equals(Size.of(1))) {
            throw problem(Diagnostic.Code.SHAPE, "scores of classes have one column here, of which every row is right", "give a column for each class; or leave predict out of fit");
        }
        return scores;
    }

    /**
     * Refuses labels that would count as those of another class.
     *
     * @param labels a matrix with a row for each example
     * @throws FluxionException {@code DOMAIN} if the largest number of a row is not above 0
     */
    public static void requireClasses(Tensor labels) {
        int classes = labels.shape().size(1);
        for (int row = 0; row < labels.shape().size(0); row++) {
            double largest = labels.number(row * classes + predicted(labels, row, classes));
            if (!(largest > 0)) {
                throw problem(Diagnostic.Code.DOMAIN, "row " + (row + 1) + " of the labels has no class: its largest number is " + largest,
                        "classes count from 1: onehot(labels + 1, " + classes + ") if labels count from 0");
            }
        }
    }

    private static FluxionException problem(Diagnostic.Code code, String message, String hint) {
        return new FluxionException(Diagnostic.of(code, message, Span.NONE).withHint(hint));
    }

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
