package dev.fluxion.nn.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
    @Test
    void elementsAreAddressedRowMajor() {
        FloatTensor tensor = new FloatTensor(TensorShape.of(2, 3), new float[] {1, 2, 3, 4, 5, 6});
        assertThat(tensor.get(1, 0)).isEqualTo(4f);
        assertThat(tensor.get(0, 2)).isEqualTo(3f);
        assertThatThrownBy(() -> tensor.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tensor.get(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scalarHasOneElementAndAnEmptyAxisNone() {
        assertThat(TensorShape.of().elements()).isEqualTo(1);
        assertThat(TensorShape.of(100_000, 100_000, 100_000, 100_000, 0).elements()).isZero();
    }

    @Test
    void shapesThatFitNoArrayAreRefused() {
        assertThatThrownBy(() -> TensorShape.of(1 << 16, 1 << 16)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TensorShape.of(1 << 30, 1 << 30, 1 << 30)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TensorShape.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DoubleTensor(TensorShape.of(2, 2), new double[3])).hasMessageContaining("[2, 2]");
    }

    @Test
    void equalityIsOfShapeAndElements() {
        assertThat(DoubleTensor.vector(1, 2)).isEqualTo(DoubleTensor.vector(1, 2)).isNotEqualTo(DoubleTensor.vector(1, 3));
        assertThat(FloatTensor.zeros(2, 1)).isNotEqualTo(FloatTensor.zeros(1, 2)).isNotEqualTo(DoubleTensor.zeros(2, 1));
        assertThat(LongTensor.vector(5)).hasSameHashCodeAs(LongTensor.vector(5)).hasToString("LongTensor[1]");
    }

    @Test
    void precisionChangesThereAndBackLoseNothingOfSingle() {
        FloatTensor tensor = FloatTensor.vector(0.1f, -3f, Float.MIN_VALUE, Float.NaN);
        assertThat(tensor.toDouble().toFloat()).isEqualTo(tensor);
        assertThat(tensor.copy().array()).isNotSameAs(tensor.array());
    }
}
