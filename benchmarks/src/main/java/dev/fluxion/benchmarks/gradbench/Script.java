package dev.fluxion.benchmarks.gradbench;

import dev.fluxion.cli.script.Session;
import dev.fluxion.codegen.Precision;
import dev.fluxion.grammar.Source;
import dev.fluxion.nn.train.CompiledKernels;
import dev.fluxion.nn.train.Trainer;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.evaluate.Evaluator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A script of an eval, read with numbers that its input gives. */
final class Script {
    private final Session session = new Session(printed -> { });

    /** @param numbers statements in front, such as {@code n = 5} */
    Script(Path file, Map<String, Double> numbers) {
        numbers.forEach((name, value) -> session.run(new Source(name, name + " = " + new BigDecimal(Double.toString(value)).toPlainString())));
        try {
            session.run(new Source(file.getFileName().toString(), Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a name stands for. */
    Expression named(String name) {
        return session.value(new Source(name, name));
    }

    Symbol symbol(String name) {
        return (Symbol) named(name);
    }

    /** The derivatives of a scalar of the script by some of its variables. */
    List<Expression> gradient(String of, List<String> by) {
        return Differentiation.gradient(named(of), by.stream().map(this::symbol).toList());
    }

    /** A tensor that depends on sizes alone. */
    double[] constant(String name, Map<String, Long> sizes) {
        return Evaluator.evaluate(named(name), Map.of(), sizes).entries();
    }

    /** Compiled tensors of the script with their data. */
    static final class Compiled {
        private final Trainer.Kernel kernel;
        private final Object[] inputs;
        private final Object[] outputs;

        Compiled(List<Expression> results, Map<Symbol, Input.Numbers> data, Map<String, Long> sizes, CompiledKernels kernels) {
            List<Symbol> symbols = new ArrayList<>(new LinkedHashMap<>(data).keySet());
            kernel = kernels.compile(results, symbols, sizes, Precision.DOUBLE);
            inputs = symbols.stream().map(symbol -> data.get(symbol).require(entries(symbol, sizes)).values()).toArray();
            outputs = results.stream().map(result -> new double[entries(result, sizes)]).toArray();
        }

        private static int entries(Expression result, Map<String, Long> sizes) {
            return result.shape().sizes().stream().mapToInt(size -> Math.toIntExact(size.value(sizes::get))).reduce(1, Math::multiplyExact);
        }

        void run() {
            kernel.run(inputs, outputs);
        }

        double[] output(int number) {
            return (double[]) outputs[number];
        }
    }
}
