package dev.fluxion.symbolic.elaborate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.language.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The way out that a mistake of meaning comes with. */
class HintsTest {
    private static Expression parse(String text) {
        return Language.parse(new Source("hint", text), Names.lenient());
    }

    @ParameterizedTest
    @CsvSource({"lod, log", "lgo, log", "logg, log", "sinn, sin", "Sin, sin", "arcsin, asin", "arctan, atan", "sqr, sqrt", "ab, abs", "cosin, cos", "sinus, sin",
        "tangens, tan", "maximum, max", "differentiate, diff", "integral, integrate", "simpl, simplify", "i, I", "trace, tr", "eye, I", "identity, I", "norm, norm2", "slogdet, logdet"})
    void aMistypedFunctionSuggestsTheNearestOrOneThatBeginsAlike(String typed, String meant) {
        assertThat(hint(typed + "(x)")).isEqualTo("did you mean " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource({"f", "g", "tg", "average", "xyz"})
    void whatResemblesNothingSuggestsNothing(String typed) {
        assertThat(hint(typed + "(x)")).doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sin^-1(x)   | write asin(…) for the inverse function, 1/sin(…) for the reciprocal",
        "2*tan^(-1)(x) | write atan(…) for the inverse function, 1/tan(…) for the reciprocal",
        "relu^-1(x)  | write 1/relu(…) for the reciprocal",
        "sin^1(x)    | write sin(…)",
        "x^2(y + 1)  | to multiply, write * before the bracket"})
    void aPowerBetweenNameAndOperandsIsTakenForNothingButAPowerOfTheValue(String text, String hint) {
        assertThat(hint(text)).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "norm2(3, 4)     | write norm2(x), of a vector norm2([3, 4])",
        "normF(x, y)     | write normF(A)",
        "tr(1, -2)       | write tr(A), of a vector tr([1, -2])",
        "dot(x)          | write dot(x, y)",
        "reshape(x)      | write reshape(A, n, m)",
        "tanh(x, 2)      | write tanh(x)",
        "det(A, 2)       | write det(x)",
        "cumsum(x, 1, 2) | write cumsum(x)",
        "atan2(x)        | write atan2(a, b)",
        "log(x, 2, 3)    | write log(x) or log(x, b)",
        "mse(x)          | write mse(p, y)",
        "diff(x^2)       | write diff(f, x)",
        "hvp(x^2, x)     | write hvp(f, x, v)",
        "pdf(x)          | write pdf(D, x)"})
    void anotherNumberOfOperandsShowsHowAFunctionIsCalled(String text, String hint) {
        assertThat(hint(text)).isEqualTo(hint);
    }

    // Whatever takes some number of operands and no other says so, and how it is called.
    @ParameterizedTest
    @MethodSource("functions")
    void everyFunctionSaysHowItIsCalled(String name) {
        String operands = String.join(", ", java.util.Collections.nCopies(40, "x"));
        for (String text : java.util.List.of(name + "()", name + "(" + operands + ")")) {
            try {
                parse(text);
            } catch (FluxionException e) {
                boolean counts = e.diagnostic().message().contains(" takes ") || e.diagnostic().message().contains(" does not take ");
                assertThat(!counts || e.diagnostic().hint().startsWith("write " + name + "(")).as("%s: %s", text, e.diagnostic()).isTrue();
            }
        }
    }

    static java.util.List<String> functions() {
        return Language.elaborator(Names.lenient()).vocabulary().names().stream().sorted().toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "A@B                | write * for the product of matrices",
        "A\\b               | write solve(A, b) for the solution of A*x = b",
        "A.T                | write x' for the transpose, .* ./ .^ for entry by entry",
        "det([1, 2, 3])     | of a vector x, diag(x) and x*x' are square matrices",
        "tr(3)              | a matrix of numbers is written [a, b; c, d], one of another size declared: A in R[n, n]",
        "norm2(3)           | abs is the norm of a number",
        "normF(3)           | abs is the norm of a number",
        "norm2([1, 2; 3, 4]) | normF is the norm of a matrix",
        "normF([1, 2])      | norm2 is the norm of a vector",
        "norm2(tensor(i = 1..2, j = 1..2, k = 1..2: i*j*k)) | the norm of all entries is sum(x.^2)^(1/2)",
        "softmax(x)         | a vector of numbers is written [a, b, c], one of another size declared: x in R[n]",
        "sum(x, 1)          | a vector of numbers is written [a, b, c], one of another size declared: x in R[n]",
        "mean(i: x)         | these do: sum, prod, max, min, tensor; a function of a tensor takes tensor(i: …)"})
    void whoComesFromElsewhereIsShownTheWay(String text, String hint) {
        assertThat(hint(text)).isEqualTo(hint);
    }

    private static String hint(String text) {
        return catchThrowableOfType(FluxionException.class, () -> parse(text)).diagnostic().hint();
    }

    @Test
    void aNameThatIsNullIsNamed() {
        Expression square = parse("x^2");
        assertThatThrownBy(() -> square.diff((String) null)).isInstanceOf(NullPointerException.class).hasMessage("the name of a variable is null");
        assertThatThrownBy(() -> square.diff((String[]) null)).isInstanceOf(NullPointerException.class).hasMessage("the names of variables are null");
        assertThatThrownBy(() -> square.derive(null)).isInstanceOf(NullPointerException.class).hasMessage("the name of a variable is null");
    }
}
