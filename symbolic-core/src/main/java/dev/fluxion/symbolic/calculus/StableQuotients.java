package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.elaborate.LinearAlgebra;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Activations;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The product with the first such quotient replaced; itself where there is none.
     *
     * @param forValues whether it is to be evaluated and not to be read: then every such quotient is replaced, whatever it becomes
     */
    static StableForms.Form of(Product product, boolean forValues) {
        StableForms.Form form = first(forValues ? together(product) : product, forValues);
        while (form.after() instanceof Product rest && !rest.equals(product)) {
            StableForms.Form next = first(rest, forValues);
            if (next.after().equals(rest)) {
                return form;
            }
            form = next;
        }
        return form;
    }

    // Exponentials of the same entries as one, where they are beside a divisor.
    private static Product together(Product product) {
        Map<List<Integer>, List<Integer>> places = new LinkedHashMap<>();
        if (product.factors().stream().anyMatch(StableQuotients::isDivisor)) {
            for (int i = 0; i < product.factors().size(); i++) {
                if (exponent(product.factors().get(i)).isPresent()) {
                    places.computeIfAbsent(product.labels(i), labels -> new ArrayList<>()).add(i);
                }
            }
        }
        List<Expression> factors = new ArrayList<>(product.factors());
        for (List<Integer> same : places.values().stream().filter(each -> each.size() > 1).toList()) {
            Expression sum = Elementwise.sum(same.stream().map(i -> exponent(product.factors().get(i)).orElseThrow()).toList());
            same.forEach(i -> factors.set(i, Elementwise.fill(Constant.ONE, factors.get(i).shape())));
            factors.set(same.getFirst(), exponential(sum));
        }
        return factors.equals(product.factors()) || !(product.with(product.coefficient(), factors) instanceof Product joined) ? product : joined;
    }

    private static StableForms.Form first(Product product, boolean forValues) {
        List<Integer> divisors = IntStream.range(0, product.factors().size()).filter(j -> isDivisor(product.factors().get(j))).boxed().toList();
        for (int i = 0; i < (divisors.isEmpty() ? 0 : product.factors().size()); i++) {
            for (int j : divisors) {
                Optional<StableForms.Form> quotient = i == j ? Optional.empty() : of(product, i, j, forValues);
                if (quotient.isPresent()) {
                    List<Expression> factors = new ArrayList<>(product.factors());
                    factors.set(i, quotient.get().after());
                    factors.set(j, left(factors.get(j)));
                    return new StableForms.Form(quotient.get().rule(), product.with(product.coefficient(), factors));
                }
            }
        }
        return new StableForms.Form("", product);
    }

    // An exponential takes one divisor with it.
    private static Expression left(Expression divisor) {
        return divisor instanceof Power p && p.base() instanceof Product && isWhole(p) ? Power.of(p.base(), Elementwise.sum(p.exponent(), Constant.ONE))
                : Elementwise.fill(Constant.ONE, divisor.shape());
    }

    private static boolean isWhole(Power power) {
        return power.exponent() instanceof Constant c && c.value() instanceof Rational r && r.isInt() && r.signum() < 0;
    }

    private static boolean isDivisor(Expression factor) {
        return factor instanceof Apply a && a.operator() == Activations.SIGMOID
                || factor instanceof Power p && p.exponent() instanceof Constant c && c.value() instanceof Rational r && r.signum() < 0
                && (p.base() instanceof Product || p.base() instanceof Sum || p.base() instanceof Apply);
    }

    private static Optional<StableForms.Form> of(Product product, int i, int j, boolean forValues) {
        Expression numerator = product.factors().get(i);
        Expression other = product.factors().get(j);
        if (other instanceof Power p && isWhole(p) && p.base() instanceof Product) {
            return numerator instanceof Apply exp && exp.operator() == Elementary.EXPONENTIAL ? ofSum(product, i, j, exp.operand(), forValues)
                    : numerator instanceof Product inner ? within(product, i, j, inner, forValues) : Optional.empty();
        }
        if (!product.labels(i).equals(product.labels(j))) {
            return Optional.empty();
        }
        if (numerator instanceof Apply exp && exp.operator() == Elementary.EXPONENTIAL && other instanceof Apply a && a.operator() == Activations.SIGMOID
                && a.operand().equals(Elementwise.negate(exp.operand()))) {
            return form("logistic function", Apply.of(Activations.SIGMOID, exp.operand())); // exp(u)/(1 + exp(u)), of which the divisor has its form already
        }
        Optional<StableForms.Form> tangent = other instanceof Power p && isInverse(p)
                ? tangent(numerator, p.base()).flatMap(u -> form("hyperbolic tangent", Apply.of(Elementary.HYPERBOLIC_TANGENT, u))) : Optional.empty();
        return tangent.or(() -> share(numerator, other, forValues)).or(() -> forValues ? distributed(numerator, other) : Optional.empty());
    }

    // exp(u) over the sum of a tensor of exponentials: of u itself, of the vector that u is an entry of; to be evaluated, of others.
    private static Optional<StableForms.Form> ofSum(Product product, int i, int j, Expression u, boolean forValues) {
        Product sum = (Product) ((Power) product.factors().get(j)).base();
        OptionalInt axis = summedAxis(product, i, j, sum);
        if (axis.isPresent()) {
            return form("shares of exponentials", Reduction.of(TensorRows.SOFTMAX, u, axis.getAsInt()));
        }
        if (u instanceof Selection chosen && chosen.operand().shape().rank() == 1
                && sum.equals(LinearAlgebra.inner(exponential(chosen.operand()), Elementwise.fill(Constant.ONE, chosen.operand().shape())))) {
            return form("shares of exponentials", Selection.of(Reduction.of(TensorRows.SOFTMAX, chosen.operand(), 0), chosen.axis(), chosen.position()));
        }
        List<Integer> labels = product.labels(i);
        if (!forValues || labels.stream().distinct().count() < labels.size() || !labels.containsAll(product.labels(j))) {
            return Optional.empty();
        }
        return StableForms.logSumExp(sum).flatMap(logarithm -> {
            ProductBuilder builder = new ProductBuilder();
            int[] own = builder.labels(u.shape());
            int[] places = product.labels(j).stream().mapToInt(label -> own[labels.indexOf(label)]).toArray();
            return form("shares of exponentials", exponential(Elementwise.difference(u, builder.factor(logarithm, places).build(own))));
        });
    }

    // A sum of products with exponentials: the divisor goes to each of them.
    private static Optional<StableForms.Form> within(Product product, int i, int j, Product inner, boolean forValues) {
        List<Integer> labels = product.labels(i);
        if (labels.stream().distinct().count() < labels.size() || !labels.containsAll(product.labels(j))) {
            return Optional.empty();
        }
        ProductBuilder builder = new ProductBuilder();
        int[] own = IntStream.range(0, inner.labelCount()).map(label -> builder.label(inner.size(label))).toArray();
        builder.coefficient(inner.coefficient());
        for (int k = 0; k < inner.factors().size(); k++) {
            builder.factor(inner.factors().get(k), inner.labels(k).stream().mapToInt(label -> own[label]).toArray());
        }
        inner.deltas().forEach(delta -> builder.delta(own[delta.first()], own[delta.second()]));
        Power divisor = (Power) product.factors().get(j);
        builder.factor(Power.of(divisor.base(), -1), product.labels(j).stream().mapToInt(label -> own[labels.indexOf(label)]).toArray());
        Expression joined = builder.build(java.util.Arrays.copyOf(own, inner.shape().rank()));
        return joined instanceof Product quotient ? Optional.of(first(quotient, forValues)).filter(form -> !form.after().equals(quotient)) : Optional.empty();
    }

    // exp(u) over a sum of exponentials; to be read, only what is short.
    private static Optional<StableForms.Form> share(Expression numerator, Expression divisor, boolean forValues) {
        if (!(divisor instanceof Power p && p.base() instanceof Sum sum && p.exponent() instanceof Constant exponent)) {
            return Optional.empty();
        }
        return exponent(numerator).flatMap(u -> ExponentialSums.share(u, sum, ((Rational) exponent.value()).negate()))
                .filter(share -> forValues || isOf(share, Activations.SIGMOID)).flatMap(share -> form("share of exponentials", share));
    }

    private static Optional<Expression> exponent(Expression exponential) {
        return switch (exponential) {
            case Apply a when a.operator() == Elementary.EXPONENTIAL -> Optional.of(a.operand());
            case Power p when p.exponent() instanceof Constant -> exponent(p.base()).map(u -> Elementwise.product(p.exponent(), u));
            default -> Optional.empty();
        };
    }

    // A sum with exponentials over one: each term by itself.
    private static Optional<StableForms.Form> distributed(Expression numerator, Expression divisor) {
        if (!(numerator instanceof Sum sum) || sum.terms().size() > ExponentialSums.MOST_TERMS) {
            return Optional.empty();
        }
        List<Expression> terms = new ArrayList<>();
        boolean any = false;
        for (Expression term : sum.terms()) {
            Expression quotient = Elementwise.product(term, divisor);
            Expression stable = quotient instanceof Product product ? of(product, true).after() : quotient;
            any |= !stable.equals(quotient);
            terms.add(stable);
        }
        return any ? form("shares of exponentials", Elementwise.sum(terms)) : Optional.empty();
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
