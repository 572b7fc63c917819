package dev.fluxion.symbolic.language;

import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.util.ArrayList;
import java.util.List;

/** Derivatives of several functions by several scalars. */
public final class VectorCalculus {
    private VectorCalculus() {}

    /**
     * The matrix of partial derivatives of scalars by scalars: a row for each function, a column for each variable.
     *
     * @param functions at least one
     * @param variables at least one, scalars
     */
    public static Expression jacobian(List<Expression> functions, List<Symbol> variables) {
        List<Expression> entries = new ArrayList<>();
        functions.forEach(function -> entries.addAll(Differentiation.gradient(function, variables)));
        return ArrayOf.of(Shape.of(Size.of(functions.size()), Size.of(variables.size())), entries);
    }

    /** {@code ∂f_j/∂x_i - ∂f_i/∂x_j}. */
    static Expression rotation(List<Expression> f, List<Symbol> x, int i, int j) {
        return Shortened.of(Elementwise.difference(Differentiation.derivative(f.get(j), x.get(i)), Differentiation.derivative(f.get(i), x.get(j))));
    }

    /**
     * The sum of the entries whose positions along the first half of the axes are those along the second half: the trace of a Jacobian or a Hessian.
     *
     * @param jacobian of a shape S ++ S
     */
    static Expression trace(Expression jacobian) {
        if (jacobian instanceof Sum sum) {
            return Elementwise.sum(sum.terms().stream().map(VectorCalculus::trace).toList());
        }
        int half = jacobian.shape().rank() / 2;
        ProductBuilder builder = new ProductBuilder();
        int[] labels = new int[2 * half];
        for (int axis = 0; axis < half; axis++) {
            labels[axis] = builder.label(jacobian.shape().size(axis));
            labels[half + axis] = labels[axis];
        }
        return builder.factor(jacobian, labels).build();
    }

    /**
     * The second derivatives of a scalar by each pair of variables of any shapes: row i, column j is the derivative of the gradient by variable i by
     * variable j, whose axes are those of i before those of j.
     *
     * @throws dev.fluxion.grammar.FluxionException as {@link Differentiation#gradient}
     */
    public static List<List<Expression>> hessianBlocks(Expression function, List<Symbol> variables) {
        return Differentiation.gradient(function, variables).stream()
                .map(partial -> variables.stream().map(by -> Differentiation.derivative(partial, by)).toList()).toList();
    }
}
