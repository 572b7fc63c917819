package dev.fluxion.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Standard error as the launcher hands it over. The virtual machine announces an incubating module on descriptor 2 before any code of ours runs
 * and has no option against it, so the launcher starts it with descriptor 2 pointing nowhere and the true one under another number.
 */
final class StandardError {
    /** The property with the number of the descriptor that holds the true standard error. */
    static final String PROPERTY = "fluxion.stderr";

    private static final int DESCRIPTOR = 2;

    private StandardError() {}

    /** Puts standard error back into its place, where the launcher moved it. */
    static void restore() {
        Integer moved = Integer.getInteger(PROPERTY);
        if (moved != null) {
            move(moved);
        }
    }

    private static void move(int from) {
        try {
            function("dup2", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)).invoke(from, DESCRIPTOR);
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)).invoke(from);
        } catch (Throwable problem) {
            throw new IllegalStateException("standard error cannot be restored from descriptor " + from, problem);
        }
    }

    @SuppressWarnings("restricted") // The launcher enables native access for this module alone.
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }
}
