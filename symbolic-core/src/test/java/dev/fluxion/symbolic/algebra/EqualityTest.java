package dev.fluxion.symbolic.algebra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.rewrite.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EqualityTest {
    private static Equality compare(String first, String second, Assumptions assumptions) {
        return Equality.of(Language.parse(first), Language.parse(second), assumptions, Budget.standard());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin(x)^2 + cos(x)^2 | 1", "(x + 1)^2 | x^2 + 2*x + 1", "x/x | 1", "1/(x - 1) - 1/(x + 1) | 2/(x^2 - 1)", "sqrt(x^2) | abs(x)",
        "exp(x)*exp(y) | exp(x + y)", "tanh(x) | sinh(x)/cosh(x)", "sqrt(2)*sqrt(3) | sqrt(6)", "sin(2*x) | 2*sin(x)*cos(x)",
        "{x > 0: x, else: -x} | abs(x)", "{x > y: x, else: y} | max(x, y)", "{x > 0: {x > 1: 1, else: x}, else: 0} | clamp(x, 0, 1)", "mod(x, 1) | x - floor(x)",
        "{x == 1: 2, else: x + 1} | x + 1", "{x == 0: 0, else: x*sign(x)} | abs(x)",
        "floor(x) + floor(x + 1/2) | floor(2*x)", "4*atan(1/5) - atan(1/239) | pi/4", "atan(2) + atan(3) | 3*pi/4", "atan(1/2)/3 + atan(1/3)/3 | pi/12",
        "12*atan(1/49) + 32*atan(1/57) - 5*atan(1/239) + 12*atan(1/110443) | pi/4",
    })
    void equalOnesAreFoundEqual(String first, String second) {
        assertThat(compare(first, second, Assumptions.NONE)).isInstanceOf(Equality.Equal.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sqrt(x^2) | x", "x/(1 + 10^-30) | x", "sin(x) | x", "log(x*y) | log(x) + log(y) + 1", "abs(x + y) | abs(x) + abs(y)",
        "atan(x) + atan(1/x) | pi/2", "{x > 0: x, else: -x} | x", "{x > 0: x, else: 2*x} | {x > 1: x, else: 2*x}", "x^2 + y | x^2 + z", "sqrt(2) | 3/2", "2 | 3", "log(x) + 1 | log(x)",
    })
    void differentOnesHaveACounterexample(String first, String second) {
        Equality equality = compare(first, second, Assumptions.NONE);
        assertThat(equality).isInstanceOf(Equality.Different.class);
        var at = ((Equality.Different) equality).counterexample();
        Expression a = Language.parse(first);
        Expression b = Language.parse(second);
        boolean onlyAsFractions = first.contains("10^-30"); // a double cannot tell these apart
        assertThat(Evaluator.scalar(a, at) != Evaluator.scalar(b, at) || onlyAsFractions).as("at %s", at).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1/3 | 0.3333333333333333", "10^400 | 10^400 + 1", "1/10^400 | 0", "10^-400 | 0", "pi | 355/113", "sqrt(2) | 1.4142135623730951",
        "atan(2) + atan(3) | -pi/4", "4*atan(1/5) - atan(1/238) | pi/4",
        "exp(pi*sqrt(163)) | 262537412640768744", "exp(-2000) | 0", "exp(1000) | exp(1001)",
    })
    void numbersAreToldApartBeyondTheDigitsAndTheRangeOfDoubles(String first, String second) {
        assertThat(compare(first, second, Assumptions.NONE)).isEqualTo(new Equality.Different(java.util.Map.of()));
    }

    // What would be too large multiplied out goes where both have it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(x + 1)^6000 | (x + 1)^6000 + 1 | Different", "(x + 1)^6000 + y^2 - 1 | (y - 1)*(y + 1) + (x + 1)^6000 | Equal",
        "(x + 1)^6000 + y^2 - 1 | (y - 1)*(y + 2) + (x + 1)^6000 | Different", "2*((x + 1)^6000 + y) | 2*(x + 1)^6000 + 2*y | Equal",
        "sqrt(-1 - x^2) + 1 | sqrt(-1 - x^2) | Unknown"})
    void termsOfBothNeedNoComparison(String first, String second, String answer) {
        assertThat(compare(first, second, Assumptions.NONE).getClass().getSimpleName()).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sqrt(x^2) | x", "log(x*y) | log(x) + log(y)"})
    void assumptionsLeaveCounterexamplesOut(String first, String second) {
        Assumptions positive = Assumptions.NONE.and(Language.elaborator(dev.fluxion.symbolic.elaborate.Names.lenient())
                .condition(dev.fluxion.grammar.Reader.expression(new dev.fluxion.grammar.Source("assume", "x > 0 and y > 0"))));
        assertThat(compare(first, second, positive)).isInstanceOf(Equality.Equal.class);
    }

    @org.junit.jupiter.api.Test
    void wholeNumbersAreTriedWhereAVariableIsWhole() {
        Assumptions whole = Assumptions.NONE.andWhole(Symbol.of("n"));
        assertThat(compare("sin(n*pi)", "0", whole)).isNotInstanceOf(Equality.Different.class);
        assertThat(compare("cos(n*pi)", "1", whole)).isInstanceOf(Equality.Different.class);
    }

    @org.junit.jupiter.api.Test
    void sumsOfSymbolicLengthAreNotEvaluatedAtPoints() {
        Expression sum = Language.parse("sum(k = 1..n: k)");
        Expression closed = Language.parse("n*(n + 1)/2");
        assertThat(Equality.of(sum, closed, Assumptions.NONE, Budget.standard())).isNotInstanceOf(Equality.Different.class);
        assertThat(Equality.of(sum, sum, Assumptions.NONE, Budget.standard())).isInstanceOf(Equality.Equal.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "atanh(tanh(3*x)) | 3*x", "1/(1 - sigmoid(4*x)) | 1 + exp(4*x)", "1/(cosh(2*x) - sinh(2*x)) | exp(2*x)", "log(cosh(2*x) - sinh(2*x)) | -2*x",
                "1/(1 - tanh(2*x)) | (exp(4*x) + 1)/2",
        "tanh(2*x)/(1 - tanh(2*x)^2) | sinh(4*x)/2", "1/erfc(x) | 1/(1 - erf(x))", "(exp(x/10^12) - 1)*10^12 | expm1(x/10^12)*10^12",
        "(1 - cos(x/10^6))*10^12 | 2*10^12*sin(x/(2*10^6))^2",
        "sin(10^17*pi + x) | sin(x)", "exp(50)*(cosh(20 + x) - sinh(20 + x)) | exp(30 - x)", "(10^20 + 1 - 10^20)*log(x) | log(x)",
        "tan(pi/2) | tan(3*pi/2)", "log(0) | log(-1)",
    })
    void roundingErrorsAreNoCounterexamples(String first, String second) {
        assertThat(compare(first, second, Assumptions.NONE)).isNotInstanceOf(Equality.Different.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"log(0) | log(0)", "tan(pi/2) | tan(pi/2)", "tan(pi/2) | tan(3*pi/2)", "sqrt(-2) | sqrt(-2)",
            "log(-1) + 1 | log(-1) + 1", "asin(2) | asin(2)", "1/log(1) | 1/log(1)", "log(sin(pi)) | log(sin(pi))",
        "log(0) | 1", "acosh(1/2) | 0", "asin(2) | asin(3)"})
    void ofWhatHasNoValueNothingIsSaid(String first, String second) {
        assertThat(compare(first, second, Assumptions.NONE)).isInstanceOf(Equality.Unknown.class);
    }
}
