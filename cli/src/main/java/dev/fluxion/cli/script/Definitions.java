package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Statement;
import dev.fluxion.grammar.Tree;
import dev.fluxion.grammar.TreeText;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Elaborator;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.elaborate.Scope;
import dev.fluxion.symbolic.elaborate.Typed;
import dev.fluxion.symbolic.language.AssumedFacts;
import dev.fluxion.symbolic.language.Language;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Statements that give names a meaning and print nothing. */
final class Definitions {
    private final Names names;
    private final Model model;
    private final Supplier<Elaborator> reader;
    private final Map<Expression, String> named = new HashMap<>();
    private final Function<Span, Optional<String>> place;

    Definitions(Names names, Model model, Supplier<Elaborator> reader, Function<Span, Optional<String>> place) {
        this.names = names;
        this.model = model;
        this.reader = reader;
        this.place = place;
    }

    /** Names given to expressions that are worth being called by them; that of a row with the apostrophe that makes a column of it, as vectors are shown. */
    Map<Expression, String> named() {
        return named;
    }

    /** Refuses a statement that would give a name of the language another meaning. */
    static void requireFreeNames(Statement statement) {
        switch (statement) {
            case Statement.Assign assign -> Language.requireFree(assign.name(), assign.nameSpan());
            case Statement.DefineFunction function -> Language.requireFree(function.name(), function.nameSpan());
            case Statement.DefineEntries entries -> Language.requireFree(entries.name(), entries.nameSpan());
            case Statement.Declare declare -> declare.names().forEach(name -> Language.requireFree(name, declare.span()));
            case Statement.Parameter parameter -> Language.requireFree(parameter.name(), parameter.span());
            case Statement.For loop -> Language.requireFree(loop.label(), loop.span());
            case Statement.If c -> { }
            case Statement.Evaluate e -> { }
            case Statement.Show s -> { }
            case Statement.Assume a -> { }
            case Statement.AssumeMember a -> { }
            case Statement.Import i -> { }
            case Statement.Prose p -> { }
        }
    }

    void assign(Statement.Assign assign) {
        if (assign.value() instanceof Tree.Call call && call.name().equals(assign.name()) && call.primes() == 0 && call.named().isEmpty()
                && call.binders().isEmpty() && !call.operands().isEmpty() && !Language.INSTANCE.isFunction(call.name()) && !names.isFunction(call.name())) {
            names.nameOnly(call.name(), call.operands().size()); // f = f(x, y): nothing is known of it but its name
        }
        Typed value = reader.get().value(assign.value());
        names.bind(assign.name(), value);
        place.apply(assign.span()).ifPresent(where -> names.place(assign.name(), where));
        named.values().removeAll(List.of(assign.name(), assign.name() + "'"));
        if (!value.expression().operands().isEmpty() && !(value.expression() instanceof Constant)) {
            named.put(value.expression(), value.row() ? assign.name() + "'" : assign.name());
        }
    }

    void function(Statement.DefineFunction function) {
        names.define(function.name(), new Scope.Definition(function.parameters(), function.body()));
    }

    // C[i, j] = e: the free labels become axes in the order of the left side.
    void entries(Statement.DefineEntries entries) {
        List<Tree.Binder> binders = entries.labels().stream().map(label -> new Tree.Binder(label, null, entries.span())).toList();
        Tree tensor = new Tree.Call("tensor", entries.nameSpan(), 0, binders, List.of(entries.entry()), List.of(), entries.span());
        names.bind(entries.name(), reader.get().read(tensor));
    }

    void declare(Statement.Declare declare) {
        Shape shape = shape(declare.sizes());
        Set<Symbol.Property> properties = properties(declare.properties(), declare.span());
        for (String name : declare.names()) {
            Symbol symbol = Symbol.of(name, shape, Symbol.Role.VARIABLE, properties);
            names.declare(symbol);
            place.apply(declare.span()).ifPresent(where -> names.place(name, where));
            AssumedFacts.add(symbol, declare.space(), names, declare.span());
        }
    }

    void parameter(Statement.Parameter parameter) {
        Symbol symbol = Symbol.of(parameter.name(), shape(parameter.sizes()), Symbol.Role.PARAMETER,
                properties(parameter.properties(), parameter.span()));
        names.declare(symbol);
        place.apply(parameter.span()).ifPresent(where -> names.place(parameter.name(), where));
        model.declare(symbol, parameter.initial());
    }

    void assume(Statement.Assume assume) {
        AssumedFacts.add(assume, names);
    }

    void assume(Statement.AssumeMember member) {
        AssumedFacts.add(member, names);
    }

    /** What a name means, as statements; empty for a constant of the language or an unknown name. */
    String description(String name) {
        List<String> lines = new ArrayList<>();
        names.functions().forEach((key, function) -> {
            if (key.equals(name + "/" + function.parameters().size())) {
                lines.add(name + "(" + String.join(", ", function.parameters()) + ") = " + TreeText.of(function.body()));
            }
        });
        if (names.names().contains(name)) {
            names.value(name).map(Typed::expression).ifPresent(value -> {
                if (!(value instanceof Symbol symbol)) {
                    lines.add(name + " = " + TextPrinter.text(value));
                } else if (symbol.role() != Symbol.Role.CONSTANT) {
                    lines.add(described(name, symbol));
                }
            });
        }
        return String.join("\n", lines);
    }

    private static String described(String name, Symbol symbol) {
        if (!symbol.name().equals(name)) {
            return name + " = " + symbol.name();
        }
        String space = name + " in R" + (symbol.isScalar() ? "" : symbol.shape().sizes().stream().map(Size::toString)
                .collect(Collectors.joining(", ", "[", "]")));
        return symbol.role() == Symbol.Role.PARAMETER ? "param " + space : symbol.role() == Symbol.Role.SIZE ? name + "   (a size)" : space;
    }

    private Shape shape(List<Tree> sizes) {
        List<Size> found = new ArrayList<>();
        for (Tree size : sizes) {
            if (size instanceof Tree.Name name && !names.isSize(name.name()) && !isValue(name.name())) {
                names.size(name.name());
            }
            found.add(reader.get().size(size));
        }
        return new Shape(found);
    }

    private boolean isValue(String name) {
        return names.value(name).filter(value -> value.expression() instanceof Constant).isPresent();
    }

    private static Set<Symbol.Property> properties(List<String> words, Span span) {
        Set<Symbol.Property> properties = EnumSet.noneOf(Symbol.Property.class);
        for (String word : words) {
            try {
                properties.add(Symbol.Property.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "unknown property " + word, span)
                        .withHint("known are symmetric, diagonal, positive_definite, onehot, stochastic"));
            }
        }
        return properties;
    }
}
