package dev.fluxion.symbolic;

import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A product that is {@code kron(A, B)} of square matrices, whose inverse and determinant are those of the smaller ones.
 *
 * <p>Source: C. F. Van Loan, The Ubiquitous Kronecker Product (J. Comput. Appl. Math. 123, 2000), §1.
 */
record Kronecker(Expression outer, Expression inner) {
    /** An axis of the product in two digits. */
    private record Digits(int outer, int inner) {}

    /** The function of the product by those of its factors, if it is one. */
    static Optional<Expression> function(Operator operator, Product product) {
        return operator == TensorRows.INVERSE || operator == TensorRows.DETERMINANT || operator == TensorRows.LOG_DETERMINANT
                ? of(product).map(kronecker -> kronecker.function(operator)) : Optional.empty();
    }

    private Expression function(Operator operator) {
        Expression first = MatrixFunction.of(operator, List.of(outer));
        Expression second = MatrixFunction.of(operator, List.of(inner));
        Expression rowsOfOuter = Sizes.expression(outer.shape().size(0));
        Expression rowsOfInner = Sizes.expression(inner.shape().size(0));
        return operator == TensorRows.INVERSE ? Views.kronecker(first, second)
                : operator == TensorRows.DETERMINANT ? Product.of(Power.of(first, rowsOfInner), Power.of(second, rowsOfOuter))
                        : Sum.of(Product.of(rowsOfInner, first), Product.of(rowsOfOuter, second));
    }

    /** The factors of a Kronecker product of square matrices. */
    static Optional<Kronecker> of(Product product) {
        List<Integer> equations = IntStream.range(0, product.factors().size()).filter(i -> product.factors().get(i) instanceof Indicator).boxed().toList();
        if (product.shape().rank() != 2 || equations.size() != 2 || !product.deltas().isEmpty()) {
            return Optional.empty();
        }
        Optional<Digits> rows = digits(product, 0, equations);
        Optional<Digits> columns = digits(product, 1, equations);
        return rows.isPresent() && columns.isPresent() ? of(product, rows.get(), columns.get(), equations) : Optional.empty();
    }

    private static Optional<Digits> digits(Product product, int axis, List<Integer> equations) {
        List<Integer> own = equations.stream().filter(i -> product.labels(i).contains(axis)).toList();
        if (own.size() != 1 || product.labels(own.getFirst()).size() != 3) {
            return Optional.empty();
        }
        Indicator indicator = (Indicator) product.factors().get(own.getFirst());
        List<Indicator.Term> terms = indicator.terms(product.labels(own.getFirst()));
        Size sign = coefficient(terms, axis).negate();
        return IntStream.range(0, terms.size()).mapToObj(i -> new Digits(terms.get(i).label(), terms.stream().mapToInt(Indicator.Term::label)
                        .filter(label -> label != axis && label != terms.get(i).label()).findFirst().orElse(axis)))
                .filter(digits -> digits.outer != axis && digits.inner != axis && indicator.offset().equals(Size.ZERO))
                .filter(digits -> coefficient(terms, digits.inner).times(sign).isOne()
                        && coefficient(terms, digits.outer).times(sign).equals(product.size(digits.inner))
                        && product.size(digits.outer).times(product.size(digits.inner)).equals(product.size(axis))).findFirst();
    }

    private static Size coefficient(List<Indicator.Term> terms, int label) {
        return terms.stream().filter(term -> term.label() == label).findFirst().orElseThrow().coefficient();
    }

    private static Optional<Kronecker> of(Product product, Digits rows, Digits columns, List<Integer> equations) {
        Set<Integer> outer = reached(product, rows.outer, columns.outer, equations);
        Set<Integer> inner = reached(product, rows.inner, columns.inner, equations);
        boolean square = product.size(rows.outer).equals(product.size(columns.outer)) && product.size(rows.inner).equals(product.size(columns.inner));
        boolean apart = Collections.disjoint(outer, inner) && outer.size() + inner.size() + 2 == product.labelCount();
        return square && apart ? Optional.of(new Kronecker(Elementwise.product(Product.of(scalars(product)), part(product, outer, rows.outer, columns.outer, equations)),
                part(product, inner, rows.inner, columns.inner, equations))) : Optional.empty();
    }

    private static List<Expression> scalars(Product product) {
        List<Expression> scalars = new ArrayList<>(product.scalarFactors());
        scalars.add(Constant.of(product.coefficient()));
        return scalars;
    }

    // Labels that hang together with the two.
    private static Set<Integer> reached(Product product, int first, int second, List<Integer> equations) {
        Set<Integer> labels = new HashSet<>(List.of(first, second));
        for (boolean grows = true; grows;) {
            grows = false;
            for (int i = 0; i < product.factors().size(); i++) {
                if (!equations.contains(i) && !Collections.disjoint(product.labels(i), labels)) {
                    grows |= labels.addAll(product.labels(i));
                }
            }
        }
        return labels;
    }

    private static Expression part(Product product, Set<Integer> labels, int row, int column, List<Integer> equations) {
        ProductBuilder builder = new ProductBuilder();
        int[] own = IntStream.range(0, product.labelCount()).map(label -> labels.contains(label) ? builder.label(product.size(label)) : -1).toArray();
        IntStream.range(0, product.factors().size()).filter(i -> !equations.contains(i) && labels.containsAll(product.labels(i)) && !product.labels(i).isEmpty())
                .forEach(i -> builder.factor(product.factors().get(i), product.labels(i).stream().mapToInt(label -> own[label]).toArray()));
        return row == column ? builder.build(builder.distinct(own[row], own[row])) : builder.build(own[row], own[column]);
    }
}
