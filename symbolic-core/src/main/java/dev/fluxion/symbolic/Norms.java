package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A factor that divides by a power of a sum, {@code terms} its terms; each is 0 where the sum is. */
    private record Divisor(int factor, List<Expression> terms, Expression power) {}

    /** What other factors have to be for a quotient to stay bounded, and by what it is divided besides. */
    private record Bounded(FactorGraph by, List<Expression> others) {}

    /**
     * For a factor of a product that divides by a power of a sum of which other factors are such a multiple that the quotient stays bounded: what it is
     * divided by besides, numbers without which the quotient is 0 where the sum is. Nothing for any other factor.
     */
    static Optional<List<Expression>> dividing(Product product, int factor) {
        if (divisor(product, factor).isEmpty()) {
            return Optional.empty();
        }
        List<Divisor> divisors = IntStream.range(0, product.factors().size()).mapToObj(each -> divisor(product, each)).flatMap(Optional::stream)
                .sorted(Comparator.comparingInt(divisor -> divisor.terms.size())).toList();
        FactorGraph taken = FactorGraph.none(); // one vector among the factors does not serve two divisors
        for (Divisor divisor : divisors) {
            Optional<Bounded> bounded = bounded(product, divisor, taken);
            if (divisor.factor == factor) {
                return bounded.map(Bounded::others);
            }
            taken = bounded.map(Bounded::by).orElse(taken);
        }
        throw new IllegalStateException("no divisor " + factor);
    }

    private static Optional<Divisor> divisor(Product product, int factor) {
        if (!(product.factors().get(factor) instanceof Power quotient) || !quotient.exponent().isScalar()
                || quotient.exponent() instanceof Constant c && c.value().signum() > 0) {
            return Optional.empty();
        }
        Expression base = quotient.base();
        Expression power = quotient.exponent() instanceof Sum s ? Sum.of(s.terms().stream().map(Elementwise::negate).toList()) : Elementwise.negate(quotient.exponent());
        if (base instanceof Apply a && ROOTS.containsKey(a.operator())) {
            power = Elementwise.product(Constant.of(ROOTS.get(a.operator())), power);
            base = a.operator() == Elementary.HYPOTENUSE ? Elementwise.sum(a.operands().stream().map(side -> Power.of(Elementwise.lift(side, a.shape()), 2)).toList()) : a.operand();
        }
        List<Expression> terms = isOfNumbers(base) ? List.of() : terms(base);
        return terms.isEmpty() ? Optional.empty() : Optional.of(new Divisor(factor, terms, power));
    }

    // Written with numbers, a quotient is no convention of the language but what somebody wrote.
    private static boolean isOfNumbers(Expression base) {
        boolean apart = base instanceof Sum || base instanceof Product p && !p.isContraction();
        return base.isScalar() && (apart ? base.operands().stream().allMatch(Norms::isOfNumbers) : !(base instanceof Product));
    }

    // Each is 0 where the whole is; nothing for what may vanish elsewhere.
    private static List<Expression> terms(Expression base) {
        if (base instanceof Sum s) {
            return s.terms().stream().allMatch(Norms::isNeverNegative) ? s.terms() : List.of();
        }
        return base instanceof Product || base instanceof Power ? List.of(base) : List.of();
    }

    private static boolean isNeverNegative(Expression term) {
        Product product = product(term);
        return product.coefficient().signum() > 0 && (numbers(product).size() == product.factors().size() || FactorGraph.ofTerm(product, Constant.ONE, List.of()).isPresent())
                && numbers(product).stream().allMatch(number -> isPositive(number) || FactorGraph.isNeverNegative(number)
                || number instanceof Product sum && sum.isContraction() && isNeverNegative(sum));
    }

    private static Product product(Expression term) {
        return term instanceof Product p ? p : Product.ofAll(term);
    }

    private static List<Expression> numbers(Product term) {
        return IntStream.range(0, term.factors().size()).filter(i -> term.labels(i).isEmpty()).mapToObj(term.factors()::get).toList();
    }

    private static boolean isPositive(Expression number) {
        return number instanceof Power p ? isPositive(p.base()) : number instanceof Constant c ? c.value().signum() > 0
                : number instanceof Symbol s && (s.role() == Symbol.Role.SIZE || s.role() == Symbol.Role.CONSTANT);
    }

    private static Optional<Bounded> bounded(Product product, Divisor divisor, FactorGraph taken) {
        FactorGraph numerator = FactorGraph.without(product, divisor.factor);
        return divisor.terms.stream().map(Norms::product).flatMap(term -> bounded(numerator, term, divisor.power, product.labels(divisor.factor), taken).stream())
                .filter(bounded -> bounded.others.isEmpty() || Topology.of(product).nodes().containsAll(bounded.others)).findFirst(); // else there are no values of them
    }

    private static Optional<Bounded> bounded(FactorGraph numerator, Product term, Expression power, List<Integer> labels, FactorGraph taken) {
        List<Expression> numbers = numbers(term);
        FactorGraph by = taken;
        if (numbers.size() < term.factors().size()) {
            Optional<FactorGraph> both = FactorGraph.ofTerm(term, power, labels).map(taken::and).filter(entry -> vanishes(numerator, entry));
            if (both.isEmpty()) {
                return Optional.empty();
            }
            by = both.get();
        }
        List<Expression> others = new ArrayList<>();
        for (Expression number : numbers) {
            Optional<FactorGraph> both = FactorGraph.ofNumber(number, power).map(by::and).filter(entry -> vanishes(numerator, entry));
            by = both.orElse(by);
            if (both.isEmpty() && !isPositive(number)) {
                others.add(number);
            }
        }
        return by == taken ? Optional.empty() : Optional.of(new Bounded(by, others));
    }

    // Every product that sums among the factors multiply out to has to hold an entry of the vector.
    private static boolean vanishes(FactorGraph numerator, FactorGraph entry) {
        Deque<FactorGraph> open = new ArrayDeque<>(List.of(numerator));
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
