package dev.fluxion.nn.data;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array in the idx format of MNIST (Y. LeCun, C. Cortes, C. Burges): two zero bytes, the element type, the number of axes, each size as four
 * bytes, then the elements, row-major; the highest byte of a number is first. Plain or compressed by gzip, told by the content.
 *
 * @param shape sizes of the axes
 * @param element the type of the elements
 * @param values their bytes, shared and not copied
 */
public record IdxFile(TensorShape shape, Element element, byte[] values) {
    private static final int MOST_AXES = 8;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /** The types of elements. */
    public enum Element {
        /** From 0 to 255. */
        UNSIGNED_BYTE(0x08, 1),
        /** From −128 to 127. */
        SIGNED_BYTE(0x09, 1),
        /** Whole numbers of two bytes. */
        SHORT(0x0b, 2),
        /** Whole numbers of four bytes. */
        INT(0x0c, 4),
        /** Single precision. */
        FLOAT(0x0d, 4),
        /** Double precision. */
        DOUBLE(0x0e, 8);

        private final int code;
        private final int bytes;

        Element(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        private double number(ByteBuffer buffer) {
            return switch (this) {
                case UNSIGNED_BYTE -> 0xff & buffer.get();
                case SIGNED_BYTE -> buffer.get();
                case SHORT -> buffer.getShort();
                case INT -> buffer.getInt();
                case FLOAT -> buffer.getFloat();
                case DOUBLE -> buffer.getDouble();
            };
        }
    }

    /**
     * Checks that there are as many bytes as the shape needs.
     *
     * @throws IllegalArgumentException if there are more or fewer
     */
    public IdxFile {
        if (values.length != (long) shape.elements() * element.bytes) {
            throw new IllegalArgumentException(values.length + " bytes for shape " + shape + " of " + element);
        }
    }

    /** The elements as numbers. */
    public double[] numbers() {
        double[] numbers = new double[shape.elements()];
        ByteBuffer buffer = ByteBuffer.wrap(values);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = element.number(buffer);
        }
        return numbers;
    }

    /**
     * Reads a file.
     *
     * @throws FluxionException if it is missing, no idx file, of more than 8 axes, cut short or too long
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
        int magic = in.readInt();
        Element element = element(file, magic);
        TensorShape shape = readShape(file, magic & 0xff, in);
        long bytes = (long) shape.elements() * element.bytes;
        // Grows with what is there, so that a header that lies about the size cannot take memory.
        byte[] values = in.readNBytes((int) Math.min(bytes, MOST_BYTES));
        if (values.length < bytes) {
            throw FileMistake.of(file, "the file is cut short: shape " + shape + " needs " + bytes + " bytes, but " + values.length + " are there");
        }
        if (in.read() >= 0) {
            throw FileMistake.of(file, "more bytes follow than the shape " + shape + " needs");
        }
        return new IdxFile(shape, element, values);
    }

    private static Element element(Path file, int magic) {
        if (magic >>> 16 != 0) {
            throw FileMistake.of(file, "not an idx file: it begins with 0x%08x".formatted(magic), "an idx file begins with two zero bytes");
        }
        int type = magic >>> 8 & 0xff;
        return Arrays.stream(Element.values()).filter(each -> each.code == type).findFirst()
                .orElseThrow(() -> FileMistake.of(file, "there are no idx elements of type 0x%02x".formatted(type), "0x08, 0x09, 0x0b, 0x0c, 0x0d and 0x0e are"));
    }

    private static TensorShape readShape(Path file, int axes, DataInputStream in) throws IOException {
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
