package dev.fluxion.symbolic.calculus;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Stepwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Formulas of the table's rows, read once and put to use on operands. */
final class RowFormulas {
    /** The value already computed. */
    static final String VALUE = "y";
    /** The cotangent of a pull-back. */
    static final String COTANGENT = "g";
    /** The size of a slice, and of a square matrix. */
    static final Size SLICE = Size.named("size");

    private static final Map<String, Expression> READ = new ConcurrentHashMap<>();
    private static final Map<Use, Template> TEMPLATES = new ConcurrentHashMap<>();

    private record Use(Operator operator, String text, int operands) {
        @Override
        public int hashCode() {
            return System.identityHashCode(operator) * 31 + text.hashCode() + operands;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Use use && operator == use.operator && operands == use.operands && text.equals(use.text);
        }
    }

    private RowFormulas() {}

    /** The partial derivative of an elementwise function by one operand, at the given operands and value. */
    static Expression derivative(Operator operator, int operand, List<Expression> operands, Expression value) {
        if (operator == Stepwise.ABSOLUTE) {
            return AbsoluteSlope.of(operands.getFirst());
        }
        String name = operator.operands().get(operand);
        String text = operator.derivative(name)
                .orElseThrow(() -> FluxionException.unsupported("the derivative of '" + operator.name() + "' by its operand " + name));
        return instantiate(operator, text, operands, value);
    }

    /** The text of what a reduction or a matrix function makes of the cotangent of its value. */
    static String pullBack(Operator operator) {
        return operator.derivative(operator.operands().getFirst())
                .orElseThrow(() -> FluxionException.unsupported("the derivative of '" + operator.name() + "'"));
    }

    /** A formula of an elementwise row at the given operands and value. */
    static Expression instantiate(Operator operator, String text, List<Expression> operands, Expression value) {
        List<Expression> values = new ArrayList<>(operands.size() + 1);
        values.addAll(operands);
        values.add(value);
        return template(operator, text, operands.size()).with(values);
    }

    // One template for each number of operands, as some rows take any number of them.
    private static Template template(Operator operator, String text, int operands) {
        return TEMPLATES.computeIfAbsent(new Use(operator, text, operands), use -> {
            List<Symbol> symbols = new ArrayList<>();
            operator.operands().stream().limit(operands).forEach(name -> symbols.add(Symbol.of(name)));
            symbols.add(Symbol.of(VALUE));
            return new Template(readScalar(operator, text), symbols);
        });
    }

    private static Expression readScalar(Operator operator, String text) {
        Names names = Names.lenient();
        operator.operands().forEach(operand -> names.declare(Symbol.of(operand)));
        return Formulas.parse(text, names.declare(Symbol.of(VALUE)));
    }

    /** A formula of a reduction's row for one slice: over vectors {@code x}, {@code y}, {@code g} of size {@link #SLICE}, or scalars. */
    static Expression slice(Operator operator, String text) {
        Shape vector = Shape.of(SLICE);
        Shape result = operator.keepsAxis() ? vector : Shape.SCALAR;
        return READ.computeIfAbsent("reduction " + operator.name() + "|" + text, key -> Formulas.parse(text,
                Names.lenient().size(SLICE.toString()).declare(tensor("x", vector)).declare(tensor(VALUE, result)).declare(tensor(COTANGENT, result))));
    }

    /** A formula of a matrix function's row: over square matrices of size {@link #SLICE}, or scalars. */
    static Expression matrix(Operator operator, String text) {
        Shape square = Shape.of(SLICE, SLICE);
        Shape result = cube(operator.valueRank());
        return READ.computeIfAbsent("matrix " + operator.name() + "|" + text, key -> Formulas.parse(text,
                Names.lenient().declare(tensor("x", square)).declare(tensor(VALUE, result)).declare(tensor(COTANGENT, result))));
    }

    /** The shape of a matrix function's value of some rank. */
    static Shape cube(int rank) {
        return new Shape(java.util.Collections.nCopies(rank, SLICE));
    }

    static Symbol tensor(String name, Shape shape) {
        return Symbol.of(name, shape, Symbol.Role.VARIABLE, Set.of());
    }
}
