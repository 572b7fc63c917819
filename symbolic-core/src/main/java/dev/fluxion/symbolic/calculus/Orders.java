package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.polynomial.RepeatedDerivative;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One derivative after the other, each from the one before it. Once one of them was so long that it was written out, those by the same variable that
 * follow are written out too, where they need no rules for that. Not thread-safe.
 *
 * <p>Source: by definition: a derivative of higher order is the derivative of one of lower order.
 */
final class Orders {
    private Expression reached;
    private int order;
    private Optional<RepeatedDerivative> writtenOut = Optional.empty(); // in step with what was reached, or ahead of it
    private boolean ahead;
    private Optional<Symbol> by = Optional.empty();
    private boolean mayBeWrittenOut = true;

    Orders(Expression function) {
        reached = function;
    }

    /**
     * The derivative of what was reached.
     *
     * @param rules what they make of an expression, for this variable
     */
    Expression take(Symbol variable, UnaryOperator<Expression> rules) {
        pass(variable, rules);
        return reached();
    }

    /** The same for what is only on the way to a derivative of higher order. */
    void pass(Symbol variable, UnaryOperator<Expression> rules) {
        order++;
        if (writtenOut.isPresent() && by.filter(variable::equals).isPresent()) {
            mayBeWrittenOut = writtenOut.get().advance();
            ahead |= mayBeWrittenOut;
            if (mayBeWrittenOut) {
                return;
            }
        }
        Expression plain = rules.apply(reached());
        reached = plain.isScalar() ? ShorterForm.of(plain, order) : plain;
        by = Optional.of(variable);
        boolean expanded = order > 1 && reached != plain && !Elementwise.isZero(reached) && mayBeWrittenOut;
        writtenOut = expanded ? RepeatedDerivative.of(reached, part -> Differentiation.derivative(part, variable), Budget.current()) : Optional.empty();
    }

    Expression reached() {
        if (ahead) {
            reached = writtenOut.orElseThrow().expression();
            ahead = false;
        }
        return reached;
    }
}
