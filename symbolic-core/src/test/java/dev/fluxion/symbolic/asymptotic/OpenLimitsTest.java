package dev.fluxion.symbolic.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.derivation.Derivation;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.TextPrinter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that depend on functions that are only named, and on parameters. */
class OpenLimitsTest {
    private final Elaborator elaborator = Language.elaborator(Names.lenient().nameOnly("f", 1).nameOnly("g", 2));

    private Expression read(String text) {
        return Language.parse(new Source("test", text), elaborator);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "limit(f(x + h), h, 0); f(x)", "limit((f(x + h) - f(x))/h, h, 0); f'(x)", "limit((f(x + h) - f(x - h))/(2*h), h, 0); f'(x)",
        "limit((f(x + h) - 2*f(x) + f(x - h))/h^2, h, 0); f''(x)", "limit(f(sin(x)/x), x, 0); f(1)", "limit(x*f(x), x, 0); 0", "limit(abs(f(x)), x, a); abs(f(a))",
        "limit(sqrt(f(x)), x, a); sqrt(f(a))", "limit(f(abs(x)), x, 0); f(0)", "limit((exp(f(x + h)) - exp(f(x)))/h, h, 0); exp(f(x))*f'(x)",
        "limit(f(x)^2/f(x), x, 0); f(0)", "limit(g(x + h, y), h, 0); g(x, y)", "limit((g(x + h, y) - g(x, y))/h, h, 0); diff(g(x, y), x)",
        "limit((g(x + h, y + 2*h) - g(x, y))/h, h, 0); diff(g(x, y), x) + 2*diff(g(x, y), y)",
        "limit((g(x + h, y - h) + g(x - h, y + h) - 2*g(x, y))/h^2, h, 0); diff(g(x, y), x, x) - 2*diff(g(x, y), x, y) + diff(g(x, y), y, y)",
        "series(g(x, y), x, 1, 2); g(1, y) + (x - 1)*subs(diff(g(x, y), x), x = 1) + O((x - 1)^2)"})
    void functionsThatAreOnlyNamedAreSmooth(String text, String expected) {
        assertThat(read(text)).isEqualTo(read(expected));
    }

    // What is not known of a function stays a limit.
    @ParameterizedTest
    @ValueSource(strings = {"limit(f(x), x, inf)", "limit(f(1/x), x, 0)", "limit(f(x)/x, x, 0)", "limit(x/f(x), x, 0)", "limit(x^f(x), x, 0)",
        "limit(f(x)*sin(1/x), x, 0)", "limit({x > 0: f(x), else: sin(x)}, x, 0)", "limit(floor(f(x)), x, 0)"})
    void whatDependsOnTheFunctionStays(String text) {
        assertThat(read(text).toString()).startsWith("limit(");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "limit(sin(a*x)/(b*x), x, 0); a/b; b != 0", "limit(sin(a*x)/sin(b*x), x, 0); a/b; b != 0", "limit((a*x + 1)/(b*x + 2), x, inf); a/b; b != 0",
        "limit((sqrt(x + h) - sqrt(x))/h, h, 0); 1/(2*sqrt(x)); x > 0", "limit(x^h, h, 0); 1; ''", "limit(1/f(x), x, 0); 1/f(0); f(0) != 0",
        "limit(a/b*x + 1, x, 2); 2*a/b + 1; b != 0", "limit(x*a + 1, x, 2); 2*a + 1; ''", "limit((log(x + h) - log(x))/h, h, 0); 1/x; x > 0",
        "limit(sqrt(x), x, a); sqrt(a); ''", "limit(sqrt(x - b), x, a); sqrt(a - b); ''", "limit(abs(x), x, a); abs(a); ''", "limit(max(x, b), x, a); max(a, b); ''",
        "limit(asin(x), x, a); asin(a); ''", "limit(cbrt(x - b), x, a); cbrt(a - b); ''", "limit(y*log(x*y), y, 0); 0; ''"})
    void limitsCarryWhatParametersMustSatisfy(String text, String expected, String conditions) {
        Expression value = read(text);
        assertThat(value).isEqualTo(read(expected));
        Condition where = elaborator.provisos().of(value);
        assertThat(where.equals(Condition.TRUE) ? "" : TextPrinter.text(where)).isEqualTo(conditions);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "limit(sqrt(a*x), x, inf); the sign of a:", "limit(sqrt(a)/x, x, 0); the sign of a:", "limit(-3*a*x, x, inf); the sign of a:",
        "limit(a*sin(1/x), x, 0); oscillates if a is not zero", "limit(sign(x), x, a); the sign of a:", "limit(abs(x)^a, x, 0); the sign of a:", "limit(floor(x), x, a); the whole number below a",
        "limit(log(x*y)/y, y, 0); 'inf, that from the left, where x < 0, and -inf, that from the right, where x > 0'"})
    void whatHasToBeAssumedIsNamed(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.UNSUPPORTED);
            assertThat(e.diagnostic().message()).contains(message);
        });
    }

    @Test
    void stepsAreCheckedWithExamplesAndTellConditions() {
        assertThat(steps("limit((f(x + h) - f(x))/h, h, 0)")).contains("f'(x)", "with an example in place of f");
        assertThat(steps("limit(f(x + h), h, 0)")).contains("value of a continuous function", "with an example in place of f");
        assertThat(steps("limit(sin(a*x)/(b*x), x, 0)")).contains("where b ≠ 0");
    }

    private String steps(String text) {
        Tree.Call call = (Tree.Call) Reader.expression(new Source("test", text));
        Derivation derivation = Language.derivation(elaborator, call).orElseThrow();
        assertThat(derivation.result()).isEqualTo(read(text));
        return derivation.text();
    }
}
