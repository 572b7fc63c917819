package dev.fluxion.symbolic.polynomial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.number.Rational;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MultinomialPowerTest {
    private static Polynomial monomial(int variables, Rational coefficient, int... exponents) {
        Polynomial result = Polynomial.constant(variables, coefficient);
        for (int v = 0; v < exponents.length; v++) {
            result = result.shifted(v, exponents[v]);
        }
        return result;
    }

    private static Polynomial sum(Polynomial... terms) {
        Polynomial sum = Polynomial.zero(terms[0].variables());
        for (Polynomial term : terms) {
            sum = sum.plus(term);
        }
        return sum;
    }

    private static Polynomial multiplied(Polynomial base, int exponent) {
        Polynomial product = Polynomial.one(base.variables());
        for (int i = 0; i < exponent; i++) {
            product = product.times(base, Budget.standard());
        }
        return product;
    }

    @Property(tries = 300)
    void theTheoremGivesWhatMultiplicationGives(@ForAll @IntRange(min = 1, max = 6) int variables, @ForAll @IntRange(min = 0, max = 6) int exponent,
            @ForAll long seed) {
        Random random = new Random(seed);
        Polynomial base = sum(IntStream.rangeClosed(0, variables).mapToObj(term -> monomial(variables, Rational.of(random.nextInt(-5, 6), 1 + random.nextInt(3)),
                random.ints(variables, 0, 4).toArray())).toArray(Polynomial[]::new));
        Polynomial power = base.power(exponent, Budget.standard());
        assertThat(power).isEqualTo(multiplied(base, exponent));
        for (int term = 0; term < power.size(); term++) {
            assertThat(power.coefficient(term)).isNotEqualTo(Rational.ZERO);
        }
    }

    @Test
    void itServesWhereNoTwoChoicesOfFactorsGiveTheSameMonomial() {
        Polynomial linear = sum(monomial(3, Rational.ONE, 1, 0, 0), monomial(3, Rational.ONE, 0, 1, 0), monomial(3, Rational.ONE, 0, 0, 1), Polynomial.one(3));
        Polynomial inLine = sum(monomial(3, Rational.ONE, 2, 2, 0), monomial(3, Rational.ONE, 1, 1, 0), Polynomial.one(3));
        Polynomial bilinear = sum(monomial(2, Rational.ONE, 1, 1), monomial(2, Rational.ONE, 1, 0), monomial(2, Rational.ONE, 0, 1), Polynomial.one(2));
        assertThat(MultinomialPower.serves(linear, 5)).isTrue();
        assertThat(MultinomialPower.serves(inLine, 5)).as("(xy)^2*1 = (xy)*(xy)").isFalse();
        assertThat(MultinomialPower.serves(bilinear, 5)).as("(xy)*1 = x*y").isFalse();
        assertThat(MultinomialPower.serves(linear, 1000)).as("too many terms").isFalse();
    }

    @Test
    void termsOutOfOrderArePutInOrder() {
        Polynomial base = sum(monomial(2, Rational.of(2), 1, 1), monomial(2, Rational.ONE, 1, 0), monomial(2, Rational.of(-3), 0, 1)); // x*y*y before x*x as choices
        assertThat(MultinomialPower.serves(base, 2)).isTrue();
        assertThat(base.power(2, Budget.standard())).isEqualTo(multiplied(base, 2));
    }

    @Test
    void exponentsAndTheBudgetAreBounds() {
        Polynomial steep = sum(monomial(1, Rational.ONE, 30_000), Polynomial.one(1));
        assertThatThrownBy(() -> steep.power(2, Budget.standard())).isInstanceOf(FluxionException.class).hasMessage("an exponent of a polynomial would exceed 32767");
        Polynomial linear = sum(monomial(2, Rational.ONE, 1, 0), monomial(2, Rational.ONE, 0, 1), Polynomial.one(2));
        assertThatThrownBy(() -> linear.power(100, Budget.of(60_000, 200, 1_000))).isInstanceOf(FluxionException.class).hasMessageContaining("nodes: ");
    }
}
