package dev.fluxion.symbolic.calculus;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Elementwise;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Power;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Topology;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derivatives that keep their digits where a function saturates: a difference in a row's derivative, such as {@code 1 - tanh(u)^2}, which is all
 * rounding from |u| = 19 on, becomes what the row's accurate form has in its place, {@code 1/cosh(u)^2}.
 */
public final class AccurateForms {
    private AccurateForms() {}

    /**
     * The same expression with accurate forms for the differences that the derivatives of its functions left in it.
     *
     * @param derivative of any shape; what has no accurate form stays as it is
     */
    public static Expression of(Expression derivative) {
        Map<Expression, Expression> replacements = new LinkedHashMap<>();
        for (Expression node : Topology.of(derivative).nodes()) {
            if (node instanceof Apply apply && apply.operator().accurateDerivative().isPresent() && apply.operands().size() == 1) {
                enter(apply, replacements);
            }
        }
        return replacements.isEmpty() ? derivative : Substitution.replace(derivative, replacements);
    }

    // The accurate form divided by the factors that both have.
    private static void enter(Apply apply, Map<Expression, Expression> replacements) {
        Expression usual = RowFormulas.derivative(apply.operator(), 0, apply.operands(), apply);
        Expression accurate = RowFormulas.instantiate(apply.operator(), apply.operator().accurateDerivative().orElseThrow(), apply.operands(), apply);
        List<Expression> factors = usual instanceof Product product ? product.factors() : List.of(usual);
        Optional<Expression> difference = factors.stream().filter(factor -> factor instanceof Sum).findFirst();
        difference.ifPresent(sum -> replacements.put(sum, Elementwise.product(accurate, Power.of(without(sum, usual), -1))));
    }

    private static Expression without(Expression factor, Expression product) {
        return Elementwise.product(product, Power.of(factor, -1));
    }
}
