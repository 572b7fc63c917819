package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Condition.Comparison;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fact;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.number.Decimal;
import dev.fluxion.symbolic.number.Rational;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Facts about expressions that simplification may use, such as {@code x > 0}, {@code x != 0} and that {@code n} is whole. Immutable. */
public final class Assumptions {
    /** Nothing but that variables are real. */
    public static final Assumptions NONE = new Assumptions(Map.of(), Set.of(), Set.of(), List.of());

    private final Map<Expression, Interval> bounds;
    private final Set<Expression> nonzero;
    private final Set<Expression> whole;
    private final List<Condition> conditions;

    private Assumptions(Map<Expression, Interval> bounds, Set<Expression> nonzero, Set<Expression> whole, List<Condition> conditions) {
        this.bounds = Map.copyOf(bounds);
        this.nonzero = Set.copyOf(nonzero);
        this.whole = Set.copyOf(whole);
        this.conditions = List.copyOf(conditions);
    }

    /** The facts together, which may contradict each other: see {@link #areContradictory}. */
    public static Assumptions of(Collection<Fact> facts) {
        Assumptions result = NONE;
        for (Fact fact : facts) {
            result = switch (fact) {
                case Fact.Holds holds -> result.and(holds.condition());
                case Fact.Whole whole -> result.andWhole(whole.symbol());
            };
        }
        return result;
    }

    /** Whether a condition holds wherever its expressions are defined, or nowhere; nothing where neither is proved. */
    public Optional<Boolean> decides(Condition condition) {
        Facts proven = new Facts(this);
        return proven.proves(condition) ? Optional.of(true) : proven.proves(Condition.not(condition)) ? Optional.of(false) : Optional.empty();
    }

    /** Whether no value satisfies some of the bounds. */
    public boolean areContradictory() {
        return bounds.entrySet().stream().anyMatch(entry -> entry.getValue().isEmpty()
                || nonzero.contains(entry.getKey()) && entry.getValue().isZero());
    }

    /** These and that a condition holds. */
    public Assumptions and(Condition condition) {
        Assumptions more = used(condition);
        return new Assumptions(more.bounds, more.nonzero, more.whole, Stream.concat(conditions.stream(), Stream.of(condition)).toList());
    }

    /** Every condition that is assumed, as it was given. */
    public List<Condition> conditions() {
        return conditions;
    }

    // What no use can be made of is left out.
    private Assumptions used(Condition condition) {
        return switch (condition) {
            case Comparison c -> and(c);
            case Condition.All all -> {
                Assumptions result = this;
                for (Condition part : all.parts()) {
                    result = result.used(part);
                }
                yield result;
            }
            case Condition.Not not when not.part() instanceof Comparison c -> and(new Comparison(c.relation().negated(), c.left(), c.right()));
            case Condition.Not not -> this;
            case Condition.Any any -> this;
            case Condition.Truth truth -> this;
        };
    }

    /** Whether a condition certainly holds under these facts wherever its expressions are defined. */
    public boolean prove(Condition condition) {
        return new Facts(this).proves(condition);
    }

    /** These and that an expression takes whole values only. */
    public Assumptions andWhole(Expression expression) {
        Set<Expression> more = new HashSet<>(whole);
        more.add(expression);
        return new Assumptions(bounds, nonzero, more, conditions);
    }

    private Assumptions and(Comparison c) {
        if (c.relation() == Condition.Relation.NOT_EQUAL) {
            Set<Expression> more = new HashSet<>(nonzero);
            more.add(Elementwise.difference(c.left(), c.right()));
            return new Assumptions(bounds, more, whole, conditions);
        }
        if (c.left() instanceof Symbol && c.right() instanceof Constant k) {
            return bounded(c.left(), c.relation(), around(k));
        }
        if (c.right() instanceof Symbol && c.left() instanceof Constant k) {
            return bounded(c.right(), c.relation().mirrored(), around(k));
        }
        return bounded(Elementwise.difference(c.left(), c.right()), c.relation(), Interval.of(0, 0)).withWhole(c);
    }

    // A whole remainder by a whole divisor belongs to a whole number.
    private Assumptions withWhole(Comparison c) {
        Optional<Expression> number = c.relation() == Condition.Relation.EQUAL
                ? Remainders.dividend(c.left(), c.right()).or(() -> Remainders.dividend(c.right(), c.left())) : Optional.empty();
        return number.map(this::andWhole).orElse(this);
    }

    private Assumptions bounded(Expression expression, Condition.Relation relation, Interval to) {
        Interval interval = Interval.related(relation, to);
        Map<Expression, Interval> more = new HashMap<>(bounds);
        more.merge(expression, interval, Interval::and);
        more.merge(Elementwise.negate(expression), interval.negated(), Interval::and);
        return new Assumptions(more, nonzero, whole, conditions);
    }

    // A decimal is the fraction that is written.
    private static Interval around(Constant number) {
        return Interval.around(number.value() instanceof Decimal decimal ? Rational.of(decimal.value()) : number.value());
    }

    /** Whether a point satisfies all those that speak of its variables alone. */
    public boolean allow(Map<String, Double> at) {
        return bounds.entrySet().stream().allMatch(entry -> !isKnown(entry.getKey(), at)
                        || entry.getValue().contains(Evaluator.scalar(entry.getKey(), at)))
                && nonzero.stream().allMatch(expression -> !isKnown(expression, at) || Evaluator.scalar(expression, at) != 0)
                && whole.stream().filter(expression -> isKnown(expression, at)).mapToDouble(expression -> Evaluator.scalar(expression, at))
                        .allMatch(value -> Math.rint(value) == value);
    }

    private static boolean isKnown(Expression expression, Map<String, Double> at) {
        return Substitution.variables(expression).stream().allMatch(symbol -> at.containsKey(symbol.name()));
    }

    /** Whether a symbol takes whole values only. */
    public boolean isWhole(Symbol symbol) {
        return whole.contains(symbol);
    }

    /** The sign that an expression certainly has wherever it is defined: 1 or −1; 0 where that is not known. */
    public int sign(Expression expression) {
        Interval bounds = new Facts(this).bounds(expression);
        return bounds.isPositive() ? 1 : bounds.isNegative() ? -1 : 0;
    }

    /** Whether a symbol certainly takes none of the values of an expression. */
    public boolean exclude(Symbol symbol, Expression value) {
        return bounds(symbol).and(new Facts(this).bounds(value)).isEmpty();
    }

    /** Whether an expression certainly has no zero. */
    public boolean isNonzeroKnown(Expression expression) {
        return new Facts(this).isNonzero(expression);
    }

    /** A number that a symbol may stand for, the candidate itself if it may. */
    public double inside(Symbol symbol, double candidate) {
        Interval bounds = bounds(symbol);
        double value = isWhole(symbol) ? Math.rint(candidate) : candidate;
        if (value > bounds.low() && value < bounds.high()) {
            return value;
        }
        double size = isWhole(symbol) ? 1 + Math.abs(value) : Math.abs(candidate) + 0.0625;
        if (Double.isInfinite(bounds.low())) {
            return Double.isInfinite(bounds.high()) ? value : bounds.high() - size;
        }
        return Double.isInfinite(bounds.high()) ? bounds.low() + size : bounds.low() + (bounds.high() - bounds.low()) * (size / (1 + size));
    }

    /** What is assumed of the value of an expression. */
    Interval bounds(Expression expression) {
        return bounds.getOrDefault(expression, Interval.ALL);
    }

    /** What is assumed of sums, such as {@code q - p > 0}. */
    Map<Sum, Interval> sums() {
        Map<Sum, Interval> sums = new LinkedHashMap<>();
        bounds.forEach((expression, interval) -> {
            if (expression instanceof Sum sum) {
                sums.put(sum, interval);
            }
        });
        return sums;
    }

    boolean isNonzero(Expression expression) {
        return nonzero.contains(expression);
    }

    /** The remainder of a whole number, where it is assumed. */
    OptionalInt remainder(Expression expression, int modulus) {
        if (modulus == 1 && (whole.contains(expression) || whole.contains(Elementwise.negate(expression)))) {
            return OptionalInt.of(0);
        }
        return bounds.isEmpty() ? OptionalInt.empty() : IntStream.range(0, modulus)
                .filter(remainder -> bounds(Remainders.claim(expression, modulus, remainder)).isZero()).findFirst();
    }
}
