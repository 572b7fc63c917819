package dev.fluxion.codegen;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Bound;
import dev.fluxion.symbolic.Call;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Fold;
import dev.fluxion.symbolic.Indicator;
import dev.fluxion.symbolic.MatrixFunction;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Selection;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import java.util.stream.Stream;

/**
 * Where a node may be undefined though its operands are not. Formulas with the same hazards are undefined at the same places.
 *
 * @param operand of all reciprocals alike, and of all roots, whatever their exponents; of other kinds the node itself
 */
record Hazard(Kind kind, Expression operand) {
    /** What is undefined: at zero, below zero, or where the node says. */
    enum Kind {
        RECIPROCAL, ROOT, NODE
    }

    /** Those of a node, apart from its operands'. */
    static Stream<Hazard> of(Expression node) {
        return switch (node) {
            case Constant c -> Stream.of();
            case Symbol s -> Stream.of();
            case Sum s -> Stream.of();
            case Product p -> Stream.of();
            case Power p when p.exponent() instanceof Constant exponent -> of(p.base(), exponent);
            case Apply a when a.operator().domain().equals("true") -> Stream.of();
            case Power p -> whole(p);
            case Apply a -> whole(a);
            case Reduction r -> whole(r);
            case MatrixFunction f -> whole(f);
            case Piecewise p -> whole(p);
            case Call c -> whole(c);
            case ArrayOf a -> whole(a);
            case Selection s -> whole(s);
            case Bound b -> whole(b);
            case Fold f -> whole(f);
            case Indicator i -> whole(i);
        };
    }

    private static Stream<Hazard> whole(Expression node) {
        return Stream.of(new Hazard(Kind.NODE, node));
    }

    // Numbers have none that depends on where the formula is evaluated.
    private static Stream<Hazard> of(Expression base, Constant exponent) {
        if (base instanceof Constant) {
            return Stream.of();
        }
        double power = exponent.value().doubleValue();
        return Stream.concat(power < 0 ? Stream.of(new Hazard(Kind.RECIPROCAL, base)) : Stream.of(),
                power == Math.rint(power) ? Stream.of() : Stream.of(new Hazard(Kind.ROOT, base)));
    }
}
