package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.evaluate.IntegralValues;
import java.util.Map;

/**
 * Series of integrals whose ends move while the integrand stays: from where the ends come to, each adds the integral of the integrand along its way.
 *
 * <p>Source: the fundamental theorem of calculus, DLMF §1.4(v), and integration of series term by term, §1.9(vi).
 */
final class IntegralEnds {
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
        Series rest = expander.split(moving).rest();
        return rest.isEmpty() && rest.isExact() ? rest : expander.antiderivative(arithmetic.times(expander.of(integral.at(end)), expander.derivative(moving)), Constant.ZERO);
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
