package dev.fluxion.codegen;

import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Formulas;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.evaluate.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Declared tensors for tests, with random values. */
final class Tensors {
    final List<Symbol> symbols = new ArrayList<>();
    final Map<String, Long> sizes;
    private final Names names = Names.strict();
    private final Random random = new Random(42);

    /** @param declarations such as {@code "A n,m; b n; Y n,m onehot"} */
    Tensors(Map<String, Long> sizes, String declarations) {
        this.sizes = sizes;
        for (String declaration : declarations.split(";")) {
            String[] parts = declaration.trim().split(" ");
            List<Size> axes = parts.length == 1 ? List.of()
                    : Stream.of(parts[1].split(",")).map(size -> Character.isDigit(size.charAt(0)) ? Size.of(Long.parseLong(size)) : Size.named(size)).toList();
            Set<Symbol.Property> properties = parts.length < 3 ? Set.of() : Set.of(Symbol.Property.valueOf(parts[2].toUpperCase(java.util.Locale.ROOT)));
            Symbol symbol = Symbol.of(parts[0], new Shape(axes), Symbol.Role.VARIABLE, properties);
            symbols.add(symbol);
            names.declare(symbol);
        }
    }

    /** Gives a name to a part of the formulas to come. */
    Tensors with(String name, Expression value) {
        names.bind(name, value);
        return this;
    }

    Expression parse(String text) {
        return Formulas.parse(text, names);
    }

    Symbol symbol(String name) {
        return symbols.stream().filter(symbol -> symbol.name().equals(name)).findFirst().orElseThrow();
    }

    int[] dims(Symbol symbol) {
        return symbol.shape().sizes().stream().mapToInt(size -> (int) size.value(sizes::get)).toArray();
    }

    /** Random entries for every symbol. */
    double[][] values(double least, double most) {
        return symbols.stream().map(symbol -> structured(symbol, random.doubles(java.util.Arrays.stream(dims(symbol)).reduce(1, (a, b) -> a * b), least, most).toArray()))
                .toArray(double[][]::new);
    }

    private double[] structured(Symbol symbol, double[] entries) {
        int columns = symbol.shape().rank() == 2 ? dims(symbol)[1] : 1;
        for (int i = 0; i < entries.length; i++) {
            int row = i / columns;
            int column = i % columns;
            if (symbol.is(Symbol.Property.ONEHOT)) {
                entries[i] = column == row % columns ? 1 : 0;
            } else if (symbol.isSymmetric() && column < row) {
                entries[i] = entries[column * columns + row];
            }
        }
        return entries;
    }

    Map<String, Value> named(double[][] values) {
        Map<String, Value> named = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(symbols.get(i).name(), new Value(dims(symbols.get(i)), values[i]));
        }
        return named;
    }

    static float[] floats(double[] values) {
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return rounded;
    }
}
