package dev.fluxion.cli.script;

import dev.fluxion.nn.train.Progress;
import java.util.Locale;
import java.util.function.Consumer;

/** A line at the end of each epoch. */
public final class PlainDisplay implements Display {
    private final Consumer<Output> out;

    /** Lines go to the consumer. */
    public PlainDisplay(Consumer<Output> out) {
        this.out = out;
    }

    @Override
    public void accept(Progress progress) {
        if (progress.endsEpoch()) {
            out.accept(new Output("epoch %d/%d  %s".formatted(progress.epoch(), progress.epochs(), text(progress)), ""));
        }
    }

    /** Loss, accuracy and speed. */
    public static String text(Progress progress) {
        String accuracy = Double.isNaN(progress.accuracy()) ? "" : String.format(Locale.ROOT, "  accuracy %.4f", progress.accuracy());
        return String.format(Locale.ROOT, "loss %.4f%s  %,.0f samples/s", progress.loss(), accuracy, progress.examplesPerSecond());
    }
}
