package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.io.TensorFile;
import dev.fluxion.nn.tensor.DoubleTensor;
import dev.fluxion.nn.tensor.LongTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A training between two steps: all that is needed to go on to the same bits.
 *
 * @param training what is trained, how, and on what: two trainings with equal texts take the same steps
 * @param trained parameters and the optimizer's state, by name
 * @param generator the state of the generator before it ordered the rows of the epoch that the next step is in
 * @param step steps done in all
 * @param loss sum of the losses of the running epoch
 * @param right right predictions of the running epoch
 * @param ended what the epochs before it came to
 */
record Checkpoint(SortedMap<String, String> training, SortedMap<String, Tensor> trained, long[] generator, long step, double loss, long right,
        List<Epoch> ended) {
    private static final String FORMAT = "format";
    private static final String KIND = "fluxion training";
    // No name of a script has a slash.
    private static final String GENERATOR = "training/generator";
    private static final String POSITION = "training/position";
    private static final String LOSS = "training/loss";
    private static final String ENDED = "training/ended";

    Checkpoint {
        ended = List.copyOf(ended);
    }

    TensorFile file() {
        Map<String, Tensor> tensors = new TreeMap<>(trained);
        tensors.put(GENERATOR, LongTensor.vector(generator));
        tensors.put(POSITION, LongTensor.vector(step, right));
        tensors.put(LOSS, DoubleTensor.vector(loss));
        double[] epochs = ended.stream().flatMapToDouble(epoch -> java.util.stream.DoubleStream.of(epoch.loss(), epoch.accuracy())).toArray();
        tensors.put(ENDED, new DoubleTensor(TensorShape.of(ended.size(), 2), epochs));
        Map<String, String> texts = new TreeMap<>(training);
        texts.put(FORMAT, KIND);
        return TensorFile.of(tensors, texts);
    }

    /** The training that a file holds; another file is a diagnostic. */
    static Checkpoint of(TensorFile file) {
        SortedMap<String, Tensor> trained = new TreeMap<>(file.tensors());
        SortedMap<String, String> training = new TreeMap<>(file.metadata());
        if (!KIND.equals(training.remove(FORMAT)) || !(trained.remove(GENERATOR) instanceof LongTensor generator)
                || !(trained.remove(POSITION) instanceof LongTensor position) || !(trained.remove(LOSS) instanceof DoubleTensor loss)
                || !(trained.remove(ENDED) instanceof DoubleTensor ended) || position.shape().elements() != 2 || loss.shape().elements() != 1) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the file is no checkpoint of a training", Span.NONE));
        }
        List<Epoch> epochs = IntStream.range(0, ended.shape().elements() / 2)
                .mapToObj(i -> new Epoch(ended.array()[2 * i], ended.array()[2 * i + 1])).toList();
        return new Checkpoint(training, trained, generator.array(), position.array()[0], loss.array()[0], position.array()[1], epochs);
    }
}
