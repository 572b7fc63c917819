package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.integrate.Integrals;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Map;

/** Integrals as functions of the language. */
final class IntegralForms {
    static final Map<String, Form> FORMS = Map.of("integrate", IntegralForms::integrate);

    private IntegralForms() {}

    private static Typed integrate(Elaborator elaborator, Tree.Call call) {
        CalculusForms.requireOperands(call, 1, 4);
        Expression integrand = elaborator.scalar(call.operands().getFirst(), "an integrand");
        Symbol x = CalculusForms.theVariable(elaborator, call, 1, integrand);
        Assumptions assumptions = Assumptions.of(elaborator.scope().facts());
        return Typed.of(Integrals.antiderivative(integrand, x, assumptions, Budget.current()).expression());
    }
}
