package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains parameters on rows of data in single precision. Each epoch takes the rows in a new random order, batch by batch; rows that fill no
 * whole batch are left for another epoch. The same seed gives the same bits.
 */
public final class Trainer {
    /** Compiles the formulas of a step at given sizes. */
    @FunctionalInterface
    public interface KernelSource {
        /** A kernel from inputs to outputs, row-major arrays in single precision. */
        Kernel compile(List<Expression> outputs, List<Symbol> inputs, Map<String, Long> sizes);
    }

    /** A compiled step. */
    @FunctionalInterface
    public interface Kernel {
        /** Reads the inputs and writes all outputs. */
        void run(float[][] inputs, float[][] outputs);
    }

    /**
     * What to train with.
     *
     * @param optimizer how parameters change
     * @param epochs passes over the data, at least 1
     * @param batch rows per step, at least 1
     * @param seed of the order of the rows
     */
    public record Settings(Optimizer optimizer, int epochs, int batch, long seed) {}

    private final TrainingStep step;
    private final Map<Symbol, FloatTensor> data;
    private final Settings settings;
    private final Consumer<Progress> progress;
    private final Kernel kernel;
    private final Map<String, Long> sizes = new HashMap<>();
    private final int rows;
    private final int classes;
    private float[][] inputs;
    private float[][] outputs;

    /**
     * @param predicted scores with a column per class, compared with {@code labels}, or {@code null} to watch no accuracy
     * @param data the rows of each data symbol; all have as many
     */
    public Trainer(Expression loss, List<Symbol> parameters, Map<Symbol, FloatTensor> data, Expression predicted, Settings settings,
            KernelSource source, Consumer<Progress> progress) {
        this.data = new LinkedHashMap<>(data);
        this.settings = settings;
        this.progress = progress;
        this.step = TrainingStep.of(loss, parameters, List.copyOf(data.keySet()), settings.optimizer(),
                predicted == null ? List.of() : List.of(predicted));
        this.rows = bindSizes();
        this.classes = predicted == null ? 0 : Math.toIntExact(predicted.shape().size(1).value(sizes::get));
        this.kernel = source.compile(step.outputs(), step.inputs(), Map.copyOf(sizes));
    }

    private static FluxionException problem(String message, String hint) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, message, Span.NONE).withHint(hint));
    }

    // The first axis of data runs over rows and is bound to the batch; other axes to what the data have.
    private int bindSizes() {
        int count = -1;
        for (var entry : data.entrySet()) {
            Symbol symbol = entry.getKey();
            int[] actual = entry.getValue().shape().sizes();
            if (actual.length != symbol.shape().rank() || actual.length == 0) {
                throw problem("'" + symbol.name() + "' has shape " + symbol.shape() + ", but its data " + entry.getValue().shape(), "");
            }
            if (count >= 0 && actual[0] != count) {
                throw problem("'" + symbol.name() + "' has " + actual[0] + " rows, but other data " + count, "");
            }
            count = actual[0];
            for (int axis = 0; axis < actual.length; axis++) {
                bind(symbol, symbol.shape().size(axis), axis == 0 ? settings.batch() : actual[axis]);
            }
        }
        if (count < settings.batch()) {
            throw problem("a batch of " + settings.batch() + " needs as many rows, but there are " + count, "choose a smaller batch");
        }
        return count;
    }

    private void bind(Symbol symbol, Size size, long actual) {
        boolean name = size.terms().size() == 1 && !size.isLiteral() && size.equals(Size.named(size.toString()));
        Long known = name ? sizes.putIfAbsent(size.toString(), actual) : (Long) size.value(sizes::get);
        if (known != null && known != actual) {
            throw problem("an axis of '" + symbol.name() + "' has size " + size + " = " + known + ", but its data " + actual, "");
        }
    }

    /** Trains the parameters from the given values and returns their last ones. */
    public Map<Symbol, float[]> train(Map<Symbol, float[]> start) {
        allocate(start);
        RandomStream random = RandomStream.seeded(settings.seed());
        int perEpoch = rows / settings.batch();
        long total = (long) perEpoch * settings.epochs();
        int[] order = java.util.stream.IntStream.range(0, rows).toArray();
        long begun = System.nanoTime();
        long done = 0;
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            random.shuffle(order);
            double loss = 0;
            long right = 0;
            for (int batch = 0; batch < perEpoch; batch++) {
                gather(order, batch * settings.batch());
                inputs[data.size()][0] = ++done;
                kernel.run(inputs, outputs);
                loss += outputs[0][0];
                right += classes == 0 ? 0 : correct();
                keep();
                report(epoch, done, total, loss / (batch + 1), right / ((batch + 1.0) * settings.batch()), begun);
            }
        }
        return trained();
    }

    private void report(int epoch, long done, long total, double loss, double accuracy, long begun) {
        if (!Double.isFinite(loss)) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the loss became " + loss + " in step " + done, Span.NONE)
                    .withHint("try a smaller rate"));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        progress.accept(new Progress(epoch, settings.epochs(), done, total, loss, classes == 0 ? Double.NaN : accuracy,
                done * (double) settings.batch() / seconds, seconds / done * (total - done)));
    }

    private int entries(Expression expression) {
        return Math.toIntExact(expression.shape().sizes().stream().mapToLong(size -> size.value(sizes::get)).reduce(1, Math::multiplyExact));
    }

    private void allocate(Map<Symbol, float[]> start) {
        List<float[]> in = new ArrayList<>();
        step.inputs().forEach(symbol -> in.add(new float[entries(symbol)]));
        for (int i = 0; i < step.trained().size(); i++) {
            float[] value = start.get(step.trained().get(i));
            if (value != null) {
                System.arraycopy(value, 0, in.get(data.size() + 1 + i), 0, value.length);
            }
        }
        inputs = in.toArray(float[][]::new);
        outputs = step.outputs().stream().map(output -> new float[entries(output)]).toArray(float[][]::new);
    }

    private void gather(int[] order, int from) {
        int symbol = 0;
        for (FloatTensor tensor : data.values()) {
            int width = tensor.array().length / rows;
            for (int row = 0; row < settings.batch(); row++) {
                System.arraycopy(tensor.array(), order[from + row] * width, inputs[symbol], row * width, width);
            }
            symbol++;
        }
    }

    // What the step made of parameters and state goes into the next step.
    private void keep() {
        int from = outputs.length - step.trained().size();
        for (int i = 0; i < step.trained().size(); i++) {
            float[] next = outputs[from + i];
            outputs[from + i] = inputs[data.size() + 1 + i];
            inputs[data.size() + 1 + i] = next;
        }
    }

    private int correct() {
        float[] labels = labels();
        return Classification.correct(outputs[1], labels, classes);
    }

    // The data symbol of the scores' shape holds the labels.
    private float[] labels() {
        int symbol = 0;
        for (Symbol each : data.keySet()) {
            if (each.shape().equals(step.watched().getFirst().shape())) {
                return inputs[symbol];
            }
            symbol++;
        }
        throw problem("no data have the shape of the predictions, " + step.watched().getFirst().shape(), "");
    }

    private Map<Symbol, float[]> trained() {
        Map<Symbol, float[]> values = new LinkedHashMap<>();
        for (int i = 0; i < step.trained().size(); i++) {
            if (step.trained().get(i).role() == Symbol.Role.PARAMETER) {
                values.put(step.trained().get(i), inputs[data.size() + 1 + i].clone());
            }
        }
        return values;
    }
}
