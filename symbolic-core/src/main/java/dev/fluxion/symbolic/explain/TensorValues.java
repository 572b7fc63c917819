package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.derivation.Check;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The values of an expression with tensors at a few points with sizes that are all different, against which other forms of it are held. */
final class TensorValues {
    private static final int WANTED = 3;
    private static final int TRIED = 8;
    private static final double TOLERANCE = 1e-7; // inverses and determinants of matrices of order 6 at most, in doubles

    private static final double DISTURBANCE = 1e-12;
    private static final double DETERMINED = 1e-9; // of a value: the most that the disturbance may change it by

    private record Point(Map<String, Value> at, Map<String, Value> beside, Value value) {}

    private final boolean everywhere;
    private final Map<String, Long> sizes = new HashMap<>();
    private final List<Point> points = new ArrayList<>();
    private String reason = "no point of the domain was found";

    TensorValues(Expression expression, boolean everywhere) {
        this.everywhere = everywhere;
        List<String> names = Topology.of(expression).nodes().stream().flatMap(TensorValues::names).distinct().sorted().toList();
        names.forEach(name -> sizes.put(name, 3L + sizes.size()));
        for (int seed = 1; seed <= TRIED && points.size() < WANTED; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean positive = seed % 2 == 0;
            try {
                Map<String, Value> at = new HashMap<>();
                Substitution.variables(expression).forEach(variable -> at.put(variable.name(), entries(variable, random, positive)));
                Map<String, Value> beside = new HashMap<>();
                at.forEach((name, value) -> beside.put(name, Value.of(value.sizes(),
                        Arrays.stream(value.entries()).map(entry -> entry * (1 + DISTURBANCE * random.nextDouble())).toArray())));
                value(expression, at).filter(value -> isDetermined(expression, value, beside)).ifPresent(value -> points.add(new Point(at, beside, value)));
            } catch (ArithmeticException e) {
                reason = "the tensors are too large";
            }
        }
    }

    private static Stream<String> names(Expression node) {
        return node instanceof Symbol symbol && symbol.role() == Symbol.Role.SIZE ? Stream.of(symbol.name()) : node.shape().sizes().stream().flatMap(size -> size.names().stream());
    }

    // The inverse of a singular matrix may be finite, but consists of rounding.
    private boolean isDetermined(Expression form, Value value, Map<String, Value> beside) {
        return Arrays.stream(value.entries()).allMatch(Double::isFinite) && value(form, beside).filter(other -> agree(value, other, DETERMINED)).isPresent();
    }

    private static boolean agree(Value a, Value b, double tolerance) {
        double scale = 1 + Arrays.stream(a.entries()).map(Math::abs).max().orElse(0);
        return Arrays.equals(a.sizes(), b.sizes())
                && IntStream.range(0, a.entries().length).allMatch(i -> Math.abs(a.entries()[i] - b.entries()[i]) <= tolerance * scale);
    }

    private Value entries(Symbol variable, SplittableRandom random, boolean positive) {
        int[] dimensions = variable.shape().sizes().stream().mapToInt(size -> Math.toIntExact(size.value(sizes::get))).toArray();
        double[] entries = new double[Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
        Arrays.setAll(entries, i -> (0.3 + random.nextDouble()) * (positive || random.nextBoolean() ? 1 : -1));
        if (dimensions.length == 2) {
            Structured.impose(variable, entries, dimensions, random);
        }
        return Value.of(dimensions, entries);
    }

    private Optional<Value> value(Expression form, Map<String, Value> at) {
        try {
            return Optional.of(Evaluator.evaluate(form, at, sizes));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.NAME, Diagnostic.Code.SHAPE, Diagnostic.Code.DOMAIN, Diagnostic.Code.LIMIT);
            reason = Check.reason(e);
            return Optional.empty();
        }
    }

    /**
     * Holds a form against the values.
     *
     * @throws IllegalStateException if they disagree
     */
    Check of(Expression form) {
        int agreed = 0;
        for (Point point : points) {
            Optional<Value> found = value(form, point.at);
            boolean same = found.filter(value -> agree(point.value, value, TOLERANCE)).isPresent();
            if (!same && everywhere && found.filter(value -> isDetermined(form, value, point.beside)).isPresent()) {
                throw new IllegalStateException(form + " is " + Arrays.toString(found.orElseThrow().entries()) + " instead of " + Arrays.toString(point.value.entries()));
            }
            agreed += same ? 1 : 0;
        }
        return agreed > 0 ? Check.at(agreed) : Check.none(points.isEmpty() ? reason : everywhere ? "the form has no value in double precision" : "it holds under assumptions");
    }
}
