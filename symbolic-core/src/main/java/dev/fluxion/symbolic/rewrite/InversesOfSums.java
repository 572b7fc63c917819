package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Products with the inverse of a sum, without one of the terms of that sum beside it: {@code inv(A + B)*A} is {@code I - inv(A + B)*B}, and so is
 * {@code A*inv(A + B)} with {@code B} in front. Always the same term of a sum goes, so that what is equal meets.
 *
 * <p>Source: by definition of the inverse; H. V. Henderson, S. R. Searle, On Deriving the Inverse of a Sum of Matrices (SIAM Review 23, 1981).
 */
final class InversesOfSums {
    /** A matrix of a product in a row, from left to right. */
    private record Link(Expression matrix, boolean turned) {}

    /** A term of a sum that is such a product, and the other terms. */
    private record Leading(Numeral coefficient, List<Link> links, List<Expression> others) {}

    /** The factors that such a product was found as, and the label at its far end. */
    private record Found(List<TensorTerms.Factor> factors, List<Integer> inner, int end) {}

    private InversesOfSums() {}

    /** What the term is a sum of after that; nothing where there is no such inverse. */
    static List<TensorTerms.Term> without(TensorTerms.Term term, IntToLongFunction uses) {
        for (TensorTerms.Factor factor : term.factors()) {
            if (factor.expression() instanceof MatrixFunction inverse && inverse.operator() == TensorRows.INVERSE && inverse.operands().getFirst() instanceof Sum sum) {
                for (Leading leading : leading(sum).stream().toList()) {
                    List<TensorTerms.Term> parts = without(term, factor, leading, uses, inverse.isSymmetric());
                    if (!parts.isEmpty()) {
                        return parts;
                    }
                }
            }
        }
        return List.of();
    }

    private static List<TensorTerms.Term> without(TensorTerms.Term term, TensorTerms.Factor inverse, Leading leading, IntToLongFunction uses, boolean symmetric) {
        int first = inverse.labels().getFirst();
        int last = inverse.labels().getLast();
        for (boolean behind : new boolean[] {true, false}) {
            int near = behind ? last : first;
            Optional<Found> found = found(term, inverse, leading.links, near, behind, uses);
            if (found.isPresent()) {
                return parts(term, leading, found.get(), behind ? first : last, near, behind);
            }
            Optional<Found> mirrored = symmetric ? found(term, inverse, leading.links, near, !behind, uses) : Optional.empty();
            if (mirrored.isPresent()) {
                return parts(term, leading, mirrored.get(), behind ? first : last, near, !behind);
            }
        }
        return List.of();
    }

    private static List<TensorTerms.Term> parts(TensorTerms.Term term, Leading leading, Found found, int far, int near, boolean behind) {
        Numeral share = leading.coefficient.reciprocal();
        List<TensorTerms.Term> parts = new ArrayList<>();
        TensorTerms.Term rest = term.copy();
        rest.factors().removeAll(found.factors);
        found.inner.forEach(rest.labels()::remove);
        for (Expression other : leading.others) {
            TensorTerms.Term part = rest.copy().times(share.negate());
            part.pending().push(new TensorTerms.Factor(other, behind ? List.of(near, found.end) : List.of(found.end, near)));
            parts.add(part);
        }
        TensorTerms.Term tied = rest.copy().times(share);
        tied.factors().removeIf(factor -> factor.labels().contains(near));
        tied.labels().remove(near);
        tied.ties().add(new int[] {far, found.end});
        parts.add(tied);
        return parts;
    }

    // The matrices one after the other, from the label of the inverse on; nothing else has the labels between them.
    private static Optional<Found> found(TensorTerms.Term term, TensorTerms.Factor inverse, List<Link> links, int near, boolean behind, IntToLongFunction uses) {
        List<TensorTerms.Factor> left = new ArrayList<>(term.factors());
        left.remove(inverse);
        List<TensorTerms.Factor> factors = new ArrayList<>();
        List<Integer> inner = new ArrayList<>();
        int at = near;
        for (Link link : behind ? links : links.reversed()) {
            int here = at;
            boolean firstAxis = behind != link.turned;
            Optional<TensorTerms.Factor> next = left.stream().filter(factor -> factor.expression().equals(link.matrix) && uses.applyAsLong(here) == 2
                    && (firstAxis ? factor.labels().getFirst() : factor.labels().getLast()) == here).findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            left.remove(next.get());
            factors.add(next.get());
            if (at != near) {
                inner.add(at);
            }
            at = firstAxis ? next.get().labels().getLast() : next.get().labels().getFirst();
        }
        return at == near ? Optional.empty() : Optional.of(new Found(factors, inner, at));
    }

    // The shortest such term of which the other terms hold no matrix, else it would come back.
    private static Optional<Leading> leading(Sum sum) {
        List<Leading> found = new ArrayList<>();
        for (Expression each : sum.terms()) {
            List<Expression> others = sum.terms().stream().filter(other -> !other.equals(each)).toList();
            links(each).filter(links -> others.stream().noneMatch(other -> links.stream().anyMatch(link -> factors(other).contains(link.matrix))))
                    .ifPresent(links -> found.add(new Leading(each instanceof Product product ? product.coefficient() : Rational.ONE, links, others)));
        }
        return found.stream().min(Comparator.comparingInt(leading -> leading.links.size()));
    }

    private static List<Expression> factors(Expression term) {
        return term instanceof Product product ? product.factors() : List.of(term);
    }

    private static Optional<List<Link>> links(Expression term) {
        if (!(term instanceof Product product)) {
            return Optional.of(List.of(new Link(term, false)));
        }
        List<Integer> left = new ArrayList<>(IntStream.range(0, product.factors().size()).boxed().toList());
        if (product.coefficient().isZero() || !product.deltas().isEmpty() || product.labelCount() != left.size() + 1
                || left.stream().anyMatch(i -> product.labels(i).size() != 2 || product.labels(i).getFirst().equals(product.labels(i).getLast()))) {
            return Optional.empty();
        }
        List<Link> links = new ArrayList<>();
        for (int at = 0; at != 1;) {
            int here = at;
            List<Integer> next = left.stream().filter(i -> product.labels(i).contains(here)).toList();
            if (next.size() != 1) {
                return Optional.empty();
            }
            int factor = next.getFirst();
            left.remove((Integer) factor);
            boolean turned = product.labels(factor).getLast() == here;
            links.add(new Link(product.factors().get(factor), turned));
            at = turned ? product.labels(factor).getFirst() : product.labels(factor).getLast();
        }
        return left.isEmpty() ? Optional.of(links) : Optional.empty();
    }
}
