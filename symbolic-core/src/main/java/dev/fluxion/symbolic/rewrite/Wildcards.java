package dev.fluxion.symbolic.rewrite;

import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the one-letter names of a pattern stand for so far. Immutable. */
record Wildcards(Map<Symbol, Expression> values) {
    static final Wildcards NONE = new Wildcards(Map.of());

    private static final Map<Expression, List<Symbol>> NAMES = new ConcurrentHashMap<>(); // of parts of patterns, of which there are as many as in all rules

    static boolean isWildcard(Expression pattern) {
        return pattern instanceof Symbol s && s.isVariable() && s.name().length() == 1;
    }

    /** Whether a wildcard takes numbers only. */
    static boolean isNumeric(Expression wildcard) {
        return wildcard instanceof Symbol s && isWildcard(s) && "nmcd".contains(s.name());
    }

    boolean knows(Expression pattern) {
        for (Symbol symbol : NAMES.computeIfAbsent(pattern, each -> Substitution.variables(each).stream().filter(Wildcards::isWildcard).toList())) {
            if (!values.containsKey(symbol)) {
                return false;
            }
        }
        return true;
    }

    Expression of(Expression pattern) {
        return Substitution.replace(pattern, values);
    }

    /** These with one more, or {@code null} if the wildcard does not take the value. */
    Wildcards with(Symbol wildcard, Expression value) {
        Expression before = values.get(wildcard);
        if (before != null) {
            return before.equals(value) ? this : null;
        }
        boolean whole = "nm".contains(wildcard.name());
        if (isNumeric(wildcard) && !(value instanceof Constant c && c.value().isExact() && (!whole || c.value().isInteger()))) {
            return null;
        }
        Map<Symbol, Expression> more = new HashMap<>(values);
        more.put(wildcard, value);
        return new Wildcards(more);
    }
}
