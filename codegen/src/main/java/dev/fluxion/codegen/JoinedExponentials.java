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
 * digits. For the same reason a sum that holds exponentials is multiplied out only where all its terms but one become one product with terms outside of it,
 * and two such sums are never multiplied: {@code (e^x - e^-y) (e^y - e^-x)} has small factors where the terms of their product are large.
 *
 * <p>Source: by definition of the logarithm; the reduction of towers of exponentials to independent ones is that of R. H. Risch, Transactions of the
 * American Mathematical Society 139 (1969).
 */
final class JoinedExponentials {
    private static final int MOST_NODES = 2_000;
    private static final int MOST_EXPONENTIALS = 16;
    private static final int MOST_TERMS = 64;
    private static final long MOST_WORK = 200_000; // for the whole pass
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
    private final Budget budget;
    private final Map<List<Expression>, Set<Hazard>> partial = new HashMap<>();
    private final Map<List<List<Expression>>, Optional<Expression>> quotients = new HashMap<>();
    private final Map<List<Expression>, Joined> products = new LinkedHashMap<>();
    private final Map<List<Expression>, List<Expression>> sums = new HashMap<>();

    private JoinedExponentials(List<Expression> roots, Topology topology, Budget budget) {
        this.roots = roots;
        this.topology = topology;
        this.budget = budget;
    }

    /** Other forms of the same scalars, different from each other; none where there is nothing to join. */
    static List<List<Expression>> of(List<Expression> roots) {
        Topology topology = Topology.of(roots);
        long exponentials = topology.size() > MOST_NODES ? 0 : topology.nodes().stream().filter(JoinedExponentials::isExponential).count();
        return exponentials < 2 || exponentials > MOST_EXPONENTIALS ? List.of()
                : Budget.current().attempt(MOST_WORK, part -> new JoinedExponentials(roots, topology, part).forms()).orElse(List.of());
    }

    private static boolean isExponential(Expression expression) {
        return expression instanceof Apply apply && apply.operator() == Elementary.EXPONENTIAL;
    }

    /** A term of a root as it is written, and what it is multiplied out. */
    private record Written(Expression term, List<Term> parts) {}

    // Products of exponentials that stay are products, whose factors others may use, or one exponential.
    private List<List<Expression>> forms() {
        List<List<Written>> written = roots.stream().map(this::written).toList();
        for (boolean stable = false; !stable; ) {
            products.clear();
            written.stream().flatMap(List::stream).flatMap(each -> each.parts.stream()).map(Term::exponentials).filter(each -> !each.isEmpty()).distinct()
                    .sorted(Comparator.comparingInt(List::size)) // stable
                    .forEach(this::enter);
            List<List<Written>> kept = written.stream().map(this::kept).toList();
            stable = kept.equals(written);
            written = kept;
        }
        List<List<Term>> terms = written.stream().map(each -> each.stream().flatMap(one -> one.parts.stream()).toList()).toList();
        return Stream.<Function<List<Expression>, Expression>>of(Product::of, each -> Apply.of(Elementary.EXPONENTIAL, exponent(each)))
                .map(exponential -> IntStream.range(0, roots.size()).mapToObj(i -> joined(roots.get(i), terms.get(i), exponential)).toList())
                .distinct().filter(form -> !form.equals(roots)).toList();
    }

    private List<Written> written(Expression root) {
        List<Expression> terms = root instanceof Sum sum ? sum.terms() : List.of(root);
        return terms.size() > MOST_TERMS ? List.of()
                : terms.stream().map(term -> new Written(term, multipliedOut(term).stream().map(Term::of).toList())).toList();
    }

    // Those stay as they are whose parts would stay apart.
    private List<Written> kept(List<Written> root) {
        Map<List<Expression>, List<Expression>> coefficients = coefficients(root.stream().flatMap(each -> each.parts.stream()).toList());
        Map<List<Expression>, Long> uses = root.stream().flatMap(each -> classes(each).stream()).collect(Collectors.groupingBy(each -> each, Collectors.counting()));
        return root.stream().map(each -> each.parts.size() == 1 || classes(each).stream().filter(exponentials -> uses.get(exponentials) == 1
                || exponentials.isEmpty() || isSum(coefficients.get(exponentials))).count() <= 1 ? each : new Written(each.term, List.of(Term.of(each.term)))).toList();
    }

    private boolean isSum(List<Expression> coefficients) {
        List<Expression> collected = sums.computeIfAbsent(coefficients, this::collected);
        return collected.size() > 1 || collected.getFirst() instanceof Sum;
    }

    private Set<List<Expression>> classes(Written written) {
        return written.parts.stream().map(term -> term.exponentials.isEmpty() ? term.exponentials : products.get(term.exponentials).exponentials)
                .collect(Collectors.toSet());
    }

    // Of each exponential that stays.
    private Map<List<Expression>, List<Expression>> coefficients(List<Term> terms) {
        Map<List<Expression>, List<Expression>> coefficients = new LinkedHashMap<>();
        terms.stream().filter(term -> !term.exponentials.isEmpty()).forEach(term -> {
            Joined joined = products.get(term.exponentials);
            coefficients.computeIfAbsent(joined.exponentials, first -> new ArrayList<>()).add(Product.of(joined.factor, term.rest));
        });
        return coefficients;
    }

    // Of each product the one factor that is a sum with exponentials, what holds none staying together; the term itself where parts are too many.
    private List<Expression> multipliedOut(Expression term) {
        List<Expression> parts = new ArrayList<>();
        Deque<Expression> open = new ArrayDeque<>(List.of(term));
        while (!open.isEmpty()) {
            if (open.size() + parts.size() > MOST_TERMS) {
                return List.of(term);
            }
            budget.tick(1);
            Expression next = open.pop();
            List<Expression> sums = next instanceof Product product ? product.factors().stream().filter(JoinedExponentials::hasTerms).toList() : List.of();
            if (sums.size() == 1) {
                Map<Boolean, List<Expression>> split = ((Sum) sums.getFirst()).terms().stream().collect(Collectors.partitioningBy(JoinedExponentials::isTerm));
                split.get(true).reversed().forEach(part -> open.push(replaced((Product) next, sums.getFirst(), part)));
                if (!split.get(false).isEmpty()) {
                    parts.add(replaced((Product) next, sums.getFirst(), Sum.of(split.get(false))));
                }
            } else {
                parts.add(next);
            }
        }
        return parts;
    }

    private static Expression replaced(Product product, Expression factor, Expression by) {
        List<Expression> factors = new ArrayList<>(product.factors());
        factors.set(factors.indexOf(factor), by);
        factors.add(Constant.of(product.coefficient()));
        return Product.of(factors);
    }

    private static boolean hasTerms(Expression factor) {
        return factor instanceof Sum sum && sum.terms().stream().anyMatch(JoinedExponentials::isTerm);
    }

    private static boolean isTerm(Expression term) {
        return isExponential(term) || term instanceof Product product && product.factors().stream().anyMatch(part -> isExponential(part) || hasTerms(part));
    }

    private void enter(List<Expression> exponentials) {
        if (!products.containsKey(exponentials)) {
            products.put(exponentials, products.values().stream().filter(known -> known.factor.equals(Constant.ONE))
                    .flatMap(known -> quotient(exponentials, known.exponentials).map(factor -> new Joined(factor, known.exponentials)).stream())
                    .findFirst().orElse(new Joined(Constant.ONE, exponentials)));
        }
    }

    // One product of exponentials by another, where it is a product of powers.
    private Optional<Expression> quotient(List<Expression> above, List<Expression> below) {
        return quotients.computeIfAbsent(List.of(above, below), each -> findQuotient(above, below));
    }

    private Optional<Expression> findQuotient(List<Expression> above, List<Expression> below) {
        if (!partial(above).equals(partial(below))) {
            return Optional.empty();
        }
        return attempt(part -> Polynomials.cancel(Elementwise.difference(exponent(above), exponent(below)), part)).flatMap(difference -> {
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

    // An exponential is undefined where a part of its exponent is: so must be the one by which it is replaced, which another root may hold.
    private Set<Hazard> partial(List<Expression> exponentials) {
        return partial.computeIfAbsent(exponentials, each -> {
            List<Expression> nodes = Topology.of(exponent(each)).nodes();
            budget.tick(nodes.size());
            return nodes.stream().flatMap(Hazard::of).collect(Collectors.toSet());
        });
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
        List<Expression> results = new ArrayList<>(terms.stream().filter(term -> term.exponentials.isEmpty()).map(Term::rest).toList());
        Map<List<Expression>, List<Expression>> coefficients = coefficients(terms);
        boolean gains = coefficients.values().stream().anyMatch(each -> each.size() > 1)
                || terms.stream().map(Term::exponentials).filter(each -> !each.isEmpty())
                        .anyMatch(each -> !exponential.apply(products.get(each).exponentials).equals(Product.of(each)));
        coefficients.forEach((exponentials, each) -> sums.computeIfAbsent(each, this::collected)
                .forEach(coefficient -> results.add(Product.of(exponential.apply(exponentials), coefficient))));
        return gains ? Sum.of(results) : root;
    }

    // Sums among several coefficients are not to be taken apart.
    private List<Expression> collected(List<Expression> coefficients) {
        Expression sum = Sum.of(coefficients);
        if (!(sum instanceof Sum)) {
            return List.of(sum);
        }
        return attempt(part -> Polynomials.together(sum, part)).filter(this::isSingle).map(List::of)
                .orElse(coefficients.size() > 1 && coefficients.stream().anyMatch(Sum.class::isInstance) ? coefficients : List.of(sum));
    }

    // A product in which every sum is one that was there.
    private boolean isSingle(Expression expression) {
        Deque<Expression> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            Expression next = open.pop();
            if (next instanceof Sum && topology.find(next).isEmpty()) {
                return false;
            }
            if (next instanceof Product || next instanceof Power) {
                open.addAll(next instanceof Power power ? List.of(power.base()) : ((Product) next).factors());
            }
        }
        return true;
    }

    private Optional<Expression> attempt(Function<Budget, Expression> work) {
        try {
            return Optional.of(work.apply(budget));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.LIMIT, Diagnostic.Code.UNSUPPORTED, Diagnostic.Code.DOMAIN);
            return Optional.empty();
        }
    }
}
