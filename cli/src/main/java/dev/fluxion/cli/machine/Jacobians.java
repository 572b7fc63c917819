package dev.fluxion.cli.machine;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Span;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.language.VectorCalculus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The operations that give matrices of derivatives. */
final class Jacobians {
    private Jacobians() {}

    // Of one vector, or of several scalars: a row for each function, a column for each variable.
    static Map<String, Object> jacobian(Request request) {
        request.allowOnly(Set.of("wrt", "exprs"));
        Names names = Operations.scope(request);
        List<Expression> functions = new ArrayList<>();
        if (request.has("exprs")) {
            request.texts("exprs").forEach(text -> functions.add(Language.parse(new Source("exprs", text), names)));
            functions.stream().findFirst().ifPresent(first ->
                    Operations.requireOccurring(request, String.join(" ", request.texts("exprs")), first, names));
        } else {
            functions.add(Operations.expression(request, names));
        }
        List<Symbol> variables = variables(request, functions, names);
        boolean vector = !request.has("exprs") && functions.getFirst() instanceof ArrayOf array && array.shape().rank() == 1;
        List<Expression> rows = vector ? functions.getFirst().operands() : functions;
        if (variables.size() == 1 && (functions.size() == 1 && !vector || !variables.getFirst().isScalar())) {
            requireOne(functions);
            return Operations.derivatives(request, functions.getFirst(), variables, function -> Differentiation.derivative(function, variables.getFirst()));
        }
        return Operations.result(request, matrix(rows.stream().map(Operations::stable).toList(), variables));
    }

    static Map<String, Object> hessian(Request request) {
        request.allowOnly(Set.of("wrt"));
        Names names = Operations.scope(request);
        Expression function = Operations.expression(request, names);
        if (!function.isScalar()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "a Hessian needs a scalar, but this has shape " + function.shape(),
                    Span.NONE));
        }
        List<Symbol> variables = variables(request, List.of(function), names);
        if (variables.size() == 1 && !variables.getFirst().isScalar()) {
            return Operations.derivatives(request, function, variables, stable -> Differentiation.derivative(stable, List.of(variables.getFirst(), variables.getFirst())));
        }
        if (variables.size() > 1 && variables.stream().anyMatch(variable -> !variable.isScalar())) {
            return blocks(variables.stream().map(first -> blocks(variables.stream()
                    .map(second -> Operations.derivatives(request, function, variables, stable -> Differentiation.derivative(stable, List.of(first, second)))).toList())).toList());
        }
        return Operations.derivatives(request, function, variables, stable -> matrix(Differentiation.gradient(stable, variables), variables));
    }

    /** Several answers as one: each key with the list of what it is in each. */
    static Map<String, Object> blocks(List<Map<String, Object>> answers) {
        Map<String, Object> lists = new LinkedHashMap<>();
        answers.getFirst().keySet().forEach(key -> lists.put(key, answers.stream().map(answer -> answer.get(key)).toList()));
        return lists;
    }

    private static List<Symbol> variables(Request request, List<Expression> functions, Names names) {
        if (request.has("wrt")) {
            return request.wrt().stream().map(name -> Operations.variable(name, names)).toList();
        }
        return functions.stream().flatMap(function -> Substitution.variables(function).stream()).distinct()
                .sorted(Comparator.comparing(Symbol::name)).toList();
    }

    private static void requireOne(List<Expression> functions) {
        if (functions.size() > 1) {
            throw FluxionException.unsupported("derivatives of several functions by a tensor in one answer: ask for one at a time");
        }
    }

    private static Expression matrix(List<Expression> functions, List<Symbol> variables) {
        boolean scalars = functions.stream().allMatch(Expression::isScalar) && variables.stream().allMatch(Expression::isScalar);
        if (!scalars || variables.isEmpty()) {
            throw FluxionException.unsupported("a matrix of derivatives by " + (variables.isEmpty() ? "no variables" : "several tensors"));
        }
        return VectorCalculus.jacobian(functions, variables);
    }
}
