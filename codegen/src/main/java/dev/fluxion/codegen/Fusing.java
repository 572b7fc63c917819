package dev.fluxion.codegen;

/** Whether the machine multiplies and adds in one operation. Where it does not, {@link Math#fma(double, double, double)} is a thousand times slower than two. */
final class Fusing {
    // Every ARM of 64 bits has it, and every x86 with lanes of 256 bits; an x86 without the vector module is not asked, which would take 20 ms.
    static final boolean AVAILABLE = Lanes.available() || System.getProperty("os.arch").equals("aarch64");

    private Fusing() {}
}
