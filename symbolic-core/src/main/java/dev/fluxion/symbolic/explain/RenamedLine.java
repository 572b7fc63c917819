package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.Trees;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Substitution;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.print.Write;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A line of a derivation and what it is held against, with its symbols called by their order: equal for lines that differ in names alone.
 *
 * @param line as it would be read
 * @param about what it is held against
 * @param symbols what the names mean, in order
 */
record RenamedLine(Tree line, List<Expression> about, List<Symbol> symbols) {
    /** @param mentioned the symbols of the line, in the order in which it mentions them */
    static RenamedLine of(Tree line, List<Expression> about, List<Symbol> mentioned) {
        Set<Symbol> all = new LinkedHashSet<>(mentioned);
        about.forEach(expression -> all.addAll(Substitution.variables(expression)));
        Map<String, String> names = new HashMap<>();
        Map<Expression, Expression> symbols = new HashMap<>();
        for (Symbol symbol : all) {
            String name = "symbol " + names.size(); // no name of the language has a blank
            names.put(symbol.name(), name);
            symbols.put(symbol, Symbol.of(name, symbol.shape(), symbol.role(), symbol.properties()));
        }
        Tree renamed = Trees.rewrite(line, part -> part instanceof Tree.Name name && names.containsKey(name.name()) ? Write.name(names.get(name.name())) : part);
        return new RenamedLine(renamed, about.stream().map(expression -> Substitution.replace(expression, symbols)).toList(),
                all.stream().map(symbol -> (Symbol) symbols.get(symbol)).toList());
    }
}
