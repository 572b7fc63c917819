package dev.fluxion.cli.machine;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Piecewise;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.algebra.NearestDouble;
import dev.fluxion.symbolic.calculus.Kinks;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Provisos;
import dev.fluxion.symbolic.evaluate.Value;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What answers rest on besides what they say. */
final class Proviso {
    private Proviso() {}

    /** An expression that is no number where the conditions do not hold under which it is one. */
    static Expression in(Expression value, Provisos provisos) {
        Condition where = provisos.of(value);
        if (where.equals(Condition.TRUE)) {
            return value;
        }
        return value instanceof ArrayOf array ? ArrayOf.of(array.shape(), array.operands().stream().map(entry -> where(where, entry)).toList())
                : value.isScalar() ? where(where, value) : value;
    }

    private static Expression where(Condition where, Expression value) {
        return Piecewise.of(List.of(new Piecewise.Case(where, value)), Constant.inexact(Double.NaN));
    }

    /** Adds conditions and conventions to an answer, if there are any. */
    static void tell(Provisos provisos, Expression value, Map<String, Object> answer) {
        Condition where = provisos.of(value);
        if (!where.equals(Condition.TRUE)) {
            answer.put("conditions", (where instanceof Condition.All all ? all.parts() : List.of(where)).stream().map(TextPrinter::text).toList());
        }
        List<String> conventions = Stream.concat(provisos.conventions().stream(), provisos.replacements().stream()).toList();
        if (!conventions.isEmpty()) {
            answer.put("conventions", conventions);
        }
    }

    /**
     * The value of a derivative by one variable at numbers by definition, where its formula may follow a convention or has no value.
     *
     * @param formula the value of the formula, if values are asked for
     */
    static Optional<Object> valueByDefinition(Request request, List<Symbol> by, Expression derivative, Optional<Object> formula, Elaborator elaborator) {
        Map<String, Value> at = request.has("at") ? Numbers.values(request.map("at")) : Map.of();
        boolean plain = !by.isEmpty() && by.stream().distinct().count() == 1 && derivative.isScalar() && at.containsKey(by.getFirst().name())
                && at.values().stream().allMatch(value -> value.rank() == 0 && Double.isFinite(value.scalar()));
        Expression function = plain ? Language.parse(Operations.source(request), elaborator.apart()) : derivative;
        boolean open = Kinks.areIn(function) || formula.filter(Numbers.json(Double.NaN)::equals).isPresent();
        if (!plain || !open || !Substitution.variables(function).stream().allMatch(symbol -> at.containsKey(symbol.name()))) {
            return Optional.empty();
        }
        Map<Symbol, Expression> point = Numbers.exact(request.map("at"));
        try {
            Elaborator there = elaborator.apart();
            Expression value = Language.derivativeAt(Operations.source(request), by.getFirst(), by.size(), point, there);
            elaborator.provisos().replace(there.provisos().replacements());
            return Optional.of(Numbers.json(NearestDouble.of(value)));
        } catch (FluxionException e) {
            e.requireOneOf(Diagnostic.Code.DOMAIN, Diagnostic.Code.UNSUPPORTED);
            return e.diagnostic().code() == Diagnostic.Code.DOMAIN ? Optional.of(Numbers.json(Double.NaN)) : Optional.empty();
        }
    }
}
