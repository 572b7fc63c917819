package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.List;
import java.util.Optional;

/**
 * The derivative of |u| by u: the sign of what is left of u without factors that are not negative. Where such a factor is 0 both u and the derivative
 * of |u| are 0 with their first order, so that the sign of the rest serves there too; and the derivative of that sign is 0 where the sign of u would
 * hide that |u| is smooth, as |x²| is.
 *
 * <p>Source: by definition: |s*r| = s*|r| for s >= 0.
 */
final class AbsoluteSlope {
    private static final int MOST_NODES = 60;
    private static final long MOST_WORK = 20_000;

    private AbsoluteSlope() {}

    static Expression of(Expression operand) {
        Expression rest = Topology.of(operand).size() > MOST_NODES ? operand : rest(operand);
        if (rest instanceof Constant c) {
            return Elementwise.fill(Constant.of(c.value().signum()), operand.shape());
        }
        boolean negative = rest != operand && rest instanceof Product p && p.coefficient().signum() < 0;
        return negative ? Elementwise.negate(Apply.of(Stepwise.SIGN, Elementwise.negate(rest))) : Apply.of(Stepwise.SIGN, rest);
    }

    /** Whether the function has no kink at all. */
    static boolean isSmooth(Apply absolute) {
        return Topology.of(of(absolute.operand())).nodes().stream().noneMatch(node -> node instanceof Apply apply && apply.operator() == Stepwise.SIGN);
    }

    private static Expression rest(Expression operand) {
        if (operand instanceof Constant) {
            return operand;
        }
        if (isNotNegative(operand)) {
            return Constant.ONE;
        }
        if (isNotNegative(Elementwise.negate(operand))) {
            return Constant.MINUS_ONE;
        }
        return switch (operand) {
            case Product p when p.isScalar() && !p.isContraction() -> ofFactors(p);
            case Sum s when s.isScalar() -> withoutSquares(s).map(AbsoluteSlope::rest).orElse(s);
            default -> operand;
        };
    }

    private static Expression ofFactors(Product product) {
        List<Expression> signed = product.factors().stream().filter(factor -> !isNotNegative(factor)).toList();
        if (signed.size() == product.factors().size()) {
            return product;
        }
        return Product.of(Constant.of(product.coefficient().signum()), Product.of(signed));
    }

    private static Optional<Expression> withoutSquares(Sum sum) {
        return Budget.current().attemptIfPossible(MOST_WORK, part -> Polynomials.withoutSquares(sum, part)).filter(rest -> !rest.equals(sum));
    }

    private static boolean isNotNegative(Expression expression) {
        return Assumptions.NONE.prove(Condition.compare(Condition.Relation.GREATER_EQUAL, expression, Constant.ZERO));
    }
}
