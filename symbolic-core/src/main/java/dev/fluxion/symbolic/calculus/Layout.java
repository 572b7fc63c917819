package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.ProductBuilder;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Conventions for the order of the axes of a derivative. The engine differentiates in {@link #NUMERATOR} layout; the others are views of it. The
 * derivative of a scalar has the shape of the variable in the first two.
 *
 * <p>Source: J. R. Magnus, H. Neudecker, Matrix Differential Calculus (3rd ed., 2019), ch. 9.
 */
public enum Layout {
    /** The axes of the function, then those of each variable: the derivative of m functions by n variables is m by n, the usual Jacobian. */
    NUMERATOR,
    /** The axes of each variable, then those of the function: n by m, the transposed Jacobian. */
    DENOMINATOR,
    /** One axis for the function and one for each variable, whose entries are in column-major order: {@code ∂vec F/∂vec(X)'} (Magnus and Neudecker). */
    VEC;

    /** The layout of a word. */
    public static Optional<Layout> named(String word) {
        return Arrays.stream(values()).filter(layout -> layout.word().equals(word)).findFirst();
    }

    /** How it is named in text. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The derivative of a function of the given shape by the variables, as {@link Differentiation} gives it, in this layout. */
    public Expression of(Expression derivative, Shape function, List<Symbol> variables) {
        return switch (this) {
            case NUMERATOR -> derivative;
            case DENOMINATOR -> turned(derivative, function.rank());
            case VEC -> Views.vectors(derivative, parts(function, variables).stream().map(Shape::rank).filter(rank -> rank > 0).toList());
        };
    }

    /** What the axes of a derivative mean, such as {@code numerator layout: [n] of the function, [n, d] of X}. */
    public String description(Shape function, List<Symbol> variables) {
        List<String> axes = new ArrayList<>();
        variables.forEach(variable -> axes.add(text(variable.shape()) + " of " + variable.name()));
        axes.add(this == DENOMINATOR ? axes.size() : 0, text(function) + " of the function");
        return word() + " layout: " + axes.stream().filter(part -> !part.startsWith("[] ")).collect(Collectors.joining(", "));
    }

    private String text(Shape shape) {
        List<Size> sizes = this == VEC && !shape.isScalar() ? List.of(shape.entries()) : shape.sizes();
        return sizes.stream().map(Size::toString).collect(Collectors.joining(", ", "[", "]"));
    }

    private static List<Shape> parts(Shape function, List<Symbol> variables) {
        List<Shape> parts = new ArrayList<>(List.of(function));
        variables.forEach(variable -> parts.add(variable.shape()));
        return parts;
    }

    private static Expression turned(Expression derivative, int front) {
        ProductBuilder builder = new ProductBuilder();
        int[] labels = builder.labels(derivative.shape());
        return builder.factor(derivative, labels).build(IntStream.concat(Arrays.stream(labels, front, labels.length), Arrays.stream(labels, 0, front)).toArray());
    }
}
