package dev.fluxion.nn.train;

import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.print.TextPrinter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains parameters on rows of data. Each epoch takes the rows in a new random order, batch by batch; rows that fill no whole batch are left
 * for another epoch. The same seed gives the same bits, whether or not the training was broken off and taken up again from its checkpoint.
 *
 * <p>Source: L. Bottou, F. E. Curtis, J. Nocedal, Optimization Methods for Large-Scale Machine Learning (SIAM Review 60, 2018), §3.
 */
public final class Trainer {
    private static final int LONGEST_TEXT = 500;

    /** Compiles the formulas of a step at given sizes. */
    @FunctionalInterface
    public interface KernelSource {
        /** A kernel from inputs to outputs, row-major arrays in the precision. */
        Kernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes, Precision precision);

        /** The kernel of a step, which may change what is trained in place. */
        default Kernel compile(TrainingStep step, Map<String, Long> sizes, Precision precision) {
            return compile(step.outputs(), step.inputs(), sizes, precision);
        }
    }

    /** A compiled step. */
    @FunctionalInterface
    public interface Kernel {
        /** Reads the inputs and writes all outputs, {@code float[]} or {@code double[]}. */
        void run(Object[] inputs, Object[] outputs);

        /** The input whose array an output may be given, which is changed in place then; other outputs have arrays of their own. */
        default Map<Integer, Integer> updates() {
            return Map.of();
        }
    }

    /**
     * What to train with.
     *
     * @param optimizer how parameters change
     * @param epochs passes over the data, at least 1
     * @param batch rows per step, at least 1
     * @param seed of the order of the rows
     * @param precision of parameters, state and steps
     * @param checkpoint where to keep how far the training is, and to go on from
     */
    public record Settings(Optimizer optimizer, int epochs, int batch, long seed, Precision precision, Optional<CheckpointFile> checkpoint) {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one of them is below 1
         */
        public Settings {
            if (epochs < 1 || batch < 1) {
                throw new IllegalArgumentException("a training has at least one epoch and rows in a batch, not " + epochs + " and " + batch);
            }
        }

        /**
         * Single precision without a checkpoint.
         *
         * @throws IllegalArgumentException if epochs or batch are below 1
         */
        public Settings(Optimizer optimizer, int epochs, int batch, long seed) {
            this(optimizer, epochs, batch, seed, Precision.FLOAT, Optional.empty());
        }
    }

    private final Expression loss;
    private final TrainingStep step;
    private final List<Symbol> parameters;
    private final Map<Symbol, Tensor> data;
    private final Settings settings;
    private final Consumer<Progress> progress;
    private final Kernel kernel;
    private final Map<String, Long> sizes;
    private final int rows;
    private final int classes;

    /**
     * Prepares a training and compiles its step.
     *
     * @param predicted scores with a row per example and a column per class, compared with the data of their shape
     * @param loss a scalar formula of the parameters and the data; lower is better
     * @param data the rows of each data symbol, along its first axis; all have as many, at least one batch
     * @param progress told after every step, on the thread that trains
     * @throws FluxionException if there is no data, a shape or number of rows does not fit, data are not what their declaration says ({@code DOMAIN}),
     * there are fewer rows than a batch, no step keeps what a parameter is declared to be ({@code UNSUPPORTED}), the loss has no derivative by a
     * parameter, or the step cannot be compiled
     */
    public Trainer(Expression loss, List<Symbol> parameters, Map<Symbol, ? extends Tensor> data, Optional<Expression> predicted, Settings settings,
            KernelSource source, Consumer<Progress> progress) {
        this.loss = loss;
        this.parameters = List.copyOf(parameters);
        this.data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        this.settings = settings;
        this.progress = progress;
        predicted.ifPresent(Classification::scores);
        this.step = TrainingStep.of(loss, parameters, List.copyOf(data.keySet()), settings.optimizer(), predicted.stream().toList());
        this.rows = rows();
        this.sizes = sizes();
        data.keySet().forEach(DeclaredData::checkRows);
        data.forEach(DeclaredData::check);
        parameters.forEach(DeclaredData::checkTrained);
        this.classes = predicted.map(scores -> Math.toIntExact(scores.shape().size(1).value(sizes::get))).orElse(0);
        this.kernel = source.compile(step, sizes, settings.precision());
    }

    private static FluxionException problem(String message, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, Span.NONE).withHint(hint));
    }

    private int rows() {
        if (data.isEmpty()) {
            throw problem("there is no data: the loss depends on parameters alone", "name the data of its variables: fit(loss, X = …)");
        }
        int count = -1;
        for (var entry : data.entrySet()) {
            Symbol symbol = entry.getKey();
            DataSizes.requireRank(symbol, entry.getValue());
            if (symbol.isScalar()) {
                throw problem("'" + symbol.name() + "' is a number, and data have rows", "");
            }
            int rows = entry.getValue().shape().size(0);
            if (count >= 0 && rows != count) {
                throw problem("'" + symbol.name() + "' has " + Plural.of(rows, "row") + ", but other data " + count, "");
            }
            count = rows;
        }
        if (count == 0) {
            throw problem("the data are empty: '" + data.keySet().iterator().next().name() + "' has no rows", "");
        }
        if (count < settings.batch()) {
            throw problem("a batch of " + settings.batch() + " needs as many rows, but there are " + count, "choose a batch of at most " + count);
        }
        return count;
    }

    // The first axis of data runs over rows and is bound to the batch; other axes to what the data have.
    private Map<String, Long> sizes() {
        DataSizes found = new DataSizes();
        data.forEach((symbol, tensor) -> {
            int[] actual = tensor.shape().sizes();
            actual[0] = settings.batch();
            found.add(symbol, actual);
        });
        return found.named();
    }

    /**
     * A training from the given values, or from the checkpoint where an earlier one from the same values was broken off.
     *
     * @param start the value of each parameter, of its shape, not written to; a parameter without one starts at 0
     * @throws FluxionException if one has another shape, or is not what its declaration says, or the checkpoint is of another training, damaged or
     * beyond the epochs asked for
     */
    public TrainingRun begin(Map<Symbol, ? extends Tensor> start) {
        SortedMap<String, Tensor> named = new TreeMap<>();
        parameters.stream().filter(start::containsKey).forEach(parameter -> DeclaredData.check(parameter, start.get(parameter)));
        start.forEach((symbol, value) -> named.put(symbol.name(), value));
        StepBuffers buffers = new StepBuffers(step, kernel.updates(), data, sizes, settings.precision());
        buffers.set(named);
        return new TrainingRun(this, buffers, training(buffers), rows);
    }

    /**
     * Trains the parameters from the given values and returns their last ones.
     *
     * @throws FluxionException as {@link #begin} and {@link TrainingRun#toEnd}
     */
    public Map<Symbol, Tensor> train(Map<Symbol, ? extends Tensor> start) {
        return begin(start).toEnd();
    }

    // All that decides the bits of a step but the number of threads, which does not.
    private SortedMap<String, String> training(StepBuffers start) {
        SortedMap<String, String> texts = new TreeMap<>();
        String formula = TextPrinter.text(loss);
        texts.put("loss", formula.length() <= LONGEST_TEXT ? formula : "one of the sum " + Integer.toHexString(formula.hashCode()));
        texts.put("optimizer", settings.optimizer().text());
        texts.put("batch", Integer.toString(settings.batch()));
        texts.put("seed", Long.toString(settings.seed()));
        texts.put("precision", settings.precision().word());
        texts.put("start", "of the sum " + Integer.toHexString(start.trained().hashCode()));
        data.forEach((symbol, tensor) -> texts.put("data " + symbol.name(), tensor.shape() + " of the sum " + Integer.toHexString(tensor.hashCode())));
        return texts;
    }

    Map<Symbol, Tensor> data() {
        return data;
    }

    Settings settings() {
        return settings;
    }

    List<Symbol> parameters() {
        return parameters;
    }

    Kernel kernel() {
        return kernel;
    }

    Consumer<Progress> progress() {
        return progress;
    }

    int classes() {
        return classes;
    }
}
