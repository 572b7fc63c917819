package dev.fluxion.benchmarks;

import dev.fluxion.codegen.ArrayInterpreter;
import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.Program;
import dev.fluxion.codegen.VectorFunction;
import dev.fluxion.symbolic.Apply;
import dev.fluxion.symbolic.Constant;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Product;
import dev.fluxion.symbolic.Sum;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.language.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** Formulas that fill many methods: compiled, and run by the interpreter of the same program. */
final class LongFormulas implements Main.Comparison {
    private static final int INPUTS = 8;
    private static final double SECONDS = 3;

    @Override
    public void run(Report report) throws Exception {
        List<Symbol> inputs = IntStream.range(0, INPUTS).mapToObj(i -> Symbol.of("x" + i)).toList();
        for (int operations : new int[] {2_700, 13_000, 130_000}) {
            List<Expression> formula = List.of(random(operations, inputs));
            long start = System.nanoTime();
            Program program = Kernels.program(formula, inputs);
            VectorFunction compiled = Kernels.compile(formula, inputs);
            double seconds = (System.nanoTime() - start) / 1e9;
            report.note(String.format(Locale.ROOT, "%,d instructions: lowered twice and compiled in %.0f ms", program.instructions().size(), seconds * 1e3));
            ArrayInterpreter interpreter = new ArrayInterpreter(program);
            double[] at = IntStream.range(0, INPUTS).mapToDouble(i -> 0.1 * i + 0.3).toArray();
            double[] out = new double[1];
            // What the figure asks for: speed after three seconds of use.
            for (long until = System.nanoTime() + (long) (SECONDS * 1e9); System.nanoTime() < until;) {
                compiled.apply(at, out);
            }
            report.compare(String.format(Locale.ROOT, "%,d instructions", program.instructions().size()), new Contender("Fluxion", times -> {
                double sum = 0;
                for (int i = 0; i < times; i++) {
                    compiled.apply(at, out);
                    sum += out[0];
                }
                return sum;
            }), List.of(new Contender("array interpreter", times -> {
                double sum = 0;
                for (int i = 0; i < times; i++) {
                    sum += interpreter.run(at)[0];
                }
                return sum;
            })));
        }
    }

    private static Expression random(int operations, List<Symbol> inputs) {
        Random random = new Random(42);
        List<Expression> pool = new ArrayList<>(inputs);
        Apply wave = (Apply) Language.parse(new Formulas("wave").in("fluxion"));
        for (int i = 0; i < operations; i++) {
            Expression a = pool.get(Math.max(0, pool.size() - 1 - random.nextInt(40)));
            Expression b = pool.get(random.nextInt(pool.size()));
            pool.add(switch (random.nextInt(8)) {
                case 0, 1, 2 -> Sum.of(List.of(a, Product.of(List.of(Constant.inexact(0.3 * random.nextDouble()), b))));
                case 3, 4, 5 -> Product.of(List.of(Constant.inexact(random.nextDouble()), a, b));
                default -> wave.withOperands(List.of(Sum.of(List.of(a, b))));
            });
        }
        return Sum.of(pool.subList(pool.size() - 40, pool.size()));
    }
}
