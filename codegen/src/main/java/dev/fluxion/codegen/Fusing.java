package dev.fluxion.codegen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the machine multiplies and adds in one operation; by the processor alone, so that a formula has the same bits with and without the vector
 * module. Where it does not, {@link Math#fma(double, double, double)} is a thousand times slower than two operations.
 */
final class Fusing {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    static final boolean AVAILABLE = isFused(System.getProperty("os.arch"));

    private Fusing() {}

    // Every ARM of 64 bits has it. Linux tells it of others in less than a millisecond; the virtual machine itself would take 15.
    private static boolean isFused(String architecture) {
        return switch (architecture) {
            case "aarch64" -> true;
            case "amd64", "x86_64" -> Files.isReadable(PROCESSORS) ? isListed(PROCESSORS) : isOption();
            default -> false;
        };
    }

    private static boolean isListed(Path file) {
        try (var in = Files.newInputStream(file)) {
            return lists(new String(in.readNBytes(1 << 14), StandardCharsets.ISO_8859_1)); // the first processor
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the flags of the first processor have the operation. */
    static boolean lists(String processors) {
        int flags = processors.indexOf("\nflags");
        int end = processors.indexOf('\n', flags + 1);
        return flags >= 0 && (processors.substring(flags + 1, end < 0 ? processors.length() : end) + ' ').contains(" fma ");
    }

    // By name, as not every runtime has the module.
    private static boolean isOption() {
        try {
            Class<?> bean = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
            Object machine = Class.forName("java.lang.management.ManagementFactory").getMethod("getPlatformMXBean", Class.class).invoke(null, bean);
            Object option = bean.getMethod("getVMOption", String.class).invoke(machine, "UseFMA");
            return option.toString().contains("value: true");
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /** Whether the virtual machine says so: what {@link #AVAILABLE} must be without options against it. */
    static boolean isOptionOfThisMachine() {
        return isOption();
    }
}
