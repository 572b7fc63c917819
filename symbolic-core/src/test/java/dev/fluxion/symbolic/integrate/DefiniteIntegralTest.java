package dev.fluxion.symbolic.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefiniteIntegralTest {
    private static DefiniteIntegral integral(String f, String from, String to) {
        return DefiniteIntegral.of(Language.parse(f), Symbol.of("x"), Language.parse(from), Language.parse(to), Assumptions.NONE, Budget.standard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x^2 | 0 | 3 | true | 9", "x - x | 0 | 1 | true | 0", "sin(x) | 0 | pi | true | 2", "1/x | -2 | -1 | true | -0.6931471805599453", "abs(x) | -1 | 2 | true | 2.5",
        "1/(2 + cos(x)) | 0 | 2*pi | true | 3.6275987284684357", "exp(-x^2) | 0 | 1 | true | 0.7468241328124271", "x | 2 | 1 | true | -1.5",
        "exp(sin(x)) | 0 | 1 | false | 1.6318696084180513", "exp(-x^2) | -inf | inf | true | 1.772453850905516", "1/x^2 | 1 | inf | true | 1",
        "floor(x) | 0 | 4 | true | 6", "log(x) | 1 | 2 | true | 0.38629436111989057",
        "abs(sin(x)) | 0 | 4*pi | true | 8", "abs(sin(3*x)) | -pi | pi | true | 4", "sign(sin(x)) | 0 | 3*pi | false | 3.141592653589793",
        "1/(1 + tan(x)^2) | 0 | pi/2 | true | 0.7853981633974483", "1/(1 + sin(x)^2) | 0 | 2*pi | true | 4.442882938158366",
        "1/(2 + sin(x)^2) | 0 | 10*pi | true | 12.82549830161864",
    })
    void theValueIsExactWhereAnAntiderivativeIsKnown(String f, String from, String to, boolean exact, double expected) {
        DefiniteIntegral integral = integral(f, from, to);
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(expected, Offset.offset(1e-10 * Math.max(1, Math.abs(expected))));
        assertThat(integral.isExact()).as("%s", integral).isEqualTo(exact);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(x)/exp(1000) | 1000 | 1001 | 1.718281828459045", "exp(-1000)*exp(x) | 600 | 601 | 3.29080111648044e-174",
        "(exp(x) + x)/exp(1000) | 1000 | 1001 | 1.718281828459045", "exp(1000)/(exp(x) + exp(1000)) | 999 | 1001 | 1",
        "exp(x)*exp(-2*x)/exp(-900) | 900 | 901 | 0.6321205588285577",
        "x^30*exp(-x) | 0 | inf | 2.6525285981219107e32"})
    void partsBeyondDoublesDoNoHarm(String f, String from, String to, double expected) {
        assertThat(Evaluator.scalar(integral(f, from, to).value(), Map.of())).isCloseTo(expected, Offset.offset(1e-9 * expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"x^2 | -a | a | 2*a^3/3", "cos(x) | -a | a | 2*sin(a)", "1 | -a | a | 2*a", "x + a | 0 | -a | -a^2/2", "x^2 | 1 - a | 1 + a | 2*a^3/3 + 2*a",
        "a - x | -a | 0 | 3*a^2/2", "exp(-x^2) | -a | a | sqrt(pi)*erf(a)"})
    void endsThatCancelAreParametersToo(String f, String from, String to, String value) {
        assertThat(integral(f, from, to).value()).isEqualTo(Language.parse(value));
    }

    @Test
    void anAntiderivativeIsHeldAgainstQuadratureOfItsOwnSize() {
        Optional<DefiniteIntegral> found = DefiniteIntegral.find(Language.parse("exp(-x - 40)*(1 + sin(sin(x)))"), Symbol.of("x"), Constant.ZERO, Symbol.of("t"),
                Assumptions.NONE, Budget.standard());
        assertThat(found).isEmpty();
    }

    // Values between the corners by mpmath 1.3 with 25 digits; that of ceil(sin(x))*exp(x) is exp(pi) - 1 + exp(7) - exp(2*pi).
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"max(1/2, sin(4*x + 3))^3 | 0 | 3 | 0.89038667787652873", "max(1/2, sin(x))^3 | 0 | 3 | 1.4122387178775085",
        "floor(sin(2*x)) | 0 | 1 | 0", "heaviside(x - atan(x))*exp(sin(x)) | 0 | 1 | 1.6318696084180513", "clamp(cos(5*x), -1/2, 1/2)*sqrt(x + 1) | 0 | 1 | -0.1837796790900322",
        "1/sqrt(abs(sin(x))) | 0 | 4 | 7.1206063978697981", "mod(2*sin(x), 1)*x | 0 | 3 | 2.93232686201552", "mod(x^2, 1)*sqrt(x + 1) | 1 | 4 | 2.74879917779",
        "min(exp(-x), sin(2*x))/(1 + x^4) | 0 | 5 | 0.401943371089", "{x^3 - x < 3*cos(x): exp(-x), else: 1} | 0 | 3 | 2.43740335451",
        "floor(exp(x)) | 0 | 2 | 5.47483863893459", "ceil(sin(x))*exp(x) | 0 | 7 | 583.28219553647288"})
    void cornersAreFoundAndTheErrorSaysHowFarItMayBeOff(String f, String from, String to, double expected) {
        DefiniteIntegral found = integral(f, from, to);
        double value = Evaluator.scalar(found.value(), Map.of());
        assertThat(found.isExact()).isFalse();
        assertThat(found.error()).isLessThan(2e-6);
        assertThat(value).isCloseTo(expected, Offset.offset(found.error() + 1e-11 * Math.max(1, Math.abs(expected)))); // as many digits as are given
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sin(x)*cos(3*x)/x | 0 | 0", "(sin(x) + sin(2*x))/x | 0 | 3.141592653589793", "(cos(x) - cos(2*x))/x | 0 | 0.6931471805599453",
        "sin(x)^3/x | 0 | 0.7853981633974483", "sin(x)*cos(x)/(1 + x^2) | 0 | 0.25795283166957397", "sin(x)*sin(2*x)/(1 + x^2) | -inf | 0.4996583307813339",
        "sin(x)/x + 1/(1 + x^2) | 0 | 3.141592653589793"})
    void wavesAreTakenOneByOne(String f, String from, double expected) {
        assertThat(Evaluator.scalar(integral(f, from, "inf").value(), Map.of())).isCloseTo(expected, Offset.offset(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1/x | -1 | 1", "1/x | -1 | 2", "1/x^2 | -1 | 2", "tan(x) | 0 | 3", "1/(x - 1)^2 | 0 | 3", "1/x | 1 | inf", "cos(x) | 0 | inf",
        "tan(x)^3 | 0 | pi/2", "tan(x)^3 | -1 | 2", "tan(x)^3 | 0 | pi", "tan(x)^3 | 0 | inf", "tan(2*x)^3 | 0 | 1",
        "gamma(x)*digamma(x) | -1/2 | 1/2", "gamma(x)*digamma(x) | -pi | 2*pi"})
    void whatDoesNotConvergeIsRefused(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOf(FluxionException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sqrt(x^2 - 1)/x | -1 | 2", "1/(x*sqrt(x^2 - 1)) | -1 | 2", "1/(x*sqrt(x^2 - 1)) | -inf | inf", "x/sqrt(x^2 - 1) | -2 | 3",
        "x*sqrt(x^2 - 4) | -3 | 3", "cos(x)/sqrt(sin(x)) | -pi | 2*pi", "cos(x)*sqrt(sin(x)) | pi | 2*pi", "sin(x)*sqrt(cos(x)) | 0 | 2*pi",
        "sqrt(1 - x)*sqrt(-2 - x) | 1 | 3",
        "exp(log(x)) | -1 | 1"})
    void anIntegrandWithoutValuesOnAPartHasNoIntegral(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOf(FluxionException.class);
    }

    // Values piece by piece, by mpmath 1.3.0; sums of logarithms and exponentials at the jumps where there are some.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"max(1/2, sin(4*x + 3))^3 | 0 | 3 | 0.89038667787652873", "max(1/2, sin(x))^3 | 0 | 3 | 1.4122387178775085",
        "heaviside(x - atan(x))*exp(sin(x)) | 0 | 1 | 1.6318696084180513", "clamp(cos(5*x), -1/2, 1/2)*sqrt(x + 1) | 0 | 1 | -0.1837796790900322",
        "1/sqrt(abs(sin(x))) | 0 | 4 | 7.1206063978697981", "mod(2*sin(x), 1)*x | 0 | 3 | 2.9323268620259543", "mod(x^2, 1)*sqrt(x + 1) | 1 | 4 | 2.7487991777873227",
        "max(1/2, sin(3*x + 1))^3 | 0 | 5 | 1.6281577859874059", "clamp(sin(2*x), -1/2, 1/2)*log(1 + x) | 0 | 3 | -0.398957110986",
        "min(exp(-x), sin(2*x))/(1 + x^4) | 0 | 5 | 0.401943371089", "{x^3 - x < 3*cos(x): exp(-x), else: 1} | 0 | 3 | 2.43740335451",
        "ceil(x^2 - 2)*exp(-x) | 0 | 5 | 0.43115356602376503", "x*mod(x - 2, 1) | 0 | 2*pi | 9.7481516677272170", "floor(exp(x)) | 0 | 2 | 5.4748386389345857",
        "floor(3*sin(x)) | 0 | 2*pi | -3.1415926535897932", "ceil(sin(x))*exp(x) | 0 | 10 | 11878.296845024712", "round(3*cos(x))*x | 0 | 4 | -14.271460285783033"})
    void theErrorOfIntegrandsWithCornersIsNoLargerThanIsSaid(String f, String from, String to, double expected) {
        DefiniteIntegral integral = integral(f, from, to);
        double distance = Math.abs(Evaluator.scalar(integral.value(), Map.of()) - expected);
        assertThat(distance).as("%s", integral).isLessThanOrEqualTo(integral.error() + 1e-12 * Math.max(1, Math.abs(expected)));
        assertThat(integral.error()).isLessThan(2e-6 * Math.abs(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"log(abs(x)) | -1 | 2 | 2*log(2) - 3", "1/cbrt(x) | -1 | 8 | 9/2", "1/cbrt(x - 1)^2 | 0 | 2 | 6",
        "sqrt(x)/(1 + x^2) | 0 | inf | pi*sqrt(2)/2", "1/sqrt(abs(x)) | -1 | 4 | 6", "1/sqrt(abs(x - 1)) | 0 | 5 | 6", "x/cbrt(x^2 - 1) | 0 | 3 | 9/4",
        "floor(log(1 + x)) | 0 | 1 | 0", "max(x - 2, 0)*cos(3*x) | -1 | 1 | 0", "abs(x)^(-1/3) | -1 | 8 | 15/2", "atan(tan(x)) | 0 | 2 | pi^2/2 + 2*atan(tan(2)) - 2"})
    void singularPointsBetweenTheEndsDoNoHarm(String f, String from, String to, String value) {
        assertThat(integral(f, from, to).value()).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1/cbrt(x)^4 | -1 | 3", "1/abs(x) | -1 | 2", "1/cbrt(x - 1)^3 | 0 | 3"})
    void anAntiderivativeThatIsInfiniteAtASingularPointShowsDivergence(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOf(FluxionException.class).hasMessageStartingWith("this integral diverges");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1/x | -1 | 1", "1/x^2 | -1 | 2", "tan(x) | 0 | 3", "1/x | 1 | inf", "cos(x) | 0 | inf", "1/(1 - x) | 0 | 1"})
    void divergenceIsToldWhereAnAntiderivativeShowsIt(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOfSatisfying(FluxionException.class,
                e -> assertThat(e.diagnostic().message()).startsWith("this integral diverges"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "log(abs(x)) | -1 | 1 | -2", "1/sqrt(x) | 0 | 1 | 2", "log(x)^2 | 0 | 1 | 2", "x^(-1/3) | 0 | 1 | 3/2", "1/(x*log(x)^2) | 2 | inf | 1/log(2)",
        "x*exp(-x) | 0 | inf | 1", "1/sqrt(1 - x^2) | -1 | 1 | pi", "x^2*exp(-x) | 0 | inf | 2", "x^(-3/2) | 1 | inf | 2",
    })
    void improperIntegralsAreExact(String f, String from, String to, String value) {
        assertThat(integral(f, from, to).value()).hasToString(value);
    }

    private static DefiniteIntegral assuming(String facts, String f, String from, String to) {
        Assumptions assumptions = Assumptions.NONE;
        for (String fact : facts.split(",(?! )")) {
            assumptions = fact.isBlank() ? assumptions : assumptions.and(Formulas.condition(fact, Names.lenient()));
        }
        return DefiniteIntegral.of(Language.parse(f), Symbol.of("x"), Language.parse(from), Language.parse(to), assumptions, Budget.standard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | a*x | 0 | 1 | a/2", "'' | sin(x) | 0 | t | 1 - cos(t)", "t > 0 | 1/x | 1 | t | log(t)", "'' | 1/(1 + x^2) | 0 | s | atan(s)",
        "k > 0 | exp(-k*x) | 0 | inf | 1/k", "k > 0 | x*exp(-k*x) | 0 | inf | 1/k^2", "n > -1 | x^n | 0 | 1 | 1/(n + 1)", "c > 1 | 1/(x - c) | 0 | 1 | log(1 - 1/c)",
        "c > 0 | 1/(x^2 + c^2) | 0 | inf | pi/(2*c)", "t > 0 | log(x) | 0 | t | t*log(t) - t", "'' | x^2 | a | b | (b^3 - a^3)/3",
        "a > 0 | sqrt(a^2 - x^2) | 0 | a | pi*a^2/4",
        "a > 0 | a^x | 0 | 1 | (a - 1)/log(a)", "s > 0 | exp(-(x - m)^2/(2*s^2)) | -inf | inf | s*sqrt(2*pi)", "'' | a*x | b | b | 0",
        "'' | 1/(2 + cos(x)) | 0 | t | sqrt(3)*(t - 2*atan(sin(t)/(sqrt(3) + cos(t) + 2)))/3",
        "'' | sqrt(2 - 2*cos(x)) | 0 | 2*pi | 8", "'' | floor(x) | 0 | a | floor(a)*(a - (floor(a) + 1)/2)",
        "mod(n, 1) == 0,n != 0 | cos(n*x)^2 | 0 | pi | pi/2", "mod(n, 1) == 0 | x*sin(n*x) | -pi | pi | -2*pi*(-1)^n/n",
    })
    void parametersAreKeptWhereTheAntiderivativeIsContinuous(String facts, String f, String from, String to, String value) {
        assertThat(assuming(facts, f, from, to).value()).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | 1/x | 1 | t", "'' | 1/(x - c) | 0 | 1", "c > 0 | 1/(x - c) | 0 | 1", "'' | 1/x^2 | a | b", "'' | exp(-k*x) | 0 | inf",
                "'' | x^n | 0 | 1", "n < 0 | x^n | 0 | 1",
        "'' | floor(x^2) | 0 | a", "'' | tan(x) | 0 | a", "'' | 1/(x^2 - a^2) | 0 | 1", "'' | x | 0 | x",
        "mod(n, 1) == 0 | cos(n*x)^2 | 0 | pi",
    })
    void whatParametersMayBreakIsRefused(String facts, String f, String from, String to) {
        assertThatThrownBy(() -> assuming(facts, f, from, to)).isInstanceOf(FluxionException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "exp(-(x - 20)^2) | -inf | inf | 1.772453850905516", "exp(-(x - 60)^2/2)/sqrt(2*pi) | -inf | inf | 1", "1/cosh(x - 2000) | 0 | inf | 3.141592653589793",
        "exp(-1000*(x - 1/3)^2) | -100 | 100 | 0.05604991216397929", "exp(-x^2 + 40*x - 400) | -inf | inf | 1.772453850905516",
        "1/(1 + (x - 500)^2) | -inf | inf | 3.141592653589793", "exp(-(x - 700)^4) | 0 | inf | 1.8128049541109541",
        "exp(-(100*(x - 7))^4) | -1000 | 1000 | 0.018128049541109541", "exp(-(x - 20)^2) | inf | -inf | -1.772453850905516",
    })
    void narrowAndDistantPeaksAreSeen(String f, String from, String to, double expected) {
        DefiniteIntegral integral = integral(f, from, to);
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(expected, Offset.offset(1e-9 * Math.abs(expected)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(-(x - 20)^4) | -inf | -100", "exp(-exp(x)) | 50 | 60"})
    void whatIsZeroWhereverItIsSeenIsRefused(String f, String from, String to) {
        assertThatThrownBy(() -> integral(f, from, to)).isInstanceOf(FluxionException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"abs(x^2 - p^2) | (p - q)^2*(q + 2*p)/3", "abs(x^2 - q^2) | (p - q)^2*(p + 2*q)/3", "abs(x)*abs(x - p) | (p - q)^2*(p + 2*q)/6",
        "1/x | log(q) - log(p)", "sign(x^3 - p^3) | q - p"})
    void whatIsAssumedOfTheEndsHoldsBetweenThem(String f, String expected) {
        Assumptions known = Assumptions.NONE.and(Formulas.condition("q > p and p > 0", Names.lenient()));
        var value = DefiniteIntegral.of(Language.parse(f), Symbol.of("x"), Symbol.of("p"), Symbol.of("q"), known, Budget.standard()).value();
        assertThat(Simplifier.simplify(Elementwise.difference(value, Language.parse(expected)), known, Budget.standard()).expression()).isEqualTo(Constant.ZERO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"1 | 10^20 | 10^20 + 1", "x | 10^17 | 10^17 + 5", "sqrt(x - 10^16) | 10^16 | 10^16 + 1",
            "x | 1 | 1 + 10^-20", "cos(x) | 10^17 | 10^17 + 20"})
    void endsThatDoublesCannotTellApartAreRefused(String integrand, String from, String to) {
        assertThatThrownBy(() -> DefiniteIntegral.of(Language.parse(integrand), Symbol.of("x"), Language.parse(from), Language.parse(to),
                Assumptions.NONE, Budget.standard()))
                .isInstanceOf(FluxionException.class).hasMessageContaining("closer to each other");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(-10^8*sin(20*x)^2) | 0 | 10 | 5.6275e-4", "exp(-10^10*cos(x)^2) | 0 | 200 | 1.13437e-3"})
    void manyNarrowPeaksAreSeen(String integrand, String from, String to, double expected) {
        DefiniteIntegral integral = DefiniteIntegral.of(Language.parse(integrand), Symbol.of("x"), Language.parse(from), Language.parse(to),
                Assumptions.NONE, Budget.standard());
        assertThat(Evaluator.scalar(integral.value(), Map.of())).isCloseTo(expected, org.assertj.core.data.Offset.offset(2e-4 * expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"exp(-x^4) + 1/(10^12*x) | 1 | inf", "sin(sin(x)) + 1/(10^12*x) | 0 | 1",
            "exp(-x^4) + 1/(10^12*x) | -inf | -1", "exp(-x^4) + 1/(10^9*x*log(x)) | 2 | inf",
        "exp(-x^2) + 10^-12/(x - sin(x)^2) | 1 | inf"})
    void smallPartsWithoutAnIntegralAreNotOverlooked(String integrand, String from, String to) {
        assertThatThrownBy(() -> DefiniteIntegral.of(Language.parse(integrand), Symbol.of("x"), Language.parse(from), Language.parse(to),
                Assumptions.NONE, Budget.standard()))
                .isInstanceOf(FluxionException.class);
    }
}
