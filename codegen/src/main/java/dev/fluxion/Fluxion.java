package dev.fluxion;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Mode;
import dev.fluxion.codegen.RowKernel;
import dev.fluxion.codegen.ScalarKernel;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.AccurateForms;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From text to expressions, and from expressions to compiled kernels. Everything it gives is immutable and safe for any number of threads. */
public final class Fluxion {
    private Fluxion() {}

    /** The expression of a text of the language; names that are no functions are real scalars. A mistake is a diagnostic. */
    public static Expression parse(String text) {
        return Language.parse(Objects.requireNonNull(text, "the text to parse is null"));
    }

    /**
     * The compiled value and gradient of a scalar.
     *
     * @param variables the inputs of the kernel in order, which are also what the gradient is by; every variable of the formula is among them
     */
    public static ScalarKernel compile(Expression value, String... variables) {
        return compile(value, Mode.FAST, variables);
    }

    /** The same in a mode, which says what may happen to roundings. */
    public static ScalarKernel compile(Expression value, Mode mode, String... variables) {
        Objects.requireNonNull(value, "the formula to compile is null");
        List<Symbol> inputs = symbols(variables);
        return Kernels.compile(value, gradient(value, inputs, mode), inputs, mode);
    }

    /** The partial derivatives of a scalar, in the accurate mode in accurate forms. */
    public static List<Expression> gradient(Expression value, List<Symbol> inputs, Mode mode) {
        List<Expression> gradient = Differentiation.gradient(value, inputs);
        return mode == Mode.ACCURATE ? gradient.stream().map(AccurateForms::of).toList() : gradient;
    }

    /**
     * The compiled values of scalars for many rows: {@code rows(List.of(f, g), "x", "y").run(columns, results)}.
     *
     * @param values one formula per result; {@link Differentiation#gradient} and others give more
     * @param variables the columns in order
     */
    public static RowKernel rows(List<Expression> values, String... variables) {
        return rows(values, Mode.FAST, variables);
    }

    /** The same in a mode. */
    public static RowKernel rows(List<Expression> values, Mode mode, String... variables) {
        return Kernels.rows(values, symbols(variables), mode);
    }

    /**
     * The compiled Jacobian: {@code out[i*n + j]} is the derivative of formula {@code i} by variable {@code j} of {@code n}. What formulas and
     * derivatives have in common is computed once.
     */
    public static VectorFunction jacobian(List<Expression> values, String... variables) {
        return jacobian(values, Mode.FAST, variables);
    }

    /** The same in a mode. */
    public static VectorFunction jacobian(List<Expression> values, Mode mode, String... variables) {
        List<Symbol> inputs = symbols(variables);
        return Kernels.compile(values.stream().flatMap(value -> gradient(value, inputs, mode).stream()).toList(), inputs, mode);
    }

    /**
     * The compiled value, gradient and Hessian of a scalar in one: {@code out[0]}, then the {@code n} partial derivatives, then the {@code n*n} second
     * ones, row by row. Each pair of mixed ones is one formula, so that the matrix is symmetric to the bit.
     */
    public static VectorFunction hessian(Expression value, String... variables) {
        List<Symbol> inputs = symbols(variables);
        List<Expression> gradient = Differentiation.gradient(value, inputs);
        List<List<Expression>> second = gradient.stream().map(partial -> Differentiation.gradient(partial, inputs)).toList();
        List<Expression> outputs = new ArrayList<>(gradient);
        outputs.addFirst(value);
        for (int i = 0; i < inputs.size(); i++) {
            for (int j = 0; j < inputs.size(); j++) {
                outputs.add(second.get(Math.min(i, j)).get(Math.max(i, j)));
            }
        }
        return Kernels.compile(outputs, inputs);
    }

    /**
     * The compiled product of the Hessian of a scalar and a direction, without the Hessian: the gradient of the derivative along the direction. Its
     * inputs are the {@code n} variables followed by the {@code n} entries of the direction; it stores {@code n} numbers.
     */
    public static VectorFunction hessianVectorProduct(Expression value, String... variables) {
        List<Symbol> inputs = symbols(variables);
        // With a dot, which no name of a formula has.
        List<Symbol> direction = inputs.stream().map(input -> Symbol.of(input.name() + ".direction")).toList();
        List<Expression> gradient = Differentiation.gradient(value, inputs);
        Expression along = Sum.of(IntStream.range(0, inputs.size())
                .<Expression>mapToObj(i -> Product.of(List.of(gradient.get(i), direction.get(i)))).toList());
        List<Symbol> all = new ArrayList<>(inputs);
        all.addAll(direction);
        return Kernels.compile(Differentiation.gradient(along, inputs), all);
    }

    private static List<Symbol> symbols(String... names) {
        return Stream.of(names).map(name -> Symbol.of(Objects.requireNonNull(name, "the name of a variable is null"))).toList();
    }
}
