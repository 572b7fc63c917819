package dev.fluxion.symbolic.precise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreciseTest {
    private static Enclosure enclose(String text, int bits) {
        return Precise.enclose(Language.parse(text), Map.of(), bits, Budget.standard());
    }

    // Fifty digits by mpmath 1.3.0.
    @ParameterizedTest
    @CsvSource({
        "pi, 3.1415926535897932384626433832795028841971693993751",
        "e, 2.7182818284590452353602874713526624977572470937",
        "exp(10), 22026.465794806716516957900645284244366353512618557",
        "log(2), 0.69314718055994530941723212145817656807550013436025",
        "log(1e-30), -69.077552789821370520539743640530926228033044658863",
        "sin(1000), 0.82687954053200256025588742910921814121272496784779",
        "cos(1e20), 0.763970404441728300400146802737881122834473441747",
        "atan(1/3), 0.32175055439664219340140461435866131902075529555766",
        "atan(30), 1.537475330916649422075173902618357495499458182493186",
        "asin(0.999), 1.526071239626163187981625458968200372194404142925395",
        "erf(1/2), 0.52049987781304653768274665389196452873645157575796",
        "erf(5), 0.99999999999846254020557196514981165651461662110988",
        "gamma(1/3), 2.6789385347077476336556929409746776441286893779573",
        "gamma(-5/2), -0.94530872048294188122568932444861076415869304326527",
        "lgamma(10^6), 12815504.569147611659976971785017113153687975196215", "digamma(10^8), 18.42068073895236546381059830414158041080881190903",
        "lgamma(10^30), 68077552789821370520539743640497.306390171338646345", "digamma(-10^5 - 1/3), 13.326733162507224171918192939294427305967932572419",
        "lgamma(100), 359.13420536957539877604401046028690961262171808563",
        "digamma(1/4), -4.2274535333762654080895301460966835773672444387082",
        "(1/3)^(-5/2), 15.5884572681198956417470170735528513024852472842934", "7^(3/2), 18.5202591774521341335113102754748229799718142815772",
        "10^(-1/2), 0.316227766016837933199889354443271853371955513932522",
        "2^(1/3), 1.2599210498948731647672106072782283505702514647015"})
    void boundsHoldTheKnownDigits(String text, BigDecimal known) {
        Enclosure value = enclose(text, 200);
        BigDecimal unit = known.ulp().multiply(BigDecimal.TEN);
        assertThat(value.low().toBigDecimal()).isLessThan(known.add(unit));
        assertThat(value.high().toBigDecimal()).isGreaterThan(known.subtract(unit));
        assertThat(value.high().minus(value.low()).magnitude()).isLessThan(value.magnitude() - 180);
    }

    static Stream<Operator> functions() {
        return Operators.rows(Operator.Kind.ELEMENTWISE).stream().filter(row -> row.operands().size() == 1 && !row.name().endsWith("'"))
                .filter(row -> row.bounds().isPresent() || Meanings.of(row, java.util.List.of(Symbol.of("x"))).isPresent());
    }

    @Test
    void everyElementaryFunctionHasBounds() {
        assertThat(functions()).extracting(Operator::name).contains("tanh", "acosh", "gelu", "log10", "csc", "digamma", "round", "softplus");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void boundsOfEveryFunctionHoldTheInterpretersValue(Operator row) {
        for (String at : new String[] {"0.3", "0.71", "1.5", "2.25", "-0.4", "-1.75", "13"}) {
            String text = row.name() + "(" + at + ")";
            double plain = Evaluator.scalar(Language.parse(text), Map.of());
            if (Double.isFinite(plain) && !(row.domain().equals("x > 0") && at.startsWith("-"))) {
                Enclosure value = enclose(text, 120);
                assertThat(value.doubleValue()).as(text).isCloseTo(plain, org.assertj.core.api.Assertions.within(4e-14 * Math.max(1, Math.abs(plain))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sin", "cos", "exp", "atan", "asin", "tanh", "cosh", "erf", "log", "lgamma", "tan", "sqrt", "cbrt", "gamma"})
    void boundsOverAnIntervalHoldTheValuesInside(String name) {
        for (double low : new double[] {0.05, 0.4, 0.7}) {
            double high = low + 0.25;
            Enclosure x = Enclosure.between(Dyadic.of(low), Dyadic.of(high));
            Enclosure all = Precise.enclose(Language.parse(name + "(x)"), Map.of("x", x), 80, Budget.standard());
            for (double inside = low; inside <= high; inside += 0.01) {
                double value = Evaluator.scalar(Language.parse(name + "(x)"), Map.of("x", inside));
                assertThat(value).isBetween(all.low().doubleValue() - 1e-14, all.high().doubleValue() + 1e-14);
            }
        }
    }

    @Test
    void extremaInsideAnIntervalAreFound() {
        Enclosure wide = Enclosure.between(Dyadic.of(1.0), Dyadic.of(2.0));
        assertThat(Functions.sin(wide, 60).high()).isEqualTo(Dyadic.ONE);
        assertThat(Functions.cos(Enclosure.between(Dyadic.of(3.0), Dyadic.of(3.5)), 60).low()).isEqualTo(Dyadic.of(-1));
        assertThat(Functions.sin(Enclosure.between(Dyadic.of(0.0), Dyadic.of(100.0)), 60)).isEqualTo(new Enclosure(Dyadic.of(-1), Dyadic.ONE));
    }

    @Test
    void anAngleOfAMillionDigitsCostsNothing() {
        Enclosure huge = Enclosure.exactly(Dyadic.ONE.shifted(3_000_000)); // π to as many digits would take hours
        assertThat(Functions.sin(huge, 60)).isEqualTo(new Enclosure(Dyadic.of(-1), Dyadic.ONE));
        assertThat(Functions.cos(huge, 60)).isEqualTo(new Enclosure(Dyadic.of(-1), Dyadic.ONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"log(-1)", "sqrt(-2)", "asin(2)", "gamma(-3)", "1/(log(1))"})
    void whatDoesNotExistIsCertain(String text) {
        assertThatThrownBy(() -> enclose(text, 100)).isInstanceOfSatisfying(NotEnclosed.class, e -> assertThat(e.isCertain()).isTrue());
    }

    @Test
    void roundingGoesOutwards() {
        Enclosure third = Enclosure.ONE.over(Enclosure.of(3), 20);
        assertThat(third.times(Enclosure.of(3), 60).holds(Dyadic.ONE)).isTrue();
        assertThat(third.low()).isLessThan(third.high());
        assertThat(Dyadic.of(2).squareRoot(30, false)).isLessThan(Dyadic.of(2).squareRoot(30, true));
        assertThat(Dyadic.of(0.1).toBigDecimal()).isEqualByComparingTo(new BigDecimal(0.1));
    }
}
