package dev.fluxion.benchmarks.gradbench;

import dev.fluxion.nn.train.CompiledKernels;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** The evals for whoever measures them without the protocol. */
public final class Evals implements AutoCloseable {
    /**
     * A function of an eval with its input.
     *
     * @param run computes it anew each time
     * @param magnitude the sum of the magnitudes of all numbers that the last run gave
     */
    public record Run(Runnable run, DoubleSupplier magnitude) {}

    private final CompiledKernels kernels = new CompiledKernels(1);
    private final Map<String, Module> modules;

    /** @param scripts where the scripts of the evals are */
    public Evals(Path scripts) {
        modules = Modules.all(scripts);
    }

    /**
     * Compiles a function for the sizes of an input, on one thread.
     *
     * @param input its fields, as JSON has them
     * @throws IllegalArgumentException if there is no such module, function or field
     */
    public Run prepare(String module, String function, Map<String, Object> input) {
        if (!modules.containsKey(module)) {
            throw new IllegalArgumentException("no module " + module);
        }
        Prepared prepared = modules.get(module).prepare(function, input, kernels);
        return new Run(prepared.run(), () -> magnitude(prepared.output().get()));
    }

    private static double magnitude(Object output) {
        return switch (output) {
            case Map<?, ?> map -> magnitude(map.values());
            case Collection<?> list -> list.stream().mapToDouble(Evals::magnitude).sum();
            case Number number -> Math.abs(number.doubleValue());
            default -> throw new IllegalStateException("an output of " + output.getClass().getSimpleName());
        };
    }

    @Override
    public void close() {
        kernels.close();
    }
}
