package dev.fluxion.benchmarks.gradbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.fluxion.grammar.FluxionException;
import dev.fluxion.nn.train.CompiledKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The protocol: one message, one response with its id. */
final class Tool implements AutoCloseable {
    private static final double WARM_SECONDS = 10;
    private static final int MOST_WARM_RUNS = 20_000;

    private final CompiledKernels kernels = new CompiledKernels(1);
    private final Map<String, Module> modules;

    /** @param scripts where the scripts of the evals are */
    Tool(Path scripts) {
        modules = Modules.all(scripts);
    }

    /** The response to a line. What goes wrong is an answer too, so that a session goes on. */
    String answer(String line) throws IOException {
        Map<String, Object> response = new LinkedHashMap<>();
        try {
            Optional.ofNullable(JSON.std.mapFrom(line)).ifPresentOrElse(message -> answer(message, response), () -> fail(response, "no message"));
        } catch (JsonProcessingException e) {
            fail(response, "the line is not JSON");
        }
        return JSON.std.asString(response);
    }

    private void answer(Map<String, Object> message, Map<String, Object> response) {
        response.put("id", message.get("id"));
        switch (String.valueOf(message.get("kind"))) {
            case "start" -> response.put("tool", "fluxion");
            case "define" -> define(String.valueOf(message.get("module")), response);
            case "evaluate" -> evaluate(message, response);
            default -> { }
        }
    }

    private void define(String module, Map<String, Object> response) {
        if (modules.containsKey(module)) {
            response.put("success", true);
        } else {
            fail(response, "no module " + module);
        }
    }

    private static void fail(Map<String, Object> response, String error) {
        response.put("success", false);
        response.put("error", error);
    }

    private void evaluate(Map<String, Object> message, Map<String, Object> response) {
        List<Map<String, Object>> timings = new ArrayList<>();
        try {
            Module module = modules.get(String.valueOf(message.get("module")));
            if (module == null) {
                throw new IllegalArgumentException("no module " + message.get("module"));
            }
            Object input = message.get("input");
            if (input == null) {
                throw new IllegalArgumentException("no input");
            }
            long start = System.nanoTime();
            Prepared prepared = module.prepare(String.valueOf(message.get("function")), input, kernels);
            timings.add(timing("prepare", System.nanoTime() - start));
            double least = input instanceof Map<?, ?> map && map.get("min_seconds") instanceof Number seconds ? seconds.doubleValue() : 0;
            warmUp(prepared, least, timings);
            int runs = input instanceof Map<?, ?> map && map.get("min_runs") instanceof Number number ? number.intValue() : 1;
            long spent = 0;
            for (int i = 0; i < Math.max(1, runs) || spent < least * 1e9; i++) {
                long from = System.nanoTime();
                prepared.run().run();
                long took = System.nanoTime() - from;
                spent += took;
                timings.add(timing("evaluate", took));
            }
            Object output = prepared.output().get();
            requireFinite(output);
            response.put("success", true);
            response.put("output", output);
            response.put("timings", timings);
        } catch (FluxionException | IllegalArgumentException | ArithmeticException e) {
            fail(response, String.valueOf(e.getMessage()));
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException | NoSuchElementException e) {
            fail(response, "the input has another form than that of " + message.get("module"));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            e.printStackTrace(); // a bug, or too large: this one failed, the session goes on
            fail(response, e.toString());
        }
    }

    // The virtual machine compiles what runs often; said under a name of its own. An input without a time to fill is no measurement.
    private static void warmUp(Prepared prepared, double least, List<Map<String, Object>> timings) {
        long start = System.nanoTime();
        double seconds = least > 0 ? WARM_SECONDS : 0;
        for (int i = 0; i < MOST_WARM_RUNS && System.nanoTime() - start < seconds * 1e9; i++) {
            prepared.run().run();
        }
        timings.add(timing("warm-up", System.nanoTime() - start));
    }

    private static Map<String, Object> timing(String name, long nanos) {
        Map<String, Object> timing = new LinkedHashMap<>();
        timing.put("name", name);
        timing.put("nanoseconds", nanos);
        return timing;
    }

    private static void requireFinite(Object output) {
        switch (output) {
            case Map<?, ?> map -> map.values().forEach(Tool::requireFinite);
            case List<?> list -> list.forEach(Tool::requireFinite);
            case Double number when !Double.isFinite(number) -> throw new ArithmeticException("a result is " + number);
            default -> { }
        }
    }

    @Override
    public void close() {
        kernels.close();
    }
}
