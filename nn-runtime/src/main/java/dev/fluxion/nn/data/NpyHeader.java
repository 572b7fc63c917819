package dev.fluxion.nn.data;

import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.tensor.TensorShape;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands before the numbers of an npy array.
 *
 * @param kind the element type without its order: {@code f8}, {@code i4}, {@code b1}
 * @param begin the offset of the first number
 */
record NpyHeader(String kind, ByteOrder order, boolean byColumns, TensorShape shape, long begin) {
    private static final long MAGIC = 0x93_4e_55_4d_50_59L; // \x93NUMPY
    private static final int LONGEST = 1 << 16;
    private static final int MOST_AXES = 8;
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([<>|=])?([a-zA-Z]\\d*)'");
    private static final Pattern BY_COLUMNS = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d, ]*)\\)");

    static NpyHeader read(Path file, DataInputStream in) throws IOException {
        long magic = (long) in.readUnsignedShort() << 32 | Integer.toUnsignedLong(in.readInt());
        if (magic != MAGIC) {
            throw FileMistake.of(file, "not an npy array: it begins with 0x%012x".formatted(magic), "an npy array begins with 0x93 and NUMPY");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        if (version < 1 || version > 3) {
            throw FileMistake.of(file, "npy version " + version + " at byte 6 is not known", "1, 2 and 3 are");
        }
        long length = version == 1 ? Short.toUnsignedLong(Short.reverseBytes(in.readShort())) : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
        if (length > LONGEST) {
            throw FileMistake.of(file, "the npy header of " + length + " bytes, told at byte 8, is longer than " + LONGEST);
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        return parse(file, new String(bytes, StandardCharsets.UTF_8), length + (version == 1 ? 10 : 12));
    }

    private static NpyHeader parse(Path file, String text, long begin) {
        Matcher description = found(DESCRIPTION, text, "descr", file);
        String order = description.group(1);
        return new NpyHeader(description.group(2), ">".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                found(BY_COLUMNS, text, "fortran_order", file).group(1).equals("True"), shape(file, found(SHAPE, text, "shape", file).group(1)), begin);
    }

    private static Matcher found(Pattern pattern, String text, String key, Path file) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            if (key.equals("descr") && text.contains("'descr'")) {
                throw unsupported(file, "npy records of several fields");
            }
            throw FileMistake.of(file, "the npy header has no readable '" + key + "'");
        }
        return matcher;
    }

    private static TensorShape shape(Path file, String sizes) {
        try {
            int[] axes = Arrays.stream(sizes.split(",")).map(String::strip).filter(size -> !size.isEmpty()).mapToInt(Integer::parseInt).toArray();
            TensorShape shape = TensorShape.of(axes);
            if (axes.length > MOST_AXES || shape.elements() > NumberArray.MOST || shape.elements() == 0) {
                throw FileMistake.of(file, "an array of shape (" + sizes + ") cannot be loaded",
                        "1 to 50,000,000 numbers on up to " + MOST_AXES + " axes can");
            }
            return shape;
        } catch (IllegalArgumentException e) {
            throw FileMistake.of(file, "the shape (" + sizes + ") in the npy header is too large");
        }
    }

    private static FluxionException unsupported(Path file, String what) {
        return FluxionException.unsupported(what + " (" + file + ")");
    }

    /** Bytes of one number; refused if elements of this kind are none. */
    int width(Path file) {
        return switch (kind) {
            case "b1", "i1", "u1" -> 1;
            case "f2", "i2", "u2" -> 2;
            case "f4", "i4", "u4" -> 4;
            case "f8", "i8", "u8" -> 8;
            default -> throw unsupported(file, "npy elements of type '" + kind + "'");
        };
    }
}
