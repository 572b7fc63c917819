package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.ClosedSums;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.print.Operations;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Limits of real functions of one variable.
 *
 * <p>Source: D. Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH Zürich, 1996); both sides by definition.
 */
public final class Limits {
    /** From which side a point is approached. */
    public enum Side {
        /** From below. */
        LEFT,
        /** From either side, to the same limit. */
        BOTH,
        /** From above. */
        RIGHT
    }

    /**
     * A limit.
     *
     * @param value the number, {@code inf} or {@code -inf}; not a number where there is none
     * @param absence why there is none, infinities counted as limits; empty where there is one
     * @param approaches how it was found, from each side that was looked at
     * @param sequences two ways to the point on which the function has different limits, where that shows that there is none
     * @param conditions on parameters under which it is the limit
     */
    public record Limit(Expression value, Optional<Absence> absence, List<Approach> approaches, List<Along> sequences, List<Condition> conditions) {
        /** Copies. */
        public Limit {
            conditions = List.copyOf(conditions);
            approaches = List.copyOf(approaches);
            sequences = List.copyOf(sequences);
        }

        /** That of a function without values on the side, or the sides, from which it was asked for. */
        public static final Limit OUTSIDE = none(new Absence.Outside(), List.of());

        static Limit of(Expression value, List<Condition> conditions) {
            return new Limit(value, Optional.empty(), List.of(), List.of(), conditions);
        }

        static Limit none(Absence absence, List<Along> sequences) {
            return new Limit(Constant.inexact(Double.NaN), Optional.of(absence), List.of(), sequences, List.of());
        }

        Limit by(List<Approach> ways) {
            return new Limit(value, absence, ways, sequences, conditions);
        }

        Limit after(LimitStep first) {
            return by(approaches.stream().map(way -> new Approach(way.side, way.value, Stream.concat(Stream.of(first), way.steps.stream()).toList())).toList());
        }

        /** Whether there is one, infinities included. */
        public boolean exists() {
            return absence.isEmpty();
        }

        /** Why there is none, in words; empty where there is one. */
        public String reason() {
            return absence.map(Absence::text).orElse("");
        }

        /** Whether the function has no values on the side, or the sides, from which the limit was asked for. */
        boolean isOutside() {
            return absence.stream().anyMatch(Absence.Outside.class::isInstance);
        }

        boolean isInfinite() {
            return Topology.of(value).nodes().contains(Symbol.INFINITY);
        }
    }

    /** Why there is no limit. */
    public sealed interface Absence {
        /** The function has no real values on the side, or the sides, from which the limit was asked for. */
        record Outside() implements Absence {}

        /** The function has different limits along different sequences of points. */
        record Oscillation() implements Absence {}

        /** The limits from both sides differ. */
        record Sides(Expression left, Expression right) implements Absence {}

        /** In words. */
        default String text() {
            return switch (this) {
                case Outside outside -> "the function has no real values there";
                case Oscillation oscillation -> "the function oscillates";
                case Sides sides -> "it is " + sides.left + " from the left and " + sides.right + " from the right";
            };
        }
    }

    /**
     * A limit along the points at which {@code phase = start + period*n}, for whole n that grow without bound.
     *
     * @param side from which the points come; {@link Side#BOTH} at infinity
     * @param value the limit, {@code inf} or {@code -inf}
     */
    public record Along(Side side, Expression phase, Expression start, Expression period, Expression value) {}

    /**
     * How a limit was found from one side.
     *
     * @param side of a finite point; {@link Side#BOTH} at infinity
     * @param value the limit
     * @param steps functions with the same limit, in their order
     */
    public record Approach(Side side, Expression value, List<LimitStep> steps) {
        /** Copies. */
        public Approach {
            steps = List.copyOf(steps);
        }
    }

    private final Expression function;
    private final Symbol variable;
    private final Assumptions assumptions;
    private final Budget budget;

    private Limits(Expression function, Symbol variable, Assumptions assumptions, Budget budget) {
        this.function = function;
        this.variable = variable;
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /**
     * The limit of a scalar. Where the function has no real values on one side of a point, that from the other side.
     *
     * @param to a number or parameter, {@code inf} or {@code -inf}
     * @throws FluxionException {@code unsupported} where it could not be found, or depends on parameters of which too little is assumed
     */
    public static Limit limit(Expression function, Symbol variable, Expression to, Side side, Assumptions assumptions, Budget budget) {
        if (!function.isScalar() || !to.isScalar()) {
            throw FluxionException.unsupported("limits of tensors");
        }
        return new Limits(function, variable, assumptions, budget).towards(to, side);
    }

    private Limit towards(Expression to, Side side) {
        if (to.equals(Symbol.INFINITY)) {
            Expression closed = withoutSums();
            if (!closed.equals(function)) {
                return new Limits(closed, variable, endsAreWhole() ? assumptions.andWhole(variable) : assumptions, budget).towards(to, side).after(new LimitStep(LimitStep.CLOSED, closed));
            }
            return oneSided(Side.BOTH, t -> t, variable);
        }
        if (to.equals(Product.of(Constant.MINUS_ONE, Symbol.INFINITY))) {
            return oneSided(Side.BOTH, t -> Product.of(Constant.MINUS_ONE, t), Product.of(Constant.MINUS_ONE, variable));
        }
        if (Topology.of(to).nodes().contains(Symbol.INFINITY) || Topology.of(to).nodes().contains(variable)) {
            throw FluxionException.unsupported("a limit towards " + to);
        }
        Optional<Limit> continuous = new ContinuousValue(variable, to, assumptions, budget).of(function);
        if (continuous.isPresent()) {
            return continuous.get().by(List.of(new Approach(Side.BOTH, continuous.get().value, List.of(new LimitStep(LimitStep.CONTINUOUS, continuous.get().value)))));
        }
        return switch (side) {
            case RIGHT -> fromRight(to);
            case LEFT -> fromLeft(to);
            case BOTH -> both(to);
        };
    }

    // Of sums whose ranges grow: from some point on they are not empty.
    private Expression withoutSums() {
        Map<Expression, Expression> closed = new HashMap<>();
        for (Expression node : Topology.of(function).nodes()) {
            if (node instanceof Bound sum && sum.kind() == Bound.Kind.SUM && sum.reach() == 0 && grows(Elementwise.difference(sum.last(), sum.first()))) {
                ClosedSums.of(sum, this::isNonzero, budget).ifPresent(value -> closed.put(sum, value));
            }
        }
        return closed.isEmpty() ? function : Substitution.replace(function, closed);
    }

    // Sums from one whole number to another have values there alone.
    private boolean endsAreWhole() {
        return Topology.of(function).nodes().stream().anyMatch(node -> node instanceof Bound sum && sum.kind() == Bound.Kind.SUM
                && Elementwise.difference(sum.last(), variable) instanceof Constant c && c.value().isInteger());
    }

    private boolean grows(Expression length) {
        return Parts.linear(length, variable, budget).filter(line -> assumptions.sign(line.slope()) > 0 || Sign.of(line.slope()).orElse(0) > 0).isPresent();
    }

    private boolean isNonzero(Expression value) {
        return Sign.of(value).orElse(0) != 0 || assumptions.and(Condition.compare(Condition.Relation.GREATER, variable, Constant.ZERO)).isNonzeroKnown(value);
    }

    private Limit fromRight(Expression to) {
        return oneSided(Side.RIGHT, t -> Sum.of(to, Power.of(t, -1)), Power.of(Elementwise.difference(variable, to), -1));
    }

    private Limit fromLeft(Expression to) {
        return oneSided(Side.LEFT, t -> Sum.of(to, Product.of(Constant.MINUS_ONE, Power.of(t, -1))), Power.of(Elementwise.difference(to, variable), -1));
    }

    private Limit both(Expression to) {
        Limit right = fromRight(to);
        Limit left = fromLeft(to);
        if (right.isOutside() || left.isOutside()) {
            return right.isOutside() ? left : right;
        }
        if (!right.exists() || !left.exists()) {
            return right.exists() ? left : right;
        }
        Oracle oracle = new Oracle(assumptions, budget);
        boolean same = right.value.equals(left.value) || !right.isInfinite() && !left.isInfinite()
                && oracle.isZero(Elementwise.difference(right.value, left.value));
        if (!same) {
            requireDifferent(left, right);
            requireTogether(left, right);
        }
        List<Approach> ways = new ArrayList<>(right.approaches);
        ways.addAll(left.approaches);
        return same ? both(left, right).by(ways) : Limit.none(new Absence.Sides(left.value, right.value), List.of()).by(ways);
    }

    // For some values of parameters both sides may agree, as those of max(a, x/abs(x)) do from a = 1 on.
    private void requireDifferent(Limit left, Limit right) {
        Expression difference = Elementwise.difference(right.value, left.value);
        if (!right.isInfinite() && !left.isInfinite() && Oracle.isOpen(difference) && !assumptions.isNonzeroKnown(difference)
                && !assumptions.isNonzeroKnown(simplified(difference, assumptions, budget))) {
            throw FluxionException.unsupported("the limit exists only where " + left.value + ", that from the left, is " + right.value
                    + ", that from the right: assume that they differ, or what makes them equal");
        }
    }

    // Where parameters give the function values on one side only, its limit is that from there.
    private void requireTogether(Limit left, Limit right) {
        if (excludeEachOther(left, right)) {
            throw FluxionException.unsupported("the limit is " + left.value + ", that from the left, where " + TextPrinter.text(Condition.all(left.conditions)) + ", and " + right.value
                    + ", that from the right, where " + TextPrinter.text(Condition.all(right.conditions)) + ": assume one of them");
        }
    }

    private boolean excludeEachOther(Limit left, Limit right) {
        Assumptions known = assumptions;
        for (Condition condition : left.conditions) {
            known = known.and(condition);
        }
        return right.conditions.stream().map(known::decides).anyMatch(holds -> holds.isPresent() && !holds.get());
    }

    // The shorter one, under the conditions of both; where only one side has values, that it is that of the other too asks for nothing.
    private Limit both(Limit a, Limit b) {
        List<Condition> conditions = excludeEachOther(a, b) ? a.conditions.stream().filter(b.conditions::contains).toList()
                : Stream.concat(a.conditions.stream(), b.conditions.stream()).distinct().toList();
        return Limit.of(Operations.count(a.value) <= Operations.count(b.value) ? a.value : b.value, conditions);
    }

    private interface Far {
        Expression at(Symbol t);
    }

    private Limit oneSided(Side side, Far far, Expression back) {
        Symbol t = Symbol.of("~t");
        Expression moved = Substitution.replace(function, Map.of(variable, far.at(t)));
        Assumptions known = side == Side.BOTH && assumptions.isWhole(variable) ? assumptions.andWhole(t) : assumptions;
        try {
            Approximation approximation = new Approximation(t, known, budget);
            Limit limit = approximation.limit(moved);
            Map<Expression, Expression> undone = side == Side.BOTH ? Map.of(t, back) : Map.of(far.at(t), variable, t, back);
            List<LimitStep> steps = approximation.steps(moved).stream()
                    .map(step -> new LimitStep(step.rule(), Substitution.replace(step.function(), undone))).toList();
            return limit.exists() ? limit.by(List.of(new Approach(side, limit.value, steps))) : Limit.none(limit.absence.orElseThrow(), limit.sequences
                    .stream().map(each -> new Along(side, Substitution.replace(each.phase, Map.of(t, back)), each.start, each.period, each.value)).toList());
        } catch (OutOfDomain e) {
            return Limit.OUTSIDE;
        } catch (FluxionException e) {
            if (e.diagnostic().code() == dev.fluxion.grammar.Diagnostic.Code.DOMAIN) {
                return Limit.OUTSIDE;
            }
            throw e;
        }
    }

    /** The shortest form of a limit. */
    static Expression simplified(Expression value, Assumptions assumptions, Budget budget) {
        return value instanceof Constant || value instanceof Symbol ? value : Simplifier.simplify(value, assumptions, budget).expression();
    }
}
