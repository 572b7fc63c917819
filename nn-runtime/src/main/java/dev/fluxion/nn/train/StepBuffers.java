package dev.fluxion.nn.train;

import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Symbol;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The tensors of a step: a batch of the data, the number of the step, and what is trained before and after it. */
final class StepBuffers {
    private final List<Tensor> data;
    private final List<Symbol> trained;
    private final Tensor[] before;
    private final Tensor[] after;
    private final Object[] inputs;
    private final Object[] outputs;
    private final int labels;

    /**
     * Zeros.
     *
     * @param updates the input whose tensor an output has
     */
    StepBuffers(TrainingStep step, Map<Integer, Integer> updates, Map<Symbol, Tensor> data, Map<String, Long> sizes, Precision precision) {
        this.data = List.copyOf(data.values());
        trained = step.trained();
        before = step.inputs().stream().map(symbol -> Precisions.zeros(precision, Prediction.shape(symbol, sizes))).toArray(Tensor[]::new);
        after = IntStream.range(0, step.outputs().size()).mapToObj(output -> updates.containsKey(output) ? before[updates.get(output)]
                : Precisions.zeros(precision, Prediction.shape(step.outputs().get(output), sizes))).toArray(Tensor[]::new);
        inputs = new Object[before.length];
        outputs = new Object[after.length];
        labels = step.watched().isEmpty() ? -1 : labels(step);
    }

    // The data symbol of the scores' shape holds the labels; one that is declared so, if inputs have that shape too.
    private static int labels(TrainingStep step) {
        Shape scores = step.watched().getFirst().shape();
        List<Integer> fitting = IntStream.range(0, step.data().size()).filter(i -> step.data().get(i).shape().equals(scores)).boxed().toList();
        if (fitting.isEmpty()) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "no data have the shape of the predictions, " + scores, Span.NONE));
        }
        return fitting.stream().filter(i -> step.data().get(i).is(Symbol.Property.ONEHOT)).findFirst().orElse(fitting.getFirst());
    }

    /** Sets what is trained by name; what the map leaves out stays 0. */
    void set(Map<String, ? extends Tensor> values) {
        for (int i = 0; i < trained.size(); i++) {
            Tensor value = values.get(trained.get(i).name());
            Tensor target = before[data.size() + 1 + i];
            if (value != null) {
                if (!value.shape().equals(target.shape())) {
                    throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "'" + trained.get(i).name() + "' has shape " + target.shape()
                            + ", but its value " + value.shape(), Span.NONE));
                }
                value.copyTo(0, target, 0, target.shape().elements());
            }
        }
    }

    /** Takes rows of the data in an order. */
    void gather(int[] order, int from, int batch) {
        for (int i = 0; i < data.size(); i++) {
            int width = before[i].shape().elements() / batch;
            for (int row = 0; row < batch; row++) {
                data.get(i).copyTo(order[from + row] * width, before[i], row * width, width);
            }
        }
    }

    /** One step; what it made of parameters and state goes into the next one. */
    void run(Trainer.Kernel kernel, long number) {
        set(before[data.size()], number);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = before[i].array();
        }
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = after[i].array();
        }
        kernel.run(inputs, outputs);
        int first = after.length - trained.size();
        for (int i = 0; i < trained.size(); i++) {
            Tensor next = after[first + i];
            after[first + i] = before[data.size() + 1 + i];
            before[data.size() + 1 + i] = next;
            DeclaredData.keep(trained.get(i), next, number);
        }
    }

    private static void set(Tensor scalar, double number) {
        switch (scalar.array()) {
            case float[] single -> single[0] = (float) number;
            case double[] wide -> wide[0] = number;
            default -> throw new IllegalStateException("a step's number as " + scalar);
        }
    }

    double loss() {
        return after[0].number(0);
    }

    /** Right predictions of the last step. */
    int right(int classes) {
        return labels < 0 ? 0 : Classification.correct(after[1], before[labels], classes);
    }

    /** Copies of all that is trained, by name. */
    SortedMap<String, Tensor> trained() {
        SortedMap<String, Tensor> values = new TreeMap<>();
        for (int i = 0; i < trained.size(); i++) {
            values.put(trained.get(i).name(), before[data.size() + 1 + i].copy());
        }
        return values;
    }
}
