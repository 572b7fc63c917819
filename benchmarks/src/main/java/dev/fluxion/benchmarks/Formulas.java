package dev.fluxion.benchmarks;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The formulas of the comparisons, as text. */
record Formulas(String name) {
    private static final Properties TEXTS = load();

    private static Properties load() {
        Properties texts = new Properties();
        try (var in = Formulas.class.getResourceAsStream("formulas.properties")) {
            texts.load(in);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String in(String dialect) {
        return TEXTS.getProperty(name + "." + dialect);
    }

    String[] variables() {
        return in("variables").split(" ");
    }

    List<Symbol> symbols() {
        return Stream.of(variables()).map(Symbol::of).toList();
    }

    Expression expression() {
        return Language.parse(in("fluxion"));
    }
}
