package dev.fluxion.cli.machine;

import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.Topology;
import dev.fluxion.symbolic.algebra.NearestDouble;
import dev.fluxion.symbolic.asymptotic.Expansions;
import dev.fluxion.symbolic.asymptotic.Limits;
import dev.fluxion.symbolic.asymptotic.Surroundings;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.LatexPrinter;
import dev.fluxion.symbolic.print.TextPrinter;
import dev.fluxion.symbolic.rewrite.Assumptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Limits and series. */
final class Asymptotics {
    private static final int MOST_TERMS = 200;

    private Asymptotics() {}

    static Map<String, Object> limit(Request request) {
        request.allowOnly(Set.of("var", "to", "side"));
        Names names = Operations.scope(request);
        Expression function = Operations.expression(request, names);
        Symbol variable = Operations.variable(request.text("var"), names);
        Limits.Side side = switch (request.textOr("side", "both")) {
            case "left" -> Limits.Side.LEFT;
            case "right" -> Limits.Side.RIGHT;
            case "both" -> Limits.Side.BOTH;
            default -> throw Request.problem("'side' must be \"left\" or \"right\"");
        };
        Expression to = point(request, "to", names);
        Limits.Limit limit = Surroundings.side(Operations.parts(request, names), variable, to, side)
                .map(reached -> Limits.limit(function, variable, to, reached, Assumptions.of(names.facts()), Budget.current())).orElse(Limits.Limit.OUTSIDE);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("text", limit.exists() ? TextPrinter.text(limit.value()) : "undefined");
        answer.put("latex", limit.exists() ? LatexPrinter.latex(limit.value()) : "\\text{undefined}");
        if (!limit.exists()) {
            answer.put("value", "nan");
            answer.put("reason", limit.reason());
        } else if (Substitution.variables(limit.value()).isEmpty() && Topology.of(limit.value()).nodes().stream()
                .noneMatch(node -> node instanceof dev.fluxion.symbolic.Call)) {
            answer.put("value", Numbers.json(NearestDouble.of(limit.value())));
        }
        tell(limit.conditions(), answer);
        return answer;
    }

    private static Expression point(Request request, String key, Names names) {
        return Language.parse(new Source(key, request.text(key)), names);
    }

    static Map<String, Object> series(Request request) {
        request.allowOnly(Set.of("var", "about", "terms"));
        Names names = Operations.scope(request);
        Expression function = Operations.expression(request, names);
        Symbol variable = Operations.variable(request.text("var"), names);
        int below = Math.toIntExact(request.whole("terms", -MOST_TERMS, MOST_TERMS));
        Expansions.Expansion expansion = Expansions.of(function, variable, point(request, "about", names), below,
                Assumptions.of(names.facts()), Budget.current());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("text", TreeText.of(expansion.tree()));
        answer.put("latex", LatexPrinter.latex(expansion.tree(), Set.of()));
        tell(expansion.conditions(), answer);
        return answer;
    }

    private static void tell(List<Condition> conditions, Map<String, Object> answer) {
        if (!conditions.isEmpty()) {
            answer.put("conditions", conditions.stream().map(TextPrinter::text).toList());
        }
    }
}
