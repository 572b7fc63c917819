package dev.fluxion.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowKernelsTest {
    @Test
    void aRowIsAddedToEveryRowAndNothingElse() {
        float[] floats = {9, 1, 2, 3, 4, 5, 6, 9};
        RowKernels.addToEveryRow(floats, 1, new float[] {0, 10, 20, 30}, 1, 2, 3);
        assertThat(floats).containsExactly(9, 11, 22, 33, 14, 25, 36, 9);
        double[] doubles = {9, 1, 2, 3, 4, 5, 6, 9};
        RowKernels.addToEveryRow(doubles, 1, new double[] {0, 10, 20, 30}, 1, 3, 2);
        assertThat(doubles).containsExactly(9, 11, 22, 13, 24, 15, 26, 9);
    }

    @Test
    void rowsAreSummedIntoARow() {
        float[] row = {7, 100, 0, 7};
        RowKernels.addRows(new float[] {9, 1, 2, 3, 4, 5, 6}, 1, row, 1, 3, 2);
        assertThat(row).containsExactly(7, 109, 12, 7);
        double[] wide = {0, 0, 0};
        RowKernels.addRows(new double[] {1, 2, 3, 4, 5, 6}, 0, wide, 0, 2, 3);
        assertThat(wide).containsExactly(5, 7, 9);
        RowKernels.addRows(new double[0], 0, wide, 0, 0, 3);
        assertThat(wide).containsExactly(5, 7, 9);
    }
}
