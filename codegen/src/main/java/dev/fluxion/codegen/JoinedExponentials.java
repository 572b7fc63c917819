package dev.fluxion.codegen;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.polynomial.Polynomials;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums whose terms hold products of exponentials. Where the exponents of two such products differ by a number and multiples of logarithms, one product is
 * the other times what those are the logarithms of: {@code e^(x + log(y))} is {@code y e^x}. Terms with one exponential are then collected, and their
 * coefficients become one product, or nothing, where the laws of fractions say so; a coefficient that stays a sum is never expanded, as that could lose
 * digits.
 *
 * <p>Source: by definition of the logarithm; the reduction of towers of exponentials to independent ones is that of R. H. Risch, Transactions of the
 * American Mathematical Society 139 (1969).
 */
final class JoinedExponentials {
    private static final int MOST_NODES = 2_000;
    private static final int MOST_EXPONENTIALS = 16;
    private static final int MOST_TERMS = 64;
    private static final long MOST_WORK = 20_000;
    private static final double LARGEST_POWER = 4;

    /** A term: exponentials times what is no exponential. */
    private record Term(List<Expression> exponentials, Expression rest) {
        static Term of(Expression term) {
            List<Expression> factors = term instanceof Product product ? product.factors() : List.of(term);
            List<Expression> others = new ArrayList<>(factors.stream().filter(factor -> !isExponential(factor)).toList());
            others.add(Constant.of(term instanceof Product product ? product.coefficient() : Constant.ONE.value()));
            return new Term(factors.stream().filter(JoinedExponentials::isExponential).toList(), Product.of(others));
        }

    }

    private static Expression exponent(List<Expression> exponentials) {
        return Sum.of(exponentials.stream().map(factor -> factor.operands().getFirst()).toList());
    }

    /** What a product of exponentials is: a factor times another product. */
    private record Joined(Expression factor, List<Expression> exponentials) {}

    private final List<Expression> roots;
    private final Topology topology;
    private final Map<List<Expression>, Joined> products = new LinkedHashMap<>();
    private final Map<List<Expression>, Expression> sums = new HashMap<>();

    private JoinedExponentials(List<Expression> roots, Topology topology) {
        this.roots = roots;
        this.topology = topology;
    }

    /** Other forms of the same scalars, different from each other; none where there is nothing to join. */
    static List<List<Expression>> of(List<Expression> roots) {
        Topology topology = Topology.of(roots);
        long exponentials = topology.size() > MOST_NODES ? 0 : topology.nodes().stream().filter(JoinedExponentials::isExponential).count();
        return exponentials < 2 || exponentials > MOST_EXPONENTIALS ? List.of() : new JoinedExponentials(roots, topology).forms();
    }

    private static boolean isExponential(Expression expression) {
        return expression instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL;
    }

    // Products of exponentials that stay are products, whose factors others may use, or one exponential.
    private List<List<Expression>> forms() {
        List<List<Term>> terms = roots.stream().map(root -> terms(root).stream().map(Term::of).toList()).toList();
        terms.stream().flatMap(List::stream).filter(term -> !term.exponentials.isEmpty()).distinct()
                .sorted(Comparator.comparingInt(term -> term.exponentials.size())) // stable
                .forEach(this::enter);
        return Stream.<Function<List<Expression>, Expression>>of(Product::of, each -> Apply.of(Elementary.EXPONENTIAL, exponent(each)))
                .map(exponential -> IntStream.range(0, roots.size()).mapToObj(i -> joined(roots.get(i), terms.get(i), exponential)).toList())
                .distinct().filter(form -> !form.equals(roots)).toList();
    }

    // The terms of a sum, factors that hold exponentials being multiplied out; none where they are too many.
    private static List<Expression> terms(Expression root) {
        List<Expression> terms = new ArrayList<>();
        Deque<Expression> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            if (open.size() + terms.size() > MOST_TERMS) {
                return List.of();
            }
            Expression next = open.pop();
            Optional<Sum> inner = next instanceof Product product ? product.factors().stream().filter(JoinedExponentials::hasTerms).map(Sum.class::cast).findFirst()
                    : Optional.empty();
            if (next instanceof Sum sum) {
                sum.terms().reversed().forEach(open::push);
            } else if (inner.isPresent()) {
                inner.get().terms().reversed().forEach(term -> open.push(replaced((Product) next, inner.get(), term)));
            } else {
                terms.add(next);
            }
        }
        return terms;
    }

    private static Expression replaced(Product product, Sum factor, Expression by) {
        List<Expression> factors = new ArrayList<>(product.factors());
        factors.set(factors.indexOf(factor), by);
        factors.add(Constant.of(product.coefficient()));
        return Product.of(factors);
    }

    private static boolean hasTerms(Expression factor) {
        return factor instanceof Sum sum && sum.terms().stream().anyMatch(term -> isExponential(term)
                || term instanceof Product product && product.factors().stream().anyMatch(part -> isExponential(part) || hasTerms(part)));
    }

    private void enter(Term term) {
        if (!products.containsKey(term.exponentials)) {
            Joined own = new Joined(Constant.ONE, term.exponentials);
            products.put(term.exponentials, products.values().stream().filter(known -> known.factor.equals(Constant.ONE))
                    .flatMap(known -> quotient(exponent(term.exponentials), exponent(known.exponentials))
                            .map(factor -> new Joined(factor, known.exponentials)).stream())
                    .findFirst().orElse(own));
        }
    }

    // e^(above - below), where it is a product of powers.
    private static Optional<Expression> quotient(Expression above, Expression below) {
        if (!logarithms(above).equals(logarithms(below))) {
            return Optional.empty();
        }
        return attempt(part -> Polynomials.cancel(Elementwise.difference(above, below), part)).flatMap(difference -> {
            List<Expression> factors = new ArrayList<>();
            for (Expression term : difference instanceof Sum sum ? sum.terms() : List.of(difference)) {
                Optional<Expression> factor = power(term);
                if (factor.isEmpty()) {
                    return Optional.empty();
                }
                factors.add(factor.get());
            }
            return Optional.of(Product.of(factors));
        });
    }

    // An exponential is undefined where a logarithm of its exponent is: so must be the one by which it is replaced.
    private static Set<Expression> logarithms(Expression exponent) {
        return Topology.of(exponent).nodes().stream().filter(JoinedExponentials::isLogarithm).collect(Collectors.toSet());
    }

    private static boolean isLogarithm(Expression expression) {
        return expression instanceof Apply apply && apply.operator() == Elementary.LOGARITHM;
    }

    private static Optional<Expression> power(Expression term) {
        if (term instanceof Constant number) {
            return Optional.of(number.isZero() ? Constant.ONE : Apply.of(Elementary.EXPONENTIAL, number));
        }
        Product product = term instanceof Product p ? p : Product.ofAll(term);
        double times = 2 * product.coefficient().doubleValue();
        Expression factor = product.factors().getFirst();
        return product.factors().size() == 1 && isLogarithm(factor) && times == Math.rint(times) && Math.abs(times) <= 2 * LARGEST_POWER
                ? Optional.of(Power.of(factor.operands().getFirst(), Constant.of(product.coefficient()))) : Optional.empty();
    }

    private Expression joined(Expression root, List<Term> terms, Function<List<Expression>, Expression> exponential) {
        List<Expression> results = new ArrayList<>();
        Map<List<Expression>, List<Expression>> coefficients = new LinkedHashMap<>();
        for (Term term : terms) {
            if (term.exponentials.isEmpty()) {
                results.add(term.rest);
            } else {
                Joined joined = products.get(term.exponentials);
                coefficients.computeIfAbsent(joined.exponentials, first -> new ArrayList<>()).add(Product.of(joined.factor, term.rest));
            }
        }
        boolean gains = coefficients.values().stream().anyMatch(each -> each.size() > 1)
                || terms.stream().anyMatch(term -> !term.exponentials.isEmpty() && !exponential.apply(products.get(term.exponentials).exponentials).equals(Product.of(term.exponentials)));
        coefficients.forEach((exponentials, each) -> results.add(Product.of(exponential.apply(exponentials), sums.computeIfAbsent(each, this::sum))));
        return gains ? Sum.of(results) : root;
    }

    private Expression sum(List<Expression> coefficients) {
        Expression sum = Sum.of(coefficients);
        return sum instanceof Sum ? attempt(part -> Polynomials.together(sum, part)).filter(this::isSingle).orElse(sum) : sum;
    }

    // A product in which every sum is one that was there.
    private boolean isSingle(Expression expression) {
        Deque<Expression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            switch (open.pop()) {
                case Product product -> open.addAll(product.factors());
                case Power power -> open.push(power.base());
                case Sum sum when topology.find(sum).isEmpty() -> {
                    return false;
                }
                default -> { }
            }
        }
        return true;
    }

    private static Optional<Expression> attempt(Function<Budget, Expression> work) {
        try {
            return Budget.current().attempt(MOST_WORK, work);
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }
}
