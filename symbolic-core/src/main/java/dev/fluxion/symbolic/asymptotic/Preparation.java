package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Brings an expression into the form that limits at infinity need, operands first: powers as exponentials, functions with kinks and jumps as
 * the branch that is taken from some point on, functions of infinite operands by what they come near to.
 *
 * <p>Source: D. Gruntz, On Computing Limits in a Symbolic Manipulation System (ETH Zürich, 1996); branches of functions with kinks by
 * definition.
 */
final class Preparation {
    private static final int HIGHEST_ORDER = 20; // of polygamma, by terms with the factorial of it

    private final Oracle oracle;
    private final Gruntz gruntz;
    private final Oscillation oscillation;
    private final Map<Expression, Expression> results = new HashMap<>();

    Preparation(Oracle oracle, Gruntz gruntz, Oscillation oscillation) {
        this.oracle = oracle;
        this.gruntz = gruntz;
        this.oscillation = oscillation;
    }

    Expression prepared(Expression root) {
        for (Expression node : Topology.of(root).nodes()) {
            if (!results.containsKey(node)) {
                oracle.budget().tick(1);
                Expression rebuilt = Logs.rebuilt(node, node.operands().stream().map(results::get).toList());
                boolean inside = node.reach() > 0; // of what binds its index, which has a say of its own
                results.put(node, gruntz.depends(rebuilt) && !inside ? node(rebuilt, node) : rebuilt);
            }
        }
        return results.get(root);
    }

    private Expression node(Expression node, Expression written) {
        return switch (node) {
            case Power p when gruntz.depends(p.exponent()) -> exponential(p, ((Power) written).exponent());
            case Apply a when Logs.isExp(a) || Logs.isLog(a) -> a;
            case Apply a -> function(a);
            case Piecewise p -> branch(p);
            case Bound b -> integral(b);
            case Fold f -> throw FluxionException.unsupported("a limit of a fold");
            case Reduction r -> alongAxis(r);
            case Constant _, Symbol _, Sum _, Product _, Power _, MatrixFunction _, Call _, ArrayOf _, Selection _, Indicator _ -> node;
        };
    }

    private Expression integral(Bound bound) {
        if (!IntegralEnds.isOne(bound, gruntz.variable())) {
            throw FluxionException.unsupported("a limit of an " + bound.kind().text());
        }
        if (bound.range().stream().anyMatch(this::isInfinite)) {
            throw FluxionException.unsupported("a limit of an integral of which an end goes to infinity");
        }
        return bound;
    }

    // The exponent of a negative number is whole throughout, or the power has no real values.
    private Expression exponential(Power power, Expression exponent) {
        if (power.base().equals(Constant.ZERO)) {
            return ofZero(power.exponent());
        }
        boolean whole = oscillation.parts().isWhole(exponent);
        int sign = whole || oscillation.isIn(power.exponent()) || oscillation.parts().areAll() ? signOfBase(power.base(), whole) : 1;
        if (sign > 0) {
            return Logs.exp(Product.of(power.exponent(), Logs.log(power.base())));
        }
        if (!whole) {
            throw FluxionException.unsupported("a limit of powers of a negative number"); // the exponent may be whole at some points
        }
        Expression size = sign < 0 ? Elementwise.negate(power.base()) : Apply.of(Stepwise.ABSOLUTE, power.base());
        return Product.of(sign < 0 ? oscillation.sign(exponent) : oscillation.signOfParameters(exponent), Logs.exp(Product.of(power.exponent(), Logs.log(size))));
    }

    // 0 where parameters decide. Where the exponent is not whole, what they decide is positive: else there are no real values.
    private int signOfBase(Expression base, boolean whole) {
        try {
            return gruntz.sign(base);
        } catch (FluxionException e) {
            Oracle.requireUnsupported(e);
            if (whole && (gruntz.depends(base) || oscillation.isIn(base))) {
                throw e;
            }
            if (whole && !oracle.assumptions().prove(Condition.compare(Condition.Relation.GREATER_EQUAL, base, Constant.ZERO))) {
                return 0;
            }
            oracle.assumePositive(base);
            return 1;
        }
    }

    private Expression ofZero(Expression exponent) {
        int sign = gruntz.sign(exponent);
        if (sign < 0) {
            throw new OutOfDomain("a negative power of 0");
        }
        return sign > 0 ? Constant.ZERO : Constant.ONE;
    }

    private Expression function(Apply apply) {
        Expression u = apply.operands().getFirst();
        return switch (apply.operator().asymptotic()) {
            case WAVE -> isInfinite(u) ? oscillation.wave(apply.operator(), Elementary.SINE, Elementary.COSINE, u) : apply;
            case ENTIRE -> isInfinite(u) ? meaning(apply) : apply;
            case ARC_TANGENT -> arcTangent(apply, u);
            case ERROR -> errorFunction(apply, u);
            case GAMMA -> gamma(apply, u);
            case LOG_GAMMA -> logGamma(apply, u);
            case DIGAMMA -> digamma(apply, u);
            case POLYGAMMA -> polygamma(apply, u, apply.operands().get(1));
            case FLOOR -> floor(u);
            case ROUND -> round(u);
            case CUBE_ROOT -> cubeRoot(u);
            case ARC_TANGENT_2 -> angle(u, apply.operands().get(1));
            case REGULAR -> apply;
            case FORMULA -> meaning(apply);
        };
    }

    private Expression alongAxis(Reduction reduction) {
        reduction.operand().operands().forEach(entry -> results.putIfAbsent(entry, entry));
        return prepared(Meanings.of(reduction).orElseThrow(() -> FluxionException.unsupported("a limit of '" + reduction.operator().name() + "' along an axis")));
    }

    private Expression meaning(Apply apply) {
        Optional<Expression> meaning = Meanings.of(apply.operator(), apply.operands());
        apply.operands().forEach(operand -> results.putIfAbsent(operand, operand));
        Expression formula = meaning.orElseThrow(() -> FluxionException.unsupported("a limit of '" + apply.operator().name() + "'"));
        return prepared(formula);
    }

    private Gruntz.Extended lim(Expression u) {
        return gruntz.limit(u);
    }

    private boolean isInfinite(Expression u) {
        return lim(u).isInfinite();
    }

    private Expression branch(Piecewise piecewise) {
        for (Piecewise.Case each : piecewise.cases()) {
            if (holds(each.condition())) {
                return each.value();
            }
        }
        if (piecewise.otherwise() instanceof Constant c && Double.isNaN(c.value().doubleValue())) {
            throw new OutOfDomain("no case holds near the point");
        }
        return piecewise.otherwise();
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Comparison c -> c.relation().holds(gruntz.sign(Elementwise.difference(c.left(), c.right())), 0);
            case Condition.All all -> all.parts().stream().allMatch(this::holds);
            case Condition.Any any -> any.parts().stream().anyMatch(this::holds);
            case Condition.Not not -> !holds(not.part());
            case Condition.Truth truth -> truth.value();
        };
    }

    // atan u is ±π/2 - atan(1/u)
    private Expression arcTangent(Apply apply, Expression u) {
        Gruntz.Extended limit = lim(u);
        if (!limit.isInfinite()) {
            return apply;
        }
        Expression quarter = Product.of(Constant.of(Rational.of(limit.sign(), 2)), Symbol.PI);
        return Oracle.minus(quarter, Apply.of(apply.operator(), Power.of(u, -1)));
    }

    private Expression errorFunction(Apply apply, Expression u) {
        Gruntz.Extended limit = lim(u);
        if (!limit.isInfinite()) {
            return apply;
        }
        return limit.sign() > 0 ? Oracle.minus(Constant.ONE, Asymptotics.erfc(u))
                : Oracle.minus(Asymptotics.erfc(Oracle.negate(u)), Constant.ONE);
    }

    private Expression gamma(Apply apply, Expression u) {
        Gruntz.Extended limit = lim(u);
        if (limit.sign() > 0) {
            return Logs.exp(Asymptotics.lgamma(u));
        }
        GammaRecurrence near = near(apply, u, limit);
        return near.isThere() ? apply : near.gamma();
    }

    private Expression logGamma(Apply apply, Expression u) {
        Gruntz.Extended limit = lim(u);
        if (limit.sign() > 0) {
            return Asymptotics.lgamma(u);
        }
        GammaRecurrence near = near(apply, u, limit);
        results.putIfAbsent(u, u);
        return near.isThere() ? apply : prepared(near.logarithm());
    }

    private Expression digamma(Apply apply, Expression u) {
        Gruntz.Extended limit = lim(u);
        if (limit.sign() > 0) {
            return Asymptotics.digamma(u);
        }
        GammaRecurrence near = near(apply, u, limit);
        return near.isThere() ? apply : near.digamma();
    }

    private Expression polygamma(Apply apply, Expression order, Expression u) {
        if (!(order instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() > 0 && r.intValue() <= HIGHEST_ORDER)) {
            return apply;
        }
        Gruntz.Extended limit = lim(u);
        if (limit.sign() > 0) {
            return Asymptotics.polygamma(r.intValue(), u);
        }
        GammaRecurrence near = near(apply, u, limit);
        return near.isThere() ? apply : near.polygamma(apply.operator(), r.intValue());
    }

    private static GammaRecurrence near(Apply apply, Expression u, Gruntz.Extended limit) {
        if (limit.isInfinite()) {
            throw FluxionException.unsupported("'" + apply.operator().name() + "' towards " + limit.value());
        }
        return new GammaRecurrence(u, limit.value());
    }

    // Where u comes near a whole number, its side decides.
    private Expression floor(Expression u) {
        Gruntz.Extended limit = lim(u);
        if (limit.isInfinite()) {
            return oscillation.parts().of(u).map(split -> Sum.of(split.whole(), floor(split.rest()))).orElseGet(() -> Oracle.minus(u, oscillation.fraction(u)));
        }
        Expression below = wholeBelow(limit.value());
        return oracle.isZero(Oracle.minus(limit.value(), below)) && gruntz.sign(Oracle.minus(u, below)) < 0 ? Sum.of(below, Constant.MINUS_ONE) : below;
    }

    private Expression wholeBelow(Expression number) {
        List<Expression> terms = number instanceof Sum sum ? sum.terms() : List.of(number);
        Map<Boolean, List<Expression>> parts = terms.stream().collect(Collectors.partitioningBy(oscillation.parts()::isWhole));
        return Sum.of(Sum.of(parts.get(true)), oracle.floor(Sum.of(parts.get(false))));
    }

    // Ties go to the even neighbour.
    private Expression round(Expression u) {
        Gruntz.Extended limit = lim(u);
        if (limit.isInfinite()) {
            return oscillation.parts().of(u).map(split -> Sum.of(split.whole(), round(split.rest(), true)))
                    .orElseGet(() -> Oracle.minus(Sum.of(u, Constant.of(Rational.HALF)), oscillation.fraction(u)));
        }
        return round(u, false);
    }

    private Expression round(Expression u, boolean besideWhole) {
        Expression shifted = Sum.of(u, Constant.of(Rational.HALF));
        Expression below = floor(shifted);
        boolean tie = oracle.isZero(Oracle.minus(shifted, below));
        if (tie && besideWhole) {
            throw FluxionException.unsupported("a limit of ties that are rounded now up and now down");
        }
        boolean odd = below instanceof Constant c && c.value() instanceof Rational r && r.numerator().testBit(0);
        return tie && odd ? Sum.of(below, Constant.MINUS_ONE) : below;
    }

    private Expression cubeRoot(Expression u) {
        Constant third = Constant.of(Rational.of(1, 3));
        return switch (gruntz.sign(u)) {
            case 1 -> Power.of(u, third);
            case -1 -> Oracle.negate(Power.of(Oracle.negate(u), third));
            default -> Constant.ZERO;
        };
    }

    private Expression angle(Expression y, Expression x) {
        int side = gruntz.sign(x);
        int above = gruntz.sign(y);
        if (side == 0) {
            return Product.of(Constant.of(Rational.of(above, 2)), Symbol.PI);
        }
        Apply plain = (Apply) Apply.of(Elementary.ARCTANGENT, oracle.normal(Oracle.over(y, x)));
        Expression turn = side > 0 ? Constant.ZERO : Product.of(Constant.of(above < 0 ? -1 : 1), Symbol.PI);
        return Sum.of(gruntz.depends(plain) ? arcTangent(plain, plain.operand()) : plain, turn);
    }

}
