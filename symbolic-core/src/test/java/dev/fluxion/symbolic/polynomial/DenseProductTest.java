package dev.fluxion.symbolic.polynomial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Rational;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DenseProductTest {
    private static Polynomial random(int variables, int terms, int degree, Random random) {
        Polynomial sum = Polynomial.zero(variables);
        for (int term = 0; term < terms; term++) {
            Polynomial monomial = Polynomial.constant(variables, Rational.of(random.nextInt(-9, 10)));
            for (int v = 0; v < variables; v++) {
                monomial = monomial.shifted(v, random.nextInt(degree + 1));
            }
            sum = sum.plus(monomial);
        }
        return sum;
    }

    @Property(tries = 200)
    void theArrayGivesWhatTheTableGives(@ForAll @IntRange(min = 1, max = 6) int variables, @ForAll @IntRange(min = 1, max = 12) int terms, @ForAll long seed) {
        Random random = new Random(seed);
        Polynomial a = random(variables, terms, 3, random);
        Polynomial b = random(variables, 12, 2, random);
        Polynomial byTable = a.times(Rational.HALF).times(b.times(Rational.of(1, 3)), Budget.standard()).times(Rational.of(6)); // fractions go into the table
        long[] first = wholes(a);
        assertThat(new DenseProduct(a, b).of(first, wholes(b), Budget.standard())).isEqualTo(byTable);
        assertThat(a.times(b, Budget.standard())).isEqualTo(byTable);
    }

    private static long[] wholes(Polynomial p) {
        long[] values = new long[p.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = p.coefficient(i).intValue();
        }
        return values;
    }

    @Test
    void anArrayIsTakenWhereProductsAreManyAndPlacesFew() {
        Polynomial dense = Polynomial.one(2).plus(Polynomial.variable(2, 0, 1)).plus(Polynomial.variable(2, 1, 1)).power(12, Budget.standard());
        Polynomial sparse = Polynomial.one(2).plus(Polynomial.variable(2, 0, 900)).plus(Polynomial.variable(2, 1, 900));
        assertThat(DenseProduct.pays(dense, dense)).isTrue();
        assertThat(DenseProduct.pays(sparse, sparse)).isFalse();
    }
}
