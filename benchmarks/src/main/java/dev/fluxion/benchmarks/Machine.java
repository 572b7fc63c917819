package dev.fluxion.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import jdk.incubator.vector.FloatVector;

/**
 * Where and when something was measured.
 *
 * @param bits of the widest vectors that the virtual machine uses
 */
record Machine(String processor, int cores, int bits, String java, String date, double load) {
    static Machine here() {
        return new Machine(processorName(), Runtime.getRuntime().availableProcessors(), FloatVector.SPECIES_PREFERRED.vectorBitSize(), System.getProperty("java.vm.version"),
                LocalDate.now().toString(), ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processorName() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name")).findFirst().map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    String text() {
        return String.format(Locale.ROOT, "%s, %d cores, vectors of %d bits, JDK %s, %s, load %.1f", processor, cores, bits, java, date, load);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("processor", processor);
        map.put("cores", cores);
        map.put("bits", bits);
        map.put("java", java);
        map.put("date", date);
        map.put("load", load);
        return map;
    }
}
