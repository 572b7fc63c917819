package dev.fluxion.cli.script;

import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.grammar.Tree;
import dev.fluxion.nn.io.TensorFile;
import dev.fluxion.nn.random.Initializer;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.LongTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import dev.fluxion.nn.train.Precisions;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.elaborate.Names;
import dev.fluxion.symbolic.language.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The parameters of a script with their initial and trained values, and its data. */
final class Model {
    private final Map<Symbol, Tree> initial = new LinkedHashMap<>();
    private final Map<Symbol, Tensor> values = new LinkedHashMap<>();
    private final Map<String, FloatTensor> data = new LinkedHashMap<>();

    void declare(Symbol parameter, Tree start) {
        initial.keySet().removeIf(known -> known.name().equals(parameter.name()));
        values.keySet().removeIf(known -> known.name().equals(parameter.name()));
        initial.put(parameter, start);
    }

    List<Symbol> parameters() {
        return List.copyOf(initial.keySet());
    }

    void data(String name, FloatTensor tensor) {
        data.put(name, tensor);
    }

    FloatTensor data(Tree tree) {
        if (tree instanceof Tree.Name name && data.get(name.name()) instanceof FloatTensor tensor) {
            return tensor;
        }
        throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the name of loaded data is expected here", tree.span())
                .withHint(data.isEmpty() ? "load some first: load(\"fashion-mnist\")" : "loaded are " + String.join(", ", data.keySet())));
    }

    /** Loaded data of a name. */
    Optional<Tensor> loaded(String name) {
        return Optional.ofNullable(data.get(name));
    }

    void train(Map<Symbol, Tensor> trained) {
        values.putAll(trained);
    }

    /** The values of all parameters; those never trained are initialised in the order of their declaration, in double precision. */
    Map<Symbol, Tensor> values(long seed) {
        RandomStream random = RandomStream.seeded(seed);
        Map<Symbol, Tensor> all = new LinkedHashMap<>();
        initial.forEach((symbol, start) -> all.put(symbol, values.containsKey(symbol) ? values.get(symbol)
                : structured(symbol, start(symbol, start, random))));
        return all;
    }

    /** The values to predict with: in single precision, unless parameters were trained or loaded in double precision. */
    Map<Symbol, Tensor> values() {
        Precision precision = values.values().stream().anyMatch(DoubleTensor.class::isInstance) ? Precision.DOUBLE : Precision.FLOAT;
        Map<Symbol, Tensor> all = values(1);
        all.replaceAll((symbol, value) -> Precisions.in(precision, value));
        return all;
    }

    private static TensorShape shape(Symbol symbol) {
        return TensorShape.of(symbol.shape().sizes().stream().mapToInt(size -> {
            if (!size.isLiteral()) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "parameter " + symbol.name() + " has the size " + size
                        + ", which is no number", Span.NONE).withHint("give sizes of parameters as numbers to train them"));
            }
            return Math.toIntExact(size.literal());
        }).toArray());
    }

    private static Tensor start(Symbol symbol, Tree start, RandomStream random) {
        TensorShape shape = shape(symbol);
        return switch (start) {
            case null -> Initializer.constant(shape, 0);
            case Tree.Call call when Initializer.words().contains(call.name()) ->
                Initializer.named(call.name()).values(shape, random);
            default -> {
                if (Language.elaborator(Names.strict()).expression(start) instanceof Constant c) {
                    yield Initializer.constant(shape, c.value().doubleValue());
                }
                throw Operands.problem("a parameter starts with a number or one of " + String.join(", ", Initializer.words()), start, "");
            }
        };
    }

    // As declared: the diagonal alone, or the upper triangle on both sides; a number for a positive definite matrix stands on its diagonal.
    private static Tensor structured(Symbol symbol, Tensor start) {
        if (!symbol.isSymmetric() || symbol.shape().rank() != 2) {
            return start;
        }
        int order = start.shape().size(0);
        double[] entries = new double[start.shape().elements()];
        boolean constant = IntStream.range(0, entries.length).allMatch(i -> start.number(i) == start.number(0));
        boolean diagonal = symbol.is(Symbol.Property.DIAGONAL) || symbol.is(Symbol.Property.POSITIVE_DEFINITE) && constant;
        for (int i = 0; i < entries.length; i++) {
            int row = Math.min(i / order, i % order);
            int column = Math.max(i / order, i % order);
            entries[i] = diagonal && row != column ? 0 : start.number(row * order + column);
        }
        return new DoubleTensor(start.shape(), entries);
    }

    TensorFile file() {
        Map<String, Tensor> tensors = new TreeMap<>();
        values().forEach((symbol, value) -> tensors.put(symbol.name(), value));
        return TensorFile.of(tensors, Map.of("format", "fluxion"));
    }

    void load(TensorFile file) {
        for (Symbol symbol : initial.keySet()) {
            Tensor tensor = file.tensors().get(symbol.name());
            if (tensor == null || tensor instanceof LongTensor || !tensor.shape().equals(shape(symbol))) {
                throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "the file holds no parameter " + symbol.name() + " of shape "
                        + symbol.shape(), Span.NONE).withHint("it holds " + file.tensors().keySet()));
            }
            values.put(symbol, tensor);
        }
    }
}
