package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.algebra.NearestDouble;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Numbers of double precision in scripts: {@code float(e)} evaluates, {@code append(M, v)} collects the states of an iteration as rows. */
final class NumericForms {
    static final Map<String, Form> FORMS = Map.of("float", NumericForms::evaluated, "append", NumericForms::append);

    private NumericForms() {}

    private static FluxionException problem(Diagnostic.Code code, String message, Tree at, String hint) {
        return new FluxionException(Diagnostic.of(code, message, at.span()).withHint(hint));
    }

    // The value of an expression without variables, entry by entry; it stays inexact in what is made of it.
    private static Typed evaluated(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 1);
        Typed operand = elaborator.read(call.operands().getFirst());
        Substitution.variables(operand.expression()).stream().findFirst().ifPresent(variable -> {
            throw problem(Diagnostic.Code.NAME, "'" + variable.name() + "' has no value", call.operands().getFirst(), "put one in: subs(f, " + variable.name() + " = 1)");
        });
        return operand.with(constant(NearestDouble.of(operand.expression())));
    }

    private static Expression constant(Value value) {
        if (value.rank() == 0) {
            return Constant.inexact(value.scalar());
        }
        List<Expression> entries = Arrays.stream(value.entries()).<Expression>mapToObj(Constant::inexact).toList();
        return ArrayOf.of(new Shape(Arrays.stream(value.sizes()).mapToObj(Size::of).toList()), entries);
    }

    // A matrix with a vector as one more row; a vector is a matrix of one row.
    private static Typed append(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 2, 2);
        Expression rows = elaborator.read(call.operands().getFirst()).expression();
        Expression row = elaborator.read(call.operands().get(1)).expression();
        int rank = rows.shape().rank();
        boolean fits = row.shape().rank() == 1 && (rank == 1 || rank == 2) && rows.shape().size(rank - 1).equals(row.shape().size(0))
                && rows.shape().sizes().stream().allMatch(Size::isLiteral);
        if (!fits) {
            throw problem(Diagnostic.Code.SHAPE, "a vector is appended to a matrix with as many columns, but the shapes are " + rows.shape() + " and " + row.shape(),
                    call, "begin with the first vector: M = v");
        }
        List<Expression> entries = new ArrayList<>();
        long count = rank == 1 ? 1 : rows.shape().size(0).literal();
        long width = row.shape().size(0).literal();
        if (rows instanceof ArrayOf written) {
            entries.addAll(written.operands());
            count = 0;
        }
        for (long i = 1; i <= count; i++) {
            Expression part = rank == 1 ? rows : Selection.of(rows, 0, i);
            for (long k = 1; k <= width; k++) {
                entries.add(Selection.of(part, 0, k));
            }
        }
        for (long k = 1; k <= width; k++) {
            entries.add(Selection.of(row, 0, k));
        }
        return Typed.of(ArrayOf.of(Shape.of(Size.of(entries.size() / width), Size.of(width)), entries));
    }
}
