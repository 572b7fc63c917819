package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.number.Numeral;
import dev.fluxion.symbolic.number.Rational;
import dev.fluxion.symbolic.operator.TensorRows;
import dev.fluxion.symbolic.print.Operations;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tensor formulas multiplied out: sums of products of which no factor is a sum or product, in canonical form, so that terms that are equal meet however they
 * were grouped and transposed.
 *
 * <p>Source: by definition: the distributive law, and sums that may be taken in any order.
 */
final class TensorTerms {
    private static final int MOST_TERMS = 64;
    private static final int MOST_FACTORS = 24;
    private static final int HIGHEST_POWER = 3;

    /** A tensor with the labels of its axes. */
    record Factor(Expression expression, List<Integer> labels) {}

    /** A product that is being multiplied out. */
    record Term(Numeral coefficient, Deque<Factor> pending, List<Factor> factors, List<int[]> ties, Set<Integer> labels) {
        static Term of(Expression expression, List<Integer> axes) {
            return new Term(Rational.ONE, new ArrayDeque<>(List.of(new Factor(expression, axes))), new ArrayList<>(), new ArrayList<>(), new TreeSet<>(axes));
        }

        Term copy() {
            return new Term(coefficient, new ArrayDeque<>(pending), new ArrayList<>(factors), new ArrayList<>(ties), new TreeSet<>(labels));
        }

        Term times(Numeral number) {
            return new Term(coefficient.times(number), pending, factors, ties, labels);
        }
    }

    private final List<Size> sizes = new ArrayList<>();

    private TensorTerms() {}

    /** The expression multiplied out; nothing where that has too many terms. */
    static Optional<Expression> multipliedOut(Expression expression) {
        Optional<List<Expression>> terms = new TensorTerms().terms(expression);
        return terms.map(all -> Sum.of(expression.shape(), all)).map(total -> regrouped(total, expression));
    }

    // What is left of the terms of a sum as they were written, where they are not longer so.
    private static Expression regrouped(Expression total, Expression written) {
        Map<Expression, Expression> bodies = new HashMap<>();
        for (Expression term : written instanceof Sum sum ? sum.terms() : List.of(written)) {
            new TensorTerms().terms(term).filter(flat -> flat.size() == 1 && Operations.count(flat.getFirst()) >= Operations.count(term))
                    .ifPresent(flat -> bodies.put(body(flat.getFirst()), body(term)));
        }
        List<Expression> terms = total instanceof Sum sum ? sum.terms() : List.of(total);
        return Sum.of(written.shape(), terms.stream().map(term -> bodies.containsKey(body(term))
                ? Elementwise.product(Constant.of(coefficient(term)), bodies.get(body(term))) : term).toList());
    }

    private static Expression body(Expression term) {
        return term instanceof Product product && !product.coefficient().isZero() ? product.withCoefficient(Rational.ONE) : term;
    }

    private static Numeral coefficient(Expression term) {
        return term instanceof Product product && !product.coefficient().isZero() ? product.coefficient() : Rational.ONE;
    }

    private Optional<List<Expression>> terms(Expression expression) {
        List<Integer> out = expression.shape().sizes().stream().map(this::label).toList();
        Deque<Term> open = new ArrayDeque<>(List.of(Term.of(expression, out)));
        List<Expression> done = new ArrayList<>();
        while (!open.isEmpty()) {
            Budget.current().tick(1);
            Term term = open.pop();
            if (term.pending.isEmpty()) {
                List<Term> besideInverse = InversesOfSums.without(term, label -> uses(term, out, label));
                besideInverse.forEach(open::push);
                if (besideInverse.isEmpty()) {
                    done.add(built(term, out));
                }
            } else {
                step(term, open);
            }
            if (open.size() + done.size() > MOST_TERMS || term.factors.size() > MOST_FACTORS) {
                return Optional.empty();
            }
        }
        return Optional.of(done);
    }

    private int label(Size size) {
        sizes.add(size);
        return sizes.size() - 1;
    }

    // One factor of a term is looked at; what that makes of the term is open again.
    private void step(Term term, Deque<Term> open) {
        Factor factor = term.pending.pop();
        if (factor.expression instanceof Constant c) {
            open.push(term.times(c.value()));
        } else if (factor.expression instanceof Sum sum) {
            for (Expression each : sum.terms().reversed()) {
                Term copy = term.copy();
                copy.pending.push(new Factor(each, factor.labels));
                open.push(copy);
            }
        } else if (factor.expression instanceof Product product) {
            if (!product.coefficient().isZero()) {
                takeApart(product, factor.labels, term);
                open.push(term.times(product.coefficient()));
            }
        } else {
            int copies = factor.expression instanceof Power p && (p.base() instanceof Sum || p.base() instanceof Product) ? copies(p) : 0;
            for (int copy = 0; copy < copies; copy++) {
                term.pending.push(new Factor(((Power) factor.expression).base(), factor.labels));
            }
            if (copies == 0) {
                term.factors.add(factor);
            }
            open.push(term);
        }
    }

    private static int copies(Power power) {
        boolean small = power.exponent() instanceof Constant c && c.value().isInteger() && c.value().signum() > 0 && c.value().doubleValue() <= HIGHEST_POWER;
        return small ? (int) ((Constant) power.exponent()).value().doubleValue() : 0;
    }

    private void takeApart(Product product, List<Integer> axes, Term term) {
        List<Integer> labels = new ArrayList<>(axes);
        for (int label = axes.size(); label < product.labelCount(); label++) {
            labels.add(label(product.size(label)));
        }
        term.labels.addAll(labels);
        for (int i = product.factors().size() - 1; i >= 0; i--) {
            term.pending.push(new Factor(product.factors().get(i), product.labels(i).stream().map(labels::get).toList()));
        }
        product.deltas().forEach(delta -> term.ties.add(new int[] {labels.get(delta.first()), labels.get(delta.second())}));
    }

    private Expression built(Term term, List<Integer> out) {
        while (dropShares(term, out) || joinAdjugate(term) || joinDeterminant(term, out)) {
            Budget.current().tick(1);
        }
        ProductBuilder builder = new ProductBuilder().coefficient(term.coefficient);
        Map<Integer, Integer> labels = new HashMap<>();
        term.labels.forEach(label -> labels.put(label, builder.label(sizes.get(label)))); // those that no factor has are summed all the same
        term.factors.forEach(factor -> builder.factor(factor.expression, factor.labels.stream().mapToInt(labels::get).toArray()));
        term.ties.forEach(tie -> builder.delta(labels.get(tie[0]), labels.get(tie[1])));
        return builder.build(out.stream().mapToInt(labels::get).toArray());
    }

    // Shares that are summed on their own are 1 together.
    private static boolean dropShares(Term term, List<Integer> out) {
        for (Factor factor : term.factors) {
            if (factor.expression instanceof Reduction r && r.operator() == TensorRows.SOFTMAX) {
                int label = factor.labels.get(r.axis());
                if (uses(term, out, label) == 1) {
                    term.factors.remove(factor);
                    term.labels.remove(label);
                    return true;
                }
            }
        }
        return false;
    }

    private static long uses(Term term, List<Integer> out, int label) {
        return out.stream().filter(each -> each == label).count() + term.ties.stream().filter(tie -> tie[0] == label || tie[1] == label).count()
                + term.factors.stream().flatMap(factor -> factor.labels.stream()).filter(each -> each == label).count();
    }

    // det(A)*inv(A) is adj(A), which singular matrices have too.
    private static boolean joinAdjugate(Term term) {
        for (Factor inverse : term.factors) {
            if (inverse.expression instanceof MatrixFunction m && m.operator() == TensorRows.INVERSE) {
                Factor determinant = new Factor(MatrixFunction.of(TensorRows.DETERMINANT, m.operands()), List.of());
                if (term.factors.remove(determinant)) {
                    term.factors.set(term.factors.indexOf(inverse), new Factor(MatrixFunction.of(TensorRows.ADJUGATE, m.operands()), inverse.labels));
                    return true;
                }
            }
        }
        return false;
    }

    // adj(A)*A and A*adj(A) are det(A)*I.
    private static boolean joinDeterminant(Term term, List<Integer> out) {
        for (Factor adjugate : term.factors) {
            for (Factor matrix : term.factors) {
                if (adjugate.expression instanceof MatrixFunction m && m.operator() == TensorRows.ADJUGATE && m.operands().getFirst().equals(matrix.expression)) {
                    boolean before = adjugate.labels.getLast().equals(matrix.labels.getFirst());
                    boolean behind = adjugate.labels.getFirst().equals(matrix.labels.getLast());
                    int inner = before ? matrix.labels.getFirst() : matrix.labels.getLast();
                    if ((before || behind) && uses(term, out, inner) == 2) {
                        term.factors.removeAll(List.of(adjugate, matrix));
                        term.factors.add(new Factor(MatrixFunction.of(TensorRows.DETERMINANT, m.operands()), List.of()));
                        term.labels.remove(inner);
                        term.ties.add(before ? new int[] {adjugate.labels.getFirst(), matrix.labels.getLast()} : new int[] {matrix.labels.getFirst(), adjugate.labels.getLast()});
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
