package dev.fluxion.symbolic.explain;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Statement;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Declarations and definitions of a script, for tests: the last definition is the function. */
final class Formulary {
    final Names names = Names.lenient();
    final Map<Expression, String> named = new HashMap<>();
    final Map<String, Symbol> parameters = new LinkedHashMap<>();
    Expression function;

    static Formulary of(String script) {
        Formulary formulary = new Formulary();
        Reader.script(new Source("script", script)).forEach(formulary::read);
        return formulary;
    }

    private void read(Statement statement) {
        switch (statement) {
            case Statement.Declare d -> d.names().forEach(name -> declare(name, d.sizes(), Symbol.Role.VARIABLE, d.properties()));
            case Statement.Parameter p -> parameters.put(p.name(), declare(p.name(), p.sizes(), Symbol.Role.PARAMETER, p.properties()));
            case Statement.Assign a -> {
                function = Language.elaborator(names).expression(a.value());
                names.bind(a.name(), function);
                named.put(function, a.name());
            }
            default -> throw new IllegalArgumentException("not for tests: " + statement);
        }
    }

    private Symbol declare(String name, List<dev.fluxion.grammar.Tree> sizes, Symbol.Role role, List<String> properties) {
        Shape shape = new Shape(sizes.stream().map(size -> switch (size) {
            case dev.fluxion.grammar.Tree.Name n -> Size.named(n.name());
            case dev.fluxion.grammar.Tree.Number n -> Size.of(n.value().longValueExact());
            default -> throw new IllegalArgumentException("a size for tests is a name or a number");
        }).toList());
        Symbol symbol = Symbol.of(name, shape, role, properties.stream().map(word -> Symbol.Property.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet()));
        names.declare(symbol);
        return symbol;
    }

    List<Symbol> variables() {
        return List.copyOf(parameters.values());
    }
}
