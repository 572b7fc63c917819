package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;
import java.util.EnumMap;
import java.util.Map;

/** Memory that one thread's products need between calls; it grows to the largest need and stays. Not for two threads at a time. */
public final class Workspace {
    final PackedBlock block = new PackedBlock();

    /** For rows of A, and what windows read. */
    final Rooms ofA = new Rooms();

    /** For packed columns of B. */
    final Rooms ofB = new Rooms();

    /** For sums that are not stored at once. */
    final Rooms ofTile = new Rooms();

    /** For rows of C that are kept nowhere else. */
    final Rooms ofC = new Rooms();

    final LeftRows left = new LeftRows(ofA);

    private final Map<Precision, Product> products = new EnumMap<>(Precision.class);

    /** The product of a precision that the thread's calls are bound to. */
    Product product(Precision precision) {
        return products.computeIfAbsent(precision, Product::new);
    }

    /** Whether it is one of these. */
    boolean has(Product product) {
        return products.containsValue(product);
    }
}
