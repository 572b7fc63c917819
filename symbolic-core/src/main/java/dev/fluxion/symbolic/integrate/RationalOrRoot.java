package dev.fluxion.symbolic.integrate;

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
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.operator.Special;

/** Functions whose derivatives are of a simpler kind. */
final class RationalOrRoot {
    private RationalOrRoot() {}

    /** Whether the derivative by x is free of functions though the function is none of x alone: logarithms, inverses, the error function. */
    static boolean hasAlgebraicDerivative(Apply apply, Symbol x) {
        if (apply.operator() == Special.ERROR_FUNCTION) {
            return true;
        }
        Symbol inner = Symbol.temporary("operand");
        Expression slope = Differentiation.derivative(Apply.of(apply.operator(), inner), inner);
        return !slope.equals(Constant.ZERO) && Topology.of(slope).nodes().stream().allMatch(node -> switch (node) {
            case Constant c -> true;
            case Symbol s -> true;
            case Sum s -> true;
            case Product p -> true;
            case Power p -> p.exponent() instanceof Constant;
            case Apply _, Reduction _, MatrixFunction _, Piecewise _, Call _, ArrayOf _, Selection _, Bound _, Fold _, Indicator _ -> false;
        });
    }
}
