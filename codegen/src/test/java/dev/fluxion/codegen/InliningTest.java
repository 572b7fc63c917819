package dev.fluxion.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HotSpot's compiler calls methods that it meets after 18,000 nodes, where they are not the vector module's own, and their vectors become objects. How many nodes there are
 * depends on what ran before in a process, so functions in lanes are to stay far from that limit.
 */
class InliningTest {
    private static final int MOST_NODES = 12_000;
    private static final int CALLS = 40_000;
    private static final Pattern TASK = Pattern.compile("<task compile_id='\\d+' method='dev\\.fluxion\\.codegen\\.((?:LaneFunctions|LaneErrors|ErrorLanes|ExponentialLanes) \\w+) (?!.* level=)");
    private static final Pattern METHOD = Pattern.compile("<method id='(\\d+)' .*name='(\\w+)'");
    private static final Pattern PARSED = Pattern.compile("<parse_done nodes='(\\d+)'");
    private static final Pattern CALL = Pattern.compile("<call method='(\\d+)'");

    /** Has functions in lanes compiled. */
    static final class Functions {
        private Functions() {}

        public static void main(String[] arguments) {
            int lanes = LaneFunctions.lanes();
            double[] x = new Random(1).doubles(lanes, 0.1, 2).toArray();
            double[] out = new double[lanes];
            for (int i = 0; i < CALLS; i++) {
                LaneFunctions.exp(x, 0, out, 0, lanes);
                LaneFunctions.log(x, 0, out, 0, lanes);
                LaneFunctions.sin(x, 0, out, 0, lanes);
                LaneFunctions.cos(x, 0, out, 0, lanes);
                ErrorLanes.erf(x, 0, out, 0, lanes);
                LaneErrorsTest.complement(x, 0, out, 0, lanes);
                ExponentialLanes.sum(x, 0, lanes, ExponentialLanes.largest(x, 0, lanes), out, 0, i % 2 == 0);
            }
        }
    }

    @Test
    void functionsInLanesCallTheirOwnMethodsFarBelowTheLimitOfNodes(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("compilation.log");
        ForkedTest.output(List.of("--add-modules", "jdk.incubator.vector", "-Xbatch", "-XX:+UnlockDiagnosticVMOptions", "-XX:+LogCompilation", "-XX:LogFile=" + log,
                "-XX:CompileCommand=quiet", "-XX:CompileCommand=log,dev.fluxion.codegen.Lane*::*", "-XX:CompileCommand=log,*Lanes::*"), Functions.class);
        Set<String> own = Stream.of(LaneFunctions.class, LaneErrors.class, ErrorLanes.class, ExponentialLanes.class).flatMap(owner -> Arrays.stream(owner.getDeclaredMethods())).map(Method::getName)
                .collect(Collectors.toSet());
        Set<String> compiled = new TreeSet<>();
        assertThat(lateCalls(Files.readAllLines(log), own, compiled)).isEmpty();
        assertThat(compiled).contains("LaneFunctions exp", "LaneFunctions log", "LaneFunctions sin", "LaneFunctions cos", "LaneErrors bells", "LaneErrors complements",
                "ErrorLanes erf", "LaneErrors erfc", "ExponentialLanes sum");
    }

    private static List<String> lateCalls(List<String> log, Set<String> own, Set<String> compiled) {
        List<String> late = new ArrayList<>();
        Map<String, String> methods = new HashMap<>();
        String task = "";
        int nodes = 0;
        for (String line : log) {
            if (line.startsWith("<task ")) {
                Matcher started = TASK.matcher(line);
                task = started.find() ? started.group(1) : "";
                compiled.add(task);
                nodes = 0;
            }
            Matcher method = METHOD.matcher(line);
            if (method.find()) {
                methods.put(method.group(1), method.group(2));
            }
            Matcher parsed = PARSED.matcher(line);
            if (parsed.find()) {
                nodes = Integer.parseInt(parsed.group(1));
            }
            Matcher call = CALL.matcher(line);
            if (!task.isEmpty() && call.find() && own.contains(methods.get(call.group(1))) && nodes > MOST_NODES) {
                late.add(task + " calls " + methods.get(call.group(1)) + " after " + nodes + " nodes");
            }
        }
        return late;
    }
}
