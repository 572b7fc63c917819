package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.number.Rational;
import java.util.HashMap;
import java.util.Map;

/**
 * Coefficients of a series in a small quantity that hold its logarithm: how they grow, held against powers of that logarithm. A term
 * {@code c·h^n} is {@code O(h^n)} only where {@code c} is bounded.
 *
 * <p>Source: Hardy's scale of logarithms and powers, G. H. Hardy, Orders of Infinity (1910), by the limits of {@link Gruntz}.
 */
final class LogScale {
    private static final int HIGHEST = 1_000;

    private final Symbol logarithm;
    private final Symbol far;
    private final Oracle oracle;
    private final Gruntz gruntz;
    private final Map<Expression, Integer> degrees = new HashMap<>();

    /**
     * @param logarithm the symbol that stands for the logarithm, which goes to −∞
     * @param far the symbol that the limits know to go to infinity
     */
    LogScale(Symbol logarithm, Symbol far, Oracle oracle, Gruntz gruntz) {
        this.logarithm = logarithm;
        this.far = far;
        this.oracle = oracle;
        this.gruntz = gruntz;
    }

    private boolean holds(Expression coefficient) {
        return Topology.of(coefficient).nodes().contains(logarithm);
    }

    /** Whether a coefficient holds the logarithm. */
    boolean isIn(Series series) {
        return series.terms().stream().anyMatch(term -> holds(term.coefficient()));
    }

    /** The sign of a coefficient close to the point. */
    int sign(Expression coefficient) {
        if (!holds(coefficient)) {
            return oracle.signInDomain(coefficient);
        }
        try {
            return gruntz.sign(far(coefficient));
        } catch (FluxionException e) {
            Oracle.requireUnsupported(e);
            return oracle.signInDomain(coefficient);
        }
    }

    private Expression far(Expression coefficient) {
        return Logs.replace(coefficient, Map.of(logarithm, Oracle.negate(far)));
    }

    /**
     * The power of the logarithm that bounds the coefficients of a power of the small quantity.
     *
     * @throws FluxionException {@code unsupported} where a coefficient outgrows all of them
     */
    int degree(Series series, Expression exponent) {
        return series.terms().stream().filter(term -> oracle.compare(term.exponent(), exponent) == 0)
                .mapToInt(term -> degree(term.coefficient())).max().orElse(0);
    }

    /** Refuses coefficients that outgrow all powers of the logarithm. */
    void requireBounded(Series series) {
        series.terms().forEach(term -> degree(term.coefficient()));
    }

    private int degree(Expression coefficient) {
        if (!holds(coefficient)) {
            return 0;
        }
        if (coefficient.equals(logarithm)) {
            return 1;
        }
        Integer known = degrees.get(coefficient);
        if (known == null) {
            known = switch (coefficient) {
                case Sum s -> s.terms().stream().mapToInt(this::degree).max().orElse(0);
                case Product p -> p.factors().stream().mapToInt(this::degree).sum();
                case Power p when Oracle.isWhole(p.exponent()) && p.exponent() instanceof Constant c && c.value() instanceof Rational r
                        && r.isInt() && r.signum() > 0 && r.intValue() < HIGHEST -> Math.multiplyExact(r.intValue(), degree(p.base()));
                default -> degreeByLimits(far(coefficient));
            };
            degrees.put(coefficient, known);
        }
        return known;
    }

    private int degreeByLimits(Expression coefficient) {
        int sign = gruntz.sign(coefficient);
        if (sign == 0) {
            return 0;
        }
        Expression size = sign > 0 ? coefficient : Oracle.negate(coefficient);
        Gruntz.Extended slope = gruntz.limit(Oracle.over(Logs.log(size), Logs.log(far)));
        if (slope.sign() > 0) {
            throw FluxionException.unsupported("a series with a coefficient that outgrows all powers of the logarithm");
        }
        if (slope.isInfinite() || oracle.sign(slope.value()) < 0) {
            return 0;
        }
        int degree = ceiling(slope.value());
        return gruntz.limit(Oracle.over(size, Power.of(far, Constant.of(degree)))).isInfinite() ? degree + 1 : degree;
    }

    private int ceiling(Expression slope) {
        if (slope instanceof Constant c && c.value() instanceof Rational r) {
            return r.compareTo(Rational.of(HIGHEST)) < 0 ? r.negate().floor().negate().intValue() : HIGHEST;
        }
        int degree = 0;
        while (degree < HIGHEST && oracle.sign(Oracle.minus(slope, Constant.of(degree))) > 0) {
            degree++;
        }
        return degree;
    }
}
