package dev.fluxion.cli.machine;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Equality;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.polynomial.PartialFractions;
import dev.fluxion.symbolic.polynomial.Polynomials;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of polynomial algebra. */
final class Algebra {
    @FunctionalInterface
    interface Operation {
        Map<String, Object> answer(Request request, Expression expression, Names names);
    }

    static final Map<String, Operation> OPERATIONS = Map.of(
            "expand", (request, e, names) -> Operations.shown(Polynomials.expand(e, Budget.current())),
            "factor", (request, e, names) -> Operations.shown(Polynomials.factor(e, Budget.current())),
            "cancel", (request, e, names) -> Operations.shown(Polynomials.cancel(e, Budget.current())),
            "together", (request, e, names) -> Operations.shown(Polynomials.together(e, Budget.current())),
            "collect", (request, e, names) -> Operations.shown(Polynomials.collect(e, by(request, e, names), Budget.current())),
            "apart", (request, e, names) -> Operations.shown(PartialFractions.apart(e, by(request, e, names), Budget.current())),
            "gcd", (request, e, names) -> Operations.shown(Polynomials.gcd(e, other(request, names), Budget.current())),
            "equal", Algebra::equal,
            "divide", Algebra::divide);

    private Algebra() {}

    // The named variable; where none is named, the only one that occurs.
    private static Symbol by(Request request, Expression expression, Names names) {
        List<Symbol> all = Substitution.variables(expression);
        return !request.has("wrt") && all.size() == 1 ? all.getFirst() : Operations.variable(request.wrt().getFirst(), names);
    }

    private static Expression other(Request request, Names names) {
        return Language.parse(new Source("other", request.text("other")), names);
    }

    private static Map<String, Object> equal(Request request, Expression expression, Names names) {
        Map<String, Object> answer = new LinkedHashMap<>();
        switch (Equality.of(expression, other(request, names), Assumptions.of(names.facts()), Budget.current())) {
            case Equality.Equal equal -> answer.put("equal", true);
            case Equality.Different different -> {
                answer.put("equal", false);
                answer.put("counterexample", different.counterexample());
            }
            case Equality.Unknown unknown -> answer.put("equal", null);
        }
        return answer;
    }

    private static Map<String, Object> divide(Request request, Expression expression, Names names) {
        var division = Polynomials.quotientRemainder(expression, other(request, names), by(request, expression, names), Budget.current());
        Map<String, Object> answer = Operations.shown(division.quotient());
        answer.put("remainder", TextPrinter.text(division.remainder()));
        return answer;
    }
}
