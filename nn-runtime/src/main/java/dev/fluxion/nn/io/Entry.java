package dev.fluxion.nn.io;

import dev.fluxion.nn.tensor.TensorShape;
import java.util.Comparator;

/**
 * One tensor in a header.
 *
 * @param name its name
 * @param type of its elements
 * @param shape its sizes
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record Entry(String name, ElementType type, TensorShape shape, long begin, long end) {
    /** The order in the file: wide elements first, so that all are aligned, then by name. */
    static final Comparator<Entry> ORDER = Comparator.comparing(Entry::type).thenComparing(Entry::name);

    /** Bytes that the shape needs. */
    static long bytes(ElementType type, TensorShape shape) {
        return (long) type.bytes() * shape.elements();
    }
}
