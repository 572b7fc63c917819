package dev.fluxion.nn.train;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.random.RandomStream;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.symbolic.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A training that begins, or goes on where an earlier one was broken off. Interrupting the thread ends it between two steps, after the
 * checkpoint was written.
 */
public final class TrainingRun {
    private static final long SHORTEST_NANOS = 1_000_000_000L;
    private static final double DIVERGED = 10;
    private static final double SMALL = 1e-3; // a loss below may grow by a factor without being large
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Trainer trainer;
    private final StepBuffers buffers;
    private final SortedMap<String, String> training;
    private final Optional<CheckpointFile> file;
    private final List<Epoch> ended = new ArrayList<>();
    private final int[] order;
    private final int perEpoch;
    private final long steps;
    private RandomStream random;
    private long[] generator;
    private long done;
    private boolean torn; // whether a step is under way or was broken off: it changes parameters in place
    private double loss;
    private double firstLoss = Double.NaN;
    private long right;
    private long begunAt;
    private long begunNanos;
    private long writtenNanos;

    TrainingRun(Trainer trainer, StepBuffers buffers, SortedMap<String, String> training, int rows) {
        this.trainer = trainer;
        this.buffers = buffers;
        this.training = training;
        Trainer.Settings settings = trainer.settings();
        file = settings.checkpoint();
        perEpoch = rows / settings.batch();
        steps = (long) perEpoch * settings.epochs();
        order = new int[rows];
        random = RandomStream.seeded(settings.seed());
        generator = random.state();
        file.flatMap(checkpoint -> checkpoint.read(training)).ifPresent(this::resume);
    }

    private void resume(Checkpoint from) {
        if (from.step() > steps) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the checkpoint is in epoch " + (from.step() / perEpoch + 1)
                    + " already, more than the " + trainer.settings().epochs() + " asked for", Span.NONE).withHint("ask for more epochs"));
        }
        if (!from.trained().keySet().equals(buffers.trained().keySet())) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "the checkpoint holds " + from.trained().keySet() + ", but "
                    + buffers.trained().keySet() + " are trained", Span.NONE));
        }
        buffers.set(from.trained());
        random = RandomStream.resumed(from.generator());
        generator = from.generator();
        done = from.step();
        ended.addAll(from.ended());
        if (done % perEpoch != 0) {
            shuffle();
            loss = from.loss();
            right = from.right();
        }
    }

    /** Steps done so far. */
    public long done() {
        return done;
    }

    /** Steps there are in all. */
    public long steps() {
        return steps;
    }

    /** What the epochs that have ended came to, those of an earlier start too. */
    public List<Epoch> ended() {
        return List.copyOf(ended);
    }

    /**
     * Whether the loss is more than ten times what it was in the first step that this run took, as it is where steps are too long.
     */
    public boolean hasDiverged() {
        return !ended.isEmpty() && Math.abs(ended.getLast().loss()) > DIVERGED * Math.max(Math.abs(firstLoss), SMALL);
    }

    // Each epoch's order depends on the generator alone, and not on the order before it.
    private void shuffle() {
        generator = random.state();
        Arrays.setAll(order, i -> i);
        random.shuffle(order);
    }

    /**
     * Takes all steps that are left and returns the values of the parameters.
     *
     * @throws FluxionException {@code LIMIT} if the thread is interrupted, {@code DOMAIN} if the loss is no longer a finite number; if the checkpoint
     * cannot be written
     * @throws IllegalStateException if a step was broken off by an error before: some of the parameters are those of that step
     */
    public Map<Symbol, Tensor> toEnd() {
        if (torn) {
            throw new IllegalStateException("step " + done
                    + " was broken off, with its parameters half changed: begin anew, which goes on from the checkpoint if there is one");
        }
        begunAt = done;
        begunNanos = System.nanoTime();
        writtenNanos = begunNanos - SHORTEST_NANOS;
        while (done < steps) {
            step();
            keep();
        }
        file.ifPresent(CheckpointFile::delete);
        SortedMap<String, Tensor> values = buffers.trained();
        Map<Symbol, Tensor> trained = new LinkedHashMap<>();
        trainer.parameters().forEach(parameter -> trained.put(parameter, values.get(parameter.name())));
        return trained;
    }

    private void step() {
        int batch = (int) (done % perEpoch);
        if (batch == 0) {
            shuffle();
            loss = 0;
            right = 0;
        }
        int rows = trainer.settings().batch();
        buffers.gather(order, batch * rows, rows);
        done++;
        torn = true;
        buffers.run(trainer.kernel(), done);
        torn = false;
        loss += buffers.loss();
        firstLoss = Double.isNaN(firstLoss) ? buffers.loss() : firstLoss;
        right += buffers.right(trainer.classes());
        Epoch sofar = new Epoch(loss / (batch + 1), trainer.classes() == 0 ? Double.NaN : right / ((batch + 1.0) * rows));
        if (batch == perEpoch - 1) {
            ended.add(sofar);
        }
        report(sofar);
    }

    private void report(Epoch sofar) {
        if (!Double.isFinite(sofar.loss())) {
            String how = String.format(Locale.ROOT, "the loss became %s in step %,d of %,d", sofar.loss(), done, steps);
            trainer.data().forEach((symbol, tensor) -> DeclaredData.checkFinite(symbol, tensor, how)); // no rate mends those
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.DOMAIN, "the training diverged: " + how, Span.NONE)
                    .withHint(trainer.settings().optimizer().gentler()));
        }
        double perStep = (System.nanoTime() - begunNanos) / 1e9 / (done - begunAt);
        int epochs = trainer.settings().epochs();
        trainer.progress().accept(new Progress((int) ((done - 1) / perEpoch) + 1, epochs, done, steps, sofar.loss(), sofar.accuracy(),
                trainer.settings().batch() / perStep, perStep * (steps - done)));
    }

    // At the end of an epoch, but at most once a second; in a long one, once a minute.
    private void keep() {
        boolean interrupted = Thread.interrupted();
        long since = System.nanoTime() - writtenNanos;
        boolean due = since >= LONGEST_NANOS || done % perEpoch == 0 && since >= SHORTEST_NANOS;
        if (due || interrupted) {
            file.ifPresent(checkpoint -> checkpoint.write(new Checkpoint(training, buffers.trained(),
                    done % perEpoch == 0 ? random.state() : generator, done, loss, right, ended)));
            writtenNanos = System.nanoTime();
        }
        if (interrupted) {
            throw interrupted();
        }
    }

    private FluxionException interrupted() {
        Thread.currentThread().interrupt();
        String hint = file.map(checkpoint -> "run it again to go on from " + checkpoint.path())
                .orElse("nothing of it is kept; with checkpoint = \"run.safetensors\" it would go on from here");
        return new FluxionException(Diagnostic.of(Diagnostic.Code.LIMIT, String.format(Locale.ROOT,
                "the training was interrupted after step %,d of %,d", done, steps), Span.NONE).withHint(hint));
    }
}
