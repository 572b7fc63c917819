package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Quantiles of data: between the two numbers in whose midst the place lies, a share of their difference. Exact of exact numbers.
 *
 * <p>Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), definition 7.
 */
final class OrderStatistics {
    private final Data data;

    OrderStatistics(Data data) {
        this.data = data;
    }

    /** The quantile of a vector of numbers at a level from 0 to 1. */
    Typed quantile(Typed vector, Expression level, Tree.Call call) {
        if (vector.rank() != 1) {
            throw problem(Diagnostic.Code.SHAPE, "'" + call.name() + "' needs a vector of numbers, but this has shape " + vector.shape(), call);
        }
        double share = level instanceof Constant c ? c.value().doubleValue() : Double.NaN;
        if (!(share >= 0 && share <= 1)) {
            throw problem(Diagnostic.Code.DOMAIN, "the level of a quantile of data is a number from 0 to 1", call);
        }
        List<Expression> sorted = sorted(vector.expression(), call);
        if (sorted.isEmpty()) {
            throw problem(Diagnostic.Code.DOMAIN, "'" + call.name() + "' of no data", call);
        }
        Expression place = Product.of(Constant.of(sorted.size() - 1), level);
        int below = (int) Math.floor(((Constant) place).value().doubleValue());
        if (below == sorted.size() - 1) {
            return Typed.of(sorted.getLast());
        }
        Expression part = Sum.of(place, Constant.of(-below));
        Expression difference = Sum.of(sorted.get(below + 1), Product.of(Constant.MINUS_ONE, sorted.get(below)));
        return Typed.of(Sum.of(sorted.get(below), Product.of(part, difference)));
    }

    private List<Expression> sorted(Expression vector, Tree.Call call) {
        if (vector instanceof ArrayOf array && array.operands().stream().allMatch(Constant.class::isInstance)) {
            return array.operands().stream().sorted(Comparator.comparingDouble(entry -> number(((Constant) entry).value().doubleValue(), call))).toList();
        }
        if (!data.determines(vector) && !Substitution.variables(vector).isEmpty()) {
            throw problem(Diagnostic.Code.NAME, "'" + call.name() + "' needs numbers, but the entries of this are not known", call);
        }
        double[] entries = Evaluator.evaluate(vector, data.values(vector)).entries();
        return Arrays.stream(entries).map(entry -> number(entry, call)).sorted().mapToObj(Constant::inexact).map(Expression.class::cast).toList();
    }

    private static double number(double entry, Tree.Call call) {
        if (Double.isNaN(entry)) {
            throw problem(Diagnostic.Code.DOMAIN, "'" + call.name() + "' of data in which a number is undefined", call);
        }
        return entry;
    }

    private static FluxionException problem(Diagnostic.Code code, String message, Tree.Call call) {
        return new FluxionException(Diagnostic.of(code, message, call.span()));
    }
}
