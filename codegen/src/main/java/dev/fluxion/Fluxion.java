package dev.fluxion;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.RowKernel;
import dev.fluxion.codegen.ScalarKernel;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.language.Language;
import java.util.List;
import java.util.stream.Stream;

/** From text to expressions, and from expressions to compiled kernels. Everything it gives is immutable and safe for any number of threads. */
public final class Fluxion {
    private Fluxion() {}

    /** The expression of a text of the language; names that are no functions are real scalars. A mistake is a diagnostic. */
    public static Expression parse(String text) {
        return Language.parse(text);
    }

    /**
     * The compiled value and gradient of a scalar.
     *
     * @param variables the inputs of the kernel in order, which are also what the gradient is by; every variable of the formula is among them
     */
    public static ScalarKernel compile(Expression value, String... variables) {
        List<Symbol> inputs = Stream.of(variables).map(Symbol::of).toList();
        return Kernels.compile(value, Differentiation.gradient(value, inputs), inputs);
    }

    /**
     * The compiled values of scalars for many rows: {@code rows(List.of(f, g), "x", "y").run(columns, results)}.
     *
     * @param values one formula per result; {@link Differentiation#gradient} and others give more
     * @param variables the columns in order
     */
    public static RowKernel rows(List<Expression> values, String... variables) {
        return Kernels.rows(values, Stream.of(variables).map(Symbol::of).toList());
    }
}
