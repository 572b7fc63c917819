package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.number.Rational;

/**
 * Derivatives by variables with declared structure. Entries of a symmetric matrix do not vary by themselves: the derivative is the one among
 * symmetric matrices, {@code (G + G')/2}, and among diagonal ones the diagonal of G, so that it is the same for every way to write the function.
 *
 * <p>Source: S. Srinivasan, N. Panda, What is the Gradient of a Scalar Function of a Symmetric Matrix? (2019).
 */
final class Structured {
    private Structured() {}

    /** The derivative, whose last axes are those of the variable, within the matrices that the variable may be. */
    static Expression projected(Expression derivative, Symbol variable) {
        if (variable.shape().rank() != 2) {
            return derivative;
        }
        if (variable.is(Symbol.Property.DIAGONAL)) {
            ProductBuilder builder = new ProductBuilder();
            int[] labels = builder.labels(derivative.shape());
            return builder.factor(derivative, labels).delta(labels[labels.length - 2], labels[labels.length - 1]).build(labels);
        }
        if (variable.isSymmetric()) {
            ProductBuilder builder = new ProductBuilder();
            int[] labels = builder.labels(derivative.shape());
            int[] turned = labels.clone();
            turned[labels.length - 1] = labels[labels.length - 2];
            turned[labels.length - 2] = labels[labels.length - 1];
            Expression transposed = builder.factor(derivative, labels).build(turned);
            return transposed.equals(derivative) ? derivative
                    : Cotangents.settled(Cotangents.divided(Elementwise.sum(derivative, transposed), Constant.of(Rational.of(1, 2))));
        }
        return derivative;
    }
}
