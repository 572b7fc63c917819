package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.evaluate.IntegralValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Series of integrals whose ends move while the integrand stays: from where the ends come to, each adds the integral of the integrand along its way.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v), and integration of series term by term, §1.9(vi).
 */
final class IntegralEnds {
    private static final int MOST_LOGARITHMS = 20; // that are multiplied in a coefficient

    private final Expander expander;
    private final Series.Arithmetic arithmetic;

    IntegralEnds(Expander expander, Series.Arithmetic arithmetic) {
        this.expander = expander;
        this.arithmetic = arithmetic;
    }

    /** Whether only the ends may move: not the integrand, which is smooth wherever it is finite. */
    static boolean isOne(Bound bound, Expression moving) {
        return bound.kind() == Bound.Kind.INTEGRAL && !Topology.of(bound.body()).nodes().contains(moving)
                && Topology.of(bound.body()).nodes().stream().noneMatch(IntegralEnds::needsBranches);
    }

    private static boolean needsBranches(Expression node) {
        return Kinks.mayHaveCorner(node) || node instanceof Apply apply && switch (apply.operator().asymptotic()) {
            case WAVE, ENTIRE, ARC_TANGENT, ERROR, REGULAR, FORMULA -> false;
            case GAMMA, LOG_GAMMA, DIGAMMA, POLYGAMMA, FLOOR, ROUND, CUBE_ROOT, ARC_TANGENT_2 -> true;
        };
    }

    Series of(Bound integral) {
        Expression from = expander.split(expander.known(integral.first())).constant();
        Expression to = expander.split(expander.known(integral.last())).constant();
        Series ways = arithmetic.plus(way(integral, integral.last()), arithmetic.scaled(way(integral, integral.first()), Constant.MINUS_ONE, Constant.ZERO));
        boolean meet = expander.oracle().isZero(Oracle.minus(to, from));
        return meet ? ways : arithmetic.plus(Series.exactly(between(integral, from, to)), ways);
    }

    // Each by itself: -1/t and 1/t on both sides of 0 have no integral together either.
    private Series way(Bound integral, Expression end) {
        Series moving = expander.known(end);
        Expander.Split split = expander.split(moving);
        if (split.rest().isEmpty() && split.rest().isExact()) {
            return split.rest();
        }
        Series there = expander.of(integral.at(end));
        // Where no end stays there is no logarithm of ω: the integrand is singular at places that stay.
        boolean stays = expander.byLogarithm(split.constant()).equals(Constant.ZERO);
        return stays ? antiderivative(arithmetic.times(there, derivative(moving)))
                : expander.antiderivative(arithmetic.times(there, expander.derivative(moving)), Constant.ZERO);
    }

    private Series derivative(Series series) {
        return arithmetic.plus(expander.derivative(series), ofLogarithms(series));
    }

    // By parts, until no coefficient holds a logarithm any more.
    private Series antiderivative(Series series) {
        Series sum = new Series(List.of(), Optional.empty());
        Series left = series;
        for (int part = 0; !left.isEmpty() || part == 0; part++) {
            if (part > MOST_LOGARITHMS) {
                throw FluxionException.unsupported("the series of an integral with more than logarithms and their powers in it");
            }
            Series next = expander.antiderivative(left, Constant.ZERO);
            sum = arithmetic.plus(sum, next);
            left = arithmetic.scaled(ofLogarithms(next), Constant.MINUS_ONE, Constant.ZERO);
        }
        return sum;
    }

    // What the derivative has beside that in which the coefficients are constant.
    private Series ofLogarithms(Series series) {
        List<Series.Term> terms = new ArrayList<>();
        for (Series.Term term : series.terms()) {
            Expression slope = expander.byLogarithm(term.coefficient());
            if (!slope.equals(Constant.ZERO)) {
                terms.add(new Series.Term(Sum.of(term.exponent(), Constant.MINUS_ONE), slope));
            }
        }
        return new Series(terms, Optional.empty());
    }

    private static Expression between(Bound integral, Expression from, Expression to) {
        Bound.Opened opened = integral.open();
        Expression value = Bound.integral(opened.symbol(), from, to, opened.body());
        if (!Substitution.variables(value).isEmpty()) {
            throw FluxionException.unsupported("the series of an integral between ends that come near to different places, with parameters");
        }
        if (!Double.isFinite(IntegralValues.loaded().value((Bound) value, Map.of()))) {
            throw FluxionException.unsupported("the series of an integral that is infinite");
        }
        return value;
    }
}
