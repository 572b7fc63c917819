package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Activations;
import dev.fluxion.symbolic.operator.Elementary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Logarithms of sums of a few exponentials, entry by entry, and of hyperbolic cosines: {@code log(exp(a) + exp(b))} is {@code a + softplus(b - a)},
 * which neither overflows nor loses the smaller one.
 *
 * <p>Source: P. Blanchard, D. J. Higham, N. J. Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions (IMA J. Numer. Anal. 41, 2021).
 */
final class ExponentialSums {
    private static final int MOST_TERMS = 8;

    private ExponentialSums() {}

    /** The logarithm of an operand that is such a sum in a formula of tensors: of numbers alone, derivatives keep more digits as they are. */
    static Optional<Expression> logarithm(Expression operand) {
        if (Differentiation.isScalarThroughout(operand)) {
            return Optional.empty();
        }
        if (operand instanceof Apply apply && apply.operator() == Elementary.HYPERBOLIC_COSINE) {
            Expression u = apply.operand();
            Expression both = joined(u, Elementwise.negate(u));
            return Optional.of(Elementwise.difference(both, Elementwise.fill(Apply.of(Elementary.LOGARITHM, Constant.of(2)), u.shape())));
        }
        if (!(operand instanceof Sum sum) || sum.terms().size() > MOST_TERMS) {
            return Optional.empty();
        }
        List<Expression> exponents = new ArrayList<>();
        boolean any = false;
        for (Expression term : sum.terms()) {
            Optional<Expression> exponent = exponent(term);
            if (exponent.isEmpty()) {
                return Optional.empty();
            }
            exponents.add(exponent.get());
            any |= !isNumber(term);
        }
        return any ? exponents.stream().reduce(ExponentialSums::joined) : Optional.empty();
    }

    // The exponent of a positive multiple of an exponential; the logarithm of a positive number.
    private static Optional<Expression> exponent(Expression term) {
        return switch (term) {
            case Apply apply when apply.operator() == Elementary.EXPONENTIAL -> Optional.of(apply.operand());
            case Constant number when number.value().signum() > 0 -> Optional.of(logarithm(number.value(), term));
            case Product product when product.coefficient().signum() > 0 && isNumber(product) -> Optional.of(logarithm(product.coefficient(), product));
            case Product product when product.coefficient().signum() > 0 && product.isElementwise() && product.factors().size() == 1
                    && product.factors().getFirst() instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL && apply.shape().equals(product.shape()) ->
                Optional.of(Elementwise.sum(apply.operand(), logarithm(product.coefficient(), product)));
            default -> Optional.empty();
        };
    }

    private static Expression logarithm(Numeral positive, Expression like) {
        Expression number = positive.isOne() ? Constant.ZERO : Apply.of(Elementary.LOGARITHM, Constant.of(positive));
        return Elementwise.fill(number, like.shape());
    }

    private static boolean isNumber(Expression term) {
        return term instanceof Constant || term instanceof Product product && product.factors().isEmpty() && product.deltas().isEmpty();
    }

    private static Expression joined(Expression a, Expression b) {
        return Elementwise.sum(a, Apply.of(Activations.SOFTPLUS, Elementwise.difference(b, a)));
    }

    /** {@code c - 2*c*sigmoid(v)}, which loses its digits where v is small, as {@code -c*tanh(v/2)}; the sum itself if it is none. */
    static Expression difference(Sum sum) {
        if (sum.terms().size() != 2) {
            return sum;
        }
        for (int i = 0; i < 2; i++) {
            Expression number = sum.terms().get(i);
            if (isNumber(number) && sum.terms().get(1 - i) instanceof Product product && product.isElementwise() && product.factors().size() == 1
                    && product.factors().getFirst() instanceof Apply apply && apply.operator() == Activations.SIGMOID
                    && Elementwise.fill(Constant.of(product.coefficient().times(Rational.of(-1, 2))), sum.shape()).equals(number)) {
                Expression half = Elementwise.product(Constant.of(Rational.HALF), apply.operand());
                return Elementwise.product(Constant.of(product.coefficient().times(Rational.HALF)), Apply.of(Elementary.HYPERBOLIC_TANGENT, half));
            }
        }
        return sum;
    }
}
