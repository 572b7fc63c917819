package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import java.util.EnumMap;
import java.util.Map;

/** Memory that one thread's products need between calls; it grows to the largest need and stays. Not for two threads at a time. */
public final class Workspace {
    final PackedBlock block = new PackedBlock();

    private final Map<Precision, Product> products = new EnumMap<>(Precision.class);

    private final Room[] ofA = {new Room(), new Room()};
    private final Room[] ofB = {new Room(), new Room()};
    private final Room[] tile = {new Room(), new Room()};
    private final Room[] ofC = {new Room(), new Room()};

    private static final class Room {
        private Object array = this;
        private int length = -1;

        Object atLeast(Precision precision, int entries) {
            if (length < entries) {
                array = precision.array(entries);
                length = entries;
            }
            return array;
        }
    }

    /** The product of a precision that the thread's calls are bound to. */
    Product product(Precision precision) {
        return products.computeIfAbsent(precision, Product::new);
    }

    /** An array for packed rows of A. */
    Object ofA(Precision precision, int entries) {
        return ofA[precision.ordinal()].atLeast(precision, entries);
    }

    /** An array for sums that are not stored at once. */
    Object tile(Precision precision, int entries) {
        return tile[precision.ordinal()].atLeast(precision, entries);
    }

    /** An array for rows of C that are kept nowhere else. */
    Object ofC(Precision precision, int entries) {
        return ofC[precision.ordinal()].atLeast(precision, entries);
    }

    /** An array for packed columns of B; what it holds stays while it need not grow. */
    Object ofB(Precision precision, int entries) {
        return ofB[precision.ordinal()].atLeast(precision, entries);
    }
}
