package dev.fluxion.symbolic;

import dev.fluxion.symbolic.operator.Operator;
import java.util.List;

/** A function of linear algebra on square matrices that is no product: inverse, determinant, logarithm of its size, solution of a system. */
public final class MatrixFunction extends Expression {
    private final Operator operator;
    private final List<Expression> operands;

    private MatrixFunction(Operator operator, List<Expression> operands) {
        super(operator.givesScalar() ? Shape.SCALAR : operands.getLast().shape(), operator.name().hashCode(), operands);
        this.operator = operator;
        this.operands = operands;
    }

    /** The function of the given row; the first operand is a square matrix. */
    public static Expression of(Operator operator, List<Expression> operands) {
        Shape matrix = operands.getFirst().shape();
        if (matrix.rank() != 2 || !matrix.size(0).equals(matrix.size(1))) {
            throw new IllegalArgumentException(operator.name() + " of shape " + matrix);
        }
        return new MatrixFunction(operator, List.copyOf(operands));
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
