package dev.fluxion.symbolic;

import dev.fluxion.symbolic.ProductBuilder.Factor;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.List;

/** An adjugate divided by the determinant of the same matrix is the inverse, wherever that quotient is defined. */
final class Determinants {
    private Determinants() {}

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
