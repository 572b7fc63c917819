package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Special;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Products with a logarithm entry by entry, which have no value where both factors of an entry are 0: what is certain not to be adds nothing, so that
 * {@code 0*log(0)} counts as 0 there, the limit of {@code x*log(y)} as y goes to 0 where x is 0.
 *
 * <p>Source: T. M. Cover, J. A. Thomas, Elements of Information Theory (2nd ed., 2006), §2.1.
 */
final class LogarithmsAtZero {
    private LogarithmsAtZero() {}

    /**
     * The product with its first such factors replaced; itself where there are none.
     *
     * @param anyWeight whether factors count of which no declaration says that they are probabilities
     */
    static StableForms.Form of(Product product, boolean anyWeight) {
        for (int i = 0; i < product.factors().size(); i++) {
            List<Integer> weights = isLogarithm(product.factors().get(i)) ? weights(product, i, anyWeight) : List.of();
            if (!weights.isEmpty()) {
                List<Expression> factors = new ArrayList<>(product.factors());
                factors.set(i, weighted(together(product, weights, i), product.factors().get(i), anyWeight));
                weights.forEach(weight -> factors.set(weight, Elementwise.fill(Constant.ONE, factors.get(weight).shape())));
                return new StableForms.Form("stable form: what is certain not to be adds nothing", product.with(product.coefficient(), factors));
            }
        }
        return new StableForms.Form("", product);
    }

    // Of entries of a tensor, or a difference of such.
    private static boolean isLogarithm(Expression factor) {
        return !factor.isScalar() && (operand(factor).isPresent() || factor instanceof Sum sum && sum.terms().stream()
                .allMatch(term -> operand(term).isPresent() || term instanceof Product p && p.isElementwise() && p.factors().size() == 1
                && operand(p.factors().getFirst()).isPresent()));
    }

    private static Optional<Expression> operand(Expression factor) {
        return factor instanceof Apply log && log.operator() == Elementary.LOGARITHM ? Optional.of(log.operand()) : Optional.empty();
    }

    // Factors that may be 0, each with the labels of the logarithm.
    private static List<Integer> weights(Product product, int logarithm, boolean anyWeight) {
        List<Integer> labels = product.labels(logarithm);
        boolean distinct = new HashSet<>(labels).size() == labels.size();
        return IntStream.range(0, product.factors().size()).filter(i -> distinct && i != logarithm
                && (isProbability(product.factors().get(i)) || anyWeight && mayVanish(product.factors().get(i)))
                && product.labels(i).size() == labels.size() && product.labels(i).containsAll(labels)).boxed().toList();
    }

    // Declared to be one, or 1 without it.
    private static boolean isProbability(Expression factor) {
        Expression one = Elementwise.fill(Constant.ONE, factor.shape());
        return isDeclared(factor) || factor instanceof Sum sum && sum.terms().size() == 2 && sum.terms().contains(one)
                && sum.terms().stream().anyMatch(term -> isDeclared(Elementwise.negate(term)));
    }

    private static boolean isDeclared(Expression factor) {
        return factor instanceof Symbol s && (s.is(Symbol.Property.ONEHOT) || s.is(Symbol.Property.STOCHASTIC));
    }

    private static boolean mayVanish(Expression factor) {
        if (factor instanceof Power p) {
            return p.exponent() instanceof Constant c && c.value().signum() > 0 && mayVanish(p.base());
        }
        return !(factor instanceof Apply a && (a.operator() == Elementary.LOGARITHM || Assumptions.NONE.isNonzeroKnown(a)));
    }

    private static Expression together(Product product, List<Integer> weights, int logarithm) {
        ProductBuilder builder = new ProductBuilder();
        List<Integer> own = product.labels(logarithm); // others would count as sums of their own
        int[] labels = IntStream.range(0, product.labelCount()).map(label -> own.contains(label) ? builder.label(product.size(label)) : -1).toArray();
        weights.forEach(i -> builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> labels[label]).toArray()));
        return builder.build(own.stream().mapToInt(label -> labels[label]).toArray());
    }

    private static Expression weighted(Expression weight, Expression logarithm, boolean anyWeight) {
        if (logarithm instanceof Sum sum) {
            return Elementwise.sum(sum.terms().stream().map(term -> weighted(weight, term, anyWeight)).toList());
        }
        if (logarithm instanceof Product multiple) {
            return Elementwise.product(Constant.of(multiple.coefficient()), weighted(weight, multiple.factors().getFirst(), anyWeight));
        }
        Expression operand = operand(logarithm).orElseThrow();
        if (anyWeight && dividesBy(operand, weight)) { // y*log(p/y) as -y*log(y/p)
            return Elementwise.negate(weighted(weight, Apply.of(Elementary.LOGARITHM, Power.of(operand, Constant.MINUS_ONE)), true));
        }
        Expression whole = Apply.of(Special.WEIGHTED_LOGARITHM, weight, operand);
        List<Condition> divisors = anyWeight ? divisors(weight, operand).stream().map(LogarithmsAtZero::isZero).toList() : List.of();
        return divisors.isEmpty() ? whole : Piecewise.of(List.of(new Piecewise.Case(Condition.all(List.of(isZero(weight), Condition.any(divisors))),
                Elementwise.zero(whole.shape()))), whole);
    }

    // What the weight itself is divided by under the logarithm, as p in y*log(y/p): 0/0 is no number, and the product is 0 there all the same.
    private static List<Expression> divisors(Expression weight, Expression operand) {
        return !(operand instanceof Product quotient) || !quotient.isElementwise() || quotient.factors().stream().noneMatch(factor -> vanishesWith(factor, weight))
                ? List.of() : quotient.factors().stream().filter(factor -> factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0
                && factor.shape().equals(weight.shape())).map(factor -> ((Power) factor).base()).toList();
    }

    private static boolean dividesBy(Expression operand, Expression weight) {
        return operand instanceof Product quotient && quotient.isElementwise() && quotient.factors().stream().noneMatch(factor -> vanishesWith(factor, weight))
                && Power.of(quotient, Constant.MINUS_ONE) instanceof Product inverse && inverse.isElementwise()
                && inverse.factors().stream().anyMatch(factor -> vanishesWith(factor, weight));
    }

    // Itself, or one of its factors, to a positive power.
    private static boolean vanishesWith(Expression factor, Expression weight) {
        boolean positive = factor instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() > 0;
        return factor.equals(weight) || positive && ((Power) factor).base().equals(weight)
                || weight instanceof Power w && w.exponent() instanceof Constant c && c.value().signum() > 0 && vanishesWith(factor, w.base())
                || weight instanceof Product p && p.isElementwise() && p.factors().stream().anyMatch(part -> vanishesWith(factor, part));
    }

    private static Condition isZero(Expression tensor) {
        return Condition.compare(Condition.Relation.EQUAL, tensor, Elementwise.zero(tensor.shape()));
    }
}
