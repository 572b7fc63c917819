package dev.fluxion.symbolic.elaborate;

import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.ArrayOf;
import dev.fluxion.symbolic.Condition;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Reduction;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.operator.Operator;
import dev.fluxion.symbolic.operator.Operators;
import dev.fluxion.symbolic.resource.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Functions of the table as formulas of others, true wherever they are defined: the resource {@code meanings.txt}. */
public final class Meanings {
    private static final Map<String, String> TEXTS = load();
    private static final Map<String, Expression> READ = new ConcurrentHashMap<>();
    private static final Map<Operator, Condition> DOMAINS = new ConcurrentHashMap<>();

    private Meanings() {}

    private static Map<String, String> load() {
        Map<String, String> found = new HashMap<>();
        Resource.lines(Meanings.class, "meanings.txt").forEach(line ->
                found.put(line.substring(0, line.indexOf('(')), line.substring(line.indexOf(" = ") + 3)));
        return Map.copyOf(found);
    }

    /** The names that have a meaning here. */
    static List<String> names() {
        return TEXTS.keySet().stream().sorted().toList();
    }

    /** The formula of an elementwise function at operands, if it is one of others. */
    public static Optional<Expression> of(Operator row, List<Expression> operands) {
        String text = TEXTS.get(row.name());
        if (text == null || operands.size() > row.operands().size()) {
            return Optional.empty();
        }
        Expression template = READ.computeIfAbsent(row.name(), name -> Formulas.parse(text, declared(row)));
        Map<Expression, Expression> replacements = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            replacements.put(Symbol.of(row.operands().get(i)), operands.get(i));
        }
        return Optional.of(Substitution.replace(template, replacements));
    }

    /** Where an elementwise function at operands has a value. */
    public static Condition domain(Operator row, List<Expression> operands) {
        Condition column = DOMAINS.computeIfAbsent(row, each -> each.domain().equals("true") ? Condition.TRUE : Formulas.condition(each.domain(), Names.lenient()));
        Map<Expression, Expression> values = new HashMap<>();
        for (int i = 0; i < Math.min(row.operands().size(), operands.size()); i++) {
            values.put(Symbol.of(row.operands().get(i)), operands.get(i));
        }
        return column.map(side -> Substitution.replace(side, values));
    }

    /**
     * A function along the axis of a vector whose entries are written out, as the function of numbers that has the same name, if there is one:
     * {@code max([x, y])} is {@code max(x, y)}.
     */
    public static Optional<Expression> of(Reduction reduction) {
        return reduction.operand() instanceof ArrayOf vector && vector.shape().rank() == 1
                ? Operators.elementwise(reduction.operator().name()).filter(Operator::variadic)
                        .flatMap(row -> vector.operands().stream().reduce((first, next) -> Apply.of(row, first, next))) : Optional.empty();
    }

    private static Names declared(Operator row) {
        Names names = Names.lenient();
        row.operands().forEach(operand -> names.declare(Symbol.of(operand)));
        return names;
    }
}
