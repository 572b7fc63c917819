package dev.fluxion.symbolic.evaluate;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Values for the tensors of some expressions, with sizes that are all different.
 *
 * <p>Source: that what rounding decides changes with a small disturbance: N. J. Higham, Accuracy and Stability of Numerical Algorithms (2nd ed., 2002), §1.6.
 */
public final class TensorSamples {
    private static final double DISTURBANCE = 1e-12;
    private static final double DETERMINED = 1e-9; // of a value: the most that the disturbance may change it by

    /**
     * Values of variables.
     *
     * @param at by name
     * @param beside the same, a little disturbed
     */
    public record Point(Map<String, Value> at, Map<String, Value> beside) {}

    private final Map<String, Long> sizes = new HashMap<>();
    private final List<Symbol> variables;

    /**
     * For the variables of these expressions.
     *
     * @param smallest the smallest size
     */
    public TensorSamples(List<Expression> expressions, long smallest) {
        Topology.of(expressions).nodes().stream().flatMap(TensorSamples::names).distinct().sorted().forEach(name -> sizes.put(name, smallest + sizes.size()));
        variables = expressions.stream().flatMap(expression -> Substitution.variables(expression).stream()).distinct().toList();
    }

    private static Stream<String> names(Expression node) {
        return node instanceof Symbol symbol && symbol.role() == Symbol.Role.SIZE ? Stream.of(symbol.name()) : node.shape().sizes().stream().flatMap(size -> size.names().stream());
    }

    /**
     * A point, always the same one for a seed; for an even seed all its numbers are positive.
     *
     * @throws ArithmeticException if a tensor has too many entries
     */
    public Point point(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean positive = seed % 2 == 0;
        Map<String, Value> at = new HashMap<>();
        variables.forEach(variable -> at.put(variable.name(), entries(variable, random, positive)));
        Map<String, Value> beside = new HashMap<>();
        at.forEach((name, value) -> beside.put(name, Value.of(value.sizes(),
                Arrays.stream(value.entries()).map(entry -> entry * (1 + DISTURBANCE * random.nextDouble())).toArray())));
        return new Point(at, beside);
    }

    private Value entries(Symbol variable, SplittableRandom random, boolean positive) {
        int[] dimensions = variable.shape().sizes().stream().mapToInt(size -> Math.toIntExact(size.value(sizes::get))).toArray();
        double[] entries = new double[Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
        Arrays.setAll(entries, i -> (0.3 + random.nextDouble()) * (positive || random.nextBoolean() ? 1 : -1));
        if (dimensions.length == 2) {
            DeclaredEntries.impose(variable, entries, dimensions, random);
        }
        return Value.of(dimensions, entries);
    }

    /**
     * The value of an expression at values of its variables; nothing where it has none.
     *
     * @param reason is told why
     */
    public Optional<Value> value(Expression expression, Map<String, Value> at, Consumer<FluxionException> reason) {
        try {
            return Optional.of(Evaluator.evaluate(expression, at, sizes));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.DOMAIN, Diagnostic.Code.LIMIT);
            reason.accept(e);
            return Optional.empty();
        }
    }

    /** Whether a value is finite and more than rounding: the inverse of a singular matrix may be finite, but consists of rounding. */
    public boolean isDetermined(Expression expression, Value value, Point point) {
        return Arrays.stream(value.entries()).allMatch(Double::isFinite)
                && value(expression, point.beside, reason -> { }).filter(other -> agree(value, other, DETERMINED)).isPresent();
    }

    /** Whether two values are the same up to a part of the largest entry of the first. */
    public static boolean agree(Value a, Value b, double tolerance) {
        double scale = 1 + Arrays.stream(a.entries()).map(Math::abs).max().orElse(0);
        return Arrays.equals(a.sizes(), b.sizes())
                && IntStream.range(0, a.entries().length).allMatch(i -> Math.abs(a.entries()[i] - b.entries()[i]) <= tolerance * scale);
    }
}
