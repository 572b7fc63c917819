package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Determinants of transposes and multiples; an adjugate divided by the determinant of the same matrix is the inverse, wherever that quotient is defined. */
final class Determinants {
    private Determinants() {}

    /** The determinant of a transpose, or of a multiple, or the logarithm of its size, by that of the matrix itself. */
    static Optional<Expression> of(Operator operator, Product product) {
        boolean logarithm = operator == TensorRows.LOG_DETERMINANT;
        if (operator != TensorRows.DETERMINANT && !logarithm || product.coefficient().isZero()) {
            return Optional.empty();
        }
        if (product.isTurned()) {
            return Optional.of(MatrixFunction.of(operator, product.factors()));
        }
        Optional<MatrixPower> power = matrixPower(product).filter(found -> found.exponent > 1 && found.matrix.shape().size(0).equals(found.matrix.shape().size(1)));
        if (power.isPresent()) {
            Expression one = MatrixFunction.of(operator, List.of(power.get().matrix));
            int exponent = power.get().exponent;
            return Optional.of(logarithm ? Elementwise.product(Constant.of(exponent), one) : Power.of(one, exponent));
        }
        List<Expression> scalars = new ArrayList<>(product.scalarFactors());
        scalars.add(Constant.of(product.coefficient()));
        Expression scalar = Product.of(scalars);
        if (scalar.equals(Constant.ONE) || product.scalarFactors().size() == product.factors().size() && product.deltas().isEmpty()) {
            return Optional.empty();
        }
        Expression rows = Sizes.expression(product.shape().size(0));
        Expression rest = MatrixFunction.of(operator, List.of(Elementwise.product(product.tensorFactors(), Constant.ONE)));
        return Optional.of(logarithm ? Sum.of(Product.of(rows, Apply.of(Elementary.LOGARITHM, Apply.of(Stepwise.ABSOLUTE, scalar))), rest)
                : Product.of(Power.of(scalar, rows), rest));
    }

    /** A matrix times itself so many times, turned or not. */
    private record MatrixPower(Expression matrix, int exponent, boolean turned) {}

    // Powers of one matrix, the end of each at the beginning of the next.
    private static Optional<MatrixPower> matrixPower(Expression expression) {
        if (!(expression instanceof Product product) || product.isElementwise()) {
            return expression.shape().rank() == 2 ? Optional.of(new MatrixPower(expression, 1, false)) : Optional.empty();
        }
        if (!product.coefficient().isOne() || !product.deltas().isEmpty() || product.shape().rank() != 2 || product.labelCount() != product.factors().size() + 1) {
            return Optional.empty();
        }
        List<Integer> left = new ArrayList<>(IntStream.range(0, product.factors().size()).boxed().toList());
        MatrixPower power = null;
        for (int at = 0; at != 1;) {
            int here = at;
            List<Integer> next = left.stream().filter(i -> product.labels(i).size() == 2 && product.labels(i).contains(here)).toList();
            Optional<MatrixPower> factor = next.size() == 1 ? matrixPower(product.factors().get(next.getFirst())) : Optional.empty();
            if (factor.isEmpty()) {
                return Optional.empty();
            }
            List<Integer> labels = product.labels(next.getFirst());
            boolean turned = factor.get().turned != (labels.getFirst() != here);
            if (power != null && (!power.matrix.equals(factor.get().matrix) || power.turned != turned)) {
                return Optional.empty();
            }
            power = new MatrixPower(factor.get().matrix, factor.get().exponent + (power == null ? 0 : power.exponent), turned);
            left.remove(next.getFirst());
            at = labels.getFirst() == here ? labels.getLast() : labels.getFirst();
        }
        return left.isEmpty() ? Optional.of(power) : Optional.empty();
    }

    /** Rewrites factors in place; whether there was something to rewrite. */
    static boolean meet(List<Factor> factors) {
        boolean met = false;
        for (int i = 0; i < factors.size(); i++) {
            if (factors.get(i).expression() instanceof MatrixFunction adjugate && adjugate.operator() == TensorRows.ADJUGATE) {
                met |= meet(factors, i, adjugate);
            }
        }
        return met;
    }

    private static boolean meet(List<Factor> factors, int at, MatrixFunction adjugate) {
        for (int i = 0; i < factors.size(); i++) {
            if (factors.get(i).expression() instanceof Power p && p.exponent() instanceof Constant c && c.value().signum() < 0
                    && p.base() instanceof MatrixFunction d && d.operator() == TensorRows.DETERMINANT && d.operands().equals(adjugate.operands())) {
                factors.set(at, new Factor(MatrixFunction.of(TensorRows.INVERSE, adjugate.operands()), factors.get(at).labels()));
                factors.remove(i);
                Expression rest = Power.of(d, Constant.of(c.value().plus(dev.fluxion.symbolic.number.Rational.ONE)));
                if (!rest.equals(Constant.ONE)) {
                    factors.add(new Factor(rest, List.of()));
                }
                return true;
            }
        }
        return false;
    }
}
