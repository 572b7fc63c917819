package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Series of functions of the table around finite operands. Where derivatives come round to the function itself they are the coefficients;
 * where the derivative is no function of the table at all, its series is integrated; else the function is a formula of others.
 *
 * <p>Source: Taylor's theorem, DLMF §1.10(i).
 */
final class TaylorRules {
    private static final int MOST_DERIVATIVES = 24;
    private static final Symbol OPERAND = Symbol.of("~operand");

    private final Expander expander;
    private final Series.Arithmetic arithmetic;
    private final Symbol omega;

    TaylorRules(Expander expander, Series.Arithmetic arithmetic, Symbol omega) {
        this.expander = expander;
        this.arithmetic = arithmetic;
        this.omega = omega;
    }

    Series function(Apply apply) {
        if (apply.operands().size() != 1) {
            return meaning(apply);
        }
        Apply template = (Apply) Apply.of(apply.operator(), OPERAND);
        Expression derivative = Differentiation.derivative(template, OPERAND);
        Expression second = derivative instanceof Constant ? derivative : Differentiation.derivative(derivative, OPERAND);
        if (derivative instanceof Constant c && c.isZero()) {
            throw FluxionException.unsupported("the series of '" + apply.operator().name() + "'");
        }
        boolean periodic = second.equals(template) || Product.of(Constant.MINUS_ONE, second).equals(template);
        if (periodic) {
            return taylor(apply, template);
        }
        if (isElementary(derivative)) {
            return integrated(apply, derivative);
        }
        return Meanings.of(apply.operator(), apply.operands()).isPresent() ? meaning(apply) : taylor(apply, template);
    }

    private Series meaning(Apply apply) {
        return expander.of(Meanings.of(apply.operator(), apply.operands())
                .orElseThrow(() -> FluxionException.unsupported("the series of '" + apply.operator().name() + "'")));
    }

    // Powers and exponentials only.
    private static boolean isElementary(Expression derivative) {
        return Topology.of(derivative).nodes().stream().noneMatch(node -> node instanceof Apply a && !Logs.isExp(a));
    }

    private Series taylor(Apply apply, Expression template) {
        Expander.Split split = expander.split(expander.known(apply.operand()));
        List<Expression> derivatives = new ArrayList<>(List.of(template));
        Rational[] factorial = {Rational.ONE};
        return expander.composed(split.rest(), k -> {
            while (derivatives.size() <= k) {
                if (k > MOST_DERIVATIVES && derivatives.getLast().depth() > 4) {
                    throw FluxionException.unsupported("more than " + MOST_DERIVATIVES + " derivatives of '" + apply.operator().name() + "'");
                }
                derivatives.add(Differentiation.derivative(derivatives.getLast(), OPERAND));
            }
            factorial[0] = k == 0 ? Rational.ONE : factorial[0].dividedBy(Rational.of(k));
            Expression value = Substitution.replace(derivatives.get(k), Map.of(OPERAND, split.constant()));
            return Product.of(Constant.of(factorial[0]), SpecialValues.of(value));
        });
    }

    // f(u) = f(u0) + ∫ f'(u) u' dω
    private Series integrated(Apply apply, Expression derivative) {
        Expander.Split split = expander.split(expander.known(apply.operand()));
        Expression constant = SpecialValues.of(Apply.of(apply.operator(), split.constant()));
        if (split.rest().isEmpty() && split.rest().isExact()) {
            return Series.exactly(constant);
        }
        Series slope = expander.of(Substitution.replace(derivative, Map.of(OPERAND, apply.operand())));
        return expander.antiderivative(arithmetic.times(slope, expander.derivative(expander.known(apply.operand()))), constant);
    }
}
