package dev.fluxion.cli.scripting;

import dev.fluxion.cli.script.Files;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.cli.script.Session;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Reader;
import dev.fluxion.grammar.Source;
import dev.fluxion.grammar.Tree;
import dev.fluxion.symbolic.Expression;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.script.Bindings;

/** The names that scripts and a program have given in one set of bindings, and the session that knows them. */
final class BoundNames {
    private final Session session = new Session(output -> print(output.text()), Files.NONE, new PlainDisplay(output -> print(output.text())));
    private final Map<String, Object> given = new HashMap<>(); // what scripts have named, as it was put into the bindings
    private final Map<String, Expression> known = new HashMap<>(); // the values of all names after the last script
    private Writer writer = Writer.nullWriter();

    private void print(String text) {
        PrintWriter out = new PrintWriter(writer);
        out.println(text);
        out.flush();
    }

    Session session() {
        return session;
    }

    /** The value of the last expression statement of a script, which reads and gives the names of the bindings. */
    Optional<Expression> run(Source script, Bindings bindings, Writer to) {
        writer = to;
        try {
            read(bindings);
            return session.result(script);
        } finally {
            give(bindings);
        }
    }

    // What a script has named anew; what a program has put there, and no script has changed, stays the object that it is.
    private void give(Bindings bindings) {
        session.values().forEach((name, expression) -> {
            if (!expression.equals(known.put(name, expression)) || !bindings.containsKey(name)) {
                given.put(name, BoundValues.of(expression));
                bindings.put(name, given.get(name));
            }
        });
    }

    private void read(Bindings bindings) {
        List<String> put = new ArrayList<>();
        bindings.forEach((key, value) -> nameOf(key).filter(name -> value == null || given.get(key) != value).ifPresent(name -> {
            session.bind(name, BoundValues.expression(value, "'" + key + "'").orElseThrow(() -> FluxionException.unsupported("the binding '" + key + "' is "
                    + (value == null ? "null" : "a " + value.getClass().getSimpleName()) + ": numbers, double[], double[][] and expressions can be bound")));
            given.remove(key);
            put.add(name);
        }));
        Map<String, Expression> values = session.values();
        put.forEach(name -> known.put(name, values.get(name)));
    }

    // Other keys, such as those of the scripting framework, are no names of the language.
    private static Optional<String> nameOf(String key) {
        if (key.matches("[A-Za-z_]\\w*")) {
            return Optional.of(key);
        }
        try {
            return key.codePoints().allMatch(Character::isUnicodeIdentifierPart) && Reader.expression(new Source("name", key)) instanceof Tree.Name name
                    ? Optional.of(name.name()) : Optional.empty();
        } catch (FluxionException e) {
            return Optional.empty();
        }
    }
}
