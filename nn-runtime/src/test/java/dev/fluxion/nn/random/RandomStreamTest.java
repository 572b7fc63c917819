package dev.fluxion.nn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void numbersAreThoseOfTheAuthorsProgram() {
        // xoshiro256plusplus.c from the state 1, 2, 3, 4
        RandomStream stream = RandomStream.resumed(1, 2, 3, 4);
        assertThat(new long[] {stream.nextLong(), stream.nextLong(), stream.nextLong(), stream.nextLong()})
                .containsExactly(41943041L, 58720359L, 3588806011781223L, 3591011842654386L);
    }

    @Test
    void seedsFillTheStateAsSplitMixDoes() {
        // splitmix64.c from 1234567
        assertThat(RandomStream.seeded(1234567).state()).startsWith(6457827717110365317L, 3203168211198807973L, -8629252141511181193L);
    }

    @Test
    void savedStatesGoOnWithTheSameNumbers() {
        RandomStream stream = RandomStream.seeded(5);
        stream.nextGaussian();
        RandomStream resumed = RandomStream.resumed(stream.state());
        for (int i = 0; i < 1_000; i++) {
            assertThat(resumed.nextGaussian()).isEqualTo(stream.nextGaussian());
            assertThat(resumed.nextInt(17)).isEqualTo(stream.nextInt(17));
        }
        assertThatThrownBy(() -> RandomStream.resumed(0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RandomStream.resumed(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gaussianNumbersHaveTheMomentsOfTheirDistribution() {
        RandomStream stream = RandomStream.seeded(1);
        int count = 200_000;
        double[] moments = new double[5];
        for (int i = 0; i < count; i++) {
            double x = stream.nextGaussian();
            for (int power = 1; power <= 4; power++) {
                moments[power] += Math.pow(x, power) / count;
            }
        }
        // five standard errors: sqrt(var / count) with var 1, 2, 15, 96
        assertThat(moments[1]).isCloseTo(0, within(0.012));
        assertThat(moments[2]).isCloseTo(1, within(0.016));
        assertThat(moments[3]).isCloseTo(0, within(0.044));
        assertThat(moments[4]).isCloseTo(3, within(0.11));
    }

    @Test
    void boundedNumbersAreEven() {
        RandomStream stream = RandomStream.seeded(2);
        int[] seen = new int[7];
        for (int i = 0; i < 70_000; i++) {
            seen[stream.nextInt(7)]++;
        }
        // five standard errors of 10,000
        assertThat(Arrays.stream(seen).boxed()).allSatisfy(count -> assertThat(count).isCloseTo(10_000, within(470)));
        assertThatThrownBy(() -> stream.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shufflingKeepsTheElementsAndMovesEveryPlace() {
        RandomStream stream = RandomStream.seeded(3);
        double[] mean = new double[5];
        for (int round = 0; round < 10_000; round++) {
            int[] array = IntStream.range(0, 5).toArray();
            stream.shuffle(array);
            for (int i = 0; i < 5; i++) {
                mean[i] += array[i] / 10_000.0;
            }
            Arrays.sort(array);
            assertThat(array).containsExactly(0, 1, 2, 3, 4);
        }
        assertThat(Arrays.stream(mean).boxed()).allSatisfy(value -> assertThat(value).isCloseTo(2, within(0.075)));
    }
}
