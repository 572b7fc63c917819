package dev.fluxion.cli.scripting;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.Map;

/** Values of a script as objects of Java. */
final class BoundValues {
    private BoundValues() {}

    /** A {@link Double}, {@code double[]} or {@code double[][]} for numbers, vectors and matrices without variables; else the expression itself. */
    static Object of(Expression expression) {
        if (expression instanceof Constant c) {
            return c.value().doubleValue();
        }
        int rank = expression.shape().rank();
        if (rank > 2 || !Substitution.variables(expression).isEmpty() || !expression.shape().sizes().stream().allMatch(Size::isLiteral)) {
            return expression;
        }
        try {
            Value value = Evaluator.evaluate(expression, Map.of());
            return switch (rank) {
                case 0 -> value.scalar();
                case 1 -> value.entries();
                default -> rows(value);
            };
        } catch (FluxionException e) {
            return expression; // a size without a value
        }
    }

    private static double[][] rows(Value value) {
        int columns = value.sizes()[1];
        double[][] rows = new double[value.sizes()[0]][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(value.entries(), i * columns, (i + 1) * columns));
        return rows;
    }
}
