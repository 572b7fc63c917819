package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Numbers between which a function certainly stays.
 *
 * <p>Source: interval arithmetic, R. E. Moore, Interval Analysis (1966); monotone pieces by the sign of the derivative.
 *
 * @param low rounded down
 * @param high rounded up
 */
public record Bounds(BigDecimal low, BigDecimal high) {
    /** The significant digits of both. */
    public static final int DIGITS = 17;
    private static final int BITS = 80;
    private static final int SPLITS = 400;
    private static final int DEEPEST = 48;
    private static final int SHARP = 60; // bits to which a bound agrees with a value that is taken: rounding to digits is wider
    private static final int DEEPEST_HOLE = 12;

    private record Box(Map<String, Enclosure> sides, Enclosure value, int depth) {}

    /**
     * Bounds of a scalar whose variables lie in intervals. The box that decides a bound is halved again and again; where a derivative does not
     * change its sign, the values at the ends decide.
     *
     * @throws FluxionException {@code domain} where the function is not bounded or has no values
     */
    public static Bounds of(Expression function, Map<String, Enclosure> sides, Budget budget) {
        return new Search(function, sides, budget).run();
    }

    private static final class Search {
        private final Expression function;
        private final Map<String, Enclosure> whole;
        private final Budget budget;
        private final Map<String, Expression> slopes = new HashMap<>();
        private final PriorityQueue<Box> lowest = new PriorityQueue<>(Comparator.comparing((Box box) -> box.value.low()));
        private final PriorityQueue<Box> highest = new PriorityQueue<>(Comparator.comparing((Box box) -> box.value.high()).reversed());
        private Dyadic leastTaken; // not above it the function is somewhere
        private Dyadic mostTaken;

        Search(Expression function, Map<String, Enclosure> sides, Budget budget) {
            this.function = function;
            this.whole = sides;
            this.budget = budget;
            if (isContinuous(function)) {
                sides.keySet().forEach(name -> slopes.put(name, Differentiation.derivative(function, Symbol.of(name))));
            }
        }

        // Jumps would make a function fall where its derivative says that it rises.
        private static boolean isContinuous(Expression function) {
            return Topology.of(function).nodes().stream().noneMatch(node -> node instanceof Piecewise || node instanceof Bound || node instanceof Fold
                    || node instanceof Apply a && (a.operands().size() > 1 || a.operator().derivative(a.operator().operands().getFirst()).filter("0"::equals).isPresent()));
        }

        Bounds run() {
            enter(whole, 0);
            boolean open = true;
            for (int split = 0; split < SPLITS && open; split++) {
                open = halve(split % 2 == 0) || halve(split % 2 != 0);
            }
            return new Bounds(lowest.peek().value.low().toBigDecimal().round(new MathContext(DIGITS, RoundingMode.FLOOR)),
                    highest.peek().value.high().toBigDecimal().round(new MathContext(DIGITS, RoundingMode.CEILING)));
        }

        // The box that decides one of the bounds, if that could be sharper.
        private boolean halve(boolean low) {
            Box box = low ? lowest.peek() : highest.peek();
            Dyadic bound = low ? box.value.low() : box.value.high();
            Dyadic gap = low ? leastTaken.minus(bound) : bound.minus(mostTaken);
            if (box.depth >= DEEPEST || gap.compareTo(bound.abs().shifted(-SHARP)) <= 0) {
                return false;
            }
            lowest.remove(box);
            highest.remove(box);
            halves(box.sides).forEach(half -> enter(half, box.depth + 1));
            return true;
        }

        private void enter(Map<String, Enclosure> sides, int depth) {
            try {
                Box box = new Box(sides, value(sides), depth);
                lowest.add(box);
                highest.add(box);
            } catch (NotEnclosed e) {
                if (e.isCertain() || depth >= DEEPEST_HOLE) {
                    throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN,
                            "the function is not bounded, or not defined everywhere, there: " + e.getMessage(), Span.NONE));
                }
                halves(sides).forEach(half -> enter(half, depth + 1));
            }
        }

        private Enclosure value(Map<String, Enclosure> sides) {
            Enclosure plain = Precise.enclose(function, sides, BITS, budget);
            Map<String, Enclosure> least = new HashMap<>(sides);
            Map<String, Enclosure> most = new HashMap<>(sides);
            slopes.forEach((name, slope) -> {
                int sign = signOf(slope, sides);
                Enclosure side = sides.get(name);
                if (sign != 0) {
                    least.put(name, Enclosure.exactly(sign > 0 ? side.low() : side.high()));
                    most.put(name, Enclosure.exactly(sign > 0 ? side.high() : side.low()));
                }
            });
            if (least.equals(sides)) {
                take(middle(sides));
                return plain;
            }
            Enclosure low = Precise.enclose(function, least, BITS, budget);
            Enclosure high = Precise.enclose(function, most, BITS, budget);
            if (least.values().stream().allMatch(Enclosure::isPoint)) {
                take(low);
                take(high);
            } else {
                take(middle(sides));
            }
            return new Enclosure(low.low().compareTo(plain.low()) > 0 ? low.low() : plain.low(), high.high().compareTo(plain.high()) < 0 ? high.high() : plain.high());
        }

        private Enclosure middle(Map<String, Enclosure> sides) {
            Map<String, Enclosure> point = new HashMap<>();
            sides.forEach((name, side) -> point.put(name, Enclosure.exactly(middle(side))));
            return Precise.enclose(function, point, BITS, budget);
        }

        private static Dyadic middle(Enclosure side) {
            return side.low().plus(side.high()).shifted(-1);
        }

        private void take(Enclosure value) {
            leastTaken = leastTaken == null || value.high().compareTo(leastTaken) < 0 ? value.high() : leastTaken;
            mostTaken = mostTaken == null || value.low().compareTo(mostTaken) > 0 ? value.low() : mostTaken;
        }

        private int signOf(Expression slope, Map<String, Enclosure> sides) {
            try {
                return Precise.enclose(slope, sides, BITS, budget).signum();
            } catch (NotEnclosed e) {
                return 0;
            }
        }

        private static List<Map<String, Enclosure>> halves(Map<String, Enclosure> sides) {
            String widest = sides.entrySet().stream().max(Comparator.comparing(each -> each.getValue().high().minus(each.getValue().low())))
                    .orElseThrow().getKey();
            Enclosure side = sides.get(widest);
            Dyadic middle = middle(side);
            Map<String, Enclosure> left = new HashMap<>(sides);
            Map<String, Enclosure> right = new HashMap<>(sides);
            left.put(widest, new Enclosure(side.low(), middle));
            right.put(widest, new Enclosure(middle, side.high()));
            return List.of(left, right);
        }
    }
}
