package dev.fluxion.symbolic.elaborate;

import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Statement;
import dev.fluxion.symbolic.Budget;
import dev.fluxion.symbolic.resource.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Functions of the language that are defined in the language: the resource {@code functions.flx}. */
final class Definitions {
    private static final Map<String, Scope.Definition> BY_NAME_AND_ARITY = load();
    private static final Set<String> NAMES = BY_NAME_AND_ARITY.keySet().stream().map(key -> key.substring(0, key.indexOf('/')))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, String> SIGNS = pairs("signs.txt");
    private static final Map<String, String> SYNONYMS = pairs("synonyms.txt");

    private Definitions() {}

    /** The name of the function that a sign such as √ spells; other names are themselves. */
    static String spelled(String name) {
        return SIGNS.getOrDefault(name, name);
    }

    static Optional<Scope.Definition> find(String name, int operands) {
        return Optional.ofNullable(BY_NAME_AND_ARITY.get(name + "/" + operands));
    }

    static boolean defines(String name) {
        return NAMES.contains(name);
    }

    static Set<String> names() {
        return NAMES;
    }

    /** The function that is called by another name elsewhere. */
    static Optional<String> synonym(String name) {
        return Optional.ofNullable(SYNONYMS.get(name));
    }

    private static Map<String, String> pairs(String resource) {
        return Resource.lines(Definitions.class, resource).stream().map(line -> line.split(" ")).collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    private static Map<String, Scope.Definition> load() {
        Map<String, Scope.Definition> found = new HashMap<>();
        Source source = new Source("functions.flx", Resource.text(Definitions.class, "functions.flx"));
        for (Statement statement : Budget.apart(() -> Reader.script(source))) {
            if (!(statement instanceof Statement.DefineFunction function)) {
                throw new IllegalStateException("functions.flx holds definitions only: " + statement);
            }
            found.put(function.name() + "/" + function.parameters().size(), new Scope.Definition(function.parameters(), function.body()));
        }
        return Map.copyOf(found);
    }
}
