package dev.fluxion.symbolic.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorisationTest {
    private static double[] definite(int n, Random random) {
        double[] factor = random.doubles((long) n * n, -1, 1).toArray();
        double[] product = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? 0.5 : 0;
                for (int k = 0; k < n; k++) {
                    sum += factor[i * n + k] * factor[j * n + k];
                }
                product[i * n + j] = sum;
                product[j * n + i] = sum;
            }
        }
        return product;
    }

    private static double[] times(double[] matrix, double[] x, int n, int columns) {
        double[] product = new double[n * columns];
        for (int i = 0; i < n * n; i++) {
            for (int c = 0; c < columns; c++) {
                product[i / n * columns + c] += matrix[i] * x[i % n * columns + c];
            }
        }
        return product;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 20})
    void aPositiveDefiniteMatrixHasACholeskyFactorThatAgreesWithElimination(int n) {
        Random random = new Random(n);
        double[] matrix = definite(n, random);
        double[] right = random.doubles(3L * n, -1, 1).toArray();
        Factorisation factors = Factorisation.of(matrix, n);
        assertThat(factors).isInstanceOf(Cholesky.class);
        assertThat(factors.logAbsoluteDeterminant()).isCloseTo(new Elimination(matrix, n).logAbsoluteDeterminant(), within(1e-12));
        assertThat(times(matrix, factors.solve(right, 3), n, 3)).containsExactly(right, within(1e-13)); // condition numbers below 100
    }

    @ParameterizedTest
    @ValueSource(strings = {"indefinite", "turned", "negative", "zero", "NaN", "infinite"})
    void anyOtherMatrixIsEliminated(String kind) {
        double[] matrix = definite(3, new Random(1));
        switch (kind) {
            case "indefinite" -> matrix[4] = -1;
            case "turned" -> matrix[1] = Math.nextUp(matrix[1]);
            case "negative" -> Arrays.setAll(matrix, i -> i % 4 == 0 ? -1 : 0);
            case "zero" -> Arrays.fill(matrix, 0);
            case "NaN" -> matrix[4] = Double.NaN;
            default -> matrix[4] = Double.POSITIVE_INFINITY;
        }
        assertThat(Factorisation.of(matrix, 3)).isInstanceOf(Elimination.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void whatIsKeptIsThatOfTheSameMatrixOnly(int n) {
        double[] first = definite(n, new Random(5));
        double[] second = definite(n, new Random(6));
        Factorisation kept = Factorisation.of(first, n);
        assertThat(Factorisation.of(first.clone(), n)).isSameAs(kept);
        first[0] += 1;
        assertThat(Factorisation.of(first, n)).isNotSameAs(kept);
        assertThat(Factorisation.of(second, n).logAbsoluteDeterminant()).isEqualTo(Cholesky.of(second, n).orElseThrow().logAbsoluteDeterminant());
    }
}
