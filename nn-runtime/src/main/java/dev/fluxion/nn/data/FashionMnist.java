package dev.fluxion.nn.data;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.grammar.Plural;
import dev.fluxion.nn.tensor.FloatTensor;
import dev.fluxion.nn.tensor.TensorShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Fashion-MNIST (Xiao, Rasul, Vollgraf 2017): grey pictures of clothes, 28 by 28, in 10 classes. Looked for in a given folder, else where Debian's
 * package {@code dataset-fashion-mnist} puts it, else in the subset of 10,000 and 2,000 pictures that ships with the project.
 */
public final class FashionMnist {
    /** Where Debian's package puts the full set. */
    public static final Path DEBIAN_FOLDER = Path.of("/usr/share/datasets/fashion-mnist");

    /** The classes in the order of their numbers. */
    public static final List<String> LABEL_NAMES =
            List.of("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final String CREDIT = "Fashion-MNIST, copyright 2017 Zalando SE, https://tech.zalando.com, MIT licence";
    private static final String TRAINING_INPUTS = "train-images-idx3-ubyte";
    private static final String TRAINING_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_INPUTS = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final int SIDE = 28;

    private FashionMnist() {}

    /**
     * The full set where Debian's package is installed, else the shipped subset.
     *
     * @throws FluxionException if neither is found, or a file is damaged
     */
    public static DataSet load() {
        if (holdsTheFiles(DEBIAN_FOLDER)) {
            return load(DEBIAN_FOLDER, "Debian's dataset-fashion-mnist, " + DEBIAN_FOLDER);
        }
        return loadShipped();
    }

    /**
     * The set in a folder that holds the four idx files under their usual names, plain or with {@code .gz}.
     *
     * @throws FluxionException if a file is missing, damaged or of another shape
     */
    public static DataSet load(Path folder) {
        return load(folder, "the folder " + folder);
    }

    /**
     * The subset that ships with the project.
     *
     * @throws FluxionException if it is not found
     */
    public static DataSet loadShipped() {
        Path folder = shippedFolder().orElseThrow(() -> FileMistake.of(
                ShippedFiles.FASHION_MNIST,
                "the data that ships with the project was not found",
                "set -D" + ShippedFiles.HOME_PROPERTY + " to the project's folder, or give a folder with the four idx files"));
        return load(folder, "the subset that ships with the project, " + folder);
    }

    /** Folder of the shipped subset, where the project's files are beside the program. */
    public static Optional<Path> shippedFolder() {
        return ShippedFiles.find(ShippedFiles.FASHION_MNIST).filter(FashionMnist::holdsTheFiles);
    }

    private static DataSet load(Path folder, String origin) {
        Split training = Split.read(file(folder, TRAINING_INPUTS), file(folder, TRAINING_LABELS));
        Split test = Split.read(file(folder, TEST_INPUTS), file(folder, TEST_LABELS));
        return new DataSet("Fashion-MNIST", training.inputs, training.labels, test.inputs, test.labels, LABEL_NAMES, CREDIT, origin);
    }

    private record Split(FloatTensor inputs, FloatTensor labels) {
        static Split read(Path inputFile, Path labelFile) {
            FloatTensor inputs = images(inputFile);
            FloatTensor labels = oneHot(labelFile);
            if (inputs.shape().size(0) != labels.shape().size(0)) {
                throw FileMistake.of(labelFile, Plural.of(labels.shape().size(0), "label") + " for " + Plural.of(inputs.shape().size(0), "picture"));
            }
            return new Split(inputs, labels);
        }
    }

    private static boolean holdsTheFiles(Path folder) {
        return List.of(TRAINING_INPUTS, TRAINING_LABELS, TEST_INPUTS, TEST_LABELS).stream().allMatch(name -> Files.isReadable(file(folder, name)));
    }

    private static Path file(Path folder, String name) {
        Path plain = folder.resolve(name);
        return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    }

    private static IdxFile bytes(Path file) {
        IdxFile idx = IdxFile.read(file);
        if (idx.element() != IdxFile.Element.UNSIGNED_BYTE) {
            throw FileMistake.of(file, "the elements should be unsigned bytes");
        }
        return idx;
    }

    /** Rows of grey values from 0 to 1, {@code [n, 784]}. */
    private static FloatTensor images(Path file) {
        IdxFile idx = bytes(file);
        TensorShape shape = idx.shape();
        if (shape.rank() != 3 || shape.size(1) != SIDE || shape.size(2) != SIDE) {
            throw FileMistake.of(file, "the shape should be [n, 28, 28], but is " + shape);
        }
        FloatTensor rows = FloatTensor.zeros(shape.size(0), SIDE * SIDE);
        for (int i = 0; i < rows.array().length; i++) {
            rows.array()[i] = (idx.values()[i] & 0xff) / 255f;
        }
        return rows;
    }

    /** One-hot rows, {@code [n, 10]}. */
    private static FloatTensor oneHot(Path file) {
        IdxFile idx = bytes(file);
        if (idx.shape().rank() != 1) {
            throw FileMistake.of(file, "the shape should be [n], but is " + idx.shape());
        }
        FloatTensor rows = FloatTensor.zeros(idx.values().length, LABEL_NAMES.size());
        for (int row = 0; row < idx.values().length; row++) {
            int label = idx.values()[row] & 0xff;
            if (label >= LABEL_NAMES.size()) {
                throw FileMistake.of(file, "label " + label + " of example " + (row + 1) + " is none of 0 to 9");
            }
            rows.array()[row * LABEL_NAMES.size() + label] = 1;
        }
        return rows;
    }
}
