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
            out.accept(new Output("epoch " + progress.epoch() + "/" + progress.epochs() + "  " + text(progress), ""));
        }
    }

    /** Loss, accuracy and speed. */
    public static String text(Progress progress) {
        String accuracy = Double.isNaN(progress.accuracy()) ? "" : String.format(Locale.ROOT, "  accuracy %.4f", progress.accuracy());
        return String.format(Locale.ROOT, "loss %s%s  %,.0f samples/s", loss(progress.loss()), accuracy, progress.examplesPerSecond());
    }

    /** A loss with four digits behind the point, or where that would be too many or too few, with four digits and an exponent. */
    public static String loss(double loss) {
        double size = Math.abs(loss);
        return String.format(Locale.ROOT, size != 0 && (size >= 1e6 || size < 1e-3) ? "%.3e" : "%.4f", loss);
    }
}
