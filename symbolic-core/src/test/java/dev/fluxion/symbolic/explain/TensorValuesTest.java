package dev.fluxion.symbolic.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorValuesTest {
    private static Expression read(String text) {
        Names names = Names.strict();
        Size n = Size.named("n");
        Size d = Size.named("d");
        names.size("n");
        names.size("d");
        names.declare(Symbol.of("x", Shape.of(n), Symbol.Role.VARIABLE, Set.of()));
        names.declare(Symbol.of("A", Shape.of(n, n), Symbol.Role.VARIABLE, Set.of()));
        names.declare(Symbol.of("X", Shape.of(n, d), Symbol.Role.VARIABLE, Set.of()));
        return Language.parse(new Source("formula", text), names);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x'*A*x             | x'*A'*x
            sum(x)/n           | mean(x)
            A*(A*x)            | A^2*x
            det(A)*inv(A)      | adj(A)
            """)
    void equalFormsAreCheckedAtPoints(String expression, String form) {
        assertThat(new TensorValues(read(expression), true).of(read(form))).isEqualTo(Check.at(3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x'*A*x             | x'*A'*x + 1e-3
            A*x                | A'*x
            sum(x)             | mean(x)
            inv(A)*x           | A*x
            """)
    void otherFormsAreMistakesOfTheEngine(String expression, String form) {
        assertThatThrownBy(() -> new TensorValues(read(expression), true).of(read(form))).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"inv(X'*X),inv(X*X')", "logdet(X'*X),logdet(X*X')"})
    void whatConsistsOfRoundingDecidesNothing(String first, String second) {
        assertThat(new TensorValues(read(first.startsWith("inv") ? "sum(" + first + ") + sum(" + second + ")" : first + " + " + second), true).of(read("sum(x)"))).isNotEqualTo(Check.at(3));
    }
}
