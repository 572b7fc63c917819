package dev.fluxion.codegen;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Where an array is in memory, as far as a vector is concerned that should not lie across two lines of a cache. A collector may move the array at any
 * time, so this is good for speed alone. Known only where the module may call native code: nothing is asked for, and nobody is warned.
 */
final class ArrayAddress {
    /** Whether it is worth asking. */
    static final boolean AVAILABLE = ArrayAddress.class.getModule().isNativeAccessEnabled();

    private ArrayAddress() {}

    // Loaded when somebody asks: the linker takes some time.
    private static final class Native {
        static final MethodHandle NOTHING_COPIED = copy().orElse(null);

        // Copies no bytes, and returns where they would have gone.
        @SuppressWarnings("restricted")
        private static Optional<MethodHandle> copy() {
            try {
                Linker linker = Linker.nativeLinker();
                return linker.defaultLookup().find("memcpy").map(address -> linker.downcallHandle(address,
                        FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG), Linker.Option.critical(true)));
            } catch (UnsupportedOperationException e) {
                return Optional.empty();
            }
        }
    }

    /** How many entries behind one of an array the next vector of so many begins that does not lie across lines; 0 where that is not known. */
    static int entriesBefore(double[] array, int entry, int lanes) {
        return entriesBefore(MemorySegment.ofArray(array), entry, lanes, Double.BYTES);
    }

    /** The same in single precision. */
    static int entriesBefore(float[] array, int entry, int lanes) {
        return entriesBefore(MemorySegment.ofArray(array), entry, lanes, Float.BYTES);
    }

    private static int entriesBefore(MemorySegment array, int entry, int lanes, int bytes) {
        if (Native.NOTHING_COPIED == null) {
            return 0;
        }
        try {
            long start = (long) Native.NOTHING_COPIED.invokeExact(array, array, 0L);
            return (int) (-(start / bytes + entry) & lanes - 1);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
