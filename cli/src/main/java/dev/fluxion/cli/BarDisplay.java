package dev.fluxion.cli;

import dev.fluxion.cli.script.Display;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.nn.train.Progress;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar with time left on a terminal. */
final class BarDisplay implements Display {
    private static final int NARROWEST_BAR = 5;

    private ProgressBar bar;
    private volatile Progress latest;

    @Override
    public void accept(Progress progress) {
        latest = progress;
        if (bar == null) {
            bar = new ProgressBarBuilder().setTaskName("training").setInitialMax(progress.steps())
                    .setRenderer((_, width) -> line(latest, width)).setUpdateIntervalMillis(200).build();
        }
        bar.stepTo(progress.step());
        if (progress.step() == progress.steps()) {
            close();
        }
    }

    /** Whether standard input and output are a terminal that can draw a line anew. */
    static boolean canBeSeen(Map<String, String> environment) {
        return System.console() != null && System.console().isTerminal() && !environment.getOrDefault("TERM", "").startsWith("dumb");
    }

    /** What a terminal of so many columns shows: the bar takes the room that the figures leave, and where there is too little, speed goes before accuracy. */
    static String line(Progress progress, int width) {
        double done = progress.steps() == 0 ? 1 : progress.step() / (double) progress.steps();
        String epoch = "epoch " + progress.epoch() + "/" + progress.epochs();
        String loss = String.format(Locale.ROOT, " %3.0f%% loss %s", 100 * done, PlainDisplay.loss(progress.loss()));
        String accuracy = Double.isNaN(progress.accuracy()) ? "" : String.format(Locale.ROOT, " acc %.4f", progress.accuracy());
        String speed = String.format(Locale.ROOT, " %,.0f/s", progress.examplesPerSecond());
        String left = " " + (progress.step() == 0 ? "?" : clock(progress.secondsLeft())) + " left";
        String figures = Stream.of(loss + accuracy + speed + left, loss + accuracy + left, loss + left, loss)
                .filter(each -> epoch.length() + each.length() <= width).findFirst().orElse("");
        int room = width - epoch.length() - figures.length() - " []".length();
        String shown = epoch + (room < NARROWEST_BAR ? "" : bar(done, room)) + figures;
        return shown.substring(0, Math.min(shown.length(), Math.max(0, width)));
    }

    private static String bar(double done, int room) {
        int full = (int) (done * room);
        return " [" + "=".repeat(full) + " ".repeat(room - full) + "]";
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600 ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
