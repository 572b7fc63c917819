package dev.fluxion.symbolic.language;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Form;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.integrate.DefiniteIntegral;
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
        if (call.operands().size() == 3) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "a definite integral needs two ends", call.nameSpan())
                    .withHint("write integrate(f, x, a, b)"));
        }
        if (call.operands().size() == 4) {
            Expression from = elaborator.scalar(call.operands().get(2), "the lower end of an integral");
            Expression to = elaborator.scalar(call.operands().get(3), "the upper end of an integral");
            return Typed.of(DefiniteIntegral.of(integrand, x, from, to, assumptions, Budget.current()).value());
        }
        return Typed.of(Integrals.antiderivative(integrand, x, assumptions, Budget.current()).expression());
    }
}
