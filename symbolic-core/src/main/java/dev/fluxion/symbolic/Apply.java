package dev.fluxion.symbolic;

import dev.fluxion.grammar.Plural;
import dev.fluxion.symbolic.operator.Operator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A function of the table applied entry by entry. Operands have the shape of the result, or rank 0 and serve every entry. */
public final class Apply extends Expression {
    private static final int MOST_LEAVES = 64;

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
     * The canonical application: exchangeable operands are ordered, those of a function of any number of operands through all its nested applications.
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
        return operator.variadic() ? nested(operator, operands) : sorted(operator, operands);
    }

    private static Apply sorted(Operator operator, List<Expression> operands) {
        List<Expression> sorted = new ArrayList<>(operands);
        sorted.sort(Structure.ORDER);
        return new Apply(operator, List.copyOf(sorted));
    }

    // max(x, max(y, z)) and max(max(x, y), z) are one expression, as sums are; beyond a number of operands they are left as they come
    private static Expression nested(Operator operator, List<Expression> operands) {
        List<Expression> leaves = leaves(operator, operands);
        if (leaves.size() == operands.size() || leaves.size() > MOST_LEAVES) {
            return sorted(operator, operands);
        }
        leaves.sort(Structure.ORDER);
        Expression nest = leaves.getFirst();
        for (Expression leaf : leaves.subList(1, leaves.size())) {
            nest = sorted(operator, List.of(nest, leaf));
        }
        return nest;
    }

    /**
     * The operands in order, through nested applications where the function takes any number of operands and they are few: those of
     * {@code max(x, max(y, z))} are three.
     */
    public List<Expression> flatOperands() {
        if (!operator.variadic()) {
            return operands;
        }
        List<Expression> leaves = leaves(operator, operands);
        return leaves.size() > MOST_LEAVES ? operands : leaves.stream().sorted(Structure.ORDER).toList();
    }

    // One more than are wanted, where there are more.
    private static List<Expression> leaves(Operator operator, List<Expression> operands) {
        List<Expression> leaves = new ArrayList<>();
        Deque<Expression> open = new ArrayDeque<>(operands);
        while (!open.isEmpty() && leaves.size() <= MOST_LEAVES) {
            Expression next = open.pop();
            if (operator.variadic() && next instanceof Apply inner && inner.operator == operator) {
                inner.operands.reversed().forEach(open::push);
            } else {
                leaves.add(next);
            }
        }
        return leaves;
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
