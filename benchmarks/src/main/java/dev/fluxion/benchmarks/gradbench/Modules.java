package dev.fluxion.benchmarks.gradbench;

import dev.fluxion.Fluxion;
import dev.fluxion.codegen.ScalarKernel;
import dev.fluxion.nn.train.CompiledKernels;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The evals: which names of a script a function computes, and how inputs and outputs are laid out. */
final class Modules {
    private static final int MOST_COLUMNS = 13; // of a determinant

    private Modules() {}

    /** The evals by name, as {@code evals.properties} beside the scripts has them. */
    static Map<String, Module> all(Path scripts) {
        Properties layouts = new Properties();
        try (Reader reader = Files.newBufferedReader(scripts.resolve("evals.properties"))) {
            layouts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return layouts.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> laidOut(layouts.getProperty(name), scripts.resolve(name + ".flx"))));
    }

    private static Module laidOut(String layout, Path script) {
        return switch (layout) {
            case "number" -> (function, input, kernels) -> number(new Script(script, Map.of()), function, ((Number) input).doubleValue());
            case "polynomial" -> (function, input, kernels) -> polynomial(script, function, Input.of(input), kernels);
            case "vector" -> (function, input, kernels) -> ofVector(script, function, Input.of(input), kernels);
            case "minors" -> (function, input, kernels) -> minors(script, function, Input.of(input), kernels);
            case "mixture" -> (function, input, kernels) -> mixture(script, function, Input.of(input), kernels);
            case "clusters" -> (function, input, kernels) -> clusters(script, function, Input.of(input), kernels);
            case "steps" -> (function, input, kernels) -> steps(script, function, Input.of(input), kernels);
            case "cameras" -> (function, input, kernels) -> BundleAdjustment.prepare(script, function, Input.of(input));
            default -> throw new IllegalArgumentException("no layout " + layout);
        };
    }

    private static IllegalArgumentException unknown(String function) {
        return new IllegalArgumentException("no function " + function);
    }

    private static Prepared number(Script script, String function, double x) {
        ScalarKernel kernel = Fluxion.compile(script.named("square"), "x");
        double[] result = new double[1];
        Runnable run = switch (function) {
            case "square" -> () -> result[0] = kernel.value(x);
            case "double" -> () -> kernel.gradient(new double[] {x}, result);
            default -> throw unknown(function);
        };
        return new Prepared(run, () -> result[0]);
    }

    /** The primal function, a scalar, or its gradient by one variable. */
    private static List<Expression> results(Script script, String function, String scalar, String variable) {
        return switch (function) {
            case "primal" -> List.of(script.named("primal"));
            case "gradient" -> script.gradient(scalar, List.of(variable));
            default -> throw unknown(function);
        };
    }

    private static Prepared vector(Script.Compiled compiled, boolean scalar) {
        return new Prepared(compiled::run, () -> scalar ? (Object) compiled.output(0)[0] : Input.flat(compiled.output(0)));
    }

    private static Prepared polynomial(Path file, String function, Input input, CompiledKernels kernels) {
        Script script = new Script(file, Map.of("n", input.number("n")));
        Input.Numbers x = input.numbers("x");
        return vector(new Script.Compiled(results(script, function, "primal", "x"), Map.of(script.symbol("x"), x), Map.of("m", (long) x.values().length), kernels),
                function.equals("primal"));
    }

    private static Prepared ofVector(Path file, String function, Input input, CompiledKernels kernels) {
        Script script = new Script(file, Map.of());
        Input.Numbers x = input.numbers("x");
        return vector(new Script.Compiled(results(script, function, "primal", "x"), Map.of(script.symbol("x"), x), Map.of("n", (long) x.values().length), kernels),
                function.equals("primal"));
    }

    private static Prepared minors(Path file, String function, Input input, CompiledKernels kernels) {
        int order = input.whole("ell");
        if (order < 0 || order > MOST_COLUMNS) {
            throw new IllegalArgumentException("minors of " + order + " columns are 2^" + order + " numbers, and at most 2^" + MOST_COLUMNS + " are computed");
        }
        Script script = new Script(file, Map.of("order", (double) order, "sets", (double) (1 << order)));
        Map<String, Long> sizes = Map.of("ell", (long) order);
        return vector(new Script.Compiled(results(script, function, "primal", "A"), Map.of(script.symbol("A"), input.numbers("A")), sizes, kernels),
                function.equals("primal"));
    }

    private static Prepared steps(Path file, String function, Input input, CompiledKernels kernels) {
        Script script = new Script(file, Map.of("steps", input.number("s")));
        Input.Numbers x = input.numbers("x");
        return vector(new Script.Compiled(results(script, function, "last", "x"), Map.of(script.symbol("x"), x), Map.of("n", (long) x.values().length), kernels), false);
    }

    private static Prepared clusters(Path file, String function, Input input, CompiledKernels kernels) {
        Script script = new Script(file, Map.of());
        int width = input.columns("points");
        Map<String, Long> sizes = Map.of("n", (long) input.rows("points"), "k", (long) input.rows("centroids"), "d", (long) width);
        Map<Symbol, Input.Numbers> data = new LinkedHashMap<>();
        data.put(script.symbol("P"), input.matrix("points"));
        data.put(script.symbol("C"), input.matrix("centroids"));
        boolean cost = function.equals("cost");
        if (!cost && !function.equals("dir")) {
            throw unknown(function);
        }
        Script.Compiled compiled = new Script.Compiled(List.of(script.named(function)), data, sizes, kernels);
        return new Prepared(compiled::run, () -> cost ? (Object) compiled.output(0)[0] : Input.rows(compiled.output(0), input.rows("centroids")));
    }

    private static Prepared mixture(Path file, String function, Input input, CompiledKernels kernels) {
        int width = input.whole("d");
        Script script = new Script(file, Map.of("m", input.number("m"), "g", input.number("gamma"), "order", (double) width));
        int triangle = width * (width - 1) / 2;
        Map<String, Long> sizes = Map.of("n", (long) input.whole("n"), "k", (long) input.whole("k"), "d", (long) width, "p", (long) triangle);
        Map<Symbol, Input.Numbers> data = new LinkedHashMap<>();
        List<String> parameters = List.of("alpha", "mu", "q", "l");
        data.put(script.symbol("x"), input.matrix("x"));
        parameters.forEach(name -> data.put(script.symbol(name), name.equals("alpha") ? input.numbers(name) : input.matrix(name)));
        data.put(script.symbol("lower"), new Input.Numbers("lower", script.constant("lower_value", sizes)));
        if (function.equals("objective")) {
            return vector(new Script.Compiled(List.of(script.named("objective")), data, sizes, kernels), true);
        }
        if (!function.equals("jacobian")) {
            throw unknown(function);
        }
        Script.Compiled compiled = new Script.Compiled(script.gradient("objective", parameters), data, sizes, kernels);
        return new Prepared(compiled::run, () -> {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put(parameters.getFirst(), Input.flat(compiled.output(0)));
            IntStream.range(1, parameters.size()).forEach(i -> output.put(parameters.get(i), Input.rows(compiled.output(i), input.whole("k"))));
            return output;
        });
    }
}
