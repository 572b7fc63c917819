package dev.fluxion.symbolic.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.PatternedTensor;
import dev.fluxion.symbolic.calculus.Stabilizer;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredTest {
    private static Symbol symbol(String property, int rank) {
        Shape shape = new Shape(Stream.of("n", "m", "k").limit(rank).map(Size::named).toList());
        return Symbol.of("A", shape, Symbol.Role.VARIABLE, Set.of(Symbol.Property.valueOf(property.toUpperCase(Locale.ROOT))));
    }

    private static int[] sizes(String text) {
        return Stream.of(text.split("x")).mapToInt(Integer::parseInt).toArray();
    }

    private static Value value(String sizes, String entries) {
        return Value.of(sizes(sizes), entries == null ? new double[0] : Stream.of(entries.trim().split(" +")).mapToDouble(Double::parseDouble).toArray());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            onehot            | 2x3   | 1 0 0   0 0 1
            onehot            | 3     | 0 1 0
            onehot            | 2x1x2 | 1 0     0 1
            onehot            | 0x3   |
            onehot            | 2x1   | 1 1
            onehot            | 2x2   | 1 -0    -0 1
            stochastic        | 2x2   | 0.25 0.75   0.3 0.7000000001
            stochastic        | 2x2   | 0 1         1 0
            symmetric         | 2x2   | 1 2     2 -3
            symmetric         | 2x2   | 1e6 2   2.0005 1e6
            symmetric         | 2x2   | NaN NaN NaN 1
            symmetric         | 2x2   | Infinity -Infinity -Infinity 1
            symmetric         | 0x0   |
            diagonal          | 2x2   | 3 0     -0 4
            positive_definite | 2x2   | 2 1     1 2
            positive_definite | 1x1   | 0.001
            """)
    void dataThatAreWhatWasDeclaredAreTaken(String property, String sizes, String entries) {
        Value value = value(sizes, entries);
        assertThatCode(() -> Declared.check(symbol(property, value.rank()), value)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            onehot            | 2x3   | 1 0 0   0 0.5 0.5    | row 2 holds 0.5 at position 2, where only 0 and 1 may stand
            onehot            | 2x3   | 1 0 0   0 0 0        | row 2 holds no 1 instead of one
            onehot            | 2x3   | 1 0 1   0 0 1        | row 1 holds 2 ones instead of one
            onehot            | 2     | 0 0                  | it holds no 1 instead of one
            onehot            | 2x2x2 | 1 0 1 0 1 0 0 NaN    | row 2, 2 holds NaN at position 2, where only 0 and 1 may stand
            stochastic        | 2x2   | 0.25 0.75   0.3 0.71 | row 2 sums to 1.01 instead of 1 (tolerance 1.0E-9)
            stochastic        | 2x2   | 1.5 -0.5    0 1      | row 1 holds -0.5 at position 2, which is no probability
            stochastic        | 1x2   | NaN 1                | row 1 holds NaN at position 1, which is no probability
            symmetric         | 2x2   | 1 2     3 4          | A[1, 2] = 2.0 and A[2, 1] = 3.0 differ (tolerance 1.0E-9 of the largest entry)
            symmetric         | 2x2   | 1 NaN   3 4          | A[1, 2] = NaN and A[2, 1] = 3.0 differ (tolerance 1.0E-9 of the largest entry)
            symmetric         | 2x3   | 1 2 3   4 5 6        | it has 2 rows and 3 columns
            diagonal          | 2x2   | 1 2     0 4          | A[1, 2] = 2.0 is not 0
            positive_definite | 2x2   | 1 2     3 4          | A[1, 2] = 2.0 and A[2, 1] = 3.0 differ (tolerance 1.0E-9 of the largest entry)
            positive_definite | 2x2   | 1 2     2 1          | the pivot of row 2 is -3.0 instead of a positive number
            positive_definite | 2x2   | 0 0     0 1          | the pivot of row 1 is 0.0 instead of a positive number
            """)
    void otherDataAreRefusedWithThePlace(String property, String sizes, String entries, String problem) {
        Value value = value(sizes, entries);
        assertThatThrownBy(() -> Declared.check(symbol(property, value.rank()), value)).isInstanceOfSatisfying(FluxionException.class, e -> {
            assertThat(e.diagnostic().code()).isEqualTo(Diagnostic.Code.DOMAIN);
            assertThat(e.diagnostic().message()).isEqualTo("'A' is declared " + property + ", but " + problem);
            assertThat(e.diagnostic().hint()).contains(property);
            assertThat(e.diagnostic().hint().contains("classes count from 1")).isEqualTo(problem.contains("no 1"));
        });
    }

    // x'*S*x has the derivative 2*S*x for a symmetric S alone.
    @Test
    void noValueOfADerivativeThatMadeUseOfADeclarationIsGivenForOtherData() {
        Names names = Names.strict();
        Symbol matrix = Symbol.of("S", Shape.of(Size.named("n"), Size.named("n")), Symbol.Role.VARIABLE, Set.of(Symbol.Property.SYMMETRIC));
        Symbol vector = Symbol.of("x", Shape.of(Size.named("n")), Symbol.Role.VARIABLE, Set.of());
        names.declare(matrix).declare(vector);
        Expression derivative = Differentiation.derivative(Language.parse(new Source("f", "x'*S*x"), names), vector);
        assertThat(derivative).hasToString("2*S*x");
        Map<String, Value> right = Map.of("S", value("2x2", "1 2 2 5"), "x", value("2", "1 1"));
        Map<String, Value> wrong = Map.of("S", value("2x2", "1 2 3 5"), "x", value("2", "1 1"));
        assertThat(Stabilizer.value(derivative, right).entries()).containsExactly(6, 14);
        assertThatThrownBy(() -> Stabilizer.value(derivative, wrong)).hasMessageContaining("'S' is declared symmetric");
        PatternedTensor hessian = PatternedTensor.of(Differentiation.derivative(derivative, vector));
        assertThatThrownBy(() -> hessian.at(wrong, Map.of("n", 2L))).hasMessageContaining("'S' is declared symmetric");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [1, 2; 2, 5]      |
            [1, 2; 3, 5]      | S[1, 2] = 2.0 and S[2, 1] = 3.0 differ
            B'*B              |
            B                 | is declared symmetric, which is not known of what is put in for it
            Q                 |
            """)
    void whatIsPutInForADeclaredSymbolIsHeldAgainstTheDeclaration(String put, String problem) {
        Names names = Names.strict();
        Shape square = Shape.of(Size.of(2), Size.of(2));
        names.declare(Symbol.of("S", square, Symbol.Role.VARIABLE, Set.of(Symbol.Property.SYMMETRIC)));
        names.declare(Symbol.of("Q", square, Symbol.Role.VARIABLE, Set.of(Symbol.Property.SYMMETRIC)));
        names.declare(Symbol.of("B", square, Symbol.Role.VARIABLE, Set.of())).declare(Symbol.of("x", Shape.of(Size.of(2)), Symbol.Role.VARIABLE, Set.of()));
        Source source = new Source("put in", "subs(diff(x'*S*x, x), S = " + put + ")");
        if (problem == null) {
            assertThat(Language.parse(source, names)).isNotNull();
        } else {
            assertThatThrownBy(() -> Language.parse(source, names)).hasMessageContaining(problem);
        }
    }

    @Test
    void singlePrecisionIsGivenItsRoundings() {
        float[] shares = new float[1000];
        Arrays.fill(shares, 1f / 1000);
        Symbol symbol = symbol("stochastic", 2);
        assertThatCode(() -> Declared.checkEntries(symbol, new int[] {1, 1000}, i -> shares[i], Declared.SINGLE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Declared.checkEntries(symbol, new int[] {1, 1000}, i -> 1.0001 * shares[i], Declared.SINGLE)).hasMessageContaining("row 1 sums to");
    }
}
