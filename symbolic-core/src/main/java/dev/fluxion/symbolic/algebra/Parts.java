package dev.fluxion.symbolic.algebra;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.BottomUp;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.polynomial.Univariate;
import dev.fluxion.symbolic.polynomial.UnivariateRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes expressions apart with regard to one symbol. */
public final class Parts {
    /** {@code slope*x + offset} with a slope that is not 0, both free of x. */
    public record Linear(Expression slope, Expression offset) {
        /** The value at an expression. */
        public Expression at(Expression x) {
            return Elementwise.sum(Elementwise.product(slope, x), offset);
        }

        /** The x at which it takes a value. */
        public Expression inverse(Expression value) {
            return Elementwise.quotient(Elementwise.difference(value, offset), slope);
        }

        /** The function times -1. */
        public Linear negated() {
            return new Linear(Elementwise.negate(slope), Elementwise.negate(offset));
        }
    }

    private Parts() {}

    /** Whether an expression depends on the symbol. */
    public static boolean depends(Expression expression, Symbol x) {
        return Polynomials.mentions(expression, x);
    }

    /** Coefficients from power 0 up, if it is a polynomial in the symbol. */
    public static Optional<List<Expression>> polynomial(Expression expression, Symbol x, Budget budget) {
        if (!depends(expression, x)) {
            return Optional.of(List.of(expression));
        }
        if (expression.equals(x)) {
            return Optional.of(List.of(Constant.ZERO, Constant.ONE));
        }
        try {
            return UnivariateRing.of(x, budget, List.of(expression)).flatMap(ring -> ring.polynomial(expression)).map(Univariate::coefficients);
        } catch (FluxionException e) {
            return refused(e);
        }
    }

    /**
     * Nothing, if the exception tells that something is unsupported or not defined.
     *
     * @throws FluxionException that one, if it tells of something else
     */
    public static <T> Optional<T> refused(FluxionException e) {
        return switch (e.diagnostic().code()) {
            case UNSUPPORTED, DOMAIN -> Optional.empty();
            default -> throw e;
        };
    }

    /** Slope and offset, if it is linear in the symbol and not constant. */
    public static Optional<Linear> linear(Expression expression, Symbol x, Budget budget) {
        return polynomial(expression, x, budget).filter(c -> c.size() == 2).map(c -> new Linear(c.get(1), c.get(0)));
    }

    /** The factors of a product, or the expression alone. */
    public static List<Expression> factors(Expression expression) {
        if (!(expression instanceof Product p) || p.isContraction()) {
            return List.of(expression);
        }
        List<Expression> all = new ArrayList<>(p.factors());
        if (!p.coefficient().isOne()) {
            all.addFirst(Constant.of(p.coefficient()));
        }
        return all;
    }

    /** The terms of a sum, or the expression alone. */
    public static List<Expression> terms(Expression expression) {
        return expression instanceof Sum s ? s.terms() : List.of(expression);
    }

    /** The product with a factor, term by term. */
    public static Expression scaled(Expression factor, Expression sum) {
        return Sum.of(terms(sum).stream().map(term -> Elementwise.product(factor, term)).toList());
    }

    /** The expression with another in place of the symbol. */
    public static Expression at(Expression expression, Symbol x, Expression value) {
        return Substitution.replace(expression, Map.of(x, value));
    }

    /** The base of a power, else the expression. */
    public static Expression base(Expression expression) {
        return expression instanceof Power p ? p.base() : expression;
    }

    /** The exponent of a power with a whole one, 1 for what is no power, 0 for any other power. */
    public static int wholeExponent(Expression expression) {
        if (!(expression instanceof Power p)) {
            return 1;
        }
        return p.exponent() instanceof Constant c && c.value() instanceof dev.fluxion.symbolic.number.Rational r && r.isInt() ? r.intValue() : 0;
    }

    /** The expression with powers of exponentials as exponentials: {@code 1/exp(x)} is {@code exp(-x)}. */
    public static Expression withPlainExponentials(Expression expression) {
        return BottomUp.rewrite(expression, node -> node instanceof Power p && p.base() instanceof Apply a && a.operator() == Elementary.EXPONENTIAL
                && p.exponent() instanceof Constant ? Apply.of(Elementary.EXPONENTIAL, exponent(p)) : node);
    }

    private static Expression exponent(Power power) {
        Expression inner = ((Apply) power.base()).operand();
        return Sum.of(terms(inner).stream().map(term -> Elementwise.product(power.exponent(), term)).toList());
    }

    /**
     * A symbol that does not occur in the expressions.
     *
     * @throws FluxionException {@code UNSUPPORTED} if every name for one is taken
     */
    public static Symbol fresh(Expression... expressions) {
        for (String name : List.of("u", "v", "w", "t", "s", "z", "u_1", "u_2", "u_3", "u_4", "u_5", "u_6")) {
            Symbol symbol = Symbol.of(name);
            if (java.util.Arrays.stream(expressions).noneMatch(expression -> depends(expression, symbol))) {
                return symbol;
            }
        }
        throw FluxionException.unsupported("an expression in which every name for a new variable is taken");
    }
}
