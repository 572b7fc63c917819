package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out the jumps that an arctangent of a tangent has at every odd quarter turn: with t = tan(y) and α > 0, β² &lt; 4α,
 * {@code atan(α*t + β)} is {@code y + atan(((α - 1)*sin(y)*cos(y) + β*cos(y)^2)/(cos(y)^2 + α*sin(y)^2 + β*sin(y)*cos(y)))} between the
 * jumps, and the right side has none. Source: D. J. Jeffrey, The Importance of Being Continuous (1994).
 */
final class HalfTurns {
    private HalfTurns() {}

    /** With {@code y} for {@code atan(tan(y))}, and {@code -y} for {@code atan(cot(y))}: between the jumps they differ by a constant. */
    static Expression undone(Expression value) {
        Map<Expression, Expression> replacements = new HashMap<>();
        for (Expression node : Topology.of(value).nodes()) {
            if (node instanceof Apply outer && outer.operator() == Elementary.ARCTANGENT && outer.operand() instanceof Apply inner) {
                if (inner.operator() == Elementary.TANGENT) {
                    replacements.put(node, withoutNumber(inner.operand()));
                } else if (inner.operator() == Elementary.COTANGENT) {
                    replacements.put(node, Elementwise.negate(withoutNumber(inner.operand())));
                }
            }
        }
        return replacements.isEmpty() ? value : Substitution.replace(value, replacements);
    }

    private static Expression withoutNumber(Expression angle) {
        return angle instanceof Sum s ? Sum.of(s.terms().stream().filter(term -> !(term instanceof Constant)).toList()) : angle;
    }

    /** Without the jumps at odd quarter turns of all angles, if there are some that can be taken out. */
    static Optional<Expression> continuous(Expression value, Search search) {
        Expression result = value;
        for (Expression node : Topology.of(value).nodes()) {
            result = node instanceof Apply a && a.operator() == Elementary.TANGENT ? continuous(result, a.operand(), search) : result;
        }
        return result.equals(value) ? Optional.empty() : Optional.of(result);
    }

    static Expression continuous(Expression value, Expression angle, Search search) {
        Expression tangent = Apply.of(Elementary.TANGENT, angle);
        Symbol t = Parts.fresh(value);
        Map<Expression, Expression> replacements = new HashMap<>();
        for (Expression node : Topology.of(value).nodes()) {
            if (node instanceof Apply a && a.operator() == Elementary.ARCTANGENT) {
                Expression inside = Substitution.replace(a.operand(), Map.of(tangent, t));
                Optional<Parts.Linear> linear = Parts.linear(inside, t, search.budget());
                linear.filter(l -> isFreeOfJumps(l, search)).ifPresent(l -> replacements.put(node, unwound(l, angle)));
            }
        }
        return Substitution.replace(value, replacements);
    }

    private static boolean isFreeOfJumps(Parts.Linear linear, Search search) {
        Expression gap = Elementwise.difference(Elementwise.product(Constant.of(4), linear.slope()), Power.of(linear.offset(), 2));
        return search.signs().of(linear.slope()) == Signs.Sign.POSITIVE && search.signs().of(gap) == Signs.Sign.POSITIVE;
    }

    private static Expression unwound(Parts.Linear linear, Expression angle) {
        Expression sine = Apply.of(Elementary.SINE, angle);
        Expression cosine = Apply.of(Elementary.COSINE, angle);
        Expression mixed = Elementwise.product(sine, cosine);
        Expression above = Elementwise.sum(List.of(
                Elementwise.product(Elementwise.difference(linear.slope(), Constant.ONE), mixed), Elementwise.product(linear.offset(), cosine, cosine)));
        Expression below = Elementwise.sum(List.of(Elementwise.product(cosine, cosine), Elementwise.product(linear.slope(), sine, sine),
                Elementwise.product(linear.offset(), mixed)));
        return above.equals(Constant.ZERO) ? angle
                : Elementwise.sum(angle, Apply.of(Elementary.ARCTANGENT, Elementwise.quotient(above, below)));
    }
}
