package dev.fluxion.cli.machine;

import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.integrate.Integrals;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.Map;
import java.util.Set;

/** The operations of integration and of solving equations. */
final class Calculus {
    private Calculus() {}

    static Map<String, Object> integrate(Request request) {
        request.allowOnly(Set.of("var", "from", "to"));
        Names names = Operations.scope(request);
        Expression integrand = Operations.expression(request, names);
        Symbol x = Operations.variable(request.text("var"), integrand, names);
        return Operations.shown(Integrals.antiderivative(integrand, x, Assumptions.of(names.facts()), Budget.current()).expression());
    }
}
