package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.ScalarValues;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.Simplifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Solves equations in one real unknown: exactly where algebra and inverse functions do it, every candidate held against the equation as it
 * was given; else by a search for changes of sign, which is never said to be complete.
 *
 * <p>Source: by definition: a candidate counts if the equation holds at it.
 */
public final class Equations {
    /** A closed interval. */
    public record Interval(Expression from, Expression to) {
        double low() {
            return Evaluator.scalar(from, Map.of());
        }

        double high() {
            return Evaluator.scalar(to, Map.of());
        }
    }

    private static final double NEAR = 1e-9;
    private static final double DIGITS = 1e-12;
    private static final double SAMPLED = 25; // where all numbers are asked for, points are looked at up to here
    private static final int SAMPLES = 40;
    private static final double BESIDE = 1.234e-3;
    private static final double ROUNDING = 1e-15;
    private static final double GOLDEN = 0.6180339887498949; // multiples of it are spread evenly, modulo 1
    private static final double ROUNDING_OF_ZERO = 1e-13;
    private static final double ZERO = 1e-8; // relative to the terms

    private Equations() {}

    /**
     * The real x at which an expression is 0.
     *
     * @param interval where they are sought, or nothing for all numbers
     */
    public static Solutions solve(Expression zero, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        Solutions solutions = points(zero, x, interval, assumptions, budget);
        boolean certain = solutions.complete() && solutions.values().isEmpty();
        if (!certain && Substitution.variables(zero).size() == 1 && holdsBetween(solutions.values(), zero, x, interval)) {
            throw FluxionException.unsupported("an equation that holds on a whole interval, as far as double precision can tell,");
        }
        return solutions;
    }

    // Whether it holds at two points that are no solutions found: spread evenly, or beside some of those.
    private static boolean holdsBetween(List<Expression> found, Expression zero, Symbol x, Optional<Interval> interval) {
        double low = interval.map(Interval::low).orElse(-SAMPLED);
        double high = interval.map(Interval::high).orElse(SAMPLED);
        List<Double> points = new ArrayList<>();
        for (double share = GOLDEN; share < SAMPLES * GOLDEN; share += GOLDEN) {
            points.add(low + (share - Math.floor(share)) * (high - low));
        }
        List<Double> roots = found.stream().map(Equations::value).toList();
        roots.stream().limit(SAMPLES).forEach(root -> points.addAll(List.of(root - BESIDE * (1 + Math.abs(root)), root + BESIDE * (1 + Math.abs(root)))));
        ScalarValues values = new ScalarValues(zero);
        return points.stream().filter(at -> roots.stream().noneMatch(root -> Math.abs(root - at) <= NEAR * Math.max(1, Math.abs(at))))
                .filter(at -> Math.abs(values.at(Map.of(x.name(), at))) <= ROUNDING * values.magnitude()).count() > 1;
    }

    private static Solutions points(Expression zero, Symbol x, Optional<Interval> interval, Assumptions assumptions, Budget budget) {
        if (!Topology.of(zero).nodes().stream().allMatch(Expression::isScalar)) {
            throw FluxionException.unsupported("an equation between tensors");
        }
        if (!Polynomials.mentions(zero, x)) {
            return constant(zero, x);
        }
        boolean numbers = Substitution.variables(zero).size() == 1;
        Inversion inversion = new Inversion(x, interval, assumptions, budget);
        Optional<List<Expression>> exact = exact(inversion, zero);
        if (exact.isPresent()) {
            List<Expression> candidates = exact.get().stream().map(root -> tidy(root, assumptions, budget)).toList();
            List<Expression> found = numbers ? checked(candidates, zero, x, interval) : candidates;
            return new Solutions(sorted(found, numbers), inversion.isComplete() && numbers);
        }
        if (!numbers) {
            throw FluxionException.unsupported("no solutions of this equation by " + x.name() + " were found");
        }
        return new Solutions(sorted(new SignChanges(zero, x, interval, budget).find(), true), false);
    }

    private static Optional<List<Expression>> exact(Inversion inversion, Expression zero) {
        try {
            return inversion.zeros(zero);
        } catch (FluxionException e) {
            if (e.diagnostic().code() == Diagnostic.Code.UNSUPPORTED || e.diagnostic().code() == Diagnostic.Code.DOMAIN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Solutions constant(Expression value, Symbol x) {
        Optional<Integer> sign = Roots.sign(value);
        if (sign.isPresent() && sign.get() != 0) {
            return new Solutions(List.of(), true);
        }
        throw FluxionException.unsupported(sign.isPresent() ? "every " + x.name() + " solves this equation" : "an equation without " + x.name());
    }

    private static Expression tidy(Expression root, Assumptions assumptions, Budget budget) {
        boolean logarithms = Topology.of(root).nodes().stream().anyMatch(node -> node instanceof Apply a && a.operator() == Elementary.LOGARITHM);
        return logarithms ? Simplifier.simplify(root, assumptions, budget).expression() : Simplifier.tidy(root, assumptions, budget);
    }

    private static double value(Expression number) {
        return Evaluator.scalar(number, Map.of());
    }

    private static List<Expression> sorted(List<Expression> found, boolean numbers) {
        List<Expression> sorted = new ArrayList<>(found);
        if (numbers) {
            sorted.sort(Comparator.comparingDouble(Equations::value));
        }
        return sorted;
    }

    // Those at which the equation as given is defined and true, each once.
    private static List<Expression> checked(List<Expression> candidates, Expression zero, Symbol x, Optional<Interval> interval) {
        ScalarValues values = new ScalarValues(zero);
        List<Expression> found = new ArrayList<>();
        for (Expression candidate : candidates) {
            double at = value(candidate);
            boolean inside = interval.isEmpty() || at >= interval.get().low() - NEAR && at <= interval.get().high() + NEAR;
            boolean isNew = found.stream().noneMatch(other -> isSame(other, candidate));
            if (Double.isFinite(at) && inside && isNew && holds(values, zero, x, candidate, at)) {
                found.add(candidate);
            }
        }
        return found;
    }

    // Numbers are compared exactly, and exact roots by their digits; what a search found, or what may be rounding of 0, by distance.
    private static boolean isSame(Expression root, Expression other) {
        if (root.equals(other)) {
            return true;
        }
        boolean exact = isExact(root) && isExact(other);
        if (exact && root instanceof Constant && other instanceof Constant) {
            return false;
        }
        double a = value(root);
        double b = value(other);
        boolean telling = exact && Math.min(Math.abs(a), Math.abs(b)) > ROUNDING_OF_ZERO;
        return Math.abs(a - b) <= (telling ? DIGITS * Math.max(Math.abs(a), Math.abs(b)) : NEAR * Math.max(1, Math.abs(a)));
    }

    private static boolean isExact(Expression root) {
        return Topology.of(root).nodes().stream().allMatch(node -> !(node instanceof Constant c) || c.value().isExact());
    }

    private static boolean holds(ScalarValues values, Expression zero, Symbol x, Expression candidate, double at) {
        try {
            Substitution.replace(zero, Map.of(x, candidate));
        } catch (FluxionException e) {
            return false; // a pole
        }
        double step = Math.max(Math.abs(at), 1e-3) * 0x1p-44;
        for (double near : new double[] {at, at + step, at - step}) {
            double value = values.at(Map.of(x.name(), near));
            if (Double.isFinite(value) && values.magnitude() < 1e12 * (1 + Math.abs(near))) {
                return Math.abs(value) <= ZERO * values.magnitude() || isSteep(values, x, near, value);
            }
        }
        return false;
    }

    // At a steep zero the value is no smaller than the slope times the rounding of the root.
    private static boolean isSteep(ScalarValues values, Symbol x, double at, double value) {
        double step = Math.max(Math.abs(at), 1e-3) * 0x1p-40;
        double change = Math.abs(values.at(Map.of(x.name(), at + step)) - values.at(Map.of(x.name(), at - step)));
        return Math.abs(value) <= change;
    }
}
