package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Inexact;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Solves equations in one real unknown: exactly where algebra and inverse functions do it, every candidate held against the equation as it
 * was written; else by a search with bounds, whose solutions are certain, and all of an interval of which no
 * part stayed open.
 *
 * <p>Source: by definition: a candidate counts if the equation holds at it.
 */
public final class Equations {
    /**
     * An interval of numbers, {@code from} not above {@code to}.
     *
     * @param open whether {@code from} is left out
     */
    public record Interval(Expression from, Expression to, boolean open) {
        /** A closed interval. */
        public Interval(Expression from, Expression to) {
            this(from, to, false);
        }

        boolean isEndless() {
            return to.equals(Symbol.INFINITY) || from.equals(BELOW_ALL) || isEmpty();
        }

        // No number is above infinity.
        boolean isEmpty() {
            return from.equals(Symbol.INFINITY) || to.equals(BELOW_ALL);
        }

        private void require(Budget budget) {
            if (!Substitution.variables(from).isEmpty() || !Substitution.variables(to).isEmpty()) {
                throw FluxionException.unsupported("an equation between ends that are no numbers");
            }
            if (!isEndless() && NumberSign.of(Elementwise.difference(to, from), budget).orElse(0) < 0) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the interval is empty: its left end " + from + " is larger than its right end " + to,
                        Span.NONE).withHint("name the smaller end first"));
            }
        }

        // An end that bounds cannot tell from the number is taken for it.
        boolean holds(Expression number, Budget budget) {
            return (from.equals(BELOW_ALL) || NumberSign.of(Elementwise.difference(number, from), budget).orElse(0) >= (open ? 1 : 0))
                    && (to.equals(Symbol.INFINITY) || NumberSign.of(Elementwise.difference(to, number), budget).orElse(0) >= 0);
        }

        // Whether this is from −π to π, the angles of one turn.
        boolean isTurn() {
            return !open && to.equals(Symbol.PI) && from.equals(Elementwise.negate(Symbol.PI));
        }
    }

    private static final Expression BELOW_ALL = Elementwise.negate(Symbol.INFINITY);
    private static final double SAMPLED = 25; // where all numbers are asked for, points are looked at up to here
    private static final int SAMPLES = 40;
    private static final int VERIFIED = 6;
    private static final int SORTED_BITS = 128;
    private static final double NEAR = 1e-9;
    private static final double BESIDE = 1.234e-3;
    private static final double ROUNDING = 1e-15;
    private static final double GOLDEN = 0.6180339887498949; // multiples of it are spread evenly, modulo 1

    private final WrittenEquation equation;
    private final Expression zero;
    private final Symbol x;
    private final Optional<Interval> interval;
    private final Assumptions assumptions;
    private final Budget budget;
    private boolean decided = true; // whether no candidate was left out that may be a solution

    private Equations(WrittenEquation equation, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        this.equation = equation;
        this.zero = equation.zero();
        this.x = x;
        this.interval = interval;
        this.assumptions = assumptions;
        this.budget = budget;
    }

    /**
     * The real x at which an expression is 0.
     *
     * @param interval where they are sought, ends included, or nothing for all numbers
     * @throws FluxionException {@code UNSUPPORTED} if no method finds them, every x solves the equation, none can because x does not occur in it, it
     * holds tensors, or it has parameters and an interval is given; {@code DOMAIN} if it has a value nowhere
     */
    public static Solutions solve(Expression zero, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        return solve(WrittenEquation.of(zero), x, interval, assumptions, budget);
    }

    /**
     * The real x that solve an equation.
     *
     * @param interval where they are sought, ends included, or nothing for all numbers
     * @throws FluxionException as {@link #solve(Expression, Symbol, Optional, Assumptions, Budget)}
     */
    public static Solutions solve(WrittenEquation equation, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        if (ScalarEquation.isNeeded(equation.zero())) {
            return withoutTensors(equation, x, interval, assumptions, budget);
        }
        interval.ifPresent(ends -> ends.require(budget));
        if (interval.filter(Interval::isEndless).isPresent()) {
            return onHalfLine(equation, x, interval.get(), assumptions, budget);
        }
        WrittenEquation exact = new WrittenEquation(exactly(equation.zero()), equation.parts().stream().map(Equations::exactly).toList());
        Solutions found = inOneTurn(exact, x, interval, assumptions, budget).orElseGet(() -> new Equations(exact, x, interval, assumptions, budget).solutions());
        Solutions all = AssumedSolutions.among(found, x, assumptions, budget);
        Solutions solutions = assumptions.isWhole(x) ? WholeSolutions.among(all, budget) : all;
        return exact.zero().equals(equation.zero()) ? solutions
                : new Solutions(solutions.values().stream().map(Equations::inexact).toList(), solutions.conditions(), solutions.complete(), solutions.unless(),
                        solutions.period());
    }

    // All of one period, where these are certain to be all. What is assumed of x may leave one out and allow it some periods farther.
    private static Optional<Solutions> inOneTurn(WrittenEquation equation, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        Optional<Interval> turn = interval.isPresent() || assumptions.isNonzeroKnown(equation.zero()) ? Optional.empty() : Angles.turn(equation.zero(), x, budget);
        return turn.map(ends -> new Equations(equation, x, turn, Assumptions.NONE, budget).solutions().repeated(Elementwise.difference(ends.to, ends.from)))
                .filter(solutions -> solutions.period().isPresent() || solutions.complete());
    }

    private static Solutions onHalfLine(WrittenEquation equation, Symbol x, Interval line, Assumptions assumptions, Budget budget) {
        if (line.isEmpty()) {
            return new Solutions(List.of(), true);
        }
        if (!Substitution.variables(equation.zero()).equals(List.of(x))) {
            throw FluxionException.unsupported("an equation with parameters on an interval");
        }
        Solutions all = solve(equation, x, Optional.empty(), assumptions, budget);
        return new Solutions(all.values().stream().filter(value -> line.holds(value, budget)).toList(), all.complete());
    }

    private static Solutions withoutTensors(WrittenEquation equation, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        if (!equation.zero().isScalar()) {
            throw FluxionException.unsupported("an equation between tensors");
        }
        if (interval.isPresent()) {
            throw FluxionException.unsupported("an equation with tensors, sizes, sums over an index or integrals in it, between two numbers,");
        }
        ScalarEquation equivalent = new ScalarEquation(equation, x, assumptions);
        if (ScalarEquation.isNeeded(equivalent.scalars().zero())) {
            throw FluxionException.unsupported("an equation that stays one of tensors");
        }
        Solutions solutions = solve(equivalent.scalars(), x, interval, equivalent.assumptions(), budget);
        return solutions.map(equivalent::meant);
    }

    /**
     * How candidates for the solutions of an equation in numbers are found: what {@link #solve} does, step by step.
     *
     * @throws FluxionException {@code UNSUPPORTED} if the equation holds tensors, or as {@link #solve(Expression, Symbol, Optional, Assumptions,
     * Budget)}
     */
    public static List<SolveStep> steps(WrittenEquation equation, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        if (ScalarEquation.isNeeded(equation.zero())) {
            throw FluxionException.unsupported("the steps of an equation with tensors");
        }
        SolveTrace trace = SolveTrace.kept(budget);
        WrittenEquation exact = new WrittenEquation(exactly(equation.zero()), equation.parts());
        Optional<Interval> between = interval.isEmpty() ? Angles.turn(exact.zero(), x, budget) : interval.filter(ends -> !ends.isEndless());
        Assumptions used = between.filter(Interval::open).isPresent() ? Assumptions.NONE : assumptions;
        Inversion inversion = new Inversion(x, between, used, budget, trace);
        boolean all = new Equations(exact, x, between, used, budget).candidates(inversion).isPresent() && inversion.isComplete();
        boolean repeated = inversion.isPeriodic() && between.filter(Interval::open).isPresent();
        if ((!all || repeated) && assumptions.isNonzeroKnown(exact.zero())) {
            trace.neverZero(exact.zero(), assumptions);
        }
        return trace.steps();
    }

    // Numbers from floating point as the fractions that they are: what is found is rounded at the end.
    private static Expression exactly(Expression expression) {
        Map<Expression, Expression> fractions = new HashMap<>();
        for (Expression node : Topology.of(expression).nodes()) {
            if (node instanceof Constant c && !c.value().isExact() && Double.isFinite(c.value().doubleValue())) {
                fractions.put(node, Constant.of(Rational.of(c.value())));
            }
        }
        return fractions.isEmpty() ? expression : Substitution.replace(expression, fractions);
    }

    private static Expression inexact(Expression root) {
        return Substitution.variables(root).isEmpty() ? Constant.inexact(value(root)) : root;
    }

    private Solutions solutions() {
        if (!Polynomials.mentions(zero, x)) {
            return constant();
        }
        if (Substitution.variables(zero).size() > 1) {
            return withParameters();
        }
        Solutions solutions = points();
        if (!solutions.complete() && solutions.values().isEmpty() && assumptions.isNonzeroKnown(zero)) {
            return new Solutions(List.of(), true);
        }
        if (!solutions.complete() && holdsBetween(solutions.values())) {
            throw FluxionException.unsupported("an equation that seems to hold on a whole interval");
        }
        return solutions;
    }

    private Solutions constant() {
        Optional<Integer> sign = Substitution.variables(zero).isEmpty() ? NumberSign.of(zero, budget)
                : assumptions.sign(zero) != 0 ? Optional.of(assumptions.sign(zero)) : Optional.empty();
        if (sign.isPresent() && sign.get() != 0) {
            return new Solutions(List.of(), true);
        }
        throw FluxionException.unsupported(sign.isPresent() ? "every " + x.name() + " solves this equation" : "an equation without " + x.name());
    }

    private Solutions withParameters() {
        if (interval.isPresent()) {
            throw FluxionException.unsupported("an equation with parameters on an interval");
        }
        Inversion inversion = new Inversion(x, interval, assumptions, budget);
        Optional<List<Expression>> found = candidates(inversion);
        if (found.isEmpty() && assumptions.isNonzeroKnown(zero)) {
            return new Solutions(List.of(), true);
        }
        List<Expression> candidates = found.orElseThrow(
                () -> FluxionException.unsupported("no solutions of this equation by " + x.name() + " were found"));
        return new ParametricSolutions(equation, x, inversion.conditions(), assumptions, budget).among(candidates, inversion.isComplete(), inversion.divisors());
    }

    private Solutions points() {
        Inversion inversion = new Inversion(x, interval, assumptions, budget);
        Optional<List<Expression>> exact = candidates(inversion);
        if (exact.isEmpty() && assumptions.isNonzeroKnown(zero)) {
            return new Solutions(List.of(), true);
        }
        if (exact.isEmpty()) {
            if (holdsOnParts()) {
                throw FluxionException.unsupported("an equation that seems to hold on a whole interval");
            }
            Solutions certified = new CertifiedSearch(equation, x, interval, budget).run();
            List<Expression> values = certified.values().stream().filter(root -> interval.filter(Interval::open).map(ends -> ends.holds(root, budget)).orElse(true)).toList();
            return new Solutions(sorted(values), certified.complete() || interval.isEmpty() && areAll(certified.values().size()));
        }
        List<Expression> found = sorted(solving(exact.get()));
        boolean complete = inversion.isComplete() && decided;
        if (inversion.isPeriodic() && interval.filter(Interval::isTurn).isPresent() && found.size() > 1 && turns()) {
            complete &= !found.removeIf(root -> root.equals(interval.get().from())); // the same angle as the right end
        }
        return new Solutions(found.stream().map(Equations::shown).toList(), complete);
    }

    // Whether the same holds one turn farther: x + pi does not come round.
    private boolean turns() {
        Expression turn = Substitution.replace(zero, Map.of(x, Elementwise.sum(x, Product.of(Constant.TWO, Symbol.PI))));
        return tidy(Elementwise.difference(turn, zero)).equals(Constant.ZERO)
                || Simplifier.simplify(Elementwise.difference(turn, zero), assumptions, budget).expression().equals(Constant.ZERO);
    }

    private boolean areAll(int zeros) {
        OptionalInt most = RootCount.most(zero, x, budget);
        return most.isPresent() && most.getAsInt() == zeros;
    }

    private Optional<List<Expression>> candidates(Inversion inversion) {
        try {
            return inversion.zeros(zero).map(roots -> roots.stream().map(this::tidy).filter(root -> !assumptions.exclude(x, root)).toList());
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.UNSUPPORTED || e.diagnostic().code() == Diagnostic.Code.DOMAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Expression tidy(Expression root) {
        boolean shortens = Topology.of(root).nodes().stream().anyMatch(node -> node instanceof Apply a && a.operator() == Elementary.LOGARITHM || isNestedRoot(node));
        return shortens ? Simplifier.simplify(root, assumptions, budget).expression() : Simplifier.tidy(root, assumptions, budget);
    }

    private static boolean isNestedRoot(Expression node) {
        return isRoot(node) && Topology.of(((Power) node).base()).nodes().stream().anyMatch(Equations::isRoot);
    }

    private static boolean isRoot(Expression node) {
        return node instanceof Power power && power.exponent() instanceof Constant c && c.value() instanceof Rational r && !r.isWhole();
    }

    private static double value(Expression number) {
        return Evaluator.scalar(number, Map.of());
    }

    // A root that is no closed form is shown in double precision.
    private static Expression shown(Expression root) {
        boolean exact = Topology.of(root).nodes().stream().allMatch(node -> !(node instanceof Constant c) || c.value().isExact());
        double value = exact ? 0 : value(root);
        return value == 0 || Double.isInfinite(value) ? root : Constant.inexact(value);
    }

    private List<Expression> sorted(List<Expression> found) {
        List<Expression> sorted = new ArrayList<>(found);
        Precise precise = Precise.ofRoundedDecimals(SORTED_BITS, budget);
        sorted.sort((a, b) -> Sign.of(Elementwise.difference(a, b), precise).orElseGet(() -> NumberSign.of(Elementwise.difference(a, b), budget).orElse(0)));
        return sorted;
    }

    // Those that solve the equation as it was written, each once.
    private List<Expression> solving(List<Expression> candidates) {
        Verification verification = new Verification(equation, x, budget);
        List<Expression> found = new ArrayList<>();
        for (Expression candidate : candidates) {
            if (isInfinite(candidate) || !isInside(candidate)) {
                continue;
            }
            Verification.Verdict verdict = verification.of(candidate);
            decided &= verdict != Verification.Verdict.UNDECIDED;
            if (verdict == Verification.Verdict.SOLVES && found.stream().noneMatch(other -> isSame(other, candidate))) {
                found.add(candidate);
            }
        }
        return found;
    }

    private static boolean isInfinite(Expression candidate) {
        return Topology.of(candidate).nodes().stream().anyMatch(node -> node.equals(Symbol.INFINITY)
                || node instanceof Constant c && c.value() instanceof Inexact && !Double.isFinite(c.value().doubleValue()));
    }

    private boolean isInside(Expression candidate) {
        return interval.isEmpty() || interval.get().holds(candidate, budget);
    }

    private boolean isSame(Expression root, Expression other) {
        return root.equals(other) || NumberSign.of(Elementwise.difference(root, other), budget).orElse(0) == 0;
    }

    // Whether it holds at two points that are no solutions found: spread evenly, or beside some of those.
    private boolean holdsBetween(List<Expression> found) {
        List<Double> points = samples();
        List<Double> roots = found.stream().map(Equations::value).filter(Double::isFinite).toList();
        roots.stream().limit(SAMPLES).forEach(root -> points.addAll(List.of(root - BESIDE * (1 + Math.abs(root)), root + BESIDE * (1 + Math.abs(root)))));
        return holdsAt(vanishing(points.stream().filter(at -> roots.stream().noneMatch(root -> Math.abs(root - at) <= NEAR * Math.max(1, Math.abs(at))))));
    }

    // A search would halve such parts until its work is spent.
    private boolean holdsOnParts() {
        return holdsAt(vanishing(samples().stream()));
    }

    // Doubles alone tell of 1 - erf(6) that it is 0.
    private boolean holdsAt(List<Double> vanishing) {
        Verification verification = new Verification(equation, x, budget);
        return vanishing.size() > 1 && vanishing.stream().limit(VERIFIED)
                .filter(at -> verification.of(Constant.of(Rational.of(new BigDecimal(at)))) == Verification.Verdict.SOLVES).count() > 1;
    }

    private List<Double> samples() {
        double low = interval.map(Interval::from).map(Equations::value).orElse(-SAMPLED);
        double high = interval.map(Interval::to).map(Equations::value).orElse(SAMPLED);
        List<Double> points = new ArrayList<>();
        for (double share = GOLDEN; share < SAMPLES * GOLDEN; share += GOLDEN) {
            points.add(low + (share - Math.floor(share)) * (high - low));
        }
        return points;
    }

    private List<Double> vanishing(Stream<Double> points) {
        ScalarValues values = new ScalarValues(zero);
        return points.filter(at -> Math.abs(values.at(Map.of(x.name(), at))) <= ROUNDING * values.magnitude()).toList();
    }
}
