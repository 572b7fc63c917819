package dev.fluxion.nn.data;

import dev.fluxion.grammar.FluxionException;
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
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Arrays as NumPy writes them: an npy file holds one, an npz file several by name. Booleans, whole numbers of 1 to 8 bytes and floating point numbers
 * of 2 to 8, in both byte orders, by rows or by columns.
 *
 * <p>Source: numpy.lib.format, versions 1 to 3.
 */
public final class NpyFile {
    private static final String SUFFIX = ".npy";
    private static final int CHUNK = 1 << 16;
    private static final long EXACT = 1L << 53;

    private NpyFile() {}

    /**
     * Reads an npy file.
     *
     * @throws FluxionException with the file and the offset, if it is missing, no such file, cut short or too long; {@code unsupported} for elements
     *         that are no real numbers
     */
    public static NumberArray read(Path file) {
        return reading(file, () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return array(file, in);
            }
        });
    }

    /**
     * Reads an array of an npz file.
     *
     * @param name which; empty for the only one
     * @throws FluxionException as {@link #read}, and if there is no such array
     */
    public static NumberArray read(Path file, String name) {
        return reading(file, () -> {
            try (ZipFile zip = new ZipFile(file.toFile())) {
                List<String> names = zip.stream().map(ZipEntry::getName).filter(each -> each.endsWith(SUFFIX))
                        .map(each -> each.substring(0, each.length() - SUFFIX.length())).sorted().toList();
                String wanted = name.isEmpty() && names.size() == 1 ? names.getFirst() : name;
                if (!names.contains(wanted)) {
                    throw FileMistake.of(file, wanted.isEmpty() ? "there are " + names.size() + " arrays in this file" : "there is no array " + wanted,
                            names.isEmpty() ? "" : "say which: array = \"" + names.getFirst() + "\"; there are " + String.join(", ", names));
                }
                try (InputStream in = zip.getInputStream(zip.getEntry(wanted + SUFFIX))) {
                    return array(Path.of(file + "(" + wanted + ")"), in);
                }
            }
        });
    }

    private interface Reading {
        NumberArray run() throws IOException;
    }

    private static NumberArray reading(Path file, Reading reading) {
        try {
            return reading.run();
        } catch (NoSuchFileException e) {
            throw FileMistake.of(file, "there is no such file");
        } catch (EOFException e) {
            throw FileMistake.of(file, "the file is cut short inside of the npy header");
        } catch (ZipException e) {
            throw FileMistake.of(file, "not an npz file, or a damaged one: " + e.getMessage());
        } catch (IOException e) {
            throw FileMistake.of(file, "cannot be read: " + e.getMessage());
        }
    }

    private static NumberArray array(Path file, InputStream bytes) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(bytes, CHUNK));
        NpyHeader header = NpyHeader.read(file, in);
        NumberArray array = new NumberArray(header.shape(), numbers(file, in, header));
        if (in.read() >= 0) {
            throw FileMistake.of(file, "more bytes follow the last number, from byte " + (header.begin() + (long) array.values().length * header.width(file)) + " on");
        }
        return header.byColumns() ? array.fromColumns() : array;
    }

    // Grows with what is there, so that a header that lies about the size cannot take memory.
    private static double[] numbers(Path file, InputStream in, NpyHeader header) throws IOException {
        int width = header.width(file);
        int wanted = header.shape().elements();
        double[] numbers = new double[Math.min(wanted, CHUNK)];
        byte[] chunk = new byte[CHUNK];
        for (int filled = 0; filled < wanted;) {
            int read = in.readNBytes(chunk, 0, (int) Math.min(CHUNK, (long) (wanted - filled) * width));
            ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, read).order(header.order());
            if (filled + read / width > numbers.length) {
                numbers = Arrays.copyOf(numbers, (int) Math.min(wanted, 2L * numbers.length));
            }
            for (; buffer.remaining() >= width; filled++) {
                numbers[filled] = number(file, buffer, header, header.begin() + (long) filled * width);
            }
            if (read < CHUNK && filled < wanted) {
                throw FileMistake.of(file, "the file is cut short at byte " + (header.begin() + (long) filled * width + buffer.remaining()) + ": shape "
                        + header.shape() + " needs " + wanted + " numbers of " + width + " bytes");
            }
        }
        return numbers;
    }

    private static double number(Path file, ByteBuffer in, NpyHeader header, long offset) {
        return switch (header.kind()) {
            case "b1", "u1" -> 0xff & in.get();
            case "i1" -> in.get();
            case "f2" -> Float.float16ToFloat(in.getShort());
            case "i2" -> in.getShort();
            case "u2" -> 0xffff & in.getShort();
            case "f4" -> in.getFloat();
            case "i4" -> in.getInt();
            case "u4" -> Integer.toUnsignedLong(in.getInt());
            case "f8" -> in.getDouble();
            default -> whole(file, in.getLong(), header.kind().equals("u8"), offset);
        };
    }

    private static double whole(Path file, long value, boolean isUnsigned, long offset) {
        if (value > EXACT || value < (isUnsigned ? 0 : -EXACT)) {
            throw FileMistake.of(file, "the whole number " + (isUnsigned ? Long.toUnsignedString(value) : Long.toString(value)) + " at byte " + offset
                    + " has more digits than a double holds");
        }
        return value;
    }
}
