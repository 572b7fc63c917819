package dev.fluxion.symbolic;

import dev.fluxion.grammar.Plural;
import java.util.List;

/** A function that is only named, {@code f(x, y)}, or a partial derivative of it: one order per operand. */
public final class Call extends Expression {
    private final String name;
    private final List<Expression> operands;
    private final List<Integer> orders;

    private Call(String name, List<Expression> operands, List<Integer> orders) {
        super(Shape.SCALAR, name.hashCode() * 31 + orders.hashCode(), operands);
        this.name = name;
        this.operands = operands;
        this.orders = orders;
    }

    /** The function itself, a scalar. */
    public static Expression of(String name, List<Expression> operands) {
        return of(name, operands, operands.stream().map(operand -> 0).toList());
    }

    /**
     * A partial derivative.
     *
     * @param orders one number per operand, none negative
     * @throws IllegalArgumentException if there are more or fewer, or one is negative
     */
    public static Expression of(String name, List<Expression> operands, List<Integer> orders) {
        if (orders.size() != operands.size() || orders.stream().anyMatch(order -> order < 0)) {
            throw new IllegalArgumentException("derivatives of orders " + orders + " by " + Plural.of(operands.size(), "operand"));
        }
        return new Call(name, List.copyOf(operands), List.copyOf(orders));
    }

    /** The function's name. */
    public String name() {
        return name;
    }

    /** How often it is differentiated by each operand. */
    public List<Integer> orders() {
        return orders;
    }

    @Override
    public List<Expression> operands() {
        return operands;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return of(name, changed, orders);
    }

    @Override
    int compareHead(Expression other) {
        Call call = (Call) other;
        int byName = name.compareTo(call.name);
        return byName != 0 ? byName : orders.toString().compareTo(call.orders.toString());
    }
}
