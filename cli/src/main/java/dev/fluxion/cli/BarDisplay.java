package dev.fluxion.cli;

import dev.fluxion.cli.script.Display;
import dev.fluxion.cli.script.PlainDisplay;
import dev.fluxion.nn.train.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with time left on a terminal. */
final class BarDisplay implements Display {
    private ProgressBar bar;

    @Override
    public void accept(Progress progress) {
        if (bar == null) {
            bar = new ProgressBarBuilder().setTaskName("training").setInitialMax(progress.steps()).setUnit(" steps", 1)
                    .setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(200).build();
        }
        bar.stepTo(progress.step());
        bar.setExtraMessage(" epoch " + progress.epoch() + "/" + progress.epochs() + "  " + PlainDisplay.text(progress));
        if (progress.step() == progress.steps()) {
            close();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
