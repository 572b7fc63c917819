package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.Views;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Activations;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Stable forms of sums, powers and logarithms that overflow or lose digits as they are written.
 *
 * <p>Source: P. Blanchard, D. J. Higham, N. J. Higham, Accurately Computing the Log-Sum-Exp and Softmax Functions (IMA J. Numer. Anal. 41,
 * 2021); log1p and its like: N. J. Higham, Accuracy and Stability of Numerical Algorithms (2nd ed., 2002), chapter 1.
 */
final class StableForms {
    /** What a node becomes, by which rule; the node itself where nothing is to be done. */
    record Form(String rule, Expression after) {}

    private StableForms() {}

    static Form of(Expression node) {
        return of(node, false);
    }

    /**
     * The same.
     *
     * @param forValues whether it is to be evaluated and not to be read: {@code 0*log(0)} then counts as 0 whether or not it is known that the first factor
     * is a probability
     */
    static Form of(Expression node, boolean forValues) {
        return switch (node) {
            case Apply a when a.operator() == Elementary.LOGARITHM -> logarithm(a, forValues);
            case Apply a when a.operator() == Elementary.LOGARITHM_OF_ONE_PLUS && a.operand() instanceof Apply inner && inner.operator() == Elementary.EXPONENTIAL ->
                new Form("stable form: softplus", apply(Activations.SOFTPLUS, inner.operand()));
            case Apply a when a.operator() == Elementary.LOGARITHM_OF_ONE_PLUS && forValues -> logarithmOfOnePlus(a);
            case Power p when p.exponent() instanceof Constant c && c.value().equals(Rational.MINUS_ONE) ->
                onePlusExponential(p.base()).map(u -> new Form("stable form: logistic function", apply(Activations.SIGMOID, Elementwise.negate(u))))
                        .orElse(new Form("", p));
            case Power p when isRoot(p) && p.base() instanceof Power square && square.exponent().equals(Constant.of(2)) && !Differentiation.isScalarThroughout(p) ->
                new Form("stable form: root of a square", isSumOfSquares(square.base()) ? square.base() : apply(Stepwise.ABSOLUTE, square.base()));
            case Product p -> {
                Form quotient = StableQuotients.of(p, forValues);
                yield quotient.after().equals(p) ? LogarithmsAtZero.of(p, forValues) : quotient;
            }
            case Sum s -> {
                Expression joined = crossEntropy(s);
                yield joined.equals(s) && forValues ? new Form("stable form: saturated difference", ExponentialSums.difference(s))
                        : new Form("stable form: binary cross-entropy", joined);
            }
            default -> new Form("", node);
        };
    }

    private static boolean isRoot(Power power) {
        return power.exponent() instanceof Constant c && c.value().equals(Rational.of(1, 2));
    }

    private static boolean isSumOfSquares(Expression number) {
        return number instanceof Product sum && sum.coefficient().signum() > 0 && sum.deltas().isEmpty() && sum.factors().stream()
                .allMatch(factor -> factor instanceof Power p && p.exponent().equals(Constant.of(2)));
    }

    private static Expression apply(Operator operator, Expression operand) {
        return Apply.of(operator, operand);
    }

    private static Form logarithm(Apply log, boolean forValues) {
        Optional<Expression> exponent = onePlusExponential(log.operand());
        if (exponent.isPresent()) {
            return new Form("stable form: softplus", apply(Activations.SOFTPLUS, exponent.get()));
        }
        Optional<Expression> complement = complementOfSigmoid(log.operand());
        if (complement.isPresent()) {
            return new Form("stable form: logarithm of a complement", Elementwise.negate(apply(Activations.SOFTPLUS, complement.get())));
        }
        Optional<Expression> others = onePlus(log.operand()).flatMap(StableForms::logSumExp);
        if (others.isPresent()) { // 1 and exponentials
            return new Form("stable form: softplus", apply(Activations.SOFTPLUS, others.get()));
        }
        return logSumExp(log.operand()).or(() -> ofPositiveFactor(log)).or(() -> ExponentialSums.logarithm(log.operand(), forValues))
                .or(() -> forValues ? WeightedExponentials.logarithm(log.operand()) : Optional.empty())
                .map(stable -> new Form("stable form: logarithm of a sum of exponentials", stable)).orElse(new Form("", log));
    }

    // log(p ./ softmax(x)) = log(p) - logsoftmax(x): of a factor that is positive and has a stable logarithm.
    private static Optional<Expression> ofPositiveFactor(Apply log) {
        if (!(log.operand() instanceof Product product) || !product.isElementwise()) {
            return Optional.empty();
        }
        for (Expression factor : product.factors()) {
            Expression base = factor instanceof Power p && p.exponent() instanceof Constant ? p.base() : factor;
            boolean whole = factor.shape().equals(product.shape());
            Expression stable = whole && hasStableLogarithm(base) ? Stabilizer.logarithm(base) : base;
            if (!stable.equals(base)) {
                Expression times = factor instanceof Power p ? Elementwise.product(p.exponent(), stable) : stable;
                if (product.factors().size() == 1 && product.coefficient().isOne()) {
                    return Optional.of(times);
                }
                Expression rest = Elementwise.product(Constant.of(product.coefficient()), without(product, factor));
                return Optional.of(Elementwise.sum(apply(Elementary.LOGARITHM, Elementwise.lift(rest, product.shape())), times));
            }
        }
        return Optional.empty();
    }

    private static boolean hasStableLogarithm(Expression base) {
        return base instanceof Reduction r && r.operator().stableLogarithm().isPresent() || base instanceof Apply a && a.operator().stableLogarithm().isPresent();
    }

    private static Form logarithmOfOnePlus(Apply log) {
        return ExponentialSums.logarithm(log.operand(), true).or(() -> ExponentialSums.exponent(log.operand())).map(u -> new Form("stable form: softplus", apply(Activations.SOFTPLUS, u))).orElse(new Form("", log));
    }

    /** u, if the expression is 1 + exp(u). */
    static Optional<Expression> onePlusExponential(Expression expression) {
        return onePlus(expression).filter(rest -> rest instanceof Apply a && a.operator() == Elementary.EXPONENTIAL)
                .map(rest -> ((Apply) rest).operand());
    }

    // u, if the expression is 1 - sigmoid(u).
    private static Optional<Expression> complementOfSigmoid(Expression expression) {
        return onePlus(expression).map(Elementwise::negate).filter(rest -> rest instanceof Apply a && a.operator() == Activations.SIGMOID)
                .map(rest -> ((Apply) rest).operand());
    }

    private static Optional<Expression> onePlus(Expression expression) {
        if (!(expression instanceof Sum sum) || sum.terms().size() != 2) {
            return Optional.empty();
        }
        Expression one = Elementwise.fill(Constant.ONE, sum.shape());
        return sum.terms().contains(one) ? sum.terms().stream().filter(term -> !term.equals(one)).findFirst() : Optional.empty();
    }

    /** log(c·Σ exp(u)) for a positive number c, over all axes or over one. */
    static Optional<Expression> logSumExp(Expression operand) {
        if (!(operand instanceof Product sum) || sum.coefficient().signum() <= 0 || !sum.deltas().isEmpty()) {
            return Optional.empty();
        }
        List<Integer> tensors = IntStream.range(0, sum.factors().size()).filter(i -> !isSize(sum.factors().get(i))).boxed().toList();
        if (tensors.size() != 1 || !(sum.factors().get(tensors.getFirst()) instanceof Product || sum.isContraction())) {
            return Optional.empty();
        }
        Expression front = Sum.of(Stream.concat(sum.coefficient().isOne() ? Stream.empty() : Stream.of(Constant.of(sum.coefficient())),
                sum.factors().stream().filter(StableForms::isSize)).map(StableForms::logarithmInFront).toList());
        Expression rest = sum.factors().get(tensors.getFirst());
        Optional<Expression> logarithm = rest instanceof Product inner && !sum.isContraction() && inner.shape().equals(sum.shape()) ? logSumExp(inner)
                : rest instanceof Apply a && a.operator() == Elementary.EXPONENTIAL ? overAxes(sum, tensors.getFirst(), a.operand()) : Optional.empty();
        return logarithm.map(stable -> Elementwise.sum(stable, Elementwise.fill(front, sum.shape())));
    }

    private static Expression logarithmInFront(Expression positive) {
        return positive instanceof Power p ? Product.of(p.exponent(), apply(Elementary.LOGARITHM, p.base())) : apply(Elementary.LOGARITHM, positive);
    }

    // The number of entries of a mean.
    private static boolean isSize(Expression factor) {
        return (factor instanceof Power power ? power.base() : factor) instanceof Symbol symbol && symbol.role() == Symbol.Role.SIZE;
    }

    private static Optional<Expression> overAxes(Product sum, int factor, Expression exponent) {
        List<Integer> labels = sum.labels(factor);
        int rank = sum.shape().rank();
        boolean inOrder = labels.stream().filter(label -> label < rank).toList().equals(IntStream.range(0, rank).boxed().toList());
        if (!sum.isContraction() || !inOrder || labels.stream().distinct().count() != labels.size()) {
            return Optional.empty();
        }
        if (rank == 0) {
            return Optional.of(Reduction.of(TensorRows.LOG_SUM_EXP, labels.size() == 1 ? exponent : Views.vector(exponent), 0));
        }
        return rank == labels.size() - 1 ? Optional.of(Reduction.of(TensorRows.LOG_SUM_EXP, exponent, labels.indexOf(rank))) : Optional.empty();
    }

    // m·softplus(−a) + (1 − m)·softplus(a) is softplus(a) − m·a: the two logarithms of the cross-entropy together.
    private static Expression crossEntropy(Sum sum) {
        Map<Expression, List<Product>> byOperand = new HashMap<>();
        for (Expression term : sum.terms()) {
            if (term instanceof Product product && product.isElementwise()) {
                softplus(product).forEach(operand -> byOperand.computeIfAbsent(operand, key -> new ArrayList<>()).add(product));
            }
        }
        for (Expression first : byOperand.isEmpty() ? List.<Expression>of() : sum.terms()) {
            for (Expression operand : first instanceof Product product && product.isElementwise() ? softplus(product) : List.<Expression>of()) {
                for (Product second : byOperand.getOrDefault(Elementwise.negate(operand), List.of())) {
                    Optional<Expression> joined = first == second ? Optional.empty() : joined((Product) first, second)
                            .flatMap(one -> joined(second, (Product) first).filter(other -> size(other) < size(one)).or(() -> Optional.of(one)));
                    if (joined.isPresent()) {
                        List<Expression> rest = new ArrayList<>(sum.terms());
                        rest.removeAll(List.of(first, second));
                        rest.add(joined.get());
                        return Elementwise.sum(rest);
                    }
                }
            }
        }
        return sum;
    }

    // softplus(s) - Y*s rather than softplus(-s) + (1 - Y)*s
    private static int size(Expression expression) {
        return Topology.of(expression).size();
    }

    private static List<Expression> softplus(Product product) {
        return product.factors().stream().filter(factor -> factor instanceof Apply a && a.operator() == Activations.SOFTPLUS)
                .map(factor -> ((Apply) factor).operand()).toList();
    }

    private static Optional<Expression> joined(Product p, Product q) {
        if (!p.coefficient().equals(q.coefficient())) {
            return Optional.empty();
        }
        for (Expression factor : p.factors()) {
            if (factor instanceof Apply a && a.operator() == Activations.SOFTPLUS) {
                Expression opposite = apply(Activations.SOFTPLUS, Elementwise.negate(a.operand()));
                Expression m = without(p, factor);
                if (q.factors().contains(opposite) && Elementwise.sum(m, without(q, opposite)).equals(Elementwise.fill(Constant.ONE, m.shape()))) {
                    Expression value = Elementwise.difference(opposite, Elementwise.product(m, Elementwise.negate(a.operand())));
                    return Optional.of(Elementwise.product(Constant.of(p.coefficient()), value));
                }
            }
        }
        return Optional.empty();
    }

    private static Expression without(Product product, Expression factor) {
        List<Expression> rest = new ArrayList<>(product.factors());
        rest.remove(factor);
        return Elementwise.product(rest);
    }
}
