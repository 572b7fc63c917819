package dev.fluxion.cli.script;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.number.Rational;
import java.math.BigDecimal;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Numbers of Java as values of a script. */
public final class JavaValues {
    private JavaValues() {}

    /**
     * A number: the exact decimal that it prints as; inexact where it prints as none, as NaN and infinities do.
     *
     * @throws FluxionException {@code LIMIT} if that has too many digits
     */
    public static Expression expression(Number value) {
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            return Constant.inexact(value.doubleValue());
        }
        return Constant.of(Rational.of(decimal));
    }

    /** A vector. */
    public static Expression expression(double[] vector) {
        return ArrayOf.of(Shape.of(Size.of(vector.length)), DoubleStream.of(vector).<Expression>mapToObj(Constant::inexact).toList());
    }

    /**
     * A matrix by its rows.
     *
     * @param name what it is called in a message
     * @throws FluxionException {@code unsupported} for rows of different lengths
     */
    public static Expression expression(double[][] rows, String name) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        if (Stream.of(rows).anyMatch(row -> row.length != columns)) {
            throw FluxionException.unsupported("the rows of " + name + " have different lengths");
        }
        return ArrayOf.of(Shape.of(Size.of(rows.length), Size.of(columns)),
                Stream.of(rows).flatMapToDouble(DoubleStream::of).<Expression>mapToObj(Constant::inexact).toList());
    }
}
