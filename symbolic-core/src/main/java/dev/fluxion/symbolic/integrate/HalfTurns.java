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
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes out the jumps that an arctangent of a tangent has at every odd quarter turn: with t = tan(y) and α > 0 the derivative of {@code atan(α*t + β)} is
 * {@code 2*α/(a + b*cos(2*y) + c*sin(2*y))} with a = 1 + α² + β², b = 1 + β² - α² and c = 2αβ, which {@code y - atan((b*sin(2*y) - c*cos(2*y))/(a + 2*α +
 * b*cos(2*y) + c*sin(2*y)))} has too, and without jumps, as a² is more than b² + c². Source: D. J. Jeffrey, The Importance of Being Continuous (1994).
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
                linear.ifPresent(l -> {
                    switch (search.signs().of(l.slope())) {
                        case POSITIVE -> replacements.put(node, unwound(l, angle, search));
                        case NEGATIVE -> replacements.put(node, Elementwise.negate(unwound(l.negated(), angle, search)));
                        case ZERO, UNKNOWN -> { }
                    }
                });
            }
        }
        return Substitution.replace(value, replacements);
    }

    private static Expression unwound(Parts.Linear linear, Expression angle, Search search) {
        Expression slope = linear.slope();
        Expression offset = linear.offset();
        Expression cosines = number(Elementwise.sum(List.of(Constant.ONE, Power.of(offset, 2), Elementwise.negate(Power.of(slope, 2)))), search);
        Expression sines = number(Elementwise.product(Constant.TWO, slope, offset), search);
        Expression mean = number(Elementwise.sum(Power.of(Elementwise.sum(slope, Constant.ONE), 2), Power.of(offset, 2)), search);
        Expression unit = cosines.equals(Constant.ZERO) ? sines : cosines;
        if (unit.equals(Constant.ZERO)) {
            return angle;
        }
        if (unit instanceof Constant) { // sin(x)/(2 + cos(x)) rather than 3*sin(x)/(6 + 3*cos(x))
            cosines = number(Elementwise.quotient(cosines, unit), search);
            sines = number(Elementwise.quotient(sines, unit), search);
            mean = number(Elementwise.quotient(mean, unit), search);
        }
        Expression turn = Elementwise.product(Constant.TWO, angle);
        Expression sine = Apply.of(Elementary.SINE, turn);
        Expression cosine = Apply.of(Elementary.COSINE, turn);
        Expression above = Elementwise.difference(Elementwise.product(cosines, sine), Elementwise.product(sines, cosine));
        Expression below = Elementwise.sum(List.of(mean, Elementwise.product(cosines, cosine), Elementwise.product(sines, sine)));
        return cosines.equals(Constant.ZERO) ? Elementwise.sum(angle, Apply.of(Elementary.ARCTANGENT, Elementwise.quotient(Elementwise.product(sines, cosine), below)))
                : Elementwise.difference(angle, Apply.of(Elementary.ARCTANGENT, Elementwise.quotient(above, below)));
    }

    private static Expression number(Expression value, Search search) {
        return search.signs().tidy(Polynomials.expand(value, search.budget()));
    }
}
