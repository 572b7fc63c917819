package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The convention at the kink of a norm: {@code x/|x|}, its derivative, is 0 where {@code x} is, as the derivative of {@code abs} is. It holds
 * for what stays bounded near there only, multiples of {@code x} however their factors are grouped: {@code 1/|x|} and {@code x/|x|^3} stay as they are.
 */
final class Norms {
    private static final Rational INVERSE_ROOT = Rational.of(-1, 2);
    private static final Map<Operator, Rational> ROOTS = Map.of(Elementary.HYPOTENUSE, Rational.HALF, Elementary.CUBE_ROOT, Rational.of(1, 3));
    private static final int DISTRIBUTED = 64; // products that a numerator with sums is multiplied out to at most

    private Norms() {}

    /** Whether this is one over a root, which may be a norm. */
    static boolean isInverse(Expression factor) {
        return factor instanceof Power p && p.exponent() instanceof Constant c && c.value().equals(INVERSE_ROOT);
    }

    /** Whether a factor of a product divides by a power of a sum of which the other factors are such a multiple that the quotient stays bounded. */
    static boolean divides(Product product, int factor) {
        if (!(product.factors().get(factor) instanceof Power quotient) || !quotient.exponent().isScalar()
                || quotient.exponent() instanceof Constant c && c.value().signum() > 0) {
            return false;
        }
        Expression base = quotient.base();
        Expression power = quotient.exponent() instanceof Sum s ? Sum.of(s.terms().stream().map(Elementwise::negate).toList()) : Elementwise.negate(quotient.exponent());
        if (base instanceof Apply a && ROOTS.containsKey(a.operator())) {
            power = Elementwise.product(Constant.of(ROOTS.get(a.operator())), power);
            base = a.operator() == Elementary.HYPOTENUSE ? Elementwise.sum(a.operands().stream().map(side -> Power.of(Elementwise.lift(side, a.shape()), 2)).toList()) : a.operand();
        }
        return !isOfNumbers(base) && divides(product, factor, base, power);
    }

    // Written with numbers, a quotient is no convention of the language but what somebody wrote.
    private static boolean isOfNumbers(Expression base) {
        boolean apart = base instanceof Sum || base instanceof Product p && !p.isContraction();
        return base.isScalar() && (apart ? base.operands().stream().allMatch(Norms::isOfNumbers) : !(base instanceof Product));
    }

    private static boolean divides(Product product, int factor, Expression base, Expression power) {
        return terms(base).stream().anyMatch(term -> FactorGraph.ofTerm(term, power, product.labels(factor))
                .filter(entry -> vanishes(FactorGraph.without(product, factor), entry)).isPresent());
    }

    // Each is 0 where the whole is; nothing for what may vanish elsewhere.
    private static List<Expression> terms(Expression base) {
        if (base instanceof Product p && !p.isContraction() && p.isScalar()) { // a mean
            return p.factors().stream().filter(part -> part instanceof Product q && q.isContraction()).toList();
        }
        if (base instanceof Sum s) {
            return s.terms().stream().allMatch(FactorGraph::isNeverNegative) ? s.terms() : List.of();
        }
        return base instanceof Product || base instanceof Power ? List.of(base) : List.of();
    }

    // Every product that sums among the factors multiply out to has to hold an entry of the vector.
    private static boolean vanishes(FactorGraph numerator, FactorGraph entry) {
        java.util.ArrayDeque<FactorGraph> open = new java.util.ArrayDeque<>(List.of(numerator));
        for (int tried = 0; !open.isEmpty(); tried++) {
            FactorGraph graph = open.pop();
            if (graph.contains(entry)) {
                continue;
            }
            int sum = IntStream.range(0, graph.size()).filter(i -> graph.factor(i) instanceof Sum).findFirst().orElse(-1);
            if (sum < 0 || tried > DISTRIBUTED) {
                return false;
            }
            ((Sum) graph.factor(sum)).terms().forEach(term -> open.push(graph.replaced(sum, term)));
        }
        return true;
    }
}
