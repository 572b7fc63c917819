package dev.fluxion.symbolic;

import dev.fluxion.grammar.Plural;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.TensorRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A function of linear algebra of a square matrix that is no product: inverse, determinant, logarithm of its size, solution of a system. */
public final class MatrixFunction extends Expression {
    private final Operator operator;
    private final List<Expression> operands;
    private final boolean symmetric;

    private MatrixFunction(Operator operator, List<Expression> operands) {
        super(shape(operator, operands), operator.name().hashCode(), operands);
        this.operator = operator;
        this.operands = operands;
        this.symmetric = operands.size() == 1 && operator.valueRank() == 2 && operands.getFirst().isSymmetric();
    }

    private static Shape shape(Operator operator, List<Expression> operands) {
        if (operator == TensorRows.SOLVE) {
            return operands.getLast().shape();
        }
        return new Shape(Collections.nCopies(operator.valueRank(), operands.getFirst().shape().size(0)));
    }

    /**
     * The function of the given row, in canonical form.
     *
     * @param operator of kind {@link Operator.Kind#MATRIX}
     * @param operands as many as the operator has, the first a square matrix
     * @throws IllegalArgumentException if the operator is of another kind, the operands are more or fewer, or the first is no square matrix
     * @throws dev.fluxion.grammar.FluxionException {@code DOMAIN} if the inverse of a singular matrix of exact numbers is asked for
     */
    public static Expression of(Operator operator, List<Expression> operands) {
        if (operator.kind() != Operator.Kind.MATRIX || operands.isEmpty()) {
            throw new IllegalArgumentException(operator.name() + " as a function of " + Plural.of(operands.size(), "matrix", "matrices"));
        }
        Shape matrix = operands.getFirst().shape();
        if (matrix.rank() != 2 || !matrix.size(0).equals(matrix.size(1))) {
            throw new IllegalArgumentException(operator.name() + " of shape " + matrix);
        }
        if (operands.size() != operator.operands().size()) {
            throw new IllegalArgumentException(operator.name() + " of " + operands.size() + " operands");
        }
        if (operator == TensorRows.SOLVE) {
            return new MatrixFunction(operator, List.copyOf(operands));
        }
        if (operator == TensorRows.INVERSE) {
            ExactMatrix.requireRegular(operands.getFirst());
        }
        return switch (operands.getFirst()) {
            case MatrixFunction inner when inner.operator == TensorRows.INVERSE -> ofInverse(operator, inner);
            case Product product -> Kronecker.function(operator, product)
                    .orElseGet(() -> operator == TensorRows.INVERSE ? inverse(product) : Determinants.of(operator, product)
                            .orElseGet(() -> new MatrixFunction(operator, List.copyOf(operands))));
            default -> new MatrixFunction(operator, List.copyOf(operands));
        };
    }

    private static Expression ofInverse(Operator operator, MatrixFunction inverse) {
        Expression matrix = inverse.operands.getFirst();
        if (operator == TensorRows.INVERSE) {
            return matrix;
        }
        if (operator == TensorRows.DETERMINANT) {
            return Power.of(of(operator, List.of(matrix)), Constant.MINUS_ONE);
        }
        return operator == TensorRows.LOG_DETERMINANT ? Elementwise.negate(of(operator, List.of(matrix))) : new MatrixFunction(operator, List.of(inverse));
    }

    // Scalars come out, the inverse of a diagonal is that of its entries, and a transpose waits until after the inverse.
    private static Expression inverse(Product product) {
        if (product.coefficient().isZero()) {
            return new MatrixFunction(TensorRows.INVERSE, List.of(product));
        }
        ProductBuilder builder = new ProductBuilder();
        int[] axes = product.addTo(builder);
        if (!product.deltas().isEmpty()) {
            Expression diagonal = builder.build(axes[0]);
            ProductBuilder inverse = new ProductBuilder();
            int[] labels = inverse.labels(product.shape());
            return inverse.factor(Power.of(diagonal, Constant.MINUS_ONE), labels[0]).delta(labels[0], labels[1]).build(labels);
        }
        List<Expression> scalars = new ArrayList<>(product.scalarFactors());
        scalars.add(Constant.of(product.coefficient()));
        Expression scalar = Product.of(scalars);
        boolean tensors = product.scalarFactors().size() < product.factors().size();
        if (!(scalar instanceof Constant c && c.isOne()) && tensors) {
            Expression rest = Elementwise.product(product.tensorFactors(), Constant.ONE);
            return Elementwise.product(Power.of(scalar, Constant.MINUS_ONE), of(TensorRows.INVERSE, List.of(rest)));
        }
        Expression transposed = builder.build(axes[1], axes[0]);
        boolean turned = product.factors().size() == 1 && transposed.equals(product.factors().getFirst());
        return turned ? transposed(new MatrixFunction(TensorRows.INVERSE, List.of(transposed))) : new MatrixFunction(TensorRows.INVERSE, List.of(product));
    }

    private static Expression transposed(Expression matrix) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(matrix.shape());
        return builder.factor(matrix, labels).build(labels[1], labels[0]);
    }

    @Override
    public boolean isSymmetric() {
        return symmetric;
    }

    /** The row of the table. */
    public Operator operator() {
        return operator;
    }

    @Override
    public List<Expression> operands() {
        return operands;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(operator, changed);
    }

    @Override
    int compareHead(Expression other) {
        return operator.name().compareTo(((MatrixFunction) other).operator.name());
    }
}
