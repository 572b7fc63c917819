package dev.fluxion.symbolic;

import dev.fluxion.grammar.Plural;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayList;
import java.util.List;

/** A function of the table applied entry by entry. Operands have the shape of the result, or rank 0 and serve every entry. */
public final class Apply extends Expression {
    private final boolean symmetric;
    private final Operator operator;
    private final List<Expression> operands;

    private Apply(Operator operator, List<Expression> operands) {
        super(Elementwise.commonShape(operands), operator.name().hashCode(), operands);
        this.operator = operator;
        this.operands = operands;
        this.symmetric = allSymmetric(operands);
    }

    /**
     * The canonical application: exchangeable operands are ordered.
     *
     * @param operator of kind {@link Operator.Kind#ELEMENTWISE}
     * @param operands as many as the operator has, of one shape, scalars aside
     * @throws IllegalArgumentException if the operator is of another kind, or the operands are more or fewer or of different shapes
     */
    public static Expression of(Operator operator, List<Expression> operands) {
        if (operator.kind() != Operator.Kind.ELEMENTWISE || operands.size() != operator.operands().size()) {
            throw new IllegalArgumentException(operator.name() + " applied entry by entry to " + Plural.of(operands.size(), "operand"));
        }
        if (!operator.symmetric()) {
            return new Apply(operator, List.copyOf(operands));
        }
        List<Expression> sorted = new ArrayList<>(operands);
        sorted.sort(Structure.ORDER);
        return new Apply(operator, List.copyOf(sorted));
    }

    /**
     * The canonical application.
     *
     * @throws IllegalArgumentException if the operator is of another kind, or the operands are more or fewer or of different shapes
     */
    public static Expression of(Operator operator, Expression... operands) {
        return of(operator, List.of(operands));
    }

    /** The row of the table. */
    public Operator operator() {
        return operator;
    }

    @Override
    public boolean isSymmetric() {
        return symmetric;
    }

    @Override
    public List<Expression> operands() {
        return operands;
    }

    /** The first operand: the only one of a function of one. */
    public Expression operand() {
        return operands.getFirst();
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(operator, changed);
    }

    @Override
    int compareHead(Expression other) {
        return operator.name().compareTo(((Apply) other).operator.name());
    }
}
