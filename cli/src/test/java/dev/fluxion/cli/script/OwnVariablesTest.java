package dev.fluxion.cli.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnVariablesTest {
    private static List<String> run(String script) {
        List<String> printed = new ArrayList<>();
        new Session(output -> printed.add(output.text())).run(new Source("script", script));
        return printed;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "f(x) = integrate(x*t, t, 0, 1)| f(t)| t/2",
        "f(x) = integrate(x*t, t, 0, x)| f(t)| t^3/2",
        "f(x) = integrate(exp(-t^2), t, x, inf)| f(t)| sqrt(pi)*erfc(t)/2",
        "f(x) = integrate(x*t, t)| f(t)| t^3/2",
        "f(x) = limit((1 + x/n)^n, n, inf)| f(n)| exp(n)",
        "f(a) = diff(a*x^3, x)| f(x)| 3*x^3",
        "f(a) = d/dx(a*x^3)| f(x)| 3*x^3",
        "f(x, y) = diff(x^2*y, x)| f(t, t)| 2*t^2",
        "f(a) = solve(t == a + 1, t)| f(t)| t + 1",
        "f(a) = implicit(x^2 + y^2 == a, y, x)| f(y)| -x/y",
        "f(a) = subs(a*x, x = 2)| f(x)| 2*x",
        "f(a) = resultant(t^2 - a, t - 1, t)| f(t)| 1 - t",
        "f(x) = integrate(x*t, t, 0, 1)| integrate(f(t), t, 0, 1)| 1/4 = 0.25",
        "k(y) = integrate(y*t, t, 0, 1); f(x) = integrate(k(t + x), t, 0, 1)| f(t)| t/2 + 1/4"})
    void whatFunctionsAreGivenIsNotTheirOwnVariable(String definition, String call, String value) {
        assertThat(run(definition + "\n" + call)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "f(x) = x^3; g(x) = diff(f(x), x)| g(2)| 12",
        "g(x) = d/dx(x^3)| g(t^2)| 3*t^4",
        "g(x) = diff(x^4, x, 2)| g(1/2)| 3",
        "g(x) = integrate(x^2, x)| g(3)| 9",
        "g(x) = integrate(x^2, x, 0, 1)| g(3)| 1/3 = 0.3333333333333333",
        "g(x) = limit(sin(x)/x, x, 0)| g(3)| 1",
        "g(x, y) = grad(x^2*y, [x, y])| g(1, 2)| '[4, 1]'",
        "g(x, y) = hessian(x^2*y, [x, y])| g(1, 2)| '[4, 2; 2, 0]'",
        "g(x, y) = implicit(x^2 + y^2 == 1, y, x)| g(3/5, 4/5)| -3/4 = -0.75",
        "g(x) = diff(sin(x), x)| g(0)| 1",
        "g(x) = diff(sum(x .* x), x)| g([1, 2])| '2*[1, 2] = [2, 4]'"})
    void derivativesOfParametersAreThoseAtTheirValues(String definition, String call, String value) {
        assertThat(run(definition + "\n" + call)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "newton(f, x) = x - f/diff(f, x)| newton(t^2 - 2, t)| t - (t^2 - 2)/(2*t)",
        "slope(f) = diff(f, x)| slope(x^2)| 2*x",
        "average(f) = integrate(f, t, 0, 1)| average(t^2)| 1/3 = 0.3333333333333333"})
    void operandsThatDoNotSpeakOfTheVariableAreTakenForWhatTheyStandFor(String definition, String call, String value) {
        assertThat(run(definition + "\n" + call)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "subs(integrate(exp(a*t), t, 0, 1), a = 0)| 1",
        "subs(integrate(t^n, t, 1, 2), n = -1)| log(2) = 0.6931471805599453",
        "subs(integrate(sin(m*x)*sin(n*x), x, 0, 2*pi), m = 1, n = 1)| pi = 3.141592653589793",
        "subs(integrate(max(t, 0), t, x, 1), x = -1)| 1/2 = 0.5",
        "subs(limit(a^x, x, inf), a = 1/2)| 0",
        "subs(integrate(exp(a*t), t, 0, 1), a = 1)| exp(1) - 1 = 1.7182818284590453",
        "subs(x + y, x = y, y = x)| x + y"})
    void numbersForWhichAClosedFormDoesNotHoldArePutInBefore(String call, String value) {
        assertThat(run(call)).containsExactly(value);
    }

    @Test
    void namesThatAreNoVariablesOfTheOperandAreStillRefused() {
        assertThatThrownBy(() -> run("g(x, n) = diff(sin(x), x, n)\ng(x, 2)")).isInstanceOf(FluxionException.class).hasMessageContaining("a variable is expected here");
    }
}
