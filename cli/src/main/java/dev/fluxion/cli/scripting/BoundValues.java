package dev.fluxion.cli.scripting;

import dev.fluxion.cli.script.JavaValues;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.evaluate.Evaluator;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

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
            Budget.current().check();
            return expression; // a size without a value
        }
    }

    private static double[][] rows(Value value) {
        int columns = value.sizes()[1];
        double[][] rows = new double[value.sizes()[0]][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(value.entries(), i * columns, (i + 1) * columns));
        return rows;
    }

    /** What a number, vector, matrix or expression is in a script, by its name for a message; empty for other objects. */
    static Optional<Expression> expression(Object value, String name) {
        return switch (value) {
            case Number number -> Optional.of(JavaValues.expression(number));
            case double[] vector -> Optional.of(JavaValues.expression(vector));
            case double[][] matrix -> Optional.of(JavaValues.expression(matrix, name));
            case Expression expression -> Optional.of(expression);
            case null, default -> Optional.empty();
        };
    }

    /**
     * The value of an expression as what a method returns.
     *
     * @throws FluxionException {@code unsupported} if it is none of that type
     */
    static Object as(Class<?> type, Expression expression) {
        Object value = of(expression);
        if (type == void.class || type.isInstance(value)) {
            return type == void.class ? null : value;
        }
        if (type == String.class) {
            return expression.toString();
        }
        return (value instanceof Double number ? number(type, number) : Optional.empty())
                .orElseThrow(() -> FluxionException.unsupported("the value " + expression + " as a " + type.getSimpleName()));
    }

    private static Optional<Object> number(Class<?> type, double value) {
        boolean whole = value == Math.rint(value);
        return Optional.ofNullable(switch (type.getSimpleName()) {
            case "double", "Double" -> value;
            case "float", "Float" -> (float) value;
            case "int", "Integer" -> whole && (int) value == value ? (Object) (int) value : null;
            case "long", "Long" -> whole && Math.abs(value) <= 1L << 53 ? (Object) (long) value : null;
            default -> null;
        });
    }
}
