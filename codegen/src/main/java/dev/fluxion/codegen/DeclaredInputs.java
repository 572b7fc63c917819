package dev.fluxion.codegen;

import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.evaluate.Declared;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The inputs of a kernel of which declarations say something that its formulas make use of. */
record DeclaredInputs(List<Input> inputs) {
    static final DeclaredInputs NONE = new DeclaredInputs(List.of());

    record Input(int number, Symbol symbol, int[] sizes) {}

    static DeclaredInputs of(List<Symbol> symbols, Map<String, Long> sizes) {
        return new DeclaredInputs(IntStream.range(0, symbols.size()).filter(i -> !symbols.get(i).properties().isEmpty())
                .mapToObj(i -> new Input(i, symbols.get(i), symbols.get(i).shape().sizes().stream()
                .mapToInt((Size size) -> Math.toIntExact(size.value(sizes::get))).toArray()))
                .toList());
    }

    /** Holds the arrays of a run against the declarations, each entry once. */
    void check(Object[] arrays, Precision precision) {
        for (int i = 0; i < inputs.size(); i++) { // an iterator would be an object in each run
            Input input = inputs.get(i);
            Object array = arrays[input.number];
            IntToDoubleFunction entries = switch (precision) {
                case FLOAT -> position -> ((float[]) array)[position];
                case DOUBLE -> position -> ((double[]) array)[position];
            };
            Declared.checkEntries(input.symbol, input.sizes, entries, precision == Precision.FLOAT ? Declared.SINGLE : Declared.DOUBLE);
        }
    }
}
