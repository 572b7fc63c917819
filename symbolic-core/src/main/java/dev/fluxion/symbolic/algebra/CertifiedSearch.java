package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Precise;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.precise.Dyadic;
import dev.fluxion.symbolic.precise.Enclosure;
import dev.fluxion.symbolic.precise.NotEnclosed;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * All zeros of a function in a box that bounds can tell: boxes on which it is not 0, or on which it rises or falls, are settled; others are
 * halved. Every zero found is certain, by a change of sign of a function that is continuous there, or by algebra. What stays open is said.
 *
 * <p>Source: R. E. Moore, R. B. Kearfott, M. J. Cloud, Introduction to Interval Analysis (2009), chapter 8; the intermediate value theorem.
 */
final class CertifiedSearch {
    private static final int MOST_BOXES = 1_500;
    private static final int MOST_BOXES_AROUND_ZERO = 400;
    private static final int MOST_BOXES_FAR = 30;
    private static final int MOST_WORK = 8_000; // in nodes
    private static final int MOST_ROOTS = 60; // where all numbers are asked for
    private static final int DEEPEST = 60;
    private static final int NARROW = -44; // width, as a power of two relative to the larger end, at which boxes are halved no more
    private static final int SMALLEST = -60;
    private static final int BITS = 80;
    private static final long WORK_OF_TURNS = 50_000;
    private static final int SHELLS = 6;
    private static final int FORMS_FROM = 2; // halvings after which boxes are small enough to decide choices
    private static final int TOUCHES_EVERY = 4;
    private static final int CLOSE = 4; // narrow boxes closer than so many widths belong together

    private record Box(Enclosure side, int depth) {}

    private final WrittenEquation equation;
    private final BoxFunction function;
    private final Symbol x;
    private final Optional<Equations.Interval> interval;
    private final Budget budget;
    private final Verification verification;
    private final Refinement refinement;
    private final List<Expression> found = new ArrayList<>();
    private List<Expression> turns; // from when they are first asked for
    private final List<Enclosure> open = new ArrayList<>();

    CertifiedSearch(WrittenEquation equation, Symbol x, Optional<Equations.Interval> interval, Budget budget) {
        this.equation = equation;
        this.function = new BoxFunction(equation.zero(), x, budget);
        this.x = x;
        this.interval = interval;
        this.budget = budget;
        this.verification = new Verification(equation, x, budget);
        this.refinement = new Refinement(function, new ScalarValues(equation.zero()), x);
    }

    /** The zeros, and whether they are certainly all: of the interval, or of all numbers where signs and slopes prove that there are none farther out. */
    Solutions run() {
        if (interval.isPresent()) {
            Enclosure from = end(interval.get().from());
            Enclosure to = end(interval.get().to());
            if (from.low().compareTo(to.high()) <= 0) {
                search(from.or(to), MOST_BOXES);
            }
            settle();
            return new Solutions(found, open.isEmpty());
        }
        Dyadic inner = Dyadic.ZERO;
        for (int shell = 0; shell < SHELLS && found.size() < MOST_ROOTS; shell++) {
            Dyadic outer = Dyadic.of(8).shifted(3 * shell);
            if (shell == 0) {
                search(Enclosure.between(outer.negate(), outer), MOST_BOXES_AROUND_ZERO);
            } else {
                search(Enclosure.between(inner, outer), MOST_BOXES_FAR);
                search(Enclosure.between(outer.negate(), inner.negate()), MOST_BOXES_FAR);
            }
            if (open.isEmpty() && hasNoneBeyond(outer)) {
                return new Solutions(found, true);
            }
            inner = outer;
        }
        settle();
        return new Solutions(found, false);
    }

    private boolean hasNoneBeyond(Dyadic outer) {
        Rational end = Rational.of(outer.toBigDecimal());
        return RootCount.hasNoneBeyond(equation.zero(), x, end, 1, budget) && RootCount.hasNoneBeyond(equation.zero(), x, end.negate(), -1, budget);
    }

    private Enclosure end(Expression end) {
        try {
            return new Precise(Map.of(), BITS, budget).enclosure(end);
        } catch (NotEnclosed e) {
            throw FluxionException.unsupported("an interval with an end of which no bounds are known: " + e.getMessage());
        }
    }

    // Wide boxes first: what is left where the work is too much is narrow.
    private void search(Enclosure whole, int most) {
        PriorityQueue<Box> pending = new PriorityQueue<>(Comparator.comparingInt(Box::depth).thenComparing(box -> box.side.low()));
        pending.add(new Box(whole, 0));
        int affordable = Math.max(1, Math.min(most, MOST_WORK / function.cost()));
        for (int boxes = 0; !pending.isEmpty(); boxes++) {
            if (boxes > affordable) {
                pending.forEach(box -> open.add(box.side));
                return;
            }
            Box box = pending.poll();
            budget.tick(10);
            if (isSettled(box)) {
                continue;
            }
            if (box.depth >= DEEPEST || isNarrow(box.side)) {
                open.add(box.side);
                continue;
            }
            Dyadic middle = middle(box.side);
            pending.add(new Box(new Enclosure(middle, box.side.high()), box.depth + 1));
            pending.add(new Box(new Enclosure(box.side.low(), middle), box.depth + 1));
        }
    }

    // Beside the middle, where zeros are less often.
    private static Dyadic middle(Enclosure side) {
        Dyadic width = side.high().minus(side.low());
        return side.low().plus(width.times(Dyadic.of(31)).shifted(-6)).rounded(BITS, false);
    }

    private static boolean isNarrow(Enclosure side) {
        int width = side.high().minus(side.low()).magnitude();
        return width <= Math.max(NARROW + side.magnitude(), SMALLEST);
    }

    private boolean isSettled(Box box) {
        try {
            return isDecided(box);
        } catch (NotEnclosed e) { // beside a pole: a narrower box may do
            return false;
        }
    }

    private boolean isDecided(Box box) {
        Enclosure values;
        try {
            values = function.value(box.side);
        } catch (NotEnclosed e) {
            return e.isCertain(); // nowhere defined
        }
        if (values.signum() != 0) {
            return true;
        }
        boolean vanishes = values.isPoint() || box.depth >= FORMS_FROM && function.vanishes(box.side);
        if (vanishes && !box.side.isPoint() && function.isContinuous(box.side) && arePartsDefined(box.side)) {
            throw FluxionException.unsupported("an equation that holds on a whole interval");
        }
        Optional<Enclosure> slope = function.slope(box.side, 1);
        if (slope.isEmpty() || !function.isContinuous(box.side)) {
            return false;
        }
        if (slope.get().signum() != 0) {
            return isMonotoneSettled(box.side);
        }
        return isAwayFromZero(box.side, slope.get()) || box.depth % TOUCHES_EVERY == 0 && isTouchedOnce(box.side);
    }

    // A zero of higher order is looked for early: beside it the values are too small to tell from 0.
    private boolean isTouchedOnce(Enclosure side) {
        if (side.high().minus(side.low()).compareTo(Dyadic.ONE) > 0) {
            return false;
        }
        for (Expression candidate : candidates(side)) {
            Enclosure at = Precise.ofRoundedDecimals(BITS, budget).enclosure(candidate);
            if (function.value(at).holdsZero() && verification.of(candidate) == Verification.Verdict.SOLVES && function.isOnlyZero(candidate, side)) {
                add(candidate);
                return true;
            }
        }
        return false;
    }

    // By the mean value theorem.
    private boolean isAwayFromZero(Enclosure side, Enclosure slope) {
        Enclosure middle = Enclosure.exactly(middle(side));
        Enclosure values = function.value(middle).plus(slope.times(side.minus(middle, BITS), BITS), BITS);
        return values.signum() != 0;
    }

    private boolean isMonotoneSettled(Enclosure side) {
        Optional<Integer> below = function.sign(side.low());
        Optional<Integer> above = function.sign(side.high());
        if (below.isEmpty() || above.isEmpty()) {
            return false;
        }
        if (below.get() == 0 || above.get() == 0) {
            enter(Enclosure.exactly(below.get() == 0 ? side.low() : side.high()));
        } else if (!below.get().equals(above.get())) {
            enter(refinement.refined(side, below.get() > 0));
        }
        return true;
    }

    // The only zero in a narrow bracket: exact if it is a simple number or an end of the interval.
    private void enter(Enclosure bracket) {
        for (Expression candidate : candidates(bracket)) {
            Verification.Verdict verdict = verification.of(candidate);
            if (verdict == Verification.Verdict.SOLVES) {
                add(candidate);
                return;
            }
            if (verdict == Verification.Verdict.FAILS
                    && new Verification(WrittenEquation.of(equation.zero()), x, budget).of(candidate) == Verification.Verdict.SOLVES) {
                return; // where a part of the text has no value
            }
        }
        double nearest = Refinement.nearest(bracket);
        if (arePartsDefined(bracket) && Double.isFinite(nearest)) {
            add(Constant.inexact(nearest));
        } else {
            open.add(bracket);
        }
    }

    private void add(Expression root) {
        boolean outside = interval.isPresent() && (sign(Elementwise.difference(root, interval.get().from())) < 0
                || sign(Elementwise.difference(interval.get().to(), root)) < 0);
        if (!outside && found.stream().noneMatch(other -> sign(Elementwise.difference(other, root)) == 0)) {
            found.add(root);
        }
    }

    private int sign(Expression number) {
        return NumberSign.of(number, budget).orElse(0);
    }

    private List<Expression> candidates(Enclosure bracket) {
        List<Expression> candidates = new ArrayList<>();
        interval.ifPresent(ends -> List.of(ends.from(), ends.to()).forEach(end -> {
            Enclosure bounds = end(end);
            if (bounds.low().compareTo(bracket.high()) <= 0 && bounds.high().compareTo(bracket.low()) >= 0) {
                candidates.add(end);
            }
        }));
        Rational simple = SimpleFractions.between(Rational.of(bracket.low().toBigDecimal()), Rational.of(bracket.high().toBigDecimal()));
        if (simple.denominator().bitLength() < SimpleFractions.SIMPLE) {
            candidates.add(Constant.of(simple));
        }
        SimpleFractions.ofPi(bracket).ifPresent(candidates::add);
        turns().stream().filter(turn -> Sign.of(Elementwise.difference(turn, Constant.of(Rational.of(bracket.low().toBigDecimal())))).orElse(0) >= 0
                && Sign.of(Elementwise.difference(Constant.of(Rational.of(bracket.high().toBigDecimal())), turn)).orElse(0) >= 0).forEach(candidates::add);
        return candidates;
    }

    // Where the function is stationary, if algebra finds that: it may touch 0 there.
    private List<Expression> turns() {
        if (turns == null) {
            turns = budget.attempt(WORK_OF_TURNS, this::stationary).orElse(List.of());
        }
        return turns;
    }

    private List<Expression> stationary(Budget part) {
        try {
            Expression slope = Simplifier.tidy(Differentiation.derivative(equation.zero(), x), Assumptions.NONE, part);
            List<Expression> zeros = new Inversion(x, interval, Assumptions.NONE, part).zeros(slope).orElse(List.of());
            return zeros.stream().filter(Sign::isNumber).map(zero -> Simplifier.tidy(zero, Assumptions.NONE, part)).toList();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return List.of();
        }
    }

    private boolean arePartsDefined(Enclosure side) {
        return equation.parts().stream().allMatch(part -> new BoxFunction(part, x, budget).isContinuous(side));
    }

    // Narrow boxes that stayed open: a zero that algebra knows, and no other by a higher derivative.
    private void settle() {
        List<Enclosure> clusters = new ArrayList<>();
        open.sort(Comparator.comparing(Enclosure::low));
        for (Enclosure box : open) {
            Enclosure last = clusters.isEmpty() ? null : clusters.getLast();
            boolean close = last != null && box.low().minus(last.high()).compareTo(box.high().minus(box.low()).times(Dyadic.of(CLOSE))) <= 0
                    && box.low().compareTo(last.low()) >= 0;
            if (close) {
                clusters.set(clusters.size() - 1, last.or(box));
            } else {
                clusters.add(box);
            }
        }
        open.clear();
        clusters.stream().filter(cluster -> !isExplained(cluster)).forEach(open::add);
    }

    private boolean isExplained(Enclosure cluster) {
        for (Expression candidate : candidates(cluster)) {
            if (verification.of(candidate) == Verification.Verdict.SOLVES) {
                add(candidate);
                return function.isOnlyZero(candidate, cluster);
            }
        }
        return false;
    }
}
