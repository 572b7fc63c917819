package dev.fluxion.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
    @Test
    void shippedSubsetIsBalancedAndScaled() {
        DataSet set = FashionMnist.loadShipped();
        assertThat(set.trainingInputs().shape()).isEqualTo(TensorShape.of(10_000, 784));
        assertThat(set.testInputs().shape()).isEqualTo(TensorShape.of(2_000, 784));
        assertThat(columnTotals(set.trainingLabels())).containsOnly(1_000f).hasSize(10);
        assertThat(columnTotals(set.testLabels())).containsOnly(200f).hasSize(10);
        assertThat(range(set.trainingInputs())).containsExactly(0f, 1f);
        assertThat(set.origin()).contains("subset");
        assertThat(set.credit()).contains("Zalando SE", "MIT");
    }

    @Test
    void firstTrainingPictureIsAnAnkleBoot() {
        DataSet set = FashionMnist.loadShipped();
        assertThat(set.labelNames().get(9)).isEqualTo("Ankle boot");
        assertThat(set.trainingLabels().get(0, 9)).isEqualTo(1f);
    }

    @Test
    void folderWithoutTheFilesIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> FashionMnist.load(folder)).isInstanceOf(FluxionException.class).hasMessageContaining("train-images-idx3-ubyte");
    }

    @Test
    void picturesOfAnotherShapeAndLabelsOutOfRangeAreRefused(@TempDir Path folder) throws IOException {
        write(folder, "train-images-idx3-ubyte", TensorShape.of(1, 28, 29), 0);
        assertThatThrownBy(() -> FashionMnist.load(folder)).hasMessageContaining("[1, 28, 29]");
        write(folder, "train-images-idx3-ubyte", TensorShape.of(1, 28, 28), 0);
        write(folder, "train-labels-idx1-ubyte", TensorShape.of(1), 10);
        assertThatThrownBy(() -> FashionMnist.load(folder)).hasMessageContaining("label 10 of example 1");
        write(folder, "train-labels-idx1-ubyte", TensorShape.of(2), 0);
        assertThatThrownBy(() -> FashionMnist.load(folder)).hasMessageEndingWith("2 labels for 1 picture");
    }

    @Test
    void givenFolderIsUsedAndReported(@TempDir Path folder) throws IOException {
        for (String split : new String[] {"train", "t10k"}) {
            write(folder, split + "-images-idx3-ubyte", TensorShape.of(2, 28, 28), 255);
            write(folder, split + "-labels-idx1-ubyte", TensorShape.of(2), 3);
        }
        DataSet set = FashionMnist.load(folder);
        assertThat(set.origin()).contains(folder.toString());
        assertThat(set.testInputs().get(1, 783)).isEqualTo(1f);
        assertThat(set.trainingLabels().array()).containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shippedSubsetIsTheDocumentedSelectionOfTheFullSet() {
        assumeTrue(Files.isDirectory(FashionMnist.DEBIAN_FOLDER));
        assertSelection("train", FashionMnistSubset.TRAINING_PER_CLASS);
        assertSelection("t10k", FashionMnistSubset.TEST_PER_CLASS);
        assertThat(FashionMnist.load().origin()).contains("Debian");
    }

    private static void assertSelection(String split, int perClass) {
        Path shipped = FashionMnist.shippedFolder().orElseThrow();
        int[] chosen = FashionMnistSubset.chosen(read(FashionMnist.DEBIAN_FOLDER, split + "-labels-idx1-ubyte.gz"), perClass);
        for (String name : new String[] {split + "-images-idx3-ubyte.gz", split + "-labels-idx1-ubyte.gz"}) {
            assertThat(read(shipped, name).values()).isEqualTo(FashionMnistSubset.selection(read(FashionMnist.DEBIAN_FOLDER, name), chosen).values());
        }
    }

    private static IdxFile read(Path folder, String name) {
        return IdxFile.read(folder.resolve(name));
    }

    private static void write(Path folder, String name, TensorShape shape, int value) throws IOException {
        byte[] values = new byte[shape.elements()];
        java.util.Arrays.fill(values, (byte) value);
        FashionMnistSubset.write(folder.resolve(name), new IdxFile(shape, IdxFile.Element.UNSIGNED_BYTE, values));
        assertThat(Files.size(folder.resolve(name))).isPositive();
    }

    private static float[] columnTotals(FloatTensor tensor) {
        float[] totals = new float[tensor.shape().size(1)];
        for (int i = 0; i < tensor.array().length; i++) {
            totals[i % totals.length] += tensor.array()[i];
        }
        return totals;
    }

    private static float[] range(FloatTensor tensor) {
        float[] range = {Float.MAX_VALUE, -Float.MAX_VALUE};
        for (float value : tensor.array()) {
            range[0] = Math.min(range[0], value);
            range[1] = Math.max(range[1], value);
        }
        return range;
    }
}
