package dev.fluxion.nn.kernel;

import dev.fluxion.codegen.Precision;

/** An array of each precision that grows to the largest need and stays. */
final class Rooms {
    private final Object[] arrays = {this, this};
    private final int[] lengths = {-1, -1};

    /** Of at least so many entries; what it holds stays while it need not grow. */
    Object atLeast(Precision precision, int entries) {
        int place = precision.ordinal();
        if (lengths[place] < entries) {
            arrays[place] = precision.array(entries);
            lengths[place] = entries;
        }
        return arrays[place];
    }
}
