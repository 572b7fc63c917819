package dev.fluxion.nn.data;

import dev.fluxion.nn.tensor.TensorShape;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the subset that ships with the project: of each class the first 1,000 training and the first 200 test pictures, in the order of the full set.
 * How to run it: {@code docs/fashion-mnist-subset.md}.
 */
final class FashionMnistSubset {
    static final int TRAINING_PER_CLASS = 1_000;
    static final int TEST_PER_CLASS = 200;

    private FashionMnistSubset() {}

    /** Arguments: folder of the full set, folder to write to. */
    public static void main(String[] arguments) throws IOException {
        Path full = Path.of(arguments[0]);
        Path subset = Files.createDirectories(Path.of(arguments[1]));
        write(full, subset, "train", TRAINING_PER_CLASS);
        write(full, subset, "t10k", TEST_PER_CLASS);
    }

    private static void write(Path full, Path subset, String split, int perClass) throws IOException {
        String images = split + "-images-idx3-ubyte.gz";
        String labels = split + "-labels-idx1-ubyte.gz";
        int[] chosen = chosen(IdxFile.read(full.resolve(labels)), perClass);
        write(subset.resolve(images), selection(IdxFile.read(full.resolve(images)), chosen));
        write(subset.resolve(labels), selection(IdxFile.read(full.resolve(labels)), chosen));
    }

    /** Rows of the first examples of each class. */
    static int[] chosen(IdxFile labels, int perClass) {
        int[] seen = new int[256];
        int[] rows = new int[labels.values().length];
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (seen[labels.values()[row] & 0xff]++ < perClass) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    static IdxFile selection(IdxFile idx, int[] rows) {
        int[] sizes = idx.shape().sizes();
        int width = idx.values().length / sizes[0];
        sizes[0] = rows.length;
        byte[] values = new byte[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(idx.values(), rows[i] * width, values, i * width, width);
        }
        return new IdxFile(TensorShape.of(sizes), IdxFile.Element.UNSIGNED_BYTE, values);
    }

    static void write(Path file, IdxFile idx) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new Best(Files.newOutputStream(file))))) {
            out.writeInt(8 << 8 | idx.shape().rank());
            for (int size : idx.shape().sizes()) {
                out.writeInt(size);
            }
            out.write(idx.values());
        }
    }

    /** Smallest, and the same bytes on every run: Java's gzip header holds no time. */
    private static final class Best extends GZIPOutputStream {
        Best(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
