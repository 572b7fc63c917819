package dev.fluxion.cli.script;

import dev.fluxion.grammar.Diagnostic;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Span;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.Tensor;
import dev.fluxion.nn.train.Classification;
import dev.fluxion.nn.train.Epoch;
import dev.fluxion.typeset.AtomicFiles;
import dev.fluxion.typeset.Theme;
import dev.fluxion.typeset.plot.Curves;
import dev.fluxion.typeset.plot.ImageGrid;
import dev.fluxion.typeset.plot.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Pictures of a training and of its predictions. */
final class NetworkPictures {
    private static final int IMAGES = 40;
    private static final int COLUMNS = 10;

    private NetworkPictures() {}

    static void curves(List<Epoch> history, Path file) {
        List<Curves.Panel> panels = new ArrayList<>();
        panels.add(panel("loss", history, Epoch::loss));
        if (history.stream().noneMatch(epoch -> Double.isNaN(epoch.accuracy()))) {
            panels.add(panel("accuracy", history, Epoch::accuracy));
        }
        try {
            new Curves("Training", "epoch", panels).writePng(file, Theme.LIGHT);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static Curves.Panel panel(String name, List<Epoch> history, ToDoubleFunction<Epoch> value) {
        List<Point> points = IntStream.range(0, history.size())
                .mapToObj(i -> new Point(i + 1, value.applyAsDouble(history.get(i)))).toList();
        return new Curves.Panel(name, List.of(new Curves.Series("training", points)));
    }

    static void images(FloatTensor inputs, Tensor scores, FloatTensor labels, List<String> names, Path file) {
        int width = inputs.array().length / inputs.shape().size(0);
        int side = (int) Math.round(Math.sqrt(width));
        int classes = labels.shape().size(1);
        if (side * side != width) {
            throw new FluxionException(Diagnostic.of(Diagnostic.Code.SHAPE, "rows of " + width + " numbers are no square images", Span.NONE));
        }
        List<ImageGrid.Cell> cells = new ArrayList<>();
        for (int row = 0; row < Math.min(IMAGES, inputs.shape().size(0)); row++) {
            byte[] greys = new byte[width];
            for (int i = 0; i < width; i++) {
                greys[i] = (byte) Math.round(255 * inputs.array()[row * width + i]);
            }
            int predicted = Classification.predicted(scores, row, classes);
            int label = Classification.predicted(labels, row, classes);
            boolean right = predicted == label;
            List<String> caption = right ? List.of(name(names, predicted)) : List.of(name(names, predicted), "is " + name(names, label));
            cells.add(new ImageGrid.Cell(side, side, greys, caption, right ? ImageGrid.Verdict.RIGHT : ImageGrid.Verdict.WRONG));
        }
        try {
            new ImageGrid("Predictions", COLUMNS, cells).writePng(file, Theme.LIGHT);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private static String name(List<String> names, int label) {
        return label < names.size() ? names.get(label) : "class " + (label + 1);
    }

    private static FluxionException cannotWrite(IOException e) {
        return new FluxionException(Diagnostic.of(Diagnostic.Code.NAME, "cannot write the picture: " + AtomicFiles.reason(e), Span.NONE));
    }
}
