package dev.fluxion.symbolic.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A tensor formula with data: its value, its printed form and its derivatives are held against one another. */
final class TensorCheck {
    /** Distinct, so that no axis passes for another. */
    static final Map<String, Long> SIZES = Map.of("n", 5L, "d", 3L, "m", 4L, "k", 2L, "h", 6L);

    private static final double STEP = 1e-5;

    private final Names names = Names.strict();
    private final Map<String, Symbol> symbols = new HashMap<>();
    private final Map<String, Value> data = new HashMap<>();

    /** Declarations such as {@code X[n,d] S[n,n]symmetric w[d] s[]}. */
    static TensorCheck declare(String declarations, RandomGenerator random) {
        TensorCheck check = new TensorCheck();
        SIZES.keySet().forEach(check.names::size);
        for (String declaration : declarations.trim().split(" +")) {
            String name = declaration.substring(0, declaration.indexOf('['));
            String sizes = declaration.substring(declaration.indexOf('[') + 1, declaration.indexOf(']'));
            String property = declaration.substring(declaration.indexOf(']') + 1);
            List<Size> axes = new ArrayList<>();
            for (String size : sizes.isEmpty() ? new String[0] : sizes.split(",")) {
                axes.add(Character.isDigit(size.charAt(0)) ? Size.of(Long.parseLong(size)) : Size.named(size));
            }
            Set<Symbol.Property> properties = property.isEmpty() ? Set.of() : EnumSet.of(Symbol.Property.valueOf(property.toUpperCase(Locale.ROOT)));
            check.enter(Symbol.of(name, new Shape(axes), Symbol.Role.VARIABLE, properties), random);
        }
        return check;
    }

    void enter(Symbol symbol, RandomGenerator random) {
        int[] sizes = symbol.shape().sizes().stream().mapToInt(size -> (int) size.value(SIZES::get)).toArray();
        double[] entries = new double[java.util.Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        java.util.Arrays.setAll(entries, i -> 0.4 + random.nextDouble());
        structure(symbol, sizes, entries);
        names.declare(symbol);
        symbols.put(symbol.name(), symbol);
        data.put(symbol.name(), Value.of(sizes, entries));
    }

    private static void structure(Symbol symbol, int[] sizes, double[] entries) {
        for (int i = 0; i < entries.length && sizes.length == 2; i++) {
            int row = i / sizes[1];
            int column = i % sizes[1];
            if (symbol.is(Symbol.Property.ONEHOT)) {
                entries[i] = column == row % sizes[1] ? 1 : 0;
            } else if (symbol.is(Symbol.Property.STOCHASTIC)) {
                entries[i] = (column + 1) * 2.0 / (sizes[1] * (sizes[1] + 1));
            } else if (symbol.is(Symbol.Property.DIAGONAL) && column != row) {
                entries[i] = 0;
            } else if (symbol.isSymmetric() && column < row) {
                entries[i] = entries[column * sizes[1] + row];
            } else if (symbol.is(Symbol.Property.POSITIVE_DEFINITE) && column == row) {
                entries[i] += 1.5 * sizes[1];
            }
        }
    }

    Map<String, Value> data() {
        return data;
    }

    Symbol symbol(String name) {
        return symbols.get(name);
    }

    Expression read(String text) {
        return Language.parse(new Source("formula", text), names);
    }

    Value value(Expression expression) {
        return Evaluator.evaluate(expression, data, SIZES);
    }

    /** What is printed reads as an expression of the same shape and value. */
    void requireRoundTrip(Expression expression) {
        String text = expression.toString();
        Expression again = read(text);
        assertThat(again.shape()).as(text).isEqualTo(expression.shape());
        assertThat(difference(value(again), value(expression))).as(text).isLessThan(1e-9);
    }

    /** Every entry of the derivative agrees with central differences: truncation errors are about 1e-10, rounding errors about 1e-11. */
    void requireDerivative(Expression function, String variable, Expression derivative) {
        Symbol symbol = symbols.get(variable);
        assertThat(derivative.shape()).isEqualTo(function.shape().then(symbol.shape()));
        double[] claimed = value(derivative).entries();
        double[] entries = data.get(variable).entries();
        for (int i = 0; i < entries.length; i++) {
            double at = entries[i];
            entries[i] = at + STEP;
            double[] above = value(function).entries();
            entries[i] = at - STEP;
            double[] below = value(function).entries();
            entries[i] = at;
            for (int k = 0; k < above.length; k++) {
                double slope = (above[k] - below[k]) / (2 * STEP);
                double scale = 1 + Math.abs(slope) + 1e-4 * Math.abs(above[k]);
                assertThat(Math.abs(claimed[k * entries.length + i] - slope) / scale)
                        .as("%s by %s is %s: entry %d of %d by %d of %d", function, variable, derivative, k, above.length, i, entries.length)
                        .isLessThan(1e-5);
            }
        }
    }

    /** Holds a formula and its derivatives by the variables in turn. */
    Expression require(String text, String... variables) {
        Expression function = read(text);
        requireRoundTrip(function);
        for (String variable : variables) {
            Expression derivative = Differentiation.derivative(function, symbols.get(variable));
            requireDerivative(function, variable, derivative);
            requireRoundTrip(derivative);
            function = derivative;
        }
        return function;
    }

    /** The largest difference, relative where entries are large. */
    static double difference(Value a, Value b) {
        assertThat(a.sizes()).isEqualTo(b.sizes());
        double worst = 0;
        for (int i = 0; i < a.entries().length; i++) {
            double x = a.entries()[i];
            double y = b.entries()[i];
            boolean same = Double.compare(x, y) == 0 || Double.isNaN(x) && Double.isNaN(y);
            worst = Math.max(worst, same ? 0 : Double.isNaN(x - y) ? Double.POSITIVE_INFINITY : Math.abs(x - y) / (1 + Math.abs(y)));
        }
        return worst;
    }
}
