package dev.fluxion.symbolic.asymptotic;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Meanings;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        List<Expression> varying = apply.operands().stream().filter(operand -> !expander.isFree(operand)).toList();
        boolean hasMeaning = Meanings.of(apply.operator(), apply.operands()).isPresent();
        if (varying.size() != 1 || hasMeaning && apply.operands().size() > 1) {
            return meaning(apply);
        }
        Expression operand = varying.getFirst();
        Expression template = Apply.of(apply.operator(), apply.operands().stream().map(each -> each == operand ? OPERAND : each).toList());
        Expression derivative = Differentiation.derivative(template, OPERAND);
        Expression second = derivative instanceof Constant ? derivative : Differentiation.derivative(derivative, OPERAND);
        if (derivative instanceof Constant c && c.isZero()) {
            throw FluxionException.unsupported("the series of '" + apply.operator().name() + "'");
        }
        boolean periodic = second.equals(template) || Product.of(Constant.MINUS_ONE, second).equals(template);
        Function function = new Function(apply.operator(), operand, template, derivative);
        if (periodic) {
            return taylor(function);
        }
        if (isElementary(derivative) || isPlain(derivative)) {
            return integrated(function);
        }
        return hasMeaning ? meaning(apply) : relative(function).orElseGet(() -> taylor(function));
    }

    // One other function, which is no formula.
    private static boolean isPlain(Expression derivative) {
        return derivative instanceof Apply apply && apply.operands().size() == 1 && Meanings.of(apply.operator(), apply.operands()).isEmpty();
    }

    private Series meaning(Apply apply) {
        return expander.of(Meanings.of(apply.operator(), apply.operands())
                .orElseThrow(() -> FluxionException.unsupported("the series of '" + apply.operator().name() + "'")));
    }

    // Powers and exponentials only.
    private static boolean isElementary(Expression derivative) {
        return Topology.of(derivative).nodes().stream().noneMatch(node -> node instanceof Apply a && !Logs.isExp(a));
    }

    private Series taylor(Function function) {
        Expander.Split split = expander.split(expander.known(function.operand));
        List<Expression> derivatives = new ArrayList<>(List.of(function.template));
        Rational[] factorial = {Rational.ONE};
        return expander.composed(split.rest(), k -> {
            while (derivatives.size() <= k) {
                if (k > MOST_DERIVATIVES && derivatives.getLast().depth() > 4) {
                    throw FluxionException.unsupported("more than " + MOST_DERIVATIVES + " derivatives of '" + function.operator.name() + "'");
                }
                derivatives.add(Differentiation.derivative(derivatives.getLast(), OPERAND));
            }
            factorial[0] = k == 0 ? Rational.ONE : factorial[0].dividedBy(Rational.of(k));
            return Product.of(Constant.of(factorial[0]), SpecialValues.of(function.at(split.constant(), derivatives.get(k))));
        });
    }

    // f(u) = f(u0) + ∫ f'(u) u' dω
    private Series integrated(Function function) {
        Expander.Split split = expander.split(expander.known(function.operand));
        Expression constant = SpecialValues.of(function.at(split.constant(), function.template));
        return split.rest().isEmpty() && split.rest().isExact() ? Series.exactly(constant) : integral(function, function.derivative, constant);
    }

    // Where f' = f*r without f in r, the derivatives of f are long and those of its logarithm short: f(u) = f(u0)*exp(∫ r(u) u' dω)
    private Optional<Series> relative(Function function) {
        Expression rate = Elementwise.quotient(function.derivative, function.template);
        if (Topology.of(rate).nodes().contains(function.template)) {
            return Optional.empty();
        }
        Expander.Split split = expander.split(expander.known(function.operand));
        Expression constant = SpecialValues.of(function.at(split.constant(), function.template));
        Series exponent = integral(function, rate, Constant.ZERO);
        return Optional.of(arithmetic.scaled(expander.exp(exponent), constant, Constant.ZERO));
    }

    private Series integral(Function function, Expression derivative, Expression constant) {
        Series slope = expander.of(function.at(function.operand, derivative));
        return expander.antiderivative(arithmetic.times(slope, expander.derivative(expander.known(function.operand))), constant);
    }

    /** A function of one operand: others, if there are any, do not vary. */
    private record Function(Operator operator, Expression operand, Expression template, Expression derivative) {
        Expression at(Expression value, Expression formula) {
            return Substitution.replace(formula, Map.of(OPERAND, value));
        }
    }
}
