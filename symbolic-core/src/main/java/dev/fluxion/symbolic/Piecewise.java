package dev.fluxion.symbolic;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The value of the first case whose condition holds, else {@code otherwise}. On tensors it is chosen entry by entry. */
public final class Piecewise extends Expression {
    /** One case. */
    public record Case(Condition condition, Expression value) {}

    private final List<Case> cases;
    private final Expression otherwise;
    private final List<Expression> operands;

    private Piecewise(List<Case> cases, Expression otherwise, List<Expression> operands) {
        super(Elementwise.commonShape(operands), headHash(cases), operands);
        this.cases = cases;
        this.otherwise = otherwise;
        this.operands = operands;
    }

    /**
     * A choice; cases decided as false are dropped, and nothing follows a case decided as true.
     *
     * @throws IllegalArgumentException if values or conditions are tensors of different shapes
     */
    public static Expression of(List<Case> cases, Expression otherwise) {
        List<Case> open = new ArrayList<>();
        Expression rest = otherwise;
        for (Case each : cases) {
            if (each.condition.equals(Condition.TRUE)) {
                rest = each.value;
                break;
            }
            if (!each.condition.equals(Condition.FALSE)) {
                open.add(each);
            }
        }
        while (!open.isEmpty() && open.getLast().value.equals(rest)) {
            open.removeLast();
        }
        return open.isEmpty() ? rest : new Piecewise(List.copyOf(open), rest, flatten(open, rest));
    }

    private static List<Expression> flatten(List<Case> cases, Expression otherwise) {
        List<Expression> all = new ArrayList<>();
        for (Case each : cases) {
            all.addAll(each.condition.operands());
            all.add(each.value);
        }
        all.add(otherwise);
        return List.copyOf(all);
    }

    private static int headHash(List<Case> cases) {
        return form(cases).hashCode();
    }

    // The conditions with their operands left out: enough to tell heads apart, as operands are compared in order.
    private static String form(List<Case> cases) {
        StringBuilder text = new StringBuilder();
        cases.forEach(each -> form(each.condition, text));
        return text.toString();
    }

    private static void form(Condition condition, StringBuilder text) {
        switch (condition) {
            case Condition.Comparison c -> text.append(c.relation().text()).append(';');
            case Condition.All all -> {
                text.append("all(");
                all.parts().forEach(part -> form(part, text));
                text.append(')');
            }
            case Condition.Any any -> {
                text.append("any(");
                any.parts().forEach(part -> form(part, text));
                text.append(')');
            }
            case Condition.Not not -> {
                text.append("not(");
                form(not.part(), text);
                text.append(')');
            }
            case Condition.Truth truth -> text.append(truth.value());
        }
    }

    /** The cases, in order. */
    public List<Case> cases() {
        return cases;
    }

    /** The value where no case holds. */
    public Expression otherwise() {
        return otherwise;
    }

    @Override
    public List<Expression> operands() {
        return operands;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        Iterator<Expression> next = changed.iterator();
        List<Case> replaced = new ArrayList<>();
        for (Case each : cases) {
            Condition condition = each.condition.map(old -> next.next());
            replaced.add(new Case(condition, next.next()));
        }
        return of(replaced, next.next());
    }

    /**
     * Whether an expression is 0 because of cases that are not taken, as far as its form shows. A {@link ProductBuilder} moves what stands beside it and
     * may be infinite into those cases; {@link Product#of} does not.
     */
    public static boolean masks(Expression expression) {
        return Masks.areIn(expression);
    }

    /** Whether some value is zero. */
    boolean hasZeroCase() {
        return Elementwise.isZero(otherwise) || cases.stream().anyMatch(each -> Elementwise.isZero(each.value));
    }

    /** The same choice with other values; conditions stay. */
    public Expression withValues(java.util.function.UnaryOperator<Expression> change) {
        return of(cases.stream().map(each -> new Case(each.condition, change.apply(each.value))).toList(), change.apply(otherwise));
    }

    @Override
    int compareHead(Expression other) {
        return form(cases).compareTo(form(((Piecewise) other).cases));
    }
}
