package dev.fluxion.nn.data;

import dev.fluxion.nn.tensor.FloatTensor;
import java.util.List;

/**
 * Examples for a classifier, split into training and test.
 *
 * @param name for people
 * @param trainingInputs one row for each example, {@code [n, d]}
 * @param trainingLabels one-hot rows, {@code [n, k]}
 * @param testInputs {@code [n', d]}
 * @param testLabels one-hot rows, {@code [n', k]}
 * @param labelNames the k classes in words, in the order of the columns
 * @param credit author and licence
 * @param origin where it was read from, for people
 */
public record DataSet(
        String name,
        FloatTensor trainingInputs,
        FloatTensor trainingLabels,
        FloatTensor testInputs,
        FloatTensor testLabels,
        List<String> labelNames,
        String credit,
        String origin) {
    /**
     * Checks that the four tensors are matrices that fit each other.
     *
     * @throws IllegalArgumentException if they are not, or there are not as many names as classes
     */
    public DataSet {
        labelNames = List.copyOf(labelNames);
        checkRows(trainingInputs, trainingLabels);
        checkRows(testInputs, testLabels);
        checkColumns(trainingInputs, testInputs.shape().size(1));
        checkColumns(trainingLabels, labelNames.size());
        checkColumns(testLabels, labelNames.size());
    }

    private static void checkRows(FloatTensor inputs, FloatTensor labels) {
        if (inputs.shape().rank() != 2 || labels.shape().rank() != 2 || inputs.shape().size(0) != labels.shape().size(0)) {
            throw new IllegalArgumentException("inputs " + inputs.shape() + " do not fit labels " + labels.shape());
        }
    }

    private static void checkColumns(FloatTensor tensor, int columns) {
        if (tensor.shape().size(1) != columns) {
            throw new IllegalArgumentException(tensor.shape() + " should have " + columns + " columns");
        }
    }
}
