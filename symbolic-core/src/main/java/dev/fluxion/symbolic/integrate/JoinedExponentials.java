package dev.fluxion.symbolic.integrate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.Parts;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Sign;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Numbers such as exp(-1000), which doubles cannot tell from 0, joined with the exponentials that they are multiplied by: exp(-1000)*exp(x) is
 * exp(x - 1000).
 *
 * <p>Source: DLMF §4.8(ii), exponentials of sums.
 */
final class JoinedExponentials {
    private JoinedExponentials() {}

    /** The sum of products with one exponential each, if numbers in them are beyond doubles; else the expression as it is. */
    static Expression in(Expression written, Budget budget) {
        Expression plain = Parts.withPlainExponentials(written);
        if (Topology.of(plain).nodes().stream().noneMatch(JoinedExponentials::isBeyondDoubles)) {
            return written;
        }
        return Sum.of(Parts.terms(Polynomials.expand(plain, budget)).stream().map(term -> joined(Parts.withPlainExponentials(term))).toList());
    }

    private static boolean isBeyondDoubles(Expression node) {
        if (!isExponential(node) || !Sign.isNumber(node)) {
            return false;
        }
        double value = Evaluator.scalar(node, Map.of());
        return value == 0 || Double.isInfinite(value);
    }

    private static boolean isExponential(Expression node) {
        return node instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL;
    }

    private static Expression joined(Expression term) {
        List<Expression> exponents = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        for (Expression factor : Parts.factors(term)) {
            (isExponential(factor) ? exponents : others).add(isExponential(factor) ? ((Apply) factor).operand() : factor);
        }
        Expression exponential = exponents.isEmpty() ? Constant.ONE : Apply.of(Elementary.EXPONENTIAL, Sum.of(exponents));
        return Product.of(Product.of(others), exponential);
    }
}
