package dev.fluxion.symbolic.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertifiedSearchTest {
    private static Solutions solve(String zero, String from, String to) {
        Optional<Equations.Interval> interval = from.isEmpty() ? Optional.empty()
                : Optional.of(new Equations.Interval(Language.parse(from), Language.parse(to)));
        return Equations.solve(Language.parse(zero), Symbol.of("x"), interval, Assumptions.NONE, Budget.standard());
    }

    private static String texts(Solutions solutions) {
        return solutions.values().stream().map(Expression::toString).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "cos(x) - x | 0 | 1 | 0.7390851332151607", "sin(x) - x | -pi | pi | 0", "x*cos(x) | 0 | 10 | 0; pi/2; 3*pi/2; 5*pi/2",
        "sin(x)/x | -10 | 10 | -3*pi; -2*pi; -pi; pi; 2*pi; 3*pi", "x*exp(x) - 1 | -5 | 5 | 0.5671432904097838", "exp(x) - 1 - x | -2 | 2 | 0",
        "sin(1/x) | 1/10 | 1 | 1/(3*pi); 1/(2*pi); 1/pi", "sin(1/x) - x | 2/5 | 1 | 0.8975394612804872", "erf(x) - 1/2 | -3 | 3 | 0.4769362762044699",
        "abs(x) - x | -2 | -1 | ''", "x*sin(x) - 1 | 0 | 5 | 1.1141571408719302; 2.772604708265991", "sin(x) - x/2 | 1 | 3 | 1.895494267033981",
    })
    void anIntervalOfWhichNoPartStaysOpenIsComplete(String zero, String from, String to, String expected) {
        Solutions found = solve(zero, from, to);
        assertThat(texts(found)).isEqualTo(expected);
        assertThat(found.complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "gamma(x) - 2 | 1/10 | 4 | 0.44287739648472746; 3", "floor(x) - x | -1 | 1 | -1; 0; 1", "mod(x, 1) - 1/2 | 0 | 2 | 1/2; 3/2", "sin(x) - x | '' | '' | 0",
        "cosh(x) - 1 - x^2/2 | '' | '' | 0", "sign(x) - x | '' | '' | -1; 0; 1",
    })
    void whatIsFoundIsCertain(String zero, String from, String to, String expected) {
        assertThat(texts(solve(zero, from, to))).isEqualTo(expected);
    }

    // Signs and slopes beyond what was searched: where they do not prove that there is nothing, there may be more.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x) - x/10 | -8.423203932360492; -7.068174358095817; -2.852341894450092; 0; 2.852341894450092; 7.068174358095817; 8.423203932360492 | true",
        "x + 2*sin(x) - 1 | 0.3375837050385977 | true", "cos(x) - x | 0.7390851332151607 | true", "x^2 - exp(x) | -0.7034674224983917 | true",
        "erf(x) - x/2 | -1.9902328376288838; 0; 1.9902328376288838 | true",
        "x^2 + cos(x) | '' | true", "x^2 + sin(x) + 1 | '' | true", "x^4 + cos(x) | '' | true", "x^2 - cos(x) | -0.8241323123025224; 0.8241323123025224 | true",
        "exp(x) + x^2 + sin(x) + 1 | '' | true", "x^3 + cos(x) | -0.8654740331016144 | true",
        "sin(x) + x/100 + 2 | '' | false", "exp(x) - x^5 | 1.2958555090953687; 12.713206788867632 | false",
        "1/(x - 9) + sin(x)/100 - 1 | 9.99 | false"})
    void ofAllNumbersTheyAreAllWhereNoneCanLieFartherOut(String zero, String expected, boolean complete) {
        Solutions found = solve(zero, "", "");
        assertThat(found.complete()).as(texts(found)).isEqualTo(complete);
        if (complete) {
            assertThat(texts(found)).isEqualTo(expected);
        }
    }

    // A function with known simple zeros that no rule takes apart.
    @Property(tries = 25)
    void everyKnownZeroIsFoundAndNoOther(@ForAll @IntRange(min = -40, max = 40) int a, @ForAll @IntRange(min = -40, max = 40) int b) {
        String zero = "(x - " + a + "/8 + sin(x - " + a + "/8)/2)*(exp(x/4) + x - exp(" + b + "/32) - " + b + "/8)";
        Solutions found = solve(zero, "-6", "6");
        double[] expected = java.util.stream.DoubleStream.of(a / 8.0, b / 8.0).distinct().sorted().toArray();
        assertThat(found.values().stream().mapToDouble(root -> dev.fluxion.symbolic.evaluate.Evaluator.scalar(root, Map.of())).toArray())
                .usingComparatorWithPrecision(1e-12).containsExactly(expected);
    }

    @Property(tries = 200)
    void theSimplestFractionLiesBetweenAndNoneIsSimpler(@ForAll @IntRange(min = -2000, max = 2000) int low, @ForAll @IntRange(min = 1, max = 200) int width) {
        dev.fluxion.symbolic.number.Rational from = dev.fluxion.symbolic.number.Rational.of(new BigDecimal(low).movePointLeft(2));
        dev.fluxion.symbolic.number.Rational to = dev.fluxion.symbolic.number.Rational.of(new BigDecimal(low + width).movePointLeft(2));
        dev.fluxion.symbolic.number.Rational simplest = SimpleFractions.between(from, to);
        assertThat(simplest).isBetween(from, to);
        for (long d = 1; d < simplest.denominator().longValueExact(); d++) {
            long least = Math.ceilDiv((long) low * d, 100);
            assertThat(least * 100 <= (long) (low + width) * d).as("a fraction over " + d).isFalse();
        }
    }
}
