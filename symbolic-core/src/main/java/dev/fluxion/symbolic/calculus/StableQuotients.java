package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Activations;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Quotients of exponentials, of which numerator and denominator overflow together, as the functions that they are.
 *
 * <p>Source: P. Blanchard, D. J. Higham, N. J. Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions (IMA J. Numer. Anal. 41, 2021).
 */
final class StableQuotients {
    private StableQuotients() {}

    /** The product with the first such quotient replaced; itself where there is none. */
    static StableForms.Form of(Product product) {
        for (int i = 0; i < product.factors().size(); i++) {
            for (int j = 0; j < product.factors().size(); j++) {
                Optional<StableForms.Form> quotient = i == j ? Optional.empty() : of(product, i, j);
                if (quotient.isPresent()) {
                    List<Expression> factors = new ArrayList<>(product.factors());
                    factors.set(i, quotient.get().after());
                    factors.set(j, Elementwise.fill(Constant.ONE, factors.get(j).shape()));
                    return new StableForms.Form(quotient.get().rule(), product.with(product.coefficient(), factors));
                }
            }
        }
        return new StableForms.Form("", product);
    }

    private static Optional<StableForms.Form> of(Product product, int i, int j) {
        Expression numerator = product.factors().get(i);
        Expression other = product.factors().get(j);
        if (numerator instanceof Apply exp && exp.operator() == Elementary.EXPONENTIAL && other instanceof Power p && isInverse(p) && p.base() instanceof Product sum) {
            OptionalInt axis = summedAxis(product, i, j, sum);
            return axis.isPresent() ? form("shares of exponentials", Reduction.of(TensorRows.SOFTMAX, exp.operand(), axis.getAsInt())) : Optional.empty();
        }
        if (!product.labels(i).equals(product.labels(j))) {
            return Optional.empty();
        }
        if (numerator instanceof Apply exp && exp.operator() == Elementary.EXPONENTIAL && other instanceof Apply a && a.operator() == Activations.SIGMOID
                && a.operand().equals(Elementwise.negate(exp.operand()))) {
            return form("logistic function", Apply.of(Activations.SIGMOID, exp.operand())); // exp(u)/(1 + exp(u)), of which the divisor has its form already
        }
        return other instanceof Power p && isInverse(p)
                ? tangent(numerator, p.base()).flatMap(u -> form("hyperbolic tangent", Apply.of(Elementary.HYPERBOLIC_TANGENT, u))) : Optional.empty();
    }

    private static Optional<StableForms.Form> form(String name, Expression after) {
        return Optional.of(new StableForms.Form("stable form: " + name, after));
    }

    private static boolean isInverse(Power power) {
        return power.exponent() instanceof Constant c && c.value().equals(Rational.MINUS_ONE);
    }

    // The axis of a factor along which the other one sums it.
    private static OptionalInt summedAxis(Product product, int i, int j, Product sum) {
        boolean plain = sum.coefficient().isOne() && sum.factors().equals(List.of(product.factors().get(i))) && sum.deltas().isEmpty()
                && sum.labelCount() == sum.shape().rank() + 1 && sum.labels(0).size() == sum.labelCount();
        if (!plain || sum.labels(0).stream().distinct().count() < sum.labelCount()) {
            return OptionalInt.empty();
        }
        int summed = sum.labels(0).indexOf(sum.shape().rank());
        boolean aligned = IntStream.range(0, sum.labelCount()).filter(axis -> axis != summed)
                .allMatch(axis -> product.labels(i).get(axis).equals(product.labels(j).get(sum.labels(0).get(axis))));
        return aligned ? OptionalInt.of(summed) : OptionalInt.empty();
    }

    // u, if these are exp(u) - exp(-u) and exp(u) + exp(-u), or the hyperbolic functions that are half of them.
    private static Optional<Expression> tangent(Expression numerator, Expression denominator) {
        if (numerator instanceof Apply a && a.operator() == Elementary.HYPERBOLIC_SINE && denominator.equals(Apply.of(Elementary.HYPERBOLIC_COSINE, a.operand()))) {
            return Optional.of(a.operand());
        }
        if (!(denominator instanceof Sum sum) || sum.terms().size() != 2) {
            return Optional.empty();
        }
        return sum.terms().stream().filter(term -> isOf(term, Elementary.EXPONENTIAL)).map(term -> ((Apply) term).operand())
                .filter(u -> sum.terms().contains(exponential(Elementwise.negate(u))))
                .filter(u -> numerator.equals(Elementwise.difference(exponential(u), exponential(Elementwise.negate(u))))).findFirst();
    }

    private static boolean isOf(Expression expression, Operator operator) {
        return expression instanceof Apply a && a.operator() == operator;
    }

    private static Expression exponential(Expression operand) {
        return Apply.of(Elementary.EXPONENTIAL, operand);
    }
}
