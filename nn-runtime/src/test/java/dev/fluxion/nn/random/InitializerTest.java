package dev.fluxion.nn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitializerTest {
    @ParameterizedTest
    @CsvSource({"he, 400, 100, 0.005", "glorot, 400, 100, 0.004", "lecun, 400, 100, 0.0025"})
    void varianceFollowsFromTheShape(String word, int in, int out, double variance) {
        DoubleTensor tensor = Initializer.named(word).values(TensorShape.of(in, out), RandomStream.seeded(1));
        double square = Arrays.stream(tensor.array()).map(x -> x * x).sum() / tensor.array().length;
        // 40,000 values: the standard error of the variance is at most 0.7 %
        assertThat(square).isCloseTo(variance, within(0.03 * variance));
        assertThat(Arrays.stream(tensor.array()).sum() / tensor.array().length).isCloseTo(0, within(0.03 * Math.sqrt(variance)));
    }

    @Test
    void evenValuesStayWithinTheirBound() {
        DoubleTensor tensor = Initializer.GLOROT.values(TensorShape.of(30, 20), RandomStream.seeded(1));
        assertThat(Arrays.stream(tensor.array()).map(Math::abs).max().orElseThrow()).isBetween(0.9 * Math.sqrt(6.0 / 50), Math.sqrt(6.0 / 50));
    }

    @Test
    void convolutionKernelsCountTheirField() {
        DoubleTensor kernel = Initializer.HE.values(TensorShape.of(64, 16, 5, 5), RandomStream.seeded(1));
        double square = Arrays.stream(kernel.array()).map(x -> x * x).sum() / kernel.array().length;
        assertThat(square).isCloseTo(2.0 / (16 * 25), within(0.0002));
    }

    @ParameterizedTest
    @EnumSource
    void everyOneIsFoundByItsNameAndTakesAnyShape(Initializer initializer) {
        assertThat(Initializer.named(initializer.word())).isSameAs(initializer);
        for (int[] sizes : new int[][] {{}, {0}, {3}, {0, 4}, {2, 3, 4}}) {
            TensorShape shape = TensorShape.of(sizes);
            assertThat(initializer.values(shape, RandomStream.seeded(9)).array()).hasSize(shape.elements()).doesNotContain(Double.NaN);
        }
    }

    @Test
    void unknownNamesAreAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> Initializer.named("hee"))
                .isInstanceOfSatisfying(FluxionException.class, e -> assertThat(e.diagnostic().hint()).contains("he()", "glorot()"));
    }

    @Test
    void constantsFillTheShape() {
        assertThat(Initializer.constant(TensorShape.of(2, 1), 0.5).array()).containsExactly(0.5, 0.5);
    }
}
