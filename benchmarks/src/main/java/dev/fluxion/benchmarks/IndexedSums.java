package dev.fluxion.benchmarks;

import dev.fluxion.codegen.MatrixProducts;
import dev.fluxion.codegen.Precision;
import dev.fluxion.codegen.TensorKernel;
import dev.fluxion.codegen.TensorKernels;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Shape;
import dev.fluxion.symbolic.Size;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import dev.fluxion.symbolic.elaborate.Names;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Gradients of functions that are written as sums over an index, beside loops by hand. */
final class IndexedSums implements Main.Comparison {
    private static final int DIFFERENT = 4; // points, so that large ones stay in the cache

    /** What a careful person writes. */
    @FunctionalInterface
    private interface Gradient {
        void apply(double[] at, double[] out);
    }

    @Override
    public void run(Report report) throws Exception {
        compare(report, "Rosenbrock", "indexed.rosenbrock", 100,
                List.of(new ByLoop("loop by hand", IndexedSums::rosenbrock), new ByLoop("one pass by hand", IndexedSums::rosenbrockInOnePass)));
        compare(report, "Rosenbrock", "indexed.rosenbrock", 10_000,
                List.of(new ByLoop("loop by hand", IndexedSums::rosenbrock), new ByLoop("one pass by hand", IndexedSums::rosenbrockInOnePass)));
        compare(report, "second differences", "indexed.curvature", 1_000, List.of(new ByLoop("loop by hand", IndexedSums::curvature)));
    }

    private record ByLoop(String name, Gradient gradient) {}

    private static void compare(Report report, String job, String formula, int count, List<ByLoop> loops) throws Exception {
        Symbol x = Symbol.of("x", new Shape(List.of(Size.named("n"))), Symbol.Role.VARIABLE, Set.of());
        Names names = Names.strict();
        names.declare(x);
        Expression sum = dev.fluxion.symbolic.elaborate.Formulas.parse(new Formulas(formula).in("fluxion"), names);
        TensorKernel kernel = TensorKernels.compile(Differentiation.gradient(sum, List.of(x)), List.of(x), Map.of("n", (long) count),
                Precision.DOUBLE, MatrixProducts.PLAIN);
        double[][] points = new double[Points.MASK + 1][];
        java.util.Arrays.setAll(points, i -> i < DIFFERENT ? new Random(i).doubles(count, -1, 1).toArray() : points[i % DIFFERENT]);
        double[] out = new double[count];
        Contender product = new Contender("Fluxion", times -> {
            double sumOfEnds = 0;
            for (int i = 0; i < times; i++) {
                kernel.run(new Object[] {points[i & Points.MASK]}, new Object[] {out});
                sumOfEnds += out[0] + out[count - 1];
            }
            return sumOfEnds;
        });
        requireSame(job, product, points[0], out, loops);
        List<Contender> peers = new java.util.ArrayList<>();
        for (ByLoop loop : loops) {
            peers.add(new Contender(loop.name, Loops.copyFor(points, count, loop.gradient::apply)));
        }
        report.compare("gradient of " + job + ", n = " + count, product, peers);
    }

    private static void requireSame(String job, Contender product, double[] at, double[] out, List<ByLoop> loops) throws Exception {
        product.work().run(1);
        double[] expected = new double[out.length];
        for (ByLoop loop : loops) {
            loop.gradient.apply(at, expected);
            for (int i = 0; i < out.length; i++) {
                if (!(Math.abs(out[i] - expected[i]) <= 1e-11 * (1 + Math.abs(expected[i])))) {
                    throw new IllegalStateException(job + ", entry " + i + ": " + out[i] + " and " + expected[i]);
                }
            }
        }
    }

    private static void rosenbrock(double[] x, double[] out) {
        java.util.Arrays.fill(out, 0);
        for (int i = 0; i < x.length - 1; i++) {
            double difference = x[i + 1] - x[i] * x[i];
            out[i] += -400 * x[i] * difference - 2 * (1 - x[i]);
            out[i + 1] += 200 * difference;
        }
    }

    private static void rosenbrockInOnePass(double[] x, double[] out) {
        double before = 0;
        for (int i = 0; i < x.length - 1; i++) {
            double difference = x[i + 1] - x[i] * x[i];
            out[i] = before - 400 * x[i] * difference - 2 * (1 - x[i]);
            before = 200 * difference;
        }
        out[x.length - 1] = before;
    }

    private static void curvature(double[] x, double[] out) {
        java.util.Arrays.fill(out, 0);
        for (int i = 1; i < x.length - 1; i++) {
            double twice = 2 * (x[i + 1] - 2 * x[i] + x[i - 1]);
            out[i - 1] += twice;
            out[i] -= 2 * twice;
            out[i + 1] += twice;
        }
    }
}
