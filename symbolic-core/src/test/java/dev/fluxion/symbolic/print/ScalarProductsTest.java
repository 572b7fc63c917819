package dev.fluxion.symbolic.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarProductsTest {
    private static Expression read(String text) {
        Size n = Size.named("n");
        Names names = Names.lenient();
        List.of("A", "B").forEach(name -> names.declare(Symbol.of(name, Shape.of(n, n), Symbol.Role.VARIABLE, Set.of())));
        List.of("u", "w").forEach(name -> names.declare(Symbol.of(name, Shape.of(n), Symbol.Role.VARIABLE, Set.of())));
        return Language.parse(new Source("input", text), names);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            w'*A*w                       | w'*A*w
            w'*A'*w                      | w'*A*w
            u'*A*w                       | u'*A*w
            w'*A*u                       | w'*A*u
            u'*A'*w                      | w'*A*u
            w'*A*B*u                     | w'*A*B*u
            u'*B'*A'*w                   | w'*A*B*u
            w'*inv(A)*w                  | w'*inv(A)*w
            I(n)[:, 1]'*I(n)[:, 2]*w[1]  | 0
            I(n)[:, 2]'*I(n)[:, 2]*w[1]  | w[1]
            sum(i, j: u[i]*A[i, j]*w[j]) | u'*A*w
            """)
    void aNumberIsReadFromTheEndWithFewerTransposes(String text, String printed) {
        Expression expression = read(text);
        assertThat(expression).hasToString(printed);
        assertThat(read(printed)).hasToString(printed);
    }
}
