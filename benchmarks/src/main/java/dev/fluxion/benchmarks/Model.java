package dev.fluxion.benchmarks;

import dev.fluxion.grammar.Source;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A model whose training step is measured: its loss is a formula of {@code formulas.properties}, of data X and labels Y.
 *
 * @param name what the peer and the formula call it
 * @param text what it is
 * @param batch rows of a step
 * @param row sizes of the axes of X behind the first
 * @param parameters names and sizes of the axes
 */
record Model(String name, String text, int batch, List<Integer> row, Map<String, List<Integer>> parameters) {
    static final int CLASSES = 10;

    /** What is measured, by name. */
    static final List<Model> ALL = List.of(
            dense("mlp", "MLP 784-256-128-10", 784, 256, 128, CLASSES),
            dense("regression", "softmax regression 784-10", 784, CLASSES),
            dense("large", "MLP 784-2048-1664-10, 5 million parameters", 784, 2048, 1664, CLASSES),
            convolutional());

    static Model dense(String name, String text, int... widths) {
        Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        for (int layer = 1; layer < widths.length; layer++) {
            parameters.put("W" + layer, List.of(widths[layer - 1], widths[layer]));
            parameters.put("b" + layer, List.of(widths[layer]));
        }
        return new Model(name, text, 128, List.of(widths[0]), parameters);
    }

    private static Model convolutional() {
        Map<String, List<Integer>> parameters = new LinkedHashMap<>();
        parameters.put("K1", List.of(8, 1, 3, 3));
        parameters.put("c1", List.of(8));
        parameters.put("K2", List.of(16, 8, 3, 3));
        parameters.put("c2", List.of(16));
        parameters.put("W1", List.of(400, CLASSES));
        parameters.put("b1", List.of(CLASSES));
        return new Model("cnn", "CNN of 8 and 16 channels", 64, List.of(1, 28, 28), parameters);
    }

    static Model named(String name) {
        return ALL.stream().filter(model -> model.name.equals(name)).findFirst().orElseThrow();
    }

    Symbol data() {
        List<Size> sizes = new ArrayList<>(List.of(Size.named("m")));
        row.forEach(size -> sizes.add(Size.of(size)));
        return Symbol.of("X", Shape.of(sizes.toArray(Size[]::new)), Symbol.Role.VARIABLE, Set.of());
    }

    Symbol labels() {
        return Symbol.of("Y", Shape.of(Size.named("m"), Size.of(CLASSES)), Symbol.Role.VARIABLE, Set.of(Symbol.Property.ONEHOT));
    }

    List<Symbol> trained() {
        return parameters.entrySet().stream().map(entry -> Symbol.of(entry.getKey(), Shape.of(entry.getValue().stream().map(Size::of).toArray(Size[]::new)),
                Symbol.Role.PARAMETER, Set.of())).toList();
    }

    Expression loss() {
        Names names = Names.strict();
        Stream.concat(Stream.of(data(), labels()), trained().stream()).forEach(names::declare);
        return Language.parse(new Source("loss", new Formulas(name).in("loss.fluxion")), names);
    }

    int rowEntries() {
        return row.stream().reduce(1, Math::multiplyExact);
    }

    long parameterEntries() {
        return parameters.values().stream().mapToLong(sizes -> sizes.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b)).sum();
    }

    /** Deviation of the numbers that a parameter begins with, by the entries that a unit reads (He et al. 2015); 0 for a bias. */
    static double deviation(List<Integer> sizes) {
        int read = sizes.size() == 2 ? sizes.getFirst() : sizes.stream().skip(1).reduce(1, Math::multiplyExact);
        return sizes.size() == 1 ? 0 : Math.sqrt(2.0 / read);
    }

    /**
     * Operations of its products, forward and both gradients of each layer; the first needs no gradient of the data.
     */
    double operations() {
        Map<String, Integer> windows = Map.of("K1", 26 * 26, "K2", 11 * 11);
        List<String> layers = parameters.keySet().stream().filter(parameter -> parameters.get(parameter).size() > 1).sorted().toList();
        return IntStream.range(0, layers.size()).mapToDouble(i -> {
            double entries = parameters.get(layers.get(i)).stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
            return 2.0 * batch * entries * windows.getOrDefault(layers.get(i), 1) * (i == 0 ? 2 : 3);
        }).sum();
    }
}
