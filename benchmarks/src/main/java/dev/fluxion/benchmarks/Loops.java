package dev.fluxion.benchmarks;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiConsumer;

/** Loops over points whose code is not shared: each contender's loop is compiled for that contender alone. */
final class Loops {
    private Loops() {}

    /** A loop of a class of its own. */
    static Work copyFor(double[][] rows, int outputs, BiConsumer<double[], double[]> function) throws IOException, ReflectiveOperationException {
        byte[] code;
        try (var in = Loops.class.getResourceAsStream("Loops$Template.class")) {
            code = in.readAllBytes();
        }
        MethodHandles.Lookup copy = MethodHandles.lookup().defineHiddenClass(code, true);
        try {
            return (Work) copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class, double[][].class, int.class, BiConsumer.class))
                    .invoke(rows, outputs, function);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is copied. */
    static final class Template implements Work {
        private final double[][] rows;
        private final BiConsumer<double[], double[]> function;
        private final double[] out;

        Template(double[][] rows, int outputs, BiConsumer<double[], double[]> function) {
            this.rows = rows;
            this.function = function;
            this.out = new double[outputs];
        }

        @Override
        public double run(int times) {
            double sum = 0;
            for (int i = 0; i < times; i++) {
                function.accept(rows[i & Points.MASK], out);
                sum += out[0] + out[out.length - 1];
            }
            return sum;
        }
    }
}
