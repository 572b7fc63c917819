package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Declared;
import java.util.Locale;

/**
 * Holds whole tensors against what the declarations of their symbols say, and keeps parameters so.
 *
 * <p>Source: by definition of the properties.
 */
final class DeclaredData {
    private DeclaredData() {}

    /** Refuses a tensor that is not what the declaration says. */
    static void check(Symbol symbol, Tensor value) {
        if (value.shape().rank() == symbol.shape().rank()) { // else the shape is what is wrong
            Declared.check(symbol, value.shape().sizes(), value::number, value instanceof FloatTensor ? Declared.SINGLE : Declared.DOUBLE);
        }
    }

    /**
     * Refuses a tensor that holds NaN or an infinity.
     *
     * @param consequence what came of it
     */
    static void checkFinite(Symbol symbol, Tensor value, String consequence) {
        for (int i = 0; i < value.shape().elements(); i++) {
            double entry = value.number(i);
            if (!Double.isFinite(entry)) {
                throw problem(Diagnostic.Code.DOMAIN, "'" + symbol.name() + "' holds " + entry + " in " + place(value.shape(), i) + ": " + consequence,
                        "correct the data, or leave such rows out" + (Double.isNaN(entry) || !(value instanceof FloatTensor) ? ""
                                : "; in single precision, as data are here, numbers beyond 3.402823e38 are infinite"));
            }
        }
    }

    private static String place(TensorShape shape, int position) {
        int width = shape.elements() / shape.size(0);
        String row = "row " + (position / width + 1);
        return switch (shape.rank()) {
            case 1 -> row;
            case 2 -> row + ", column " + (position % width + 1);
            default -> row + ", at number " + (position % width + 1) + " of its " + width;
        };
    }

    /** Refuses data that would not be what their declaration says in another order of rows. */
    static void checkRows(Symbol data) {
        if (data.shape().rank() == 2 && data.isSymmetric()) {
            throw problem(Diagnostic.Code.UNSUPPORTED, "'" + data.name() + "' is declared " + declared(data) + ", but a training takes rows of data in random order",
                    "leave " + declared(data) + " out of the declaration, or write the matrix into the loss");
        }
    }

    /** Refuses a parameter that no step of training leaves what its declaration says. */
    static void checkTrained(Symbol parameter) {
        for (Symbol.Property property : parameter.properties()) {
            switch (property) {
                case SYMMETRIC, DIAGONAL, POSITIVE_DEFINITE -> { }
                case STOCHASTIC, ONEHOT -> throw problem(Diagnostic.Code.UNSUPPORTED, "'" + parameter.name() + "' is declared " + word(property)
                        + ", which a step of training does not keep", "train a parameter without a declaration, and write softmax of it in its place");
            }
        }
    }

    private static FluxionException problem(Diagnostic.Code code, String message, String hint) {
        return new FluxionException(Diagnostic.of(code, message, Span.NONE).withHint(hint));
    }

    private static String declared(Symbol symbol) {
        return word(symbol.properties().iterator().next());
    }

    private static String word(Symbol.Property property) {
        return property.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What a step has made of a parameter becomes what is declared again. Gradients by matrices of a structure have that structure, but for roundings: what
     * stands below the diagonal of a symmetric matrix becomes what stands above it.
     *
     * @param step its number
     * @throws FluxionException {@code DOMAIN} if a matrix is no longer positive definite
     */
    static void keep(Symbol parameter, Tensor value, long step) {
        if (parameter.shape().rank() != 2 || !parameter.isSymmetric() || parameter.is(Symbol.Property.DIAGONAL)) {
            return;
        }
        mirror(value);
        if (parameter.is(Symbol.Property.POSITIVE_DEFINITE)) {
            try {
                check(parameter, value);
            } catch (FluxionException e) {
                throw problem(Diagnostic.Code.DOMAIN, "after step " + step + ": " + e.getMessage(),
                        "lower the rate; or train a matrix L without a declaration, and write L*L' in its place");
            }
        }
    }

    private static void mirror(Tensor matrix) {
        int order = matrix.shape().size(0);
        for (int row = 1; row < order; row++) {
            for (int column = 0; column < row; column++) {
                matrix.copyTo(column * order + row, matrix, row * order + column, 1);
            }
        }
    }
}
