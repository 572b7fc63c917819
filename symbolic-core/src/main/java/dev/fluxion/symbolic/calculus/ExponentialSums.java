package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Activations;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Logarithms and quotients of sums of a few exponentials, entry by entry, and logarithms of hyperbolic cosines: {@code log(exp(a) + exp(b))} is
 * {@code logaddexp(a, b)}, which neither overflows nor loses the smaller one.
 *
 * <p>Source: P. Blanchard, D. J. Higham, N. J. Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions (IMA J. Numer. Anal. 41, 2021).
 */
final class ExponentialSums {
    /** In longer sums nothing is looked for. */
    static final int MOST_TERMS = 8;


    private ExponentialSums() {}

    /**
     * The logarithm of an operand that is such a sum.
     *
     * @param forValues whether it is to be evaluated and not to be read; formulas of numbers alone are read as they are written
     */
    static Optional<Expression> logarithm(Expression operand, boolean forValues) {
        if (!forValues && Differentiation.isScalarThroughout(operand)) {
            return Optional.empty();
        }
        if (operand instanceof Apply apply && apply.operator() == Elementary.HYPERBOLIC_COSINE) {
            Expression u = apply.operand();
            Expression both = withOpposite(u);
            return Optional.of(Elementwise.difference(both, Elementwise.fill(Apply.of(Elementary.LOGARITHM, Constant.of(2)), u.shape())));
        }
        if (!(operand instanceof Sum sum) || sum.terms().size() > MOST_TERMS || sum.terms().stream().allMatch(ExponentialSums::isNumber)) {
            return Optional.empty();
        }
        List<Expression> exponents = new ArrayList<>();
        for (Expression term : sum.terms()) {
            Optional<Expression> exponent = exponent(term);
            if (exponent.isEmpty()) {
                return Optional.empty();
            }
            exponents.add(exponent.get());
        }
        boolean hasOne = exponents.removeIf(Elementwise::isZero);
        Optional<Expression> rest = exponents.stream().reduce(ExponentialSums::joined);
        return hasOne ? rest.map(u -> Apply.of(Activations.SOFTPLUS, u)) : rest;
    }

    /** The exponent of a positive multiple of an exponential; the logarithm of a positive number. */
    static Optional<Expression> exponent(Expression term) {
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
        return b.equals(Elementwise.negate(a)) ? withOpposite(a) : Apply.of(Special.LOGARITHM_OF_EXPONENTIALS, a, b);
    }

    // Its derivative is a hyperbolic tangent, and loses no digits near 0.
    private static Expression withOpposite(Expression u) {
        return Elementwise.sum(u, Apply.of(Activations.SOFTPLUS, Elementwise.product(Constant.of(-2), u)));
    }

    /**
     * {@code exp(u)*sum^-power}, of which both factors overflow together, as a power of a sum of exponentials that are 1 where the first one is largest;
     * nothing if there are other terms in the sum, or more than a few.
     */
    static Optional<Expression> share(Expression u, Sum sum, Rational power) {
        if (sum.terms().size() > MOST_TERMS || sum.terms().stream().allMatch(ExponentialSums::isNumber)) {
            return Optional.empty();
        }
        Expression part = Elementwise.product(Constant.of(power.reciprocal()), u);
        List<Expression> terms = new ArrayList<>();
        for (Expression term : sum.terms()) {
            Product product = term instanceof Product p && p.factors().size() == 1 && p.isElementwise() ? p : null;
            Expression body = product == null ? term : product.factors().getFirst();
            if (isNumber(term)) {
                terms.add(Elementwise.product(term, exponential(Elementwise.negate(part))));
            } else if (body instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL) {
                Expression relative = exponential(Elementwise.difference(apply.operand(), part));
                terms.add(product == null ? relative : Elementwise.product(Constant.of(product.coefficient()), relative));
            } else {
                return Optional.empty();
            }
        }
        Expression relative = Elementwise.sum(terms);
        Expression inverse = StableForms.onePlusExponential(relative).map(v -> (Expression) Apply.of(Activations.SIGMOID, opposite(v)))
                .orElseGet(() -> Elementwise.quotient(Elementwise.fill(Constant.ONE, relative.shape()), relative));
        return Optional.of(power.isOne() ? inverse : Power.of(inverse, Constant.of(power)));
    }

    // b - a for a - b
    private static Expression opposite(Expression exponent) {
        return exponent instanceof Sum sum ? Elementwise.sum(sum.terms().stream().map(Elementwise::negate).toList()) : Elementwise.negate(exponent);
    }

    private static Expression exponential(Expression operand) {
        return Elementwise.isZero(operand) ? Elementwise.fill(Constant.ONE, operand.shape()) : Apply.of(Elementary.EXPONENTIAL, operand);
    }

    /**
     * {@code c - 2*c*sigmoid(v)}, which loses its digits where v is small, as {@code -c*tanh(v/2)}; {@code c - c*sigmoid(v)} as {@code c*sigmoid(-v)};
     * the sum itself if it is neither.
     */
    static Expression difference(Sum sum) {
        if (sum.terms().size() != 2) {
            return sum;
        }
        for (int i = 0; i < 2; i++) {
            Expression number = sum.terms().get(i);
            if (isNumber(number) && sum.terms().get(1 - i) instanceof Product product && product.isElementwise() && product.factors().size() == 1
                    && product.factors().getFirst() instanceof Apply apply && apply.operator() == Activations.SIGMOID) {
                if (Elementwise.fill(Constant.of(product.coefficient().times(Rational.of(-1, 2))), sum.shape()).equals(number)) {
                    Expression half = Elementwise.product(Constant.of(Rational.HALF), apply.operand());
                    return Elementwise.product(Constant.of(product.coefficient().times(Rational.HALF)), Apply.of(Elementary.HYPERBOLIC_TANGENT, half));
                }
                if (Elementwise.fill(Constant.of(product.coefficient().negate()), sum.shape()).equals(number)) {
                    return Elementwise.product(Constant.of(product.coefficient().negate()), Apply.of(Activations.SIGMOID, Elementwise.negate(apply.operand())));
                }
            }
        }
        return sum;
    }
}
