package dev.fluxion.typeset.figure;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Selection;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with what a figure is given. */
final class Problems {
    private Problems() {}

    static FluxionException of(Diagnostic.Code code, String message, String hint) {
        return new FluxionException(Diagnostic.of(code, message, Span.NONE).withHint(hint));
    }

    static FluxionException name(String message, String hint) {
        return of(Diagnostic.Code.NAME, message, hint);
    }

    static FluxionException shape(String message, String hint) {
        return of(Diagnostic.Code.SHAPE, message, hint);
    }

    static void requireScalar(Expression formula) {
        if (!formula.isScalar()) {
            throw shape("a plotted function has numbers as values, but this has shape " + formula.shape(), "");
        }
    }

    /** The components of a vector of known length, or the scalar alone; none for other tensors. */
    static List<Expression> components(Expression expression) {
        if (expression.isScalar()) {
            return List.of(expression);
        }
        if (expression instanceof ArrayOf array && array.shape().rank() == 1) {
            return array.operands();
        }
        List<Expression> parts = new ArrayList<>();
        if (expression.shape().rank() == 1 && expression.shape().size(0).isLiteral()) {
            for (int i = 1; i <= expression.shape().size(0).literal(); i++) {
                parts.add(Selection.of(expression, 0, i));
            }
        }
        return parts;
    }
}
