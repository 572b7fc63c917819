package dev.fluxion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxion.nn.train.Progress;
import org.junit.jupiter.api.Test;

/** The line of a running training. */
class BarDisplayTest {
    @Test
    void everyFigureFitsEightyColumns() {
        Progress progress = new Progress(10, 10, 900, 1000, 12.3456, 0.98765, 1_234_567, 75);
        assertThat(BarDisplay.line(progress, 80)).hasSize(80).contains("epoch 10/10 [", " 90% loss 12.3456 acc 0.9877 1,234,567/s 1:15 left");
    }

    @Test
    void theBarGivesWayFirst() {
        Progress progress = new Progress(1, 3, 0, 300, 2.5, Double.NaN, 500, 4000);
        assertThat(BarDisplay.line(progress, 40)).isEqualTo("epoch 1/3   0% loss 2.5000 500/s ? left");
        assertThat(BarDisplay.line(progress, 35)).isEqualTo("epoch 1/3   0% loss 2.5000 ? left");
        assertThat(BarDisplay.line(progress, 30)).isEqualTo("epoch 1/3   0% loss 2.5000");
        assertThat(BarDisplay.line(progress, 5)).isEqualTo("epoch");
        assertThat(BarDisplay.line(progress, 120)).hasSize(120);
    }

    @Test
    void noFigureIsCutInTwo() {
        Progress progress = new Progress(3000, 3000, 3000, 3000, 7.623e-08, 0.5, 10_367, 0);
        assertThat(BarDisplay.line(progress, 40)).isEqualTo("epoch 3000/3000 100% loss 7.623e-08");
        assertThat(BarDisplay.line(progress, 44)).isEqualTo("epoch 3000/3000 [======] 100% loss 7.623e-08");
        assertThat(BarDisplay.line(progress, 45)).isEqualTo("epoch 3000/3000 100% loss 7.623e-08 0:00 left");
    }
}
