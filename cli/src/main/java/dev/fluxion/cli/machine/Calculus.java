package dev.fluxion.cli.machine;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.Equations;
import dev.fluxion.symbolic.algebra.NearestDouble;
import dev.fluxion.symbolic.algebra.Solutions;
import dev.fluxion.symbolic.algebra.WrittenEquation;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.integrate.Gaps;
import dev.fluxion.symbolic.language.IntegralAnswer;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations of integration and of solving equations. */
final class Calculus {
    private Calculus() {}

    static Map<String, Object> integrate(Request request) {
        request.allowOnly(Set.of("var", "from", "to"));
        Names names = Operations.scope(request);
        Expression integrand = Operations.expression(request, names);
        Symbol x = Operations.variable(request.text("var"), names);
        if (request.has("from") || request.has("to")) {
            return definite(request, integrand, x, names);
        }
        return shown(Language.antiderivative(integrand, x, names));
    }

    private static Map<String, Object> definite(Request request, Expression integrand, Symbol x, Names names) {
        Expression from = Language.parse(new Source("from", request.text("from")), names);
        Expression to = Language.parse(new Source("to", request.text("to")), names);
        Gaps.requireNone(Operations.parts(request, names), x, from, to);
        IntegralAnswer integral = Language.integral(integrand, x, from, to, names);
        Map<String, Object> answer = shown(integral);
        if (Substitution.variables(integral.value()).isEmpty()) {
            answer.put("value", Numbers.json(NearestDouble.of(integral.value())));
        }
        answer.put("exact", integral.error() == 0);
        if (integral.error() > 0) {
            answer.put("error", integral.error());
        }
        return answer;
    }

    private static Map<String, Object> shown(IntegralAnswer integral) {
        Map<String, Object> answer = Operations.shown(integral.value());
        if (!integral.conditions().isEmpty()) {
            answer.put("conditions", integral.conditions().stream().map(TextPrinter::text).toList());
        }
        return answer;
    }

    static Map<String, Object> solve(Request request) {
        request.allowOnly(Set.of("var", "domain"));
        Names names = Operations.scope(request);
        Tree tree = Reader.expression(Operations.source(request));
        WrittenEquation equation = Language.writtenEquation(Language.elaborator(names), tree);
        Symbol x = Operations.variable(request.text("var"), names);
        Solutions solutions = Equations.solve(equation, x, interval(request, names), Assumptions.of(names.facts()), Budget.current());
        List<Map<String, Object>> shown = new ArrayList<>();
        for (int i = 0; i < solutions.values().size(); i++) {
            Expression value = solutions.values().get(i);
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("text", TextPrinter.text(value));
            each.put("latex", LatexPrinter.latex(value));
            if (Substitution.variables(value).isEmpty()) {
                each.put("value", Numbers.json(NearestDouble.of(value)));
            }
            if (!solutions.conditions().get(i).equals(Condition.TRUE)) {
                each.put("condition", TextPrinter.text(solutions.conditions().get(i)));
            }
            shown.add(each);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("solutions", shown);
        answer.put("complete", solutions.complete());
        return answer;
    }

    private static Optional<Equations.Interval> interval(Request request, Names names) {
        if (!request.has("domain")) {
            return Optional.empty();
        }
        List<String> ends = request.texts("domain");
        if (ends.size() != 2) {
            throw Request.problem("'domain' must be two expressions");
        }
        List<Expression> parsed = ends.stream().map(end -> Language.parse(new Source("domain", end), names)).toList();
        if (parsed.stream().anyMatch(end -> !end.isScalar() || !Substitution.variables(end).isEmpty())) {
            throw Request.problem("the ends of 'domain' must be numbers");
        }
        return Optional.of(new Equations.Interval(parsed.get(0), parsed.get(1)));
    }
}
