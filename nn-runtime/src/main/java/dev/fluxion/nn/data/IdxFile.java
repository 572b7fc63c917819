package dev.fluxion.nn.data;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the idx format of MNIST (Y. LeCun, C. Cortes, C. Burges): two zero bytes, the element type (8: unsigned byte), the
 * number of axes, each size as four bytes with the highest first, then the elements, row-major. Plain or compressed by gzip, told by the content.
 *
 * @param shape sizes of the axes
 * @param values the elements, shared and not copied; {@code 0xff & value} is the number
 */
public record IdxFile(TensorShape shape, byte[] values) {
    private static final int UNSIGNED_BYTE = 8;
    private static final int MOST_AXES = 8;

    /**
     * Checks that there are as many values as the shape needs.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public IdxFile {
        if (values.length != shape.elements()) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }

    /**
     * Reads a file.
     *
     * @throws FluxionException if it is missing, no idx file of unsigned bytes, of more than 8 axes, cut short or too long
     */
    public static IdxFile read(Path file) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream plain = decompressed(bytes)) {
            return read(file, new DataInputStream(plain));
        } catch (NoSuchFileException e) {
            throw FileMistake.of(file, "there is no such file");
        } catch (EOFException e) {
            throw FileMistake.of(file, "the file is cut short");
        } catch (ZipException e) {
            throw FileMistake.of(file, "the gzip data is damaged: " + e.getMessage());
        } catch (IOException e) {
            throw FileMistake.of(file, "cannot be read: " + e.getMessage());
        }
    }

    private static InputStream decompressed(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
        bytes.reset();
        return gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private static IdxFile read(Path file, DataInputStream in) throws IOException {
        TensorShape shape = readShape(file, in);
        // Grows with what is there, so that a header that lies about the size cannot take memory.
        byte[] values = in.readNBytes(shape.elements());
        if (values.length < shape.elements()) {
            throw FileMistake.of(file, "the file is cut short: shape " + shape + " needs " + shape.elements() + " bytes, but " + values.length + " are there");
        }
        if (in.read() >= 0) {
            throw FileMistake.of(file, "more bytes follow than the shape " + shape + " needs");
        }
        return new IdxFile(shape, values);
    }

    private static TensorShape readShape(Path file, DataInputStream in) throws IOException {
        int magic = in.readInt();
        if (magic >>> 16 != 0) {
            throw FileMistake.of(file, "not an idx file: it begins with 0x%08x".formatted(magic), "an idx file begins with two zero bytes");
        }
        int type = magic >>> 8 & 0xff;
        if (type != UNSIGNED_BYTE) {
            throw FileMistake.of(file, "idx elements of type 0x%02x are not supported".formatted(type), "unsigned bytes (0x08) are");
        }
        int axes = magic & 0xff;
        if (axes > MOST_AXES) {
            throw FileMistake.of(file, axes + " axes are more than the " + MOST_AXES + " that are supported");
        }
        int[] sizes = new int[axes];
        for (int axis = 0; axis < axes; axis++) {
            sizes[axis] = in.readInt();
        }
        return checked(file, sizes);
    }

    private static TensorShape checked(Path file, int[] sizes) {
        try {
            return TensorShape.of(sizes);
        } catch (IllegalArgumentException e) {
            throw FileMistake.of(file, e.getMessage());
        }
    }
}
