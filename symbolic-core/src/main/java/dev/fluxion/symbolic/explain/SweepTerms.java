package dev.fluxion.symbolic.explain;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.LabelledProduct;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Adjoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an adjoint sweep passed on from a node to a variable, one term for each way through the formula: the products that the rules put together, with
 * the deltas between the variable's entries and those by which the derivative is taken still in place. Their first factor is the node's cotangent.
 *
 * @param terms the terms, the variable's axes last
 * @param isOne whether each is the sweep's own expression; else that has sums or products within products where these are multiplied out
 */
record SweepTerms(List<LabelledProduct> terms, boolean isOne) {
    private static final int MOST_TERMS = 64;

    /** The terms of a recorded sweep; none if a rule on the way gave no product, or there are too many to be read. */
    static Optional<SweepTerms> of(Adjoints sweep, Expression root, Expression cotangent, Symbol variable) {
        Map<Expression, List<LabelledProduct>> reached = new HashMap<>();
        reached.put(root, List.of(LabelledProduct.of(cotangent)));
        boolean isOne = true;
        for (Adjoints.Passed passed : sweep.passed()) {
            if (!Substitution.variables(passed.operand()).contains(variable)) {
                continue;
            }
            List<LabelledProduct> outer = reached.getOrDefault(passed.node(), List.of());
            List<LabelledProduct> inner = reached.computeIfAbsent(passed.operand(), key -> new ArrayList<>());
            if (passed.form().isEmpty() || inner.size() + outer.size() > MOST_TERMS) {
                return Optional.empty();
            }
            LabelledProduct own = readable(passed.form().get());
            Expression contribution = own.expression();
            for (LabelledProduct term : outer) {
                inner.add(own.after(term));
                isOne &= inner.getLast().expression().equals(contribution);
            }
        }
        List<LabelledProduct> terms = reached.getOrDefault(variable, List.of()).stream().map(LabelledProduct::apart).toList();
        return terms.isEmpty() ? Optional.empty() : Optional.of(new SweepTerms(terms, isOne));
    }

    // Behind the cotangent, entries in the order of their labels.
    private static LabelledProduct readable(LabelledProduct product) {
        List<LabelledProduct.Factor> rest = product.factors().subList(1, product.factors().size()).stream()
                .sorted(Comparator.comparing(factor -> factor.labels().stream().mapToInt(Integer::intValue).min().orElse(-1))).toList();
        return new LabelledProduct(product.coefficient(), Stream.concat(Stream.of(product.factors().getFirst()), rest.stream()).toList(), product.deltas(),
                product.labels(), product.axes());
    }

    /** What the terms add up to, in the form in which a sweep has it. */
    Expression total() {
        return Adjoints.total(terms.stream().map(LabelledProduct::expression).toList());
    }

    /** With one term changed, which must stay what it is. */
    SweepTerms with(int term, LabelledProduct changed) {
        if (!changed.expression().equals(terms.get(term).expression())) {
            throw new IllegalStateException(changed + " is not " + terms.get(term));
        }
        List<LabelledProduct> all = new ArrayList<>(terms);
        all.set(term, changed);
        return new SweepTerms(all, isOne);
    }
}
