package dev.fluxion.symbolic.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WholeRootsTest {
    @Test
    void smallNumbersHaveTheRootsOfTheirPowersAlone() {
        for (int power = 1; power < 12; power++) {
            for (int base = 0; base < 40; base++) {
                BigInteger value = BigInteger.valueOf(base).pow(power);
                assertThat(WholeRoots.exact(value, power)).contains(BigInteger.valueOf(base));
                BigInteger next = value.add(BigInteger.ONE);
                int exponent = power;
                Optional<BigInteger> tried = IntStream.rangeClosed(0, base + 2).mapToObj(BigInteger::valueOf).filter(each -> each.pow(exponent).equals(next)).findFirst();
                assertThat(WholeRoots.exact(next, power)).as("root %d of %s", power, next).isEqualTo(tried);
            }
        }
    }

    @Test
    @Timeout(20)
    void longNumbersTakeNoSearch() {
        Random random = new Random(7);
        for (int power : new int[] {2, 3, 5, 17, 101}) {
            BigInteger root = new BigInteger(200_000 / power, random).setBit(0);
            BigInteger value = root.pow(power);
            assertThat(WholeRoots.exact(value, power)).contains(root);
            assertThat(WholeRoots.exact(value.subtract(BigInteger.ONE), power)).isEmpty();
            assertThat(WholeRoots.exact(value.add(BigInteger.TWO), power)).isEmpty();
        }
    }
}
