package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.calculus.SinglePoints;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.evaluate.PreciseValues;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.rewrite.Assumptions;
import dev.fluxion.symbolic.rewrite.KnownValues;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Derivatives at single points. Where the formula of the derivative has a value, and no kink, jump or end of a case is near, that is it. Elsewhere the
 * derivative is the limit of the difference quotient, if that has one; what the language agrees on at kinks serves only where the function has no
 * derivative.
 *
 * <p>Source: by definition of the derivative; each of higher order is that of the one before it.
 */
public final class PointDerivative implements SinglePoints {
    private final Symbol variable;
    private final Expression point;
    private final Assumptions assumptions;

    /** For {@link java.util.ServiceLoader}. */
    public PointDerivative() {
        this(Symbol.temporary("point"), Constant.ZERO, Assumptions.NONE);
    }

    private PointDerivative(Symbol variable, Expression point, Assumptions assumptions) {
        this.variable = variable;
        this.point = point;
        this.assumptions = assumptions;
    }

    /**
     * What a derivative is at a point.
     *
     * @param agreed what it follows by convention there, in words, where the function has no derivative
     */
    public record Answer(Expression value, List<String> agreed) {
        /** Copies the list. */
        public Answer {
            agreed = List.copyOf(agreed);
        }

        private static Answer proved(Expression value) {
            return new Answer(value, List.of());
        }
    }

    /**
     * The value of a derivative at a point.
     *
     * @param derivative the formula of the derivative of this order
     * @param point what the variable becomes; only of a number more is asked than what the formula gives
     * @throws FluxionException {@code DOMAIN} if the function has no derivative there and no convention speaks of it, {@code UNSUPPORTED} if it is not
     * proved what the derivative is
     */
    public static Answer at(Expression function, Symbol variable, int order, Expression derivative, Expression point, Assumptions assumptions) {
        if (!Sign.isNumber(point) || !function.isScalar() || !isExact(point)) {
            return Answer.proved(Substitution.replace(derivative, Map.of(variable, point)));
        }
        Expression plain = withoutAxes(function);
        return new PointDerivative(variable, point, assumptions).of(plain, order, plain.equals(function) ? derivative
                : Differentiation.derivative(plain, Collections.nCopies(order, variable)));
    }

    // What is taken along the axis of a vector that is written out, as a function of its entries.
    private static Expression withoutAxes(Expression function) {
        Map<Expression, Expression> meanings = new HashMap<>();
        Topology.of(function).nodes().stream().filter(Reduction.class::isInstance)
                .forEach(node -> Meanings.of((Reduction) node).ifPresent(meaning -> meanings.put(node, meaning)));
        return meanings.isEmpty() ? function : withoutAxes(Substitution.replace(function, meanings));
    }

    private static boolean isExact(Expression number) {
        return Topology.of(number).nodes().stream().noneMatch(node -> node instanceof Constant c && !c.value().isExact());
    }

    private Answer of(Expression function, int order, Expression derivative) {
        Optional<Expression> reached = value(function);
        if (reached.isEmpty()) {
            throw none("the function has no value there");
        }
        Optional<Expression> formula = value(derivative);
        List<Expression> lower = new ArrayList<>();
        for (int k = 0; k < order; k++) {
            lower.add(k == 0 ? function : Differentiation.derivative(function, Collections.nCopies(k, variable)));
        }
        Smoothness smoothness = new Smoothness(variable, point);
        boolean smooth = lower.stream().allMatch(smoothness::isProved);
        if (smooth && formula.isPresent()) {
            return Answer.proved(formula.get());
        }
        Optional<Expression> convention = formula.filter(known -> lower.stream().anyMatch(smoothness::hasConvention));
        for (Expression before : lower) {
            Quotient quotient = quotient(before, reached.get(), convention);
            if (quotient.limit.isEmpty()) {
                if (quotient.jumps && !smoothness.hasKink(before)) {
                    throw none(quotient.reason);
                }
                Expression agreed = convention.orElseThrow(() -> none(quotient.reason));
                String conventions = lower.stream().flatMap(smoothness::conventions).distinct().collect(Collectors.joining(", "));
                return new Answer(agreed, List.of("at " + Bound.plainName(variable) + " = " + point + ", where " + quotient.reason + ": " + conventions));
            }
            reached = quotient.limit;
        }
        return Answer.proved(reached.orElseThrow());
    }

    private Optional<Expression> value(Expression function) {
        try {
            Expression value = KnownValues.put(meant(Substitution.replace(function, Map.of(variable, point))));
            boolean undefined = Topology.of(value).nodes().stream().anyMatch(node -> node instanceof Constant c && Double.isNaN(c.value().doubleValue()))
                    || Sign.isNumber(value) && PreciseValues.existence(value, Map.of()) == PreciseValues.Existence.UNDEFINED;
            return undefined ? Optional.empty() : Optional.of(value);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }

    // Numbers that are functions with kinks by the cases that they stand for, which numbers decide.
    private static Expression meant(Expression value) {
        Map<Expression, Expression> meanings = new HashMap<>();
        Topology.of(value).nodes().stream().filter(node -> node.isFixed() && node instanceof Apply apply && apply.operands().size() > 1)
                .forEach(node -> Meanings.of(((Apply) node).operator(), node.operands()).ifPresent(meaning -> meanings.put(node, meaning)));
        return meanings.isEmpty() ? value : Substitution.replace(value, meanings);
    }

    private FluxionException none(String reason) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "no derivative at " + point + ": " + reason, Span.NONE));
    }

    /** The limit of a difference quotient, or why there is none; where the function jumps it is infinite from some side. */
    private record Quotient(Optional<Expression> limit, String reason, boolean jumps) {}

    private Quotient quotient(Expression function, Expression value, Optional<Expression> convention) {
        Expression quotient = Product.of(Elementwise.difference(function, value), Power.of(Elementwise.difference(variable, point), -1));
        try {
            Limits.Limit limit = limit(quotient, Limits.Side.BOTH);
            return quotient(limit);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            Optional<Quotient> sure = convention.flatMap(agreed -> whereSure(quotient, agreed));
            if (sure.isPresent()) {
                return sure.get();
            }
            boolean jumps = Topology.of(function).nodes().stream().anyMatch(node -> node instanceof Bound bound && Kinks.isIntegralOfJumps(bound));
            throw FluxionException.unsupported("the derivative at " + point + ", where " + (convention.isPresent() ? "a function in it has a kink or a jump"
                    : jumps ? "the integrand in it may jump" : "its formula has no value") + ": " + e.diagnostic().message());
        }
    }

    private static Quotient quotient(Limits.Limit limit) {
        if (limit.absence().isPresent()) {
            boolean jumps = limit.absence().get() instanceof Limits.Absence.Sides sides && (isInfinite(sides.left()) || isInfinite(sides.right()));
            return new Quotient(Optional.empty(), reason(limit.absence().get()), jumps);
        }
        return limit.isInfinite() ? new Quotient(Optional.empty(), "its difference quotient goes to " + limit.value(), true)
                : new Quotient(Optional.of(limit.value()), "", false);
    }

    private static boolean isInfinite(Expression value) {
        return Topology.of(value).nodes().contains(Symbol.INFINITY);
    }

    private static String reason(Limits.Absence absence) {
        return switch (absence) {
            case Limits.Absence.Outside outside -> "the function has no values nearby";
            case Limits.Absence.Oscillation oscillation -> "its difference quotient has no limit: " + oscillation.text();
            case Limits.Absence.Sides sides -> sides(sides.left(), sides.right());
        };
    }

    private static String sides(Expression left, Expression right) {
        return "its difference quotient is " + left + " from the left and " + right + " from the right";
    }

    private Limits.Limit limit(Expression quotient, Limits.Side side) {
        return Limits.limit(quotient, variable, point, side, assumptions, Budget.current());
    }

    // With parameters it may stay open whether both sides agree. What is one of them, or their mean, is right if they do and agreed on if they do not.
    private Optional<Quotient> whereSure(Expression quotient, Expression convention) {
        try {
            Limits.Limit left = limit(quotient, Limits.Side.LEFT);
            Limits.Limit right = limit(quotient, Limits.Side.RIGHT);
            if (!left.exists() || !right.exists() || left.isInfinite() || right.isInfinite()) {
                return Optional.empty();
            }
            Oracle oracle = new Oracle(assumptions, Budget.current());
            Expression mean = Product.of(Constant.of(Rational.HALF), Sum.of(left.value(), right.value()));
            return List.of(left.value(), right.value(), mean).stream().anyMatch(side -> isSame(oracle, side, convention))
                    ? Optional.of(new Quotient(Optional.empty(), sides(left.value(), right.value()), false)) : Optional.empty();
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.UNSUPPORTED);
            return Optional.empty();
        }
    }

    private static boolean isSame(Oracle oracle, Expression first, Expression second) {
        return oracle.isZero(Oracle.minus(first, second));
    }

    @Override
    public Optional<Expression> slope(Expression around, Symbol by, Expression at, Expression value) {
        PointDerivative there = new PointDerivative(by, at, Assumptions.NONE);
        return there.quotient(around, value, Optional.empty()).limit;
    }
}
