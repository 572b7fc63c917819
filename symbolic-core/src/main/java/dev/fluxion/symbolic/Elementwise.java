package dev.fluxion.symbolic;

import dev.fluxion.symbolic.number.Rational;
import java.util.ArrayList;
import java.util.List;

/** Entry-by-entry combinations of expressions of one shape, where scalars serve every entry. */
public final class Elementwise {
    private Elementwise() {}

    /**
     * The shape of those that are no scalars, which must agree; {@link Shape#SCALAR} if all are.
     *
     * @throws IllegalArgumentException if they do not
     */
    public static Shape commonShape(List<Expression> operands) {
        Shape shape = Shape.SCALAR;
        for (Expression operand : operands) {
            if (operand.isScalar() || operand.shape().equals(shape)) {
                continue;
            }
            if (!shape.isScalar()) {
                throw new IllegalArgumentException("shapes " + shape + " and " + operand.shape());
            }
            shape = operand.shape();
        }
        return shape;
    }

    /**
     * The tensor of a shape with this scalar in every entry.
     *
     * @throws IllegalArgumentException if it is no scalar
     */
    public static Expression fill(Expression scalar, Shape shape) {
        if (shape.isScalar()) {
            return scalar;
        }
        ProductBuilder builder = new ProductBuilder();
        return builder.factor(scalar).build(builder.labels(shape));
    }

    /**
     * The expression itself, or filled out to the shape if it is a scalar.
     *
     * @throws IllegalArgumentException if it is neither a scalar nor of the shape
     */
    public static Expression lift(Expression operand, Shape shape) {
        if (!operand.isScalar() && !operand.shape().equals(shape)) {
            throw new IllegalArgumentException("shapes " + shape + " and " + operand.shape());
        }
        return operand.isScalar() ? fill(operand, shape) : operand;
    }

    /**
     * Sum of the operands.
     *
     * @throws IllegalArgumentException if two tensors among them have different shapes
     */
    public static Expression sum(List<Expression> operands) {
        Shape shape = commonShape(operands);
        return Sum.of(shape, operands.stream().map(operand -> lift(operand, shape)).toList());
    }

    /**
     * Sum.
     *
     * @throws IllegalArgumentException if two tensors among them have different shapes
     */
    public static Expression sum(Expression... operands) {
        return sum(List.of(operands));
    }

    /**
     * Product entry by entry.
     *
     * @throws IllegalArgumentException if two tensors among them have different shapes
     */
    public static Expression product(List<Expression> factors) {
        Shape shape = commonShape(factors);
        if (shape.isScalar()) {
            return Product.of(factors);
        }
        ProductBuilder builder = new ProductBuilder();
        int[] out = builder.labels(shape);
        factors.forEach(factor -> builder.factor(factor, factor.isScalar() ? new int[0] : out));
        return builder.build(out);
    }

    /**
     * Product entry by entry.
     *
     * @throws IllegalArgumentException if two tensors among them have different shapes
     */
    public static Expression product(Expression... factors) {
        return product(List.of(factors));
    }

    /** The operand times −1. */
    public static Expression negate(Expression operand) {
        return product(Constant.MINUS_ONE, operand);
    }

    /**
     * {@code left - right}.
     *
     * @throws IllegalArgumentException if they are tensors of different shapes
     */
    public static Expression difference(Expression left, Expression right) {
        return sum(List.of(left, negate(right)));
    }

    /**
     * {@code left ./ right}.
     *
     * @throws IllegalArgumentException if they are tensors of different shapes
     * @throws dev.fluxion.grammar.FluxionException {@code DOMAIN} if the right side is exactly zero
     */
    public static Expression quotient(Expression left, Expression right) {
        return product(List.of(left, Power.of(right, Constant.MINUS_ONE)));
    }

    /**
     * A node's kind over other operands whose shapes may differ from the old ones: scalars may have become tensors.
     *
     * @param operands as many as the node has
     * @throws IllegalArgumentException if their shapes do not fit together
     */
    public static Expression rebuild(Expression node, List<Expression> operands) {
        return switch (node) {
            case Sum s -> sum(operands);
            case Product p when p.isElementwise() -> {
                List<Expression> factors = new ArrayList<>(operands);
                factors.add(Constant.of(p.coefficient()));
                Expression made = product(factors);
                yield made.isScalar() ? fill(made, p.shape()) : made; // scalars alone do not have its shape
            }
            case Constant c -> c;
            case Symbol s -> s;
            case Power p -> Power.of(operands.getFirst(), operands.getLast());
            default -> node.withOperands(operands);
        };
    }

    /** Zeros of a shape. */
    public static Expression zero(Shape shape) {
        return shape.isScalar() ? Constant.ZERO : Product.zero(shape);
    }

    /** Whether every entry is the exact zero. */
    public static boolean isZero(Expression expression) {
        return expression instanceof Constant c && c.isZero()
                || expression instanceof Product p && p.coefficient().equals(Rational.ZERO);
    }
}
