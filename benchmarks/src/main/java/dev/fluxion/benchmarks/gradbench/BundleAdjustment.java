package dev.fluxion.benchmarks.gradbench;

import dev.fluxion.codegen.Kernels;
import dev.fluxion.codegen.RowKernel;
import dev.fluxion.symbolic.Expression;
import dev.fluxion.symbolic.Symbol;
import dev.fluxion.symbolic.calculus.Differentiation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Errors and their sparse Jacobian: one row of columns for each observation, derivatives by the camera, the point and the weight it depends on. */
final class BundleAdjustment {
    private static final int CAMERA = 11;
    private static final int POINT = 3;
    private static final int ENTRIES = CAMERA + POINT + 1;
    private static final int SHOWN = 30;
    private static final List<Symbol> VARIABLES = symbols("r_1 r_2 r_3 c_1 c_2 c_3 f u_0 v_0 k_1 k_2 x_1 x_2 x_3 w");
    private static final List<Symbol> FEATURES = symbols("g_1 g_2");

    private final Script script;
    private final int cameras;
    private final int points;
    private final int observations;
    private final double[][] columns;

    private BundleAdjustment(Script script, Input input) {
        this.script = script;
        cameras = input.whole("n");
        points = input.whole("m");
        observations = input.whole("p");
        double[] one = Stream.of(input.numbers("cam").require(CAMERA).values(), input.numbers("x").require(POINT).values(), new double[] {input.number("w")},
                        input.numbers("feat").require(FEATURES.size()).values())
                .flatMapToDouble(Arrays::stream).toArray();
        columns = new double[one.length][observations];
        for (int i = 0; i < one.length; i++) {
            Arrays.fill(columns[i], one[i]);
        }
    }

    private static List<Symbol> symbols(String names) {
        return Stream.of(names.split(" ")).map(Symbol::of).toList();
    }

    static Prepared prepare(Path file, String function, Input input) {
        BundleAdjustment adjustment = new BundleAdjustment(new Script(file, Map.of()), input);
        return switch (function) {
            case "objective" -> adjustment.objective();
            case "jacobian" -> adjustment.jacobian();
            default -> throw new IllegalArgumentException("no function " + function);
        };
    }

    private RowKernel kernel(List<Expression> results) {
        List<Symbol> inputs = new ArrayList<>(VARIABLES);
        inputs.addAll(FEATURES);
        return Kernels.rows(results, inputs);
    }

    private Prepared objective() {
        RowKernel kernel = kernel(List.of(script.named("error_1"), script.named("error_2"), script.named("weight")));
        double[][] results = new double[3][observations];
        return new Prepared(() -> kernel.run(columns, results), () -> {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("reproj_error", repeated("elements", List.of(results[0][0], results[1][0])));
            output.put("w_err", repeated("element", results[2][0]));
            return output;
        });
    }

    private Map<String, Object> repeated(String name, Object value) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put(name, value);
        output.put("repeated", observations);
        return output;
    }

    private Prepared jacobian() {
        Symbol weight = VARIABLES.getLast();
        List<Expression> results = new ArrayList<>(Differentiation.gradient(script.named("error_1"), VARIABLES));
        results.addAll(Differentiation.gradient(script.named("error_2"), VARIABLES));
        results.add(Differentiation.derivative(script.named("weight"), weight));
        RowKernel kernel = kernel(results);
        double[][] values = new double[results.size()][observations];
        Sparse sparse = new Sparse(observations);
        return new Prepared(() -> {
            kernel.run(columns, values);
            sparse.fill(values, cameras, points);
        }, sparse::shown);
    }

    /** The Jacobian in compressed rows. */
    private static final class Sparse {
        private final int[] rows;
        private final int[] columns;
        private final double[] values;
        private final int observations;

        Sparse(int observations) {
            this.observations = observations;
            rows = new int[3 * observations + 1];
            columns = new int[(2 * ENTRIES + 1) * observations];
            values = new double[columns.length];
        }

        void fill(double[][] computed, int cameras, int points) {
            int at = 0;
            int firstWeight = CAMERA * cameras + POINT * points;
            for (int i = 0; i < observations; i++) {
                int camera = CAMERA * (i % cameras);
                int point = CAMERA * cameras + POINT * (i % points);
                for (int error = 0; error < 2; error++) {
                    rows[2 * i + error] = at;
                    for (int k = 0; k < ENTRIES; k++) {
                        columns[at] = k < CAMERA ? camera + k : k < CAMERA + POINT ? point + k - CAMERA : firstWeight + i;
                        values[at++] = computed[error * ENTRIES + k][i];
                    }
                }
            }
            for (int i = 0; i < observations; i++) {
                rows[2 * observations + i] = at;
                columns[at] = firstWeight + i;
                values[at++] = computed[2 * ENTRIES][i];
            }
            rows[3 * observations] = at;
        }

        Object shown() {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("rows", ends(Arrays.stream(rows).asDoubleStream().toArray(), true));
            output.put("cols", ends(Arrays.stream(columns).asDoubleStream().toArray(), true));
            output.put("vals", ends(values, false));
            return output;
        }

        private static List<Object> ends(double[] all, boolean whole) {
            return IntStream.range(0, SHOWN + 1).mapToDouble(i -> i < SHOWN ? all[i] : all[all.length - 1])
                    .<Object>mapToObj(value -> whole ? (Object) (long) value : (Object) value).toList();
        }
    }
}
