package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import dev.fluxion.symbolic.operator.Elementary;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
