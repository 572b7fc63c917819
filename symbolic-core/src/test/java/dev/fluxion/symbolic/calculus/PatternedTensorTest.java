package dev.fluxion.symbolic.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.Language;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternedTensorTest {
    private static final Map<String, Long> SIZES = Map.of("n", 5L, "d", 4L, "k", 3L);

    private final Names names = Names.strict();
    private final Map<String, Symbol> symbols = new HashMap<>();
    private final Map<String, Value> at = new HashMap<>();

    PatternedTensorTest() {
        Random random = new Random(4);
        for (String each : List.of("A n n", "X n d", "T n d", "U n k", "V d k", "W d k", "w d", "x n", "y n", "s")) {
            String[] parts = each.split(" ");
            Shape shape = new Shape(Arrays.stream(parts).skip(1).map(Size::named).toList());
            Symbol symbol = Symbol.of(parts[0], shape, Symbol.Role.VARIABLE, Set.of());
            names.declare(symbol);
            symbols.put(parts[0], symbol);
            int[] sizes = shape.sizes().stream().mapToInt(size -> SIZES.get(size.toString()).intValue()).toArray();
            at.put(parts[0], Value.of(sizes, random.doubles(Arrays.stream(sizes).reduce(1, (a, b) -> a * b), 0.5, 1.5).toArray()));
        }
    }

    private Expression read(String text) {
        return Language.parse(new Source("formula", text), names);
    }

    private static double[] times(Value matrix, Value direction) {
        double[] v = direction.entries();
        double[] product = new double[matrix.entries().length / v.length];
        for (int i = 0; i < matrix.entries().length; i++) {
            product[i / v.length] += matrix.entries()[i] * v[i % v.length];
        }
        return product;
    }

    private static void requireNear(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-12 * (1 + Math.abs(expected[i]))); // sums of some dozens of terms
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            logsumexp(x)                       | x | 15  | softmax(x) on axes 1 = 2; -softmax(x) on axis 1; softmax(x) on axis 2
            normF(T - U*V')^2                  | U | 14  | 2*ones(n) on axes 1 = 3; V'*V on axes 2, 4
            sum(exp(U))                        | U | 15  | exp(U) on axes 1 = 3, 2 = 4
            x'*A*x                             | x | 25  | A + A' on axes 1, 2
            sum(x)^3                           | x | 10  | 6*sum(x)*ones(n) on axis 1; ones(n) on axis 2
            sum(x.^4) + x'*A*x                 | x | 30  | 12*x .^ 2 on axes 1 = 2; A + A' on axes 1, 2
            sum((X*w - y).^2)/n                | w | 16  | 2*X'*X/n on axes 1, 2
            log(sum(x.^2))                     | x | 15  | 2*ones(n)/sum(x .^ 2) on axes 1 = 2; -4*x/sum(x .^ 2)^2 on axis 1; x on axis 2
            s*sum(x)                           | x | 0   | 0
            """)
    void hessiansKeepTheirPattern(String formula, String variable, long numbers, String pattern) {
        Expression function = read(formula);
        Symbol by = symbols.get(variable);
        PatternedTensor hessian = PatternedTensor.hessian(function, by);
        Value dense = Evaluator.evaluate(Differentiation.derivative(function, List.of(by, by)), at, SIZES);
        PatternedValue value = hessian.at(at, SIZES);
        requireNear(value.dense().entries(), dense.entries());
        requireNear(value.times(at.get(variable)).entries(), times(dense, at.get(variable)));
        requireNear(Evaluator.evaluate(hessian.times(by), at, SIZES).entries(), times(dense, at.get(variable)));
        List<String> lines = hessian.toString().lines().toList();
        assertThat(String.join("; ", lines.stream().sorted(java.util.Comparator.comparing(line -> pattern.indexOf(line))).toList())).isEqualTo(pattern);
        assertThat(value.numbers()).isEqualTo(numbers).isEqualTo(hessian.numbers(SIZES::get));
        assertThat(hessian.expression()).isEqualTo(Differentiation.derivative(function, List.of(by, by)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            softmax(U)         | U
            A*X*w              | X
            X - mean(X, 1)     | X
            kron(U, V)         | U
            U*V'               | V
            diag(x)*X          | x
            tanh(X*W)          | W
            x*x'               | x
            """)
    void jacobiansToo(String formula, String variable) {
        Expression jacobian = Differentiation.derivative(read(formula), symbols.get(variable));
        PatternedTensor patterned = PatternedTensor.of(jacobian);
        Value dense = Evaluator.evaluate(jacobian, at, SIZES);
        requireNear(patterned.at(at, SIZES).dense().entries(), dense.entries());
        requireNear(patterned.at(at, SIZES).times(at.get(variable)).entries(), times(dense, at.get(variable)));
        requireNear(Evaluator.evaluate(patterned.times(symbols.get(variable)), at, SIZES).entries(), times(dense, at.get(variable)));
    }

    @Test
    void directionsOfOtherShapesAreRefused() {
        PatternedTensor hessian = PatternedTensor.hessian(read("logsumexp(x)"), symbols.get("x"));
        assertThatThrownBy(() -> hessian.times(symbols.get("w"))).isInstanceOf(FluxionException.class).hasMessage("a direction of shape [d] for the last axes of [n, n]");
        assertThatThrownBy(() -> hessian.at(at, SIZES).times(at.get("w"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a direction of sizes [4] for the last axes of [5, 5]");
        assertThatThrownBy(() -> PatternedTensor.hessian(read("2*x"), symbols.get("x"))).isInstanceOf(FluxionException.class).hasMessageContaining("has shape [n]");
    }
}
